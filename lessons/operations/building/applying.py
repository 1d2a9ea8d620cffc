"""Writing a build into the draft of its module, all or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from lessons.models import Build, BuiltPart, Lesson, Module, Release, Step
from lessons.operations.building.comparing import Change, What, compare
from lessons.operations.building.parts import (
    LESSON_FIELDS,
    STEP_FIELDS,
    Content,
    Key,
    Kind,
    PlannedPart,
    digest_of_content,
)
from lessons.operations.building.placing import put_in_order
from lessons.operations.building.quizzes import remove_items, remove_quiz, write_item, write_quiz
from lessons.operations.building.standing import standing_of
from lessons.operations.publishing import open_draft
from quizzes.models import Quiz
from quizzes.operations.library import CollectionLibrary
from rosters.models import User

WRITES = frozenset({What.ADDED, What.CHANGED})


@dataclass(slots=True)
class _Writing:
    """One build while it is written."""

    module: Module
    draft: Release
    library: CollectionLibrary
    by: User | None
    at: datetime
    parts: dict[Key, BuiltPart]
    lessons: dict[str, Lesson] = field(default_factory=dict)
    log: list[dict[str, str]] = field(default_factory=list)


@transaction.atomic
def apply_build(
    build: Build, planned: Sequence[PlannedPart], *, by: User | None, at: datetime
) -> list[Change]:
    """Write the parts that are new or changed into the draft; returns what became of each.

    Compared once more under the lock of the module, so that an edit made since the diff was
    shown is left alone too. Published releases and quizzes are not touched: what changes in a
    published quiz waits until the draft is published.
    """
    module = Module.objects.select_for_update().select_related("collection").get(pk=build.module_id)
    library = CollectionLibrary(module.collection)
    standing = standing_of(module)
    changes = compare(standing, planned, library=library)
    draft = open_draft(module, by=by)
    writing = _Writing(
        module=module,
        draft=draft,
        library=library,
        by=by,
        at=at,
        parts=dict(standing.parts),
        lessons={lesson.slug: lesson for lesson in draft.lessons.all()},
    )
    # Questions before the quizzes that ask them, quizzes before the steps that show them.
    for kind in (Kind.ITEM, Kind.QUIZ, Kind.LESSON, Kind.STEP, *BuiltPart.CANDIDATES):
        for change in changes:
            if change.kind == kind:
                _write(writing, change)
    for kind in (Kind.STEP, Kind.LESSON, Kind.QUIZ, Kind.ITEM, *BuiltPart.CANDIDATES):
        for change in changes:
            if change.kind == kind and change.what == What.GONE:
                _remove(writing, change)
    put_in_order(draft, planned, changes)
    _number_parts(writing, planned)
    Release.objects.filter(pk=draft.pk).update(edited_by=by)
    Build.objects.filter(pk=build.pk).update(
        status=Build.Status.DONE, done_percent=100, release=draft, changes=writing.log, at=at
    )
    return changes


def _write(writing: _Writing, change: Change) -> None:
    part = writing.parts.get(change.key)
    if change.what == What.KEPT and part is not None and change.after is not None:
        part.content = {**part.content, "offered": digest_of_content(change.after)}
        part.save(update_fields=["content"])
    if change.what not in WRITES or change.after is None:
        return
    waits = False
    if change.kind == Kind.ITEM:
        write_item(writing.library, change.slug, change.after, by=writing.by)
    elif change.kind == Kind.QUIZ:
        waits = not write_quiz(writing.module.collection, change.slug, change.after)
    elif change.kind == Kind.LESSON:
        _write_lesson(writing, change.slug, change.after)
    elif change.kind == Kind.STEP:
        _write_step(writing, change.slug, change.after)
    _remember(writing, change, change.after, waits=waits)


def _remember(writing: _Writing, change: Change, content: Content, *, waits: bool) -> None:
    """The part as it was written now; what changed has to be decided again."""
    digest = digest_of_content(content)
    part = writing.parts.get(change.key) or BuiltPart(
        module=writing.module, kind=change.kind, slug=change.slug
    )
    part.digest, part.decided, part.turned_down = digest, False, False
    is_candidate = change.kind in BuiltPart.CANDIDATES
    part.content = dict(content) if is_candidate else _kept(content, waits=waits)
    part.save()
    writing.parts[change.key] = part
    writing.log.append(
        {"kind": change.kind, "slug": change.slug, "what": change.what.value, "digest": digest}
    )


def _kept(content: Content, *, waits: bool) -> dict[str, Any]:
    """Of what stands elsewhere only its name; of a published quiz also what waits."""
    kept: dict[str, Any] = {"title": str(content.get("title", ""))}
    return {**kept, "waits": dict(content)} if waits else kept


def _write_lesson(writing: _Writing, slug: str, content: Content) -> None:
    lesson = writing.lessons.get(slug) or Lesson(release=writing.draft, slug=slug)
    for name in LESSON_FIELDS:
        setattr(lesson, name, content[name])
    lesson.save()
    writing.lessons[slug] = lesson


def _write_step(writing: _Writing, key: str, content: Content) -> None:
    lesson_slug, _slash, slug = key.partition("/")
    lesson = writing.lessons.get(lesson_slug)
    if lesson is None:
        # The lesson was deleted by a person, and its steps with it.
        return
    step = lesson.steps.filter(slug=slug).first() or Step(lesson=lesson, slug=slug)
    for name in STEP_FIELDS:
        setattr(step, name, content[name])
    step.quiz = None
    if content["quiz"]:
        step.quiz = Quiz.objects.get(collection=writing.module.collection, slug=content["quiz"])
    step.save()


def _remove(writing: _Writing, change: Change) -> None:
    """Take out what no build makes any more. What learners have used stays as a row."""
    shelf = writing.module.collection
    if change.kind == Kind.LESSON:
        writing.draft.lessons.filter(slug=change.slug).delete()
    elif change.kind == Kind.STEP:
        lesson, _slash, slug = change.slug.partition("/")
        Step.objects.filter(lesson__release=writing.draft, lesson__slug=lesson, slug=slug).delete()
    elif change.kind == Kind.QUIZ:
        remove_quiz(shelf, change.slug)
    elif change.kind == Kind.ITEM:
        remove_items(shelf, [change.slug], at=writing.at)
    part = writing.parts.pop(change.key, None)
    if part is not None:
        part.delete()
    writing.log.append({"kind": change.kind, "slug": change.slug, "what": change.what.value})


def _number_parts(writing: _Writing, planned: Iterable[PlannedPart]) -> None:
    """The order in which to decide: that of the module."""
    moved = []
    for position, part in enumerate(planned, start=1):
        row = writing.parts.get(part.key)
        if row is not None and row.position != position:
            row.position = position
            moved.append(row)
    BuiltPart.objects.bulk_update(moved, ["position"])
