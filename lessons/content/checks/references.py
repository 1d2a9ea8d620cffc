"""Every id that points to something else points to something that is there."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lessons.content.checks.index import PackIndex
from lessons.content.item_tables import ITEMS
from lessons.content.kinds import Kind, ListOf, OneOf, Prose, Ref, Slug, Text, choices
from lessons.content.objects import Document, Item, Lesson
from lessons.content.problems import Json, Place, Problem
from lessons.content.shapes import Record, Shape, Tree, unbuild
from lessons.content.tables import (
    CARD_SHAPE,
    CLAIM,
    DOCUMENT,
    EVENT,
    LESSON,
    PACK,
    QUIZ,
    RATING,
    STEP,
    TERM,
)

_CITATION = re.compile(r"\[@([^\]]*)\]")
_TERM_LINK = re.compile(r"\]\(term:([^)]*)\)")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_PACK_TEXTS = Shape("a pack", tuple(f for f in PACK.fields if isinstance(f.kind, Prose)))


class Leaf(NamedTuple):
    """A single value of a file: its kind, where it stands, and the document named around it."""

    kind: Kind
    value: Json
    place: Place
    document: str


def check_references(index: PackIndex) -> Iterator[Problem]:
    """What is cited, linked or named and does not exist; ids that mean two things."""
    for leaf in _all_leaves(index):
        if isinstance(leaf.kind, Ref):
            yield from _check_reference(index, leaf)
        elif isinstance(leaf.kind, Text) and not isinstance(leaf.kind, Slug | OneOf):
            yield from _check_text(index, str(leaf.value), leaf.place, in_block=leaf.kind)
    for lesson in index.pack.lessons:
        for step in lesson.steps:
            yield from _check_text(index, step.body, step.place.below("body"))
    for card in index.pack.cards:
        if card.id in index.documents:
            yield card.place.below("id").error(
                f"`{card.id}` is a document too, so that [@{card.id}] could mean either. Rename "
                "one of them."
            )


def leaves(shape: Shape, tree: Tree, place: Place, document: str = "") -> Iterator[Leaf]:
    """The single values of a map, however deep."""
    named = tree.get("document")
    document = named if isinstance(named, str) else document
    for field in shape.fields:
        if field.name in tree:
            inner = place.below(field.name)
            yield from _leaves_of(field.kind, tree[field.name], inner, document)


def item_leaves(item: Item) -> Iterator[Leaf]:
    """The single values of an item."""
    yield from leaves(ITEMS[item.type], unbuild(ITEMS[item.type], item), item.place)


def _leaves_of(kind: Kind, value: Json, place: Place, document: str) -> Iterator[Leaf]:
    if isinstance(kind, ListOf) and isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _leaves_of(kind.kind, inner, place.below(position), document)
    elif isinstance(kind, Record) and isinstance(value, dict):
        yield from leaves(kind.shape, value, place, document)
    else:
        yield Leaf(kind, value, place, document)


def _all_leaves(index: PackIndex) -> Iterator[Leaf]:
    pack = index.pack
    yield from leaves(_PACK_TEXTS, unbuild(_PACK_TEXTS, pack), pack.place)
    for document in pack.texts():
        yield from _document_leaves(document)
    for lesson in pack.lessons:
        yield from _lesson_leaves(lesson)
    for item in pack.items:
        yield from item_leaves(item)
    for quiz in pack.quizzes:
        yield from leaves(QUIZ, unbuild(QUIZ, quiz), quiz.place)
    for shape, things in ((CARD_SHAPE, pack.cards), (TERM, pack.terms), (EVENT, pack.events)):
        for thing in things:
            yield from leaves(shape, unbuild(shape, thing), thing.place)


def _document_leaves(document: Document) -> Iterator[Leaf]:
    yield from leaves(DOCUMENT, unbuild(DOCUMENT, document), document.place)
    for claim in document.claims:
        yield from leaves(CLAIM, unbuild(CLAIM, claim), claim.place, document.id)
    for rating in document.ratings:
        yield from leaves(RATING, unbuild(RATING, rating), rating.place, document.id)


def _lesson_leaves(lesson: Lesson) -> Iterator[Leaf]:
    yield from leaves(LESSON, unbuild(LESSON, lesson), lesson.place)
    for step in lesson.steps:
        yield from leaves(STEP, unbuild(STEP, step), step.place)


def _check_reference(index: PackIndex, leaf: Leaf) -> Iterator[Problem]:
    assert isinstance(leaf.kind, Ref)  # noqa: S101 (asked by the caller)
    reference = str(leaf.value)
    if leaf.kind.target == "sentence":
        if index.sentence(reference, leaf.document) is None:
            yield leaf.place.error(_no_sentence(index, reference, leaf.document))
        return
    known = index.by_target[leaf.kind.target]
    if reference not in known:
        hint = choices(reference, known) if 0 < len(known) <= 20 else _near(reference, known)
        yield leaf.place.error(f"There is no {leaf.kind.target} `{reference}`. {hint}".strip())


def _near(reference: str, known: dict[str, object]) -> str:
    hint = choices(reference, known)
    return hint if hint.startswith("Did") else ""


def _no_sentence(index: PackIndex, reference: str, document: str) -> str:
    name, found, key = reference.rpartition("#")
    name = name if found else document
    if not name:
        return f"`{reference}` names no document. Write it as `document#{reference}`."
    if name not in index.documents:
        return f"There is no document `{name}`. {choices(name, index.documents)}"
    ids = index.sentence_ids(name)
    ends = f" Its sentences go from {ids[0]} to {ids[-1]}." if ids else ""
    return f"There is no sentence `{key}` in `{name}`.{ends}"


def _check_text(
    index: PackIndex, text: str, place: Place, *, in_block: Kind | None = None
) -> Iterator[Problem]:
    below = 1 if "\n" in text or isinstance(in_block, Prose) else 0
    start = place.line + (0 if in_block is None else below)

    def problem(position: int, message: str) -> Problem:
        line = start + text.count("\n", 0, position) if place.line else 0
        return Problem(place.file, line, message)

    cards, terms = index.by_target["card"], index.by_target["term"]
    for match in _CITATION.finditer(text):
        if match.group(1) not in cards and match.group(1) not in index.documents:
            hint = _near(match.group(1), cards)
            yield problem(
                match.start(), f"There is no card or document `{match.group(1)}`. {hint}".strip()
            )
    for match in _TERM_LINK.finditer(text):
        if match.group(1) not in terms:
            hint = _near(match.group(1), terms)
            yield problem(match.start(), f"There is no term `{match.group(1)}`. {hint}".strip())
    for match in _HTML.finditer(text):
        yield problem(
            match.start(), f"`{match.group(0)}` looks like HTML, and texts hold none. Delete it."
        )
