"""Admins of the layers below, completed by what only this layer knows: what is published.

`autodiscover` reads `lessons.admin` first; the classes below take the places of their bases.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin

from lessons.models import Release, Step
from lessons.operations.release_checks import findings_of_release
from quizzes.admin.quizzes import QuizAdmin
from quizzes.models import Quiz
from sources.admin.entries import CardAdmin, EntryAdmin, EventAdmin, TermAdmin
from sources.models import Event, SourceCard, Term
from sources.operations.entries import entry_content
from sources.operations.findings import prose_findings, texts_within


class ShownEntryAdmin(EntryAdmin):
    """A save of what a published release shows runs that release's checks first (decision 15)."""

    def problems_shown(self, entry: Any) -> Iterable[str]:
        release = (
            Release.objects.filter(
                status=Release.Status.PUBLISHED, module__collection=entry.collection_id
            )
            .select_related("module__collection")
            .first()
        )
        if release is None:
            return ()
        texts = ((text, entry) for text in texts_within(entry_content(entry)))
        found = [
            *findings_of_release(release),
            *prose_findings(texts, release.module.collection),
        ]
        return [finding.message for finding in found if finding.blocks]


class ShownCardAdmin(ShownEntryAdmin, CardAdmin):
    """Source cards."""


class ShownTermAdmin(ShownEntryAdmin, TermAdmin):
    """Glossary terms."""


class ShownEventAdmin(ShownEntryAdmin, EventAdmin):
    """Timeline events."""


class ShownQuizAdmin(QuizAdmin):
    """A quiz that a published lesson asks is not retired under its learners."""

    def uses_of(self, quiz: Quiz) -> Sequence[str]:
        steps = Step.objects.filter(
            quiz=quiz, lesson__release__status=Release.Status.PUBLISHED
        ).select_related("lesson")
        return [f"{step.lesson}: {step}" for step in steps]


for model, shown in (
    (SourceCard, ShownCardAdmin),
    (Term, ShownTermAdmin),
    (Event, ShownEventAdmin),
    (Quiz, ShownQuizAdmin),
):
    admin.site.unregister(model)
    admin.site.register(model, shown)
