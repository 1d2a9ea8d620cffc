"""The catalogue: what can be learned here, and how far the reader is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lessons.models import Release
from lessons.permissions import OpenModule, published_releases
from lessons.permissions.documents import reaches_learners
from lessons.reports.outlines import (
    LessonSummary,
    Outline,
    ResumePoint,
    lesson_summaries,
    outlines_of,
)
from lessons.reports.work import NOTHING, works_in
from rosters.models import Role, User
from rosters.prepared import PreparedObjects
from sources.models import Document
from sources.taxonomy import WEAKNESSES

SKILLS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ModuleCard:
    """One module in the catalogue. outline is None where the reader has not begun."""

    place: OpenModule
    lessons: Sequence[LessonSummary]
    document_count: int
    outline: Outline | None = None

    @property
    def lesson_count(self) -> int:
        return len(self.lessons)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def skills(self) -> Sequence[str]:
        """The first few things that it practises, weaknesses before general skills."""
        every = dict.fromkeys(skill for lesson in self.lessons for skill in lesson.skills)
        return sorted(every, key=lambda skill: skill not in WEAKNESSES)[:SKILLS_SHOWN]

    @property
    def done(self) -> int:
        return self.outline.done if self.outline else 0

    @property
    def is_finished(self) -> bool:
        return self.outline is not None and self.outline.is_finished

    @property
    def resume(self) -> ResumePoint | None:
        return self.outline.resume if self.outline else None

    @property
    def resume_path(self) -> str:
        """Where Go on leads; the module's own page where there is nothing to go on with."""
        if self.resume is None:
            return self.place.path
        return self.place.url("step", self.resume.lesson.slug, self.resume.step.slug)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All modules that a visitor may read, in order."""

    modules: Sequence[ModuleCard]

    @property
    def trial(self) -> ModuleCard | None:
        """The module whose first lesson a visitor may try."""
        return next((card for card in self.modules if card.lessons), None)

    @property
    def trial_path(self) -> str:
        if self.trial is None:
            return ""
        return self.trial.place.url("lesson", self.trial.lessons[0].slug)

    @property
    def trial_minutes(self) -> int:
        return self.trial.lessons[0].minutes if self.trial else 0

    @property
    def current(self) -> ModuleCard | None:
        """The begun module that the reader would go on with first."""
        return next((card for card in self.modules if card.resume), None)


def catalogue_of(user: "User | AnonymousUser") -> Catalogue:
    """Modules with lessons, skills and progress. Four queries at most, two for a visitor."""
    releases = releases_for(user)
    works = works_in([release.module for release in releases], user)
    begun = [release for release in releases if works.get(release.module_id, NOTHING).is_started]
    outlines = outlines_of(begun, works)
    lessons = lesson_summaries(releases)
    return Catalogue(
        [
            ModuleCard(
                place=OpenModule(release.module, release),
                lessons=lessons[release.pk],
                document_count=vars(release)["document_count"],
                outline=outlines.get(release.pk),
            )
            for release in releases
        ]
    )


def releases_for(user: "User | AnonymousUser") -> Sequence[Release]:
    """The published releases that this visitor may read, each with `document_count`. One query."""
    if not isinstance(user, User) or user.is_guest:
        return _FOR_VISITORS.all()
    if user.role != Role.LEARNER or user.is_staff or user.is_superuser:
        return list(_counted(user))
    if user.school_id is None:
        return _FOR_LEARNER.all(learner=user.pk)
    return _FOR_LEARNER_AT_SCHOOL.all(learner=user.pk, school=user.school_id)


def _for_learner(learner: int, school: int | None = None) -> QuerySet[Release]:
    return _counted(User(pk=learner, school_id=school, role=Role.LEARNER))


def _counted(user: "User | AnonymousUser") -> QuerySet[Release]:
    documents = (
        Document.objects.filter(reaches_learners(), collection=OuterRef("module__collection"))
        .order_by()
        .values("collection")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return published_releases(user).annotate(document_count=Coalesce(Subquery(documents), 0))


_FOR_VISITORS = PreparedObjects[Release](lambda: _counted(AnonymousUser()), {})
_FOR_LEARNER = PreparedObjects[Release](_for_learner, {"learner": int})
_FOR_LEARNER_AT_SCHOOL = PreparedObjects[Release](_for_learner, {"learner": int, "school": int})
