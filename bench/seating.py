"""A learner of whom every page has something to show: a class, given work, progress, notices."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import Length
from django.utils import timezone

from lessons.models import Step
from lessons.operations.assigning import Rules, assign_module, assign_quiz
from lessons.operations.progress import read_step
from lessons.permissions import get_module_for
from quizzes.models import Quiz
from rosters.models import Classroom, Enrollment, Role, School, User
from rosters.operations.notices import Kind, notify
from sources.models import Document, SourceCard

MODULE, OTHER_MODULE = "cold-war-diplomacy", "modern-alignment-debates"
LESSONS_READ = 2
NOTICES = 3


def seat(learner: User, teacher: User) -> dict[str, Any]:
    """Put the learner in a class with a module and an exam before it; she has read two lessons.

    Returns the addresses of her pages, of each kind the longest, and of what she may take.
    """
    now = timezone.now()
    school = School.objects.create(name="Hill School", slug="hill")
    for person, role in ((learner, Role.LEARNER), (teacher, Role.INSTRUCTOR)):
        person.school, person.role = school, role
        person.save()
    room = Classroom.objects.create(school=school, name="10b")
    Enrollment.objects.create(classroom=room, user=learner, role=Enrollment.Role.LEARNER)
    Enrollment.objects.create(classroom=room, user=teacher, role=Enrollment.Role.TEACHER)
    place = get_module_for(learner, MODULE)
    steps = Step.objects.filter(lesson__release=place.release).select_related("lesson", "quiz")
    checks = [step.quiz for step in steps if step.quiz]
    rules = Rules(now - timedelta(hours=1), now + timedelta(days=7))
    given = {"classroom": room, "by": teacher, "at": now}
    assign_module(place.module, rules=rules, checks=checks, quizzes=[], **given)
    others = Quiz.objects.published().filter(collection=place.collection).exclude(
        pk__in=[quiz.pk for quiz in checks]
    )  # fmt: skip
    exam = next(assign_quiz(quiz, rules=rules, **given) for quiz in others)
    lessons = list(dict.fromkeys(step.lesson.slug for step in ordered(steps)))
    for step in ordered(steps):
        if step.lesson.slug in lessons[:LESSONS_READ]:
            read_step(place, learner=learner, lesson=step.lesson.slug, step=step.slug, at=now)
    for _ in range(NOTICES):
        notify(learner, Kind.MARKED, detail={"title": exam.quiz.title}, path="/progress/")
    return {
        "seated": learner.username,
        "assignment": f"/assignments/{exam.pk}/",
        "keyed_quiz": a_check_of_the_other_module(learner),
        "shelf": longest(place.path, steps, place.collection),
    }


def longest(module: str, steps: Any, shelf: Any) -> dict[str, str]:
    """Where the longest step of each kind stands, the longest document and the longest card."""
    found = {}
    for kind in Step.Kind.values:
        of_kind = steps.filter(kind=kind).annotate(
            length=Length("body"), lines=Count("document__sentences")
        )
        step = of_kind.order_by("-lines", "-length").first()
        found[kind] = f"{module}{step.lesson.slug}/{step.slug}/"
    documents = Document.objects.current().filter(collection=shelf).exclude(edition="practice")
    document = documents.annotate(lines=Count("sentences")).order_by("-lines").first()
    card = SourceCard.objects.filter(collection=shelf).order_by(Length("says").desc()).first()
    assert document is not None
    assert card is not None
    return found | {
        "document": f"{module}documents/{document.slug}/",
        "card": f"{module}cards/{card.slug}/",
    }


def a_check_of_the_other_module(learner: User) -> str:
    """A check with keys, which no class has before it."""
    place = get_module_for(learner, OTHER_MODULE)
    steps = Step.objects.filter(lesson__release=place.release, kind=Step.Kind.CHECK)
    step = next(iter(ordered(steps.select_related("lesson"))))
    return f"{place.path}{step.lesson.slug}/{step.slug}/"


def ordered(steps: Any) -> Iterable[Step]:
    found: Iterable[Step] = steps.order_by("lesson__position", "lesson_id", "position", "id")
    return found
