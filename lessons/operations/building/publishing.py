"""Publishing what was built, once nothing is left to decide: its quizzes, then its lessons."""

from datetime import datetime

from django.db import transaction

from lessons.models import BuiltPart, Module, Release
from lessons.operations.building.decisions import decisions_of
from lessons.operations.building.quizzes import put_quiz
from lessons.operations.publishing import ReleaseNotDraft, publish_release
from quizzes.models import Quiz
from quizzes.operations.publishing import findings_of_quiz, publish_quiz
from rosters.models import User
from sources.operations.findings import NotReadyToPublish


class StillToDecide(Exception):
    """Parts of the draft wait for a person; `count` says how many."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(str(count))


@transaction.atomic
def publish_built(module: Module, *, at: datetime, by: User | None) -> Release:
    """Publish the draft with the quizzes that its lessons ask, in one transaction.

    Raises StillToDecide, NotReadyToPublish with what blocks, or ReleaseNotDraft when there is no
    draft; then nothing is written.
    """
    Module.objects.select_for_update().get(pk=module.pk)
    draft = module.releases.filter(status=Release.Status.DRAFT).first()
    if draft is None:
        raise ReleaseNotDraft(module.pk)
    left = decisions_of(module).left
    if left:
        raise StillToDecide(len(left))
    problems = []
    for quiz in quizzes_of(draft):
        _bring_up(module, quiz)
        found = [finding for finding in findings_of_quiz(quiz) if finding.blocks]
        problems += found
        if not found:
            publish_quiz(quiz, by=by)
    if problems:
        raise NotReadyToPublish(problems)
    return publish_release(draft, at=at, by=by)


def quizzes_of(draft: Release) -> list[Quiz]:
    """The quizzes that the draft's lessons ask and that builds have written. One query."""
    built = BuiltPart.objects.filter(module=draft.module_id, kind=BuiltPart.Kind.QUIZ)
    asked = draft.lessons.filter(steps__quiz__isnull=False).values("steps__quiz")
    return list(
        Quiz.objects.filter(
            pk__in=asked.order_by(),
            slug__in=built.values("slug"),
            collection=draft.module.collection_id,
        ).select_related("collection")
    )


def _bring_up(module: Module, quiz: Quiz) -> None:
    """Write into a published quiz what a build has kept waiting for this moment."""
    part = module.built_parts.filter(kind=BuiltPart.Kind.QUIZ, slug=quiz.slug).first()
    if part is not None and part.content.get("waits"):
        put_quiz(quiz, part.content["waits"])
        part.content = {name: value for name, value in part.content.items() if name != "waits"}
        part.save(update_fields=["content"])
