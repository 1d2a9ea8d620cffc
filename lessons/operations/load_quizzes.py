"""From a pack to rows: items and their versions, quizzes and their slots."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lessons.content import objects as content
from lessons.content.problems import Problem
from lessons.operations.load_report import LoadReport
from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.models import Item, Quiz, Section, Slot
from quizzes.operations.items import put_item_version
from quizzes.operations.library import CollectionLibrary
from rosters.models import User
from sources.models import Collection

QUIZ_FIELDS = (
    "title",
    "purpose",
    "intro",
    "time_limit_minutes",
    "counts",
    "show_feedback",
    "shuffle_items",
    "shuffle_options",
    "certainty",
    "pass_percent",
)


def load_items(
    collection: Collection,
    pack: content.Pack,
    *,
    by: User | None,
    at: datetime,
    report: LoadReport,
) -> dict[str, Item]:
    """Items by id, each with its current version. What the pack no longer holds is archived.

    An item that its type refuses goes into the report as a problem with file and line.
    """
    rows = {
        item.slug: item
        for item in Item.objects.filter(collection=collection).select_related("current")
    }
    library = CollectionLibrary(collection)
    for item in pack.items:
        row = rows.get(item.id)
        if row is None:
            row = rows[item.id] = Item.objects.create(collection=collection, slug=item.id)
        before = row.current.digest if row.current else None
        try:
            version = put_item_version(row, fields=item_fields(item), library=library, by=by)
        except (DefinitionInvalid, LookupError) as error:
            report.problems.append(Problem(item.place.file, item.place.line, str(error)))
            continue
        if version.digest != before:
            report.count("items", new=before is None)
    wanted = {item.id for item in pack.items}
    gone = Item.objects.filter(collection=collection, archived_at=None).exclude(slug__in=wanted)
    for slug in gone.values_list("slug", flat=True):
        report.note(f"items: {slug} is no longer in the pack and was archived.")
    gone.update(archived_at=at)
    Item.objects.filter(collection=collection, slug__in=wanted).update(archived_at=None)
    return rows


def item_fields(item: content.Item) -> dict[str, Any]:
    """A pack item as the mapping that `put_item_version` takes."""
    return {
        "type": item.type,
        "title": item.title,
        "stem": item.stem,
        **item.content,
        "explanation": {
            "cue": item.explanation.cue,
            "why": item.explanation.why,
            "ask": item.explanation.ask,
        },
        "difficulty": item.difficulty,
        "skills": list(item.skills),
        "about": list(item.about),
        "sources": list(item.sources),
    }


def load_quizzes(
    collection: Collection,
    pack: content.Pack,
    items: Mapping[str, Item],
    *,
    publish: bool,
    report: LoadReport,
) -> dict[str, Quiz]:
    """Quizzes by id, their slots pinned to the items' current versions.

    Running attempts keep the versions that they drew. A quiz that left the pack is retired.
    """
    rows = {quiz.slug: quiz for quiz in Quiz.objects.filter(collection=collection)}
    for position, quiz in enumerate(pack.quizzes, start=1):
        row = rows.get(quiz.id)
        is_new = row is None
        if row is None:
            row = rows[quiz.id] = Quiz(collection=collection, slug=quiz.id)
        changed = _put_settings(row, quiz, position, publish)
        if _sections_in(row) != _sections_of(quiz, items):
            _write_sections(row, quiz, items)
            changed = True
        if changed:
            report.count("quizzes", new=is_new)
    wanted = {quiz.id for quiz in pack.quizzes}
    gone = Quiz.objects.filter(collection=collection, status=Quiz.Status.PUBLISHED)
    for row in gone.exclude(slug__in=wanted):
        Quiz.objects.filter(pk=row.pk).update(status=Quiz.Status.RETIRED)
        report.note(f"quizzes: {row.slug} is no longer in the pack and was retired.")
    return rows


def _put_settings(row: Quiz, quiz: content.Quiz, position: int, publish: bool) -> bool:
    values: dict[str, Any] = {name: getattr(quiz, name) for name in QUIZ_FIELDS}
    values |= {"attempts_allowed": quiz.attempts, "position": position}
    if publish:
        values["status"] = Quiz.Status.PUBLISHED
    if row.pk is not None and all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return True


def _write_sections(row: Quiz, quiz: content.Quiz, items: Mapping[str, Item]) -> None:
    row.sections.all().delete()
    for position, section in enumerate(quiz.sections, start=1):
        made = Section.objects.create(
            quiz=row,
            slug=section.id,
            position=position,
            title=section.title,
            draw=section.draw,
            weight=section.weight,
        )
        Slot.objects.bulk_create(
            Slot(section=made, item_version_id=current_version_id(items[slug]), position=n)
            for n, slug in enumerate(section.items, start=1)
        )


def current_version_id(item: Item) -> int:
    """The version that new slots pin. Loading gave every item one before."""
    if item.current_id is None:
        raise LookupError(item.slug)
    return item.current_id


def _sections_of(quiz: content.Quiz, items: Mapping[str, Item]) -> list[Any]:
    return [
        [s.id, s.title, s.draw, s.weight, [current_version_id(items[slug]) for slug in s.items]]
        for s in quiz.sections
    ]


def _sections_in(row: Quiz) -> list[Any]:
    return [
        [s.slug, s.title, s.draw, s.weight, [slot.item_version_id for slot in s.slots.all()]]
        for s in row.sections.prefetch_related("slots")
    ]
