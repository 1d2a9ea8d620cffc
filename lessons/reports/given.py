"""What was given to a class, one by one: the quizzes below a module, and what was taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from lessons.models import ModuleAssignment
from quizzes.models import Assignment
from rosters.models import Classroom


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Something that was taken back from a class. is_module: a whole module."""

    title: str
    path: str
    at: datetime
    is_module: bool


def quizzes_below(given: ModuleAssignment) -> Sequence[Assignment]:
    """The quiz assignments of a module, those that were taken back too. One query."""
    found = given.quiz_assignments.select_related("quiz")
    return list(found.order_by("quiz__position", "pk"))


def taken_back_in(classroom: Classroom) -> Sequence[TakenBack]:
    """Newest first; a module stands for the quizzes that went with it. Two queries."""
    modules = ModuleAssignment.objects.filter(classroom=classroom, withdrawn_at__isnull=False)
    quizzes = Assignment.objects.filter(classroom=classroom, withdrawn_at__isnull=False).exclude(
        module_assignments__withdrawn_at__isnull=False
    )
    found = [
        TakenBack(
            given.module.title,
            reverse("lessons:given-module", args=[classroom.pk, given.pk]),
            given.withdrawn_at or given.opens_at,
            is_module=True,
        )
        for given in modules.select_related("module")
    ]
    found += [
        TakenBack(
            given.quiz.title,
            reverse("lessons:given-quiz", args=[classroom.pk, given.pk]),
            given.withdrawn_at or given.opens_at,
            is_module=False,
        )
        for given in quizzes.select_related("quiz")
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)
