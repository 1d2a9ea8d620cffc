"""Drafts and releases of a module: opened, checked, published, discarded. Nothing half-way."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from lessons.models import Lesson, Module, Release, Step
from lessons.operations.release_checks import findings_of_release
from rosters.models import User
from rosters.operations.acts import Verb, record
from sources.operations.findings import refuse_if_blocked

_OF_A_LESSON = (
    "slug", "position", "title", "summary", "minutes", "objectives", "skills", "teacher_notes",
)  # fmt: skip
_OF_A_STEP = (
    "slug", "position", "title", "kind", "purpose", "minutes", "body", "prompt", "document_id",
    "from_key", "to_key", "notes", "quiz_id", "provenance_of_id",
)  # fmt: skip


class ReleaseNotDraft(Exception):
    """Only a draft can be edited, published or discarded."""


def open_draft(module: Module, *, by: User | None) -> Release:
    """The module's draft: the one that is there, or a copy of the published release.

    Steps keep their ids, so that progress carries over. Five statements, whatever the size.
    """
    try:
        with transaction.atomic():
            Module.objects.select_for_update().get(pk=module.pk)
            draft = module.releases.filter(status=Release.Status.DRAFT).first()
            return draft or _copy_published(module, by)
    except IntegrityError:
        # Somebody opened it at the same moment.
        return module.releases.get(status=Release.Status.DRAFT)


def _copy_published(module: Module, by: User | None) -> Release:
    newest = module.releases.aggregate(number=Max("number"))["number"] or 0
    draft = Release.objects.create(module=module, number=newest + 1, edited_by=by)
    published = module.releases.filter(status=Release.Status.PUBLISHED).first()
    if published is not None:
        copy_lessons(published, draft)
    return draft


def copy_lessons(source: Release, target: Release) -> None:
    """Give a release copies of all lessons and steps of another one."""
    lessons = list(source.lessons.prefetch_related("steps"))
    copies = Lesson.objects.bulk_create(
        Lesson(release=target, **{name: getattr(lesson, name) for name in _OF_A_LESSON})
        for lesson in lessons
    )
    Step.objects.bulk_create(
        Step(lesson=copy, **{name: getattr(step, name) for name in _OF_A_STEP})
        for lesson, copy in zip(lessons, copies, strict=True)
        for step in lesson.steps.all()
    )


def mark_edited(release: Release, *, by: User) -> None:
    """Remember that a person changed this draft: loading a pack leaves it alone from now on.

    Raises ReleaseNotDraft.
    """
    moved = Release.objects.filter(pk=release.pk, status=Release.Status.DRAFT).update(edited_by=by)
    if not moved:
        raise ReleaseNotDraft(release.pk)


@transaction.atomic
def publish_release(release: Release, *, at: datetime, by: User | None) -> Release:
    """Publish a draft; the release that was published before is retired. One transaction.

    by: None stands for a command at the computer itself.
    Raises NotReadyToPublish with what blocks, or ReleaseNotDraft; then nothing is written.
    """
    Module.objects.select_for_update().get(pk=release.module_id)
    draft = Release.objects.select_related("module__collection").get(pk=release.pk)
    if draft.status != Release.Status.DRAFT:
        raise ReleaseNotDraft(release.pk)
    refuse_if_blocked(findings_of_release(draft))
    Release.objects.filter(module=draft.module_id, status=Release.Status.PUBLISHED).update(
        status=Release.Status.RETIRED
    )
    moved = Release.objects.filter(pk=draft.pk, status=Release.Status.DRAFT).update(
        status=Release.Status.PUBLISHED, published_at=at
    )
    if not moved:
        raise ReleaseNotDraft(release.pk)
    record(Verb.PUBLISHED, by=by, subject=draft, detail={"title": draft.module.title})
    release.refresh_from_db()
    return release


@transaction.atomic
def discard_draft(release: Release) -> None:
    """Throw a draft away, its lessons and steps with it; no learner has seen them.

    Raises ReleaseNotDraft.
    """
    locked = Release.objects.select_for_update().get(pk=release.pk)
    if locked.status != Release.Status.DRAFT:
        raise ReleaseNotDraft(release.pk)
    locked.delete()
