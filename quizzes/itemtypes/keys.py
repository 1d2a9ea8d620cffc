"""A question with its key, as somebody reads it who decides whether it is good."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.itemtypes.base import ItemType, Prose

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MARKS: Mapping[str, tuple[str, "StrPromise"]] = {
    "miss": ("hit", _("To mark")),
    "left": ("left", _("To leave alone")),
    "also": ("also", _("May be marked, does not count")),
    "contested": ("contested", _("Contested, does not count")),
}
OPTIONS: Mapping[str, tuple[str, "StrPromise"]] = {
    "miss": ("hit", _("The key")),
    "left": ("left", _("Not the key")),
}
"""By the state of a review in which nothing was answered: the look, and what to call it."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A sentence, an option or an entry. text, feedback: HTML where they are safe strings.

    state: a name of the look, "hit" for what is right; empty for what is only read. word: what
    the key says of it.
    """

    text: str
    number: int = 0
    state: str = ""
    word: str = ""
    feedback: str = ""
    ask: str = ""


def key_rows(item_type: ItemType[Any], definition: Any, *, prose: Prose) -> list[KeyRow]:
    """What a question shows, part by part, each with what the key says of it.

    In the order in which an author wrote the options, and entries in the right order. Built from
    the review of an empty response, whose shapes all types share; empty where it has none of them.
    """
    order = item_type.order(definition, shuffle=False, rng=Random(1))  # noqa: S311 not a secret
    review = item_type.review(definition, order, None, prose=prose)
    return [*_quoted(review), *_passage(review), *_options(review), *_answered(review)]


def _quoted(review: Mapping[str, Any]) -> Iterator[KeyRow]:
    if review.get("html"):
        yield KeyRow(review["html"], number=review.get("number") or 0)


def _passage(review: Mapping[str, Any]) -> Iterator[KeyRow]:
    for block in review.get("blocks", ()):
        for one in block["sentences"]:
            state, word = MARKS.get(one["state"], ("", ""))
            yield KeyRow(
                one["html"],
                number=one["number"],
                state=state,
                word=str(word),
                feedback=one.get("why", ""),
                ask=one.get("ask", "") if state == "hit" else "",
            )


def _options(review: Mapping[str, Any]) -> Iterator[KeyRow]:
    for option in review.get("options", ()):
        state, word = OPTIONS.get(option["state"], ("", ""))
        yield KeyRow(option["text"], state=state, word=str(word), feedback=option["feedback"])
    if "stance" in review:
        yield KeyRow(
            str(review["stance"]["key"]), state="hit", word=_t("What it does to the claim")
        )


def _answered(review: Mapping[str, Any]) -> Iterator[KeyRow]:
    """Claims with their verdicts, pairs and gaps with their keys, entries with their places."""
    for row in review.get("rows", ()):
        yield KeyRow(
            row["label"],
            number=row["number"],
            state="hit",
            word=row["key"],
            feedback=row["feedback"],
        )
    for entry in review.get("entries", ()):
        word = _t("Place %(place)d") % {"place": entry["place"]}
        said = f"{word} · {entry['date']}" if entry["date"] else word
        yield KeyRow(entry["text"], state="hit", word=said, feedback=entry["feedback"])
