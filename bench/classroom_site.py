"""A school for the bench's class, and afterwards what became of its answers."""

import json
import sys
from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from bench.filling import fill, size_in_megabytes
from bench.full_site import set_up
from bench.people import PASSWORD, make_people
from quizzes.models import Assignment, Attempt, ItemVersion, Quiz, ResponseRevision, Section, Slot
from quizzes.models.quizzes import Purpose
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.receipts import verify_attempt
from quizzes.operations.responses import Save, save_response
from rosters.models import Classroom, Enrollment, Role, School, User
from sources.models import Collection

OTHERS = 500
ESSAYS_A_MINUTE = 15
"""As many as one person marks who takes four seconds for each."""
TYPES = ("highlight", "choice", "verdict", "multiple-response", "short-text", "essay")
QUESTIONS = 10


def prepare(*sizes: str) -> dict[str, Any]:
    """Megabytes, minutes, learners: a class with a timed exam, another whose essays wait.

    Both have the same two teachers.
    """
    megabytes, minutes, learners = (int(size) for size in sizes)
    set_up()
    school = School.objects.create(name="Hill School", slug="hill")
    pupils = make_people(learners, "pupil", school=school)
    others = make_people(OTHERS, "other", school=school)
    staff = {"role": Role.INSTRUCTOR, "is_staff": True}
    teacher, marker = make_people(2, "teacher", school=school, **staff)
    shelf = Collection.objects.get(slug="cold-war-diplomacy")
    exam = make_quiz(shelf, "bench-exam", versions(shelf, TYPES), minutes=minutes)
    written = make_quiz(shelf, "bench-essay", versions(shelf, ("essay",))[:1], minutes=None)
    room = make_class(school, "10b", pupils, (teacher, marker))
    writers = others[: minutes * ESSAYS_A_MINUTE]
    other_room = make_class(school, "10c", writers, (teacher, marker))
    given = Assignment.objects.create(quiz=exam, classroom=room, created_by=teacher)
    wrote = Assignment.objects.create(quiz=written, classroom=other_room, created_by=teacher)
    for person in writers:
        hand_in_an_essay(person, wrote)
    fill(Quiz.objects.get(collection=shelf, slug="module-quiz"), others, megabytes)
    return {
        "names": [person.username for person in pupils],
        "teacher": teacher.username,
        "marker": marker.username,
        "password": PASSWORD,
        "exam": f"/assignments/{given.pk}/",
        "class_pages": [f"/classes/{room.pk}/", f"/assignments/{given.pk}/class/"],
        "megabytes": size_in_megabytes(),
        "attempts": Attempt.objects.count(),
    }


def make_class(
    school: School, name: str, pupils: list[User], teachers: tuple[User, ...]
) -> Classroom:
    room = Classroom.objects.create(school=school, name=name)
    places = [(person, Enrollment.Role.LEARNER) for person in pupils]
    places += [(person, Enrollment.Role.TEACHER) for person in teachers]
    Enrollment.objects.bulk_create(
        Enrollment(classroom=room, user=person, role=role) for person, role in places
    )
    return room


def versions(shelf: Collection, types: tuple[str, ...]) -> list[ItemVersion]:
    """Ten questions of these types, one of each and then around again."""
    pools = [
        list(
            ItemVersion.objects.filter(
                item__collection=shelf, type_slug=name, current_of__isnull=False
            ).order_by("pk")
        )
        for name in types
    ]
    found = [pool[row] for row in range(QUESTIONS) for pool in pools if row < len(pool)]
    return found[:QUESTIONS]


def make_quiz(
    shelf: Collection, slug: str, asked: list[ItemVersion], *, minutes: int | None
) -> Quiz:
    quiz = Quiz.objects.create(
        collection=shelf,
        slug=slug,
        title=slug,
        purpose=Purpose.EXAM if minutes else Purpose.CHECK,
        status=Quiz.Status.PUBLISHED,
        time_limit_minutes=minutes,
    )
    section = Section.objects.create(quiz=quiz, slug="all")
    Slot.objects.bulk_create(
        Slot(section=section, item_version=version, position=n) for n, version in enumerate(asked)
    )
    return quiz


def hand_in_an_essay(person: User, given: Assignment) -> None:
    now = timezone.now() - timedelta(hours=1)
    attempt = start_attempt(given.quiz, learner=person, at=now, assignment=given)
    posted = QueryDict(mutable=True)
    posted["text"] = "The mill was praised by its owner, and nobody else was asked. " * 20
    save_response(Save(posted), learner=person, attempt_id=attempt.pk, position=1, at=now)
    submit_attempt(attempt, at=now)


def inspect() -> dict[str, Any]:
    """Which acknowledged saves are gone, and whose chain of receipts does not hold.

    Reads the acknowledged ones, as the clients kept them, from standard input.
    """
    acknowledged: list[dict[str, Any]] = json.load(sys.stdin)
    numbers = sorted({told["attempt"] for told in acknowledged})
    kept = {
        (attempt, number): digest
        for attempt, number, digest in ResponseRevision.objects.filter(
            attempt__in=numbers
        ).values_list("attempt_id", "number", "digest")
    }
    lost = [
        told
        for told in acknowledged
        if not holds(kept.get((told["attempt"], told["number"])), told["line"])
    ]
    attempts = Attempt.objects.filter(pk__in=numbers)
    return {
        "lost": lost,
        "revisions": len(kept),
        "twice": len(kept) - len(acknowledged),
        "broken_chains": [a.pk for a in attempts if not verify_attempt(a).holds],
        "handed_in": attempts.exclude(status=Attempt.Status.IN_PROGRESS).count(),
    }


def holds(digest: str | None, line: str) -> bool:
    """Whether the digest of a row is the one on the receipt that the learner was shown."""
    return digest is not None and digest in line
