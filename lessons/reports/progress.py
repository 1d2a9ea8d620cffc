"""My progress: over all modules that a learner has begun, and within one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from lessons.permissions import OpenModule
from lessons.reports.answers import answers_told_to
from lessons.reports.catalogue import releases_for
from lessons.reports.module_page import QuizRow, quiz_rows
from lessons.reports.outlines import Outline, ResumePoint, outline_of, outlines_of
from lessons.reports.skills import SkillReport, skill_report
from lessons.reports.work import work_in, works_in
from rosters.models import User


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """How far a learner is with one module."""

    place: OpenModule
    outline: Outline

    @property
    def resume(self) -> ResumePoint | None:
        return self.outline.resume

    @property
    def resume_path(self) -> str:
        if self.resume is None:
            return self.place.path
        return self.place.url("step", self.resume.lesson.slug, self.resume.step.slug)


@dataclass(frozen=True, slots=True)
class Progress:
    """Modules begun, and what all answers show."""

    modules: Sequence[ModuleProgress]
    report: SkillReport


@dataclass(frozen=True, slots=True)
class ProgressInModule:
    """One module's lessons and quizzes, and what the answers given in it show."""

    outline: Outline
    quizzes: Sequence[QuizRow]
    report: SkillReport


def progress_of(user: "User | AnonymousUser", *, at: datetime) -> Progress:
    """All of a learner's progress, for her own eyes. Four queries; one for a visitor."""
    releases = releases_for(user)
    works = works_in([release.module for release in releases], user)
    begun = [release for release in releases if release.module_id in works]
    outlines = outlines_of(begun, works)
    return Progress(
        modules=[
            ModuleProgress(OpenModule(release.module, release), outlines[release.pk])
            for release in begun
        ],
        report=skill_report(answers_told_to(user, at=at)),
    )


def progress_in(
    place: OpenModule, user: "User | AnonymousUser", *, at: datetime
) -> ProgressInModule:
    """A learner's progress in one module, for her own eyes. Four queries, two for a visitor."""
    work = work_in(place.module, user)
    outline = outline_of(place.release, work)
    return ProgressInModule(
        outline=outline,
        quizzes=quiz_rows(place, work, outline),
        report=skill_report(answers_told_to(user, module=place.module, at=at)),
    )
