"""From a pack to rows: items and their versions, quizzes and their slots."""

from collections.abc import Mapping, Sequence
from typing import Any

from lessons.content import objects as content
from lessons.content.problems import Problem
from lessons.operations.load_entries import differs, put_row
from lessons.operations.load_report import Load
from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.models import Item, ItemVersion, Quiz, Section, Slot
from quizzes.operations.items import build_version, put_item_version
from quizzes.operations.library import CollectionLibrary
from sources.models import Collection

QUIZ_FIELDS = (
    "title",
    "purpose",
    "intro",
    "time_limit_minutes",
    "counts",
    "show_feedback",
    "layout",
    "shuffle_items",
    "shuffle_options",
    "certainty",
    "pass_percent",
)


def load_items(load: Load, collection: Collection) -> dict[str, ItemVersion]:
    """The version of each item that the pack's quizzes ask, by id.

    An item that somebody else edited on this site keeps that version, which the report says
    (decision 16). One that its type refuses goes into the report as a problem, with its line.
    """
    known = Item.objects.filter(collection=collection).select_related("current")
    rows = {item.slug: item for item in known}
    library = CollectionLibrary(collection)
    versions = {}
    for item in load.pack.items:
        row = rows.get(item.id)
        if row is None:
            row = Item.objects.create(collection=collection, slug=item.id)
        elif row.archived_at is not None:
            Item.objects.filter(pk=row.pk).update(archived_at=None)
            load.report.count("items", new=False)
        try:
            versions[item.id] = _put_version(load, row, item, library)
        except (DefinitionInvalid, LookupError) as error:
            place = item.place
            load.report.problems.append(Problem(place.file, place.line, str(error)))
    return versions


def _put_version(
    load: Load, row: Item, item: content.Item, library: CollectionLibrary
) -> ItemVersion:
    fields, current = item_fields(item), row.current
    if current is not None and load.is_foreign(current.created_by_id):
        if build_version(fields, library)[0].digest != current.digest:
            load.report.note(
                f"items: {row.slug} was edited on this site and differs from the pack; the "
                "site's version was kept."
            )
        return current
    before = current.digest if current else None
    version = put_item_version(row, fields=fields, library=library, by=load.by)
    if version.digest != before:
        load.report.count("items", new=before is None)
    return version


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
    load: Load, collection: Collection, versions: Mapping[str, ItemVersion]
) -> dict[str, Quiz]:
    """Quizzes by id, their slots pinned to these versions.

    Running attempts keep the versions that they drew. A quiz that somebody else edited on this
    site stays as it is, which the report says (decision 16); so does a published one when
    learners are not to see the load.
    """
    rows = {quiz.slug: quiz for quiz in Quiz.objects.filter(collection=collection)}
    for position, quiz in enumerate(load.pack.quizzes, start=1):
        row = rows.get(quiz.id)
        if row is None:
            row = rows[quiz.id] = Quiz(collection=collection, slug=quiz.id)
        _load_quiz(load, row, quiz, position, versions)
    return rows


def _load_quiz(
    load: Load,
    row: Quiz,
    quiz: content.Quiz,
    position: int,
    versions: Mapping[str, ItemVersion],
) -> None:
    is_new = row.pk is None
    values: dict[str, Any] = {name: getattr(quiz, name) for name in QUIZ_FIELDS}
    values |= {"attempts_allowed": quiz.attempts, "position": position}
    if load.publish:
        values["status"] = Quiz.Status.PUBLISHED
    pinned = {} if is_new else _pinned_in(row)
    wanted = _sections_of(load, quiz, versions, pinned)
    has_other_sections = is_new or _sections_in(row) != wanted
    if not (has_other_sections or differs(row, values)):
        return
    if load.is_foreign(row.edited_by_id):
        load.report.note(
            f"quizzes: {row.slug} was edited on this site and differs from the pack; the site's "
            "rules and questions were kept."
        )
        return
    if not load.publish and row.status == Quiz.Status.PUBLISHED:
        load.report.note(
            f"quizzes: {row.slug} is published and was left as it is; only a load that publishes "
            "changes it."
        )
        return
    put_row(row, values, load.report, "quizzes", also=has_other_sections)
    if has_other_sections:
        _write_sections(row, quiz, wanted)


def _write_sections(row: Quiz, quiz: content.Quiz, wanted: Sequence[Sequence[Any]]) -> None:
    row.sections.all().delete()
    for position, (section, (*_, pins)) in enumerate(
        zip(quiz.sections, wanted, strict=True), start=1
    ):
        made = Section.objects.create(
            quiz=row,
            slug=section.id,
            position=position,
            title=section.title,
            draw=section.draw,
            weight=section.weight,
        )
        Slot.objects.bulk_create(
            Slot(section=made, item_version_id=pin, position=n)
            for n, pin in enumerate(pins, start=1)
        )


def _pinned_in(row: Quiz) -> dict[str, ItemVersion]:
    """The versions that a quiz asks now, by the id of their item."""
    slots = Slot.objects.filter(section__quiz=row).select_related("item_version__item")
    return {slot.item_version.item.slug: slot.item_version for slot in slots}


def _sections_of(
    load: Load,
    quiz: content.Quiz,
    versions: Mapping[str, ItemVersion],
    pinned: Mapping[str, ItemVersion],
) -> list[list[Any]]:
    """What the sections of a quiz should hold. What a person edits stays pinned as it was, since
    publishing it is that person's decision."""

    def version_of(slug: str) -> ItemVersion:
        version = versions[slug]
        return pinned.get(slug, version) if load.is_foreign(version.created_by_id) else version

    return [
        [s.id, s.title, s.draw, s.weight, [version_of(slug).pk for slug in s.items]]
        for s in quiz.sections
    ]


def _sections_in(row: Quiz) -> list[list[Any]]:
    return [
        [s.slug, s.title, s.draw, s.weight, [slot.item_version_id for slot in s.slots.all()]]
        for s in row.sections.prefetch_related("slots")
    ]
