"""One learner of a class as her teacher sees her: modules, attempts, notes, skills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from lessons.models import Module, ModuleAssignment, Release, StepNote
from lessons.permissions import OpenModule
from lessons.reports.answers import answers_of
from lessons.reports.outlines import Outline, outlines_of
from lessons.reports.progress import ModuleProgress
from lessons.reports.skills import SkillReport, skill_report
from lessons.reports.work import works_in
from quizzes.models import Assignment, Attempt
from quizzes.models.attempts import AttemptQuerySet
from rosters.models import Classroom, User


@dataclass(frozen=True, slots=True)
class ReadNote:
    """What a learner wrote under a prompt. title: of the step, its id where the step is gone."""

    module: str
    title: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LearnerPage:
    """Everything that the page shows; see `learner_page` for its queries."""

    modules: Sequence[ModuleProgress]
    attempts: Sequence[Attempt]
    report: SkillReport
    notes: Sequence[ReadNote] = field(default_factory=list)


def learner_page(classroom: Classroom, learner: User, *, with_notes: bool) -> LearnerPage:
    """A learner in what is given to her class. Six queries at most.

    Attempts of her class's assignments, and those without one in the modules given to it; of a
    running one, too, but no preview and none that was set aside. with_notes: whether whoever looks
    may read what she wrote under prompts.
    """
    modules = _given_modules(classroom)
    works = works_in([release.module for release in modules], learner)
    outlines = outlines_of(modules, works)
    shelves = [release.module.collection_id for release in modules]
    return LearnerPage(
        modules=[
            ModuleProgress(OpenModule(release.module, release), outlines[release.pk])
            for release in modules
        ],
        attempts=list(_attempts(classroom, learner, shelves)),
        report=skill_report(answers_of(learner)),
        notes=_notes(modules, outlines, learner) if with_notes else [],
    )


def _given_modules(classroom: Classroom) -> list[Release]:
    """Published releases of the modules that the class has before it."""
    given = ModuleAssignment.objects.standing().filter(classroom=classroom)
    return list(
        Release.objects.filter(
            status=Release.Status.PUBLISHED, module__in=given.order_by().values("module")
        )
        .select_related("module__collection")
        .order_by("module__position", "module__title", "module_id")
    )


def _attempts(classroom: Classroom, learner: User, shelves: Sequence[int]) -> AttemptQuerySet:
    given = Assignment.objects.standing().filter(classroom=classroom)
    here = Q(assignment__in=given.order_by().values("pk"))
    here |= Q(assignment=None, quiz__collection__in=shelves)
    return (
        Attempt.objects.taken()
        .filter(here, learner=learner)
        .select_related("quiz")
        .defer("settings")
        .order_by("-started_at", "-pk")
    )


def _notes(
    modules: Sequence[Release], outlines: Mapping[int, Outline], learner: User
) -> Sequence[ReadNote]:
    titles: dict[tuple[int, str], str] = {}
    names: dict[int, Module] = {release.module_id: release.module for release in modules}
    for release in modules:
        for lesson in outlines[release.pk].lessons:
            for step in lesson.steps:
                titles[release.module_id, step.key] = f"{lesson.title}: {step.title}"
    found = StepNote.objects.filter(learner=learner, module__in=names).exclude(text="")
    return [
        ReadNote(
            module=names[note.module_id].title,
            title=titles.get((note.module_id, note.step_key), note.step_key),
            text=note.text,
            at=note.updated_at,
        )
        for note in found.order_by("module_id", "step_key")
    ]
