"""One of each thing that a page can show, made through the site's own operations."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from lessons.models import Module, ModuleAssignment, Release, Step
from lessons.operations.demo_answers import posted_answer
from lessons.operations.publishing import open_draft
from quizzes.itemtypes.registry import all_item_types
from quizzes.models import Assignment, Attempt, ItemVersion, Quiz, Section, Slot
from quizzes.models.quizzes import Feedback, Layout, Purpose
from quizzes.operations.attempts import Origin, start_attempt, submit_attempt
from quizzes.operations.late_answers import accept_late, leave_late
from quizzes.operations.marking import Seen, mark_response
from quizzes.operations.responses import NothingToSave, Save, check_response, save_response
from quizzes.operations.staff_acts import add_time
from rosters.models import Classroom, Enrollment, User
from rosters.operations.guests import make_guest
from sources.models import Collection
from tests.factories import (
    AccommodationFactory,
    InstructorFactory,
    LearnerFactory,
    SuperuserFactory,
)
from tests.factories_quizzes import QuizFactory

MODULE = "cold-war-diplomacy"
OWN_MODULE = "modern-alignment-debates"
"""The second module, given to an instructor, so that somebody sees the forms and not the texts."""

RIGHT, HALF_RIGHT = 1.0, 0.5
ORIGIN = Origin(title="Cold War diplomacy", path=f"/modules/{MODULE}/")


@dataclass(frozen=True, slots=True)
class Samples:
    """People and attempts for the pages that need one. Lists are in the order of item types."""

    root: User
    teacher: User
    author: User
    ada: User
    newcomer: User
    guest: User
    examinee: User
    open_attempt: Attempt
    checked_attempt: Attempt
    one_page_attempt: Attempt
    blank_attempt: Attempt
    handed_in: Attempt
    exam_review: Attempt
    late_attempt: Attempt
    assignment: Assignment
    given: ModuleAssignment
    release: Release


def one_of_each(**rules: Any) -> Quiz:
    """A published quiz of the first module with one item of every type. `rules` are its fields."""
    versions = {
        version.type_slug: version
        for version in ItemVersion.objects.filter(item__collection__slug=MODULE).order_by("-pk")
    }
    return quiz_with([versions[kind.slug] for kind in all_item_types()], **rules)


def quiz_with(versions: list[ItemVersion], **rules: Any) -> Quiz:
    """A published quiz that asks these item versions in this order."""
    quiz: Quiz = QuizFactory(collection=versions[0].item.collection, **rules)
    section = Section.objects.create(quiz=quiz, slug="all", title="All types")
    for position, version in enumerate(versions):
        Slot.objects.create(section=section, item_version=version, position=position)
    return quiz


def quiz_of_type(slug: str, count: int = 2, **rules: Any) -> Quiz:
    """A published quiz of the first module's items of one type."""
    found = ItemVersion.objects.filter(type_slug=slug, item__collection__slug=MODULE)
    return quiz_with(list(found.order_by("pk")[:count]), **rules)


def begin(quiz: Quiz, learner: User, **options: Any) -> Attempt:
    """Start an attempt now, or at the time given as `at`."""
    return start_attempt(
        quiz, learner=learner, origin=ORIGIN, **({"at": timezone.now(), "seed": 7} | options)
    )


def answer(attempt: Attempt, *, ability: float = HALF_RIGHT, at: datetime | None = None) -> None:
    """Answer every question; where the quiz explains after each, check it too."""
    rng = Random(5)  # noqa: S311 (the same answers each time)
    at = at or timezone.now()
    for response in attempt.responses.select_related("item_version"):
        posted = posted_answer(response, ability=ability, rng=rng)
        posted["certainty"] = "2"
        place = {"attempt_id": attempt.pk, "position": response.position, "at": at}
        try:
            save_response(Save(posted=posted), learner=attempt.learner, **place)
        except NothingToSave:
            continue
        if attempt.settings["show_feedback"] == Feedback.AFTER_EACH:
            check_response(learner=attempt.learner, **place)


def done(quiz: Quiz, learner: User, **options: Any) -> Attempt:
    """An attempt that is answered in part rightly and handed in."""
    attempt = begin(quiz, learner, **options)
    answer(attempt)
    return submit_attempt(attempt, at=timezone.now())


def mark_essay(attempt: Attempt, *, by: User) -> None:
    """Mark the essay of an attempt, each criterion at level 2."""
    response = attempt.responses.select_related("item_version").get(item_version__type_slug="essay")
    mark_response(
        response,
        levels={each["id"]: 2 for each in response.item_version.definition["rubric"]},
        comment="Say which card shows it.",
        by=by,
        at=timezone.now(),
        seen=Seen(0, response.revision),
    )


def make_samples() -> Samples:
    """Make them all. The demo school must be there."""
    ada = User.objects.get(username="demo-ada")
    classroom = Enrollment.objects.get(user=ada).classroom
    gus, lea, mia = (_classmate(classroom, name) for name in ("Gus", "Lea", "Mia"))
    AccommodationFactory(user=gus)
    Group.objects.create(name="Guest lecturers")
    checked = begin(one_of_each(show_feedback=Feedback.AFTER_EACH, certainty=True), gus)
    answer(checked)
    one_page = one_of_each(layout=Layout.ALL_ON_ONE, certainty=True, time_limit_minutes=45)
    assignment, exam_review = _exam(classroom, mia)
    teacher = User.objects.get(username="demo-tess")
    handed_in = done(one_of_each(certainty=True), gus)
    mark_essay(handed_in, by=teacher)
    return Samples(
        root=SuperuserFactory(username="root", display_name="Root Person"),
        author=_author(classroom),
        teacher=teacher,
        ada=ada,
        newcomer=_classmate(classroom, "Noa"),
        guest=make_guest(at=timezone.now()),
        examinee=mia,
        open_attempt=begin(one_of_each(certainty=True, time_limit_minutes=90), gus),
        checked_attempt=checked,
        one_page_attempt=begin(one_page, gus),
        blank_attempt=begin(one_of_each(), lea),
        handed_in=handed_in,
        exam_review=exam_review,
        late_attempt=_late(assignment, _classmate(classroom, "Ida"), by=teacher),
        assignment=assignment,
        given=ModuleAssignment.objects.get(classroom=classroom),
        release=published(),
    )


def _classmate(classroom: Classroom, name: str) -> User:
    person: User = LearnerFactory(school=classroom.school, display_name=name)
    Enrollment.objects.create(user=person, classroom=classroom)
    return person


def _exam(classroom: Classroom, learner: User) -> tuple[Assignment, Attempt]:
    """An exam that is still open: who handed in sees the score and no keys."""
    now = timezone.now()
    assignment = Assignment.objects.create(
        quiz=one_of_each(purpose=Purpose.EXAM, show_feedback=Feedback.AFTER_CLOSING),
        classroom=classroom,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=1),
    )
    return assignment, done(assignment.quiz, learner, assignment=assignment)


def _late(assignment: Assignment, learner: User, *, by: User) -> Attempt:
    """An attempt that got more time, and answers after it; one of them is accepted."""
    begun = timezone.now() - timedelta(minutes=20)
    attempt = begin(assignment.quiz, learner, assignment=assignment, at=begun)
    answer(attempt, at=begun)
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=begun + timedelta(minutes=5))
    act = {"by": by, "reason": "The network was down in room 3.", "at": begun}
    add_time(attempt, minutes=5, **act)
    submit_attempt(attempt, at=begun + timedelta(minutes=10))
    answer(attempt, ability=RIGHT, at=begun + timedelta(minutes=12))
    late = attempt.revisions.filter(late=True).exclude(response__item_version__type_slug="essay")
    accept_late(late.earliest("number"), **act | {"at": timezone.now()})
    leave_late(late.filter(verdict="").earliest("number"), **act | {"at": timezone.now()})
    return Attempt.objects.get(pk=attempt.pk)


def _author(classroom: Classroom) -> User:
    """An instructor who owns the second module and has a draft of it open."""
    author: User = InstructorFactory(
        username="ina", display_name="Ina Author", school=classroom.school
    )
    Collection.objects.filter(slug=OWN_MODULE).update(owner=author)
    open_draft(Module.objects.get(slug=OWN_MODULE), by=author)
    return author


def published() -> Release:
    """The published release of the first module."""
    return Release.objects.get(module__slug=MODULE, status=Release.Status.PUBLISHED)


def steps_of_kind(kind: str) -> Step:
    """The first step of a kind in the published release of the first module."""
    steps = Step.objects.filter(lesson__release=published(), kind=kind)
    found = steps.order_by("lesson__position", "position").first()
    assert found is not None
    return found
