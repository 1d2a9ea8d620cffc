"""Highlight items: who is a target, who is a lure, and what guessing would earn."""

from collections.abc import Iterator
from dataclasses import dataclass

from lessons.content.checks.content import text, texts
from lessons.content.checks.index import MARKABLE_KINDS, Labels, PackIndex
from lessons.content.objects import Document, Item, Sentence
from lessons.content.problems import Place, Problem
from quizzes.grading.blind import CEILING, Markable, highlight_scores

AT_LEAST = 4
"""How many targets and how many lures an item needs."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with a checkbox: `counts` is target, lure or also (never penalised)."""

    sentence: Sentence
    labels: Labels
    counts: str


def markables(index: PackIndex, item: Item) -> list[Marked]:
    """The sentences of a highlight item that get a checkbox, in reading order.

    Headings, captions, pull quotes, boilerplate and sentences that claim nothing have none
    (decision 8). A sentence without a claim has one and does not count.
    """
    document = index.documents.get(text(item.content, "document"))
    if document is None:
        return []
    first, last = text(item.content, "from"), text(item.content, "to")
    marked: list[Marked] = []
    for block, sentence in index.between(document.id, first, last):
        labels = index.labels(document, sentence.id)
        if block.kind in MARKABLE_KINDS and (labels.is_claim or not labels.claims):
            marked.append(Marked(sentence, labels, _counts(item, sentence, labels)))
    return marked


def _counts(item: Item, sentence: Sentence, labels: Labels) -> str:
    if sentence.id in texts(item.content, "targets"):
        return "target"
    if sentence.id in texts(item.content, "also_ok") or labels.is_contested or not labels.claims:
        return "also"
    return "lure"


def check_highlight(index: PackIndex, item: Item) -> Iterator[Problem]:
    """Keys hold to the labels, there is enough to find and to leave, guessing earns little."""
    document = index.documents.get(text(item.content, "document"))
    marked = markables(index, item)
    if document is None:
        return
    if not marked:
        yield item.place.below("from").error(
            "There is no sentence to mark from `from` to `to`. Check the two ids."
        )
        return
    yield from _check_listed(index, item, document, marked)
    for one in marked:
        yield from _check_against_labels(item, one)
    targets = sum(one.counts == "target" for one in marked)
    lures = sum(one.counts == "lure" for one in marked)
    for count, name in ((targets, "targets"), (lures, "lures")):
        if count < AT_LEAST:
            yield item.place.below("targets").error(
                f"There are {count} {name}, and a highlight item needs {AT_LEAST}."
            )
    if targets and lures:
        yield from _check_blind(item, marked)


def _check_listed(
    index: PackIndex, item: Item, document: Document, marked: list[Marked]
) -> Iterator[Problem]:
    open_to_marks = {one.sentence.id for one in marked}
    targets = texts(item.content, "targets")
    for field in ("targets", "also_ok"):
        for position, key in enumerate(texts(item.content, field)):
            place = item.place.below(field, position)
            if index.position(document.id, key) >= 0 and key not in open_to_marks:
                yield place.error(
                    f"{key} cannot be marked: it lies outside `from` and `to`, claims nothing, or "
                    "is no paragraph, quotation or list."
                )
            if field == "also_ok" and key in targets:
                yield place.error(f"{key} is a target too. Keep it in one of the two lists.")


def _check_against_labels(item: Item, one: Marked) -> Iterator[Problem]:
    mark, key = text(item.content, "mark"), one.sentence.id
    listed = (
        "target"
        if key in texts(item.content, "targets")
        else ("also" if key in texts(item.content, "also_ok") else "lure")
    )
    place = _place_of(item, key)
    asked = "a weakness" if mark == "any" else f"`{mark}`"
    if one.labels.is_contested:
        if listed == "target":
            yield place.error(f"{key} is contested, so it cannot be a target.")
        return
    standing = one.labels.standing(mark)
    if not one.labels.claims:
        yield place.warning(f"{key} has no claim, so it is neither a target nor a lure.")
    elif listed == "target" and standing != "core":
        yield place.error(f"{key} is a target, and its claim does not have {asked} as core.")
    elif listed == "also" and standing == "core":
        yield place.error(f"{key} has {asked} as core. Move it to `targets`.")
    elif listed == "also" and not standing:
        yield place.error(f"{key} is in `also_ok`, and its claim does not have {asked} there.")
    elif listed == "lure" and standing == "core":
        yield place.error(f"{key} has {asked} as core. Add it to `targets`.")
    elif listed == "lure" and standing == "also":
        yield place.error(f"{key} has {asked} as also acceptable. Add it to `also_ok`.")


def _place_of(item: Item, key: str) -> Place:
    for field in ("targets", "also_ok"):
        listed = texts(item.content, field)
        if key in listed:
            return item.place.below(field, listed.index(key))
    return item.place.below("targets")


def _check_blind(item: Item, marked: list[Marked]) -> Iterator[Problem]:
    scores = highlight_scores([Markable(one.sentence.text, one.counts) for one in marked])
    high = {name: score for name, score in scores.items() if score > CEILING}
    if high:
        named = ", ".join(f"{name} {float(score):.2f}" for name, score in high.items())
        yield item.place.below("targets").warning(
            f"Marking without reading earns too much: {named}. The most should be "
            f"{float(CEILING):.2f}."
        )
