"""What the types share that show sentences of a document: copies, cues, blocks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CHECKABLE_BLOCKS = frozenset({"paragraph", "quotation", "list"})
"""Blocks whose sentences can be marked; headings, captions and the like are only read."""


@dataclass(frozen=True, slots=True)
class DocumentCopy:
    """What a version keeps of its document."""

    slug: str
    title: str
    edition: str = ""
    label: str = ""


STANCES: dict[str, "StrPromise"] = {
    "supports": _("It supports the claim."),
    "challenges": _("It challenges the claim."),
    "frames": _("It gives background, and speaks neither for nor against."),
}

SUPPORT_SCALE: dict[str, "StrPromise"] = {
    "cited": _("A document one can look up"),
    "named": _("A person or body with a name"),
    "anon": _("A voice without a name"),
    "in-text": _("Facts in this passage"),
    "bare": _("The writer’s word alone"),
    "common": _("What everybody agrees on"),
}
"""What a claim can rest on, judged by the text alone (``taxonomy.md`` 1b)."""

RECORD_SCALE: dict[str, "StrPromise"] = {
    "supported": _("Supported"),
    "partly": _("Partly supported"),
    "contradicted": _("Contradicted"),
    "open": _("Open: the cards do not say"),
}
"""What the cards say about a claim."""

SCALES = {"support": SUPPORT_SCALE, "record": RECORD_SCALE}


def weakness_name(weakness_id: str) -> str:
    """A readable name for a weakness whose own name was not copied."""
    return weakness_id.replace("-", " ").capitalize()


def cards_of(ids: Iterable[str], cards: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    """The copies of cards, each once, in the order of their ids; those not copied are left out."""
    return [cards[card] for card in dict.fromkeys(ids) if card in cards]
