"""A demo school, made through the same operations that the site uses."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from lessons.operations.demo_answers import posted_answer
from lessons.operations.progress import read_step, save_note
from lessons.permissions import OpenModule, get_module_for
from quizzes.models import Assignment, Attempt, Quiz, Response
from quizzes.models.quizzes import Feedback
from quizzes.operations.attempts import Origin, start_attempt, submit_attempt
from quizzes.operations.responses import NothingToSave, Save, check_response, save_response
from rosters.models import Classroom, Enrollment, Role, School, User
from rosters.operations.classes import enroll, make_classroom
from rosters.operations.people import choose_password, make_one_time_password, make_person

SLUG = "demo-school"
MODULE = "cold-war-diplomacy"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A log-in to print, and what there is to see with it."""

    username: str
    password: str
    about: str

    def __str__(self) -> str:
        return f"{self.username:<10} {self.password:<22} {self.about}"


PEOPLE = (
    ("demo-sam", "Sam Okello", Role.SCHOOL_ADMIN, "school admin"),
    ("demo-tess", "Tess Varga", Role.INSTRUCTOR, "teaches class 10b"),
    ("demo-ada", "Ada Quispe", Role.LEARNER, "has finished two lessons, a lab and the quiz"),
    ("demo-ben", "Ben Larsen", Role.LEARNER, "is in the middle of a check"),
    ("demo-cleo", "Cleo Haddad", Role.LEARNER, "has read two steps"),
    ("demo-dan", "Dan Ito", Role.LEARNER, "has not started"),
    ("demo-eve", "Eve Moreau", Role.LEARNER, "has handed in two essays"),
    ("demo-finn", "Finn Adeyemi", Role.LEARNER, "failed a check twice"),
)


@transaction.atomic
def make_demo_school() -> Sequence[DemoLogin]:
    """A school with a class, a teacher and six learners with work in every stage.

    Returns the log-ins, with passwords made for this site alone; empty when the school is there
    already (its passwords were shown when it was made).
    """
    if School.objects.filter(slug=SLUG).exists():
        return []
    school = School.objects.create(name="Demo School", slug=SLUG)
    logins, people = _make_people(school)
    classroom = make_classroom("10b", school=school, by=people["demo-tess"])
    for person in people.values():
        if person.role == Role.LEARNER:
            enroll(classroom, person, role=Enrollment.Role.LEARNER)
    _do_work(people, _assign_module_quiz(classroom, people["demo-tess"]))
    return logins


def _make_people(school: School) -> tuple[list[DemoLogin], dict[str, User]]:
    logins, people = [], {}
    for username, name, role, about in PEOPLE:
        made = make_person(username, display_name=name, role=role, school=school, by=None)
        password = f"{make_one_time_password()}-{secrets.randbelow(90) + 10}"
        choose_password(made.person, password)
        logins.append(DemoLogin(username, password, about))
        people[username] = made.person
    return logins, people


def _assign_module_quiz(classroom: Classroom, teacher: User) -> Assignment:
    now = timezone.now()
    return Assignment.objects.create(
        quiz=_quiz("module-quiz"),
        classroom=classroom,
        opens_at=now - timedelta(days=3),
        closes_at=now + timedelta(days=7),
        created_by=teacher,
    )


def _do_work(people: dict[str, User], assignment: Assignment) -> None:
    start = timezone.now() - timedelta(days=9)
    ada, ben = people["demo-ada"], people["demo-ben"]
    for number, lesson in enumerate(_lessons(ada)[:2]):
        at = start + timedelta(days=number)
        _take(ada, _check_of(ada, lesson), at, ability=1)
        _read(ada, lesson, at + timedelta(minutes=30))
    _note(ada, start)
    _take(ada, _quiz("claim-lab"), start + timedelta(days=3), ability=0.8)
    _take(
        ada,
        assignment.quiz,
        timezone.now() - timedelta(days=1),
        ability=0.8,
        assignment=assignment,
    )
    first = _lessons(ben)[0]
    _read(ben, first, start + timedelta(days=5), steps=4)
    _take(
        ben,
        _check_of(ben, first),
        timezone.now() - timedelta(hours=1),
        ability=0.7,
        items=2,
    )
    _read(people["demo-cleo"], first, start + timedelta(days=6), steps=2)
    _take(people["demo-eve"], _quiz("essays"), start + timedelta(days=6), ability=1)
    for day in (7, 8):
        _take(
            people["demo-finn"],
            _check_of(ben, first),
            start + timedelta(days=day),
            ability=0,
        )


def _quiz(slug: str) -> Quiz:
    return Quiz.objects.get(collection__slug=MODULE, collection__language="en", slug=slug)


def _lessons(learner: User) -> list[str]:
    place = get_module_for(learner, MODULE)
    return list(place.release.lessons.values_list("slug", flat=True))


def _check_of(learner: User, lesson: str) -> Quiz:
    place = get_module_for(learner, MODULE)
    steps = place.release.lessons.get(slug=lesson).steps
    return Quiz.objects.get(pk__in=steps.exclude(quiz=None).values("quiz"))


def _read(learner: User, lesson: str, at: datetime, *, steps: int | None = None) -> None:
    place = get_module_for(learner, MODULE)
    slugs = place.release.lessons.get(slug=lesson).steps.values_list("slug", flat=True)
    for slug in list(slugs)[:steps]:
        read_step(place, learner=learner, lesson=lesson, step=slug, at=at)


def _note(learner: User, at: datetime) -> None:
    place: OpenModule = get_module_for(learner, MODULE)
    lesson = place.release.lessons.first()
    step = lesson.steps.exclude(prompt="").first() if lesson else None
    if lesson is None or step is None:
        return
    save_note(
        place,
        learner=learner,
        step_key=f"{lesson.slug}/{step.slug}",
        at=at,
        text="Our choir: on paper in May, but nobody sang before September. "
        "The list of members would prove the first, the concert poster the second.",
    )


def _take(
    learner: User,
    quiz: Quiz,
    at: datetime,
    *,
    ability: float,
    assignment: Assignment | None = None,
    items: int | None = None,
) -> Attempt:
    """Start, answer and hand in; with `items`, stop after so many answers.

    The chance has a seed of its own for each sitting, so that the demo is the same each time and
    a changed quiz changes nobody else's answers.
    """
    earlier = Attempt.objects.filter(learner=learner, quiz=quiz).count()
    rng = Random(f"{learner.username} {quiz.slug} {earlier}")  # noqa: S311 (no secret)
    module = get_module_for(learner, MODULE)
    attempt = start_attempt(
        quiz,
        learner=learner,
        at=at,
        assignment=assignment,
        seed=rng.randrange(10**6),
        origin=Origin(title=module.module.title, path=module.path),
    )
    checks = attempt.settings["show_feedback"] == Feedback.AFTER_EACH
    for response in attempt.responses.select_related("item_version")[:items]:
        at += timedelta(seconds=40)
        posted = posted_answer(response, ability=ability, rng=rng)
        if attempt.settings["certainty"]:
            posted["certainty"] = str(rng.choice([1, 2, 2, 3, 3]))
        _answer(response, posted, learner=learner, at=at, checks=checks)
    if items is None:
        submit_attempt(attempt, at=at)
    return attempt


def _answer(
    response: Response, posted: QueryDict, *, learner: User, at: datetime, checks: bool
) -> None:
    place = {"attempt_id": response.attempt_id, "position": response.position}
    try:
        save_response(Save(posted=posted), learner=learner, at=at, **place)
    except NothingToSave:
        return
    if checks:
        check_response(learner=learner, at=at, **place)
