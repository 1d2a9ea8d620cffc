"""A demo school, made through the same operations that the site uses."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lessons.models import Module
from lessons.operations.assigning import Rules, assign_module, assign_quiz
from lessons.operations.demo_exam import make_exam
from lessons.operations.demo_work import MODULE, check_of, lessons_of, note, read, take
from quizzes.models import Assignment, Attempt, Quiz
from quizzes.operations.marking import Seen, mark_response
from quizzes.operations.staff_acts import set_aside
from rosters.models import Classroom, Enrollment, Role, School, User
from rosters.operations.classes import enroll, make_classroom
from rosters.operations.people import choose_password, make_one_time_password, make_person
from rosters.operations.places import set_extra_time

SLUG = "demo-school"


@dataclass(frozen=True, slots=True)
class Given:
    """What the class has before it. below: those that came with the module, by the quiz's id."""

    module_quiz: Assignment
    below: dict[int, Assignment]
    exam: Assignment


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
    ("demo-ada", "Ada Quispe", Role.LEARNER, "has done most; her exam waits for a mark"),
    ("demo-ben", "Ben Larsen", Role.LEARNER, "is in a check; his exam was set aside"),
    ("demo-cleo", "Cleo Haddad", Role.LEARNER, "has read two steps"),
    ("demo-dan", "Dan Ito", Role.LEARNER, "has not started"),
    ("demo-eve", "Eve Moreau", Role.LEARNER, "two essays wait; her exam is marked"),
    ("demo-finn", "Finn Adeyemi", Role.LEARNER, "takes the exam now, with 150 % of the time"),
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
    given = _assign(classroom, by=people["demo-tess"])
    _do_work(people, given)
    _sit_exam(people, given.exam)
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


def _assign(classroom: Classroom, *, by: User) -> Given:
    """Give the class the module with its checks and essays, its quiz, and the exam."""
    now = timezone.now()
    week = Rules(now - timedelta(days=3), now + timedelta(days=7))
    quiz = assign_quiz(_quiz("module-quiz"), classroom=classroom, rules=week, by=by, at=now)
    begun = now - timedelta(days=10)
    checks = [check_of(by, lesson) for lesson in lessons_of(by)]
    module = assign_module(
        Module.objects.get(slug=MODULE, language="en"),
        classroom=classroom,
        rules=Rules(begun, now + timedelta(days=21)),
        checks=checks,
        quizzes=[_quiz("essays")],
        by=by,
        at=begun,
    )
    below = {each.quiz_id: each for each in module.quiz_assignments.all()}
    window = Rules(now - timedelta(days=1), now + timedelta(days=6))
    exam = assign_quiz(make_exam(by=by), classroom=classroom, rules=window, by=by, at=now)
    return Given(quiz, below, exam)


def _do_work(people: dict[str, User], given: Given) -> None:
    now = timezone.now()
    start = now - timedelta(days=9)
    ada, ben, eve = people["demo-ada"], people["demo-ben"], people["demo-eve"]
    first, second, *_others = lessons_of(ada)
    for number, lesson in enumerate([first, second]):
        at = start + timedelta(days=4 + number)
        _take_given(ada, check_of(ada, lesson), given, at, ability=1)
        read(ada, lesson, at + timedelta(minutes=30))
    note(ada, start + timedelta(days=4))
    take(ada, _quiz("claim-lab"), start + timedelta(days=7), ability=0.8)
    quiz = given.module_quiz
    take(ada, quiz.quiz, now - timedelta(days=1), ability=0.8, assignment=quiz)
    check = check_of(ben, first)
    read(ben, first, start + timedelta(days=5), steps=4)
    _take_given(ben, check, given, now - timedelta(hours=1), ability=0.7, items=2)
    read(people["demo-cleo"], first, start + timedelta(days=6), steps=2)
    _take_given(eve, _quiz("essays"), given, start + timedelta(days=6), ability=1)
    for day in (7, 8):
        at = start + timedelta(days=day)
        _take_given(people["demo-finn"], check, given, at, ability=0)


def _sit_exam(people: dict[str, User], exam: Assignment) -> None:
    """Two hand it in, one of whom has her mark; one is disturbed, and one takes it now."""
    now, tess, finn = timezone.now(), people["demo-tess"], people["demo-finn"]
    begun = now - timedelta(hours=20)
    take(people["demo-ada"], exam.quiz, begun, ability=0.7, assignment=exam)
    marked = take(people["demo-eve"], exam.quiz, begun, ability=0.9, assignment=exam)
    _mark_essay(marked, by=tess, at=now - timedelta(hours=2))
    ben = take(people["demo-ben"], exam.quiz, begun, ability=0.7, assignment=exam, items=1)
    reason = "The fire alarm rang after a minute. He takes it again."
    set_aside(ben, by=tess, reason=reason, at=begun + timedelta(minutes=5))
    set_extra_time(finn, percent=150, reason="Reads slowly", by=tess, classroom=exam.classroom)
    take(finn, exam.quiz, now - timedelta(minutes=5), ability=0.6, assignment=exam, items=3)


def _mark_essay(attempt: Attempt, *, by: User, at: datetime) -> None:
    responses = attempt.responses.select_related("item_version")
    essay = responses.get(item_version__type_slug="essay")
    mark_response(
        essay,
        levels={each["id"]: 2 for each in essay.item_version.definition["rubric"]},
        comment="You name his reason to like the bath. Which other town would you compare?",
        by=by,
        at=at,
        seen=Seen(0, essay.revision),
    )


def _take_given(
    learner: User,
    quiz: Quiz,
    given: Given,
    at: datetime,
    *,
    ability: float,
    items: int | None = None,
) -> Attempt:
    """Take a quiz that came with the module."""
    below = given.below[quiz.pk]
    return take(learner, quiz, at, ability=ability, assignment=below, items=items)


def _quiz(slug: str) -> Quiz:
    return Quiz.objects.get(collection__slug=MODULE, collection__language="en", slug=slug)
