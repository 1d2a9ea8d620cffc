"""A program: a school for the bench's class, and later what became of its answers. Prints JSON.

`prepare MEGABYTES MINUTES LEARNERS`: both packs, a teacher and a colleague, a class with a timed
exam assigned and another class whose essays wait for marks. `inspect`: reads the acknowledged saves
from standard input and says which of them the database lost.
"""

import json
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402  needs the apps
from django.core.management import call_command  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.filling import fill, size_in_megabytes  # noqa: E402
from lessons.operations.loading import load_shipped_packs  # noqa: E402
from quizzes.models import (  # noqa: E402
    Assignment,
    Attempt,
    ItemVersion,
    Quiz,
    ResponseRevision,
    Section,
    Slot,
)
from quizzes.models.quizzes import Purpose  # noqa: E402
from quizzes.operations.attempts import start_attempt, submit_attempt  # noqa: E402
from quizzes.operations.receipts import verify_attempt  # noqa: E402
from quizzes.operations.responses import Save, save_response  # noqa: E402
from rosters.models import Classroom, Enrollment, Role, School, User  # noqa: E402
from sources.models import Collection  # noqa: E402

PASSWORD = "paper-lantern-41"
OTHERS = 500
TYPES = ("highlight", "choice", "verdict", "multiple-response", "short-text", "essay")
QUESTIONS = 10


def prepare(megabytes: int, minutes: int, learners: int) -> dict[str, Any]:
    call_command("migrate", interactive=False, verbosity=0)
    load_shipped_packs(report=lambda line: print(line, file=sys.stderr))
    call_command("collectstatic", interactive=False, verbosity=0)
    school = School.objects.create(name="Hill School", slug="hill")
    pupils = people("pupil", learners, school=school)
    others = people("other", OTHERS, school=school)
    teacher, marker = people("teacher", 2, school=school, role=Role.INSTRUCTOR, is_staff=True)
    shelf = Collection.objects.get(slug="cold-war-diplomacy")
    exam = make_quiz(shelf, "bench-exam", versions(shelf, TYPES), minutes=minutes)
    written = make_quiz(shelf, "bench-essay", versions(shelf, ("essay",))[:1], minutes=None)
    room = make_class(school, "10b", pupils, (teacher, marker))
    other_room = make_class(school, "10c", others[:learners], (teacher, marker))
    given = Assignment.objects.create(quiz=exam, classroom=room, created_by=teacher)
    wrote = Assignment.objects.create(quiz=written, classroom=other_room, created_by=teacher)
    for person in others[:learners]:
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


def people(name: str, count: int, **fields: Any) -> list[User]:
    # One hash for all: what is measured is the check at sign-in.
    password = make_password(PASSWORD)
    return User.objects.bulk_create(
        User(username=f"{name}-{n}", display_name=f"{name} {n}", password=password, **fields)
        for n in range(count)
    )


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


def inspect(acknowledged: list[dict[str, Any]]) -> dict[str, Any]:
    """Which acknowledged saves are gone, and whose chain of receipts does not hold."""
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


if sys.argv[1] == "prepare":
    json.dump(prepare(*(int(word) for word in sys.argv[2:5])), sys.stdout)
else:
    json.dump(inspect(json.load(sys.stdin)), sys.stdout)
