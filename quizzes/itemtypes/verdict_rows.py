"""The claims of a verdict item, and what each row earns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _t

from quizzes.grading.verdict import NO_CARD, record_row, support_row
from quizzes.itemtypes.passages import SCALES, DocumentCopy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

RECORD = "record"


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One claim, what is right about it and, on the record scale, which cards settle it."""

    sentence: str
    text: str
    key: str
    number: int = 0
    also_ok: tuple[str, ...] = ()
    settled_by: tuple[str, ...] = ()
    feedback: str = ""

    def right_verdicts(self) -> tuple[str, ...]:
        """The key and what is also acceptable."""
        return (self.key, *self.also_ok)


@dataclass(frozen=True, slots=True)
class VerdictDefinition:
    """Rows in the order of the text; ``offer`` are the cards to choose from, on "record" only."""

    document: DocumentCopy
    scale: str
    rows: tuple[VerdictRow, ...]
    offer: tuple[str, ...] = ()
    cards: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, "StrPromise"]:
        """The verdicts of the scale and how they are called."""
        return SCALES[self.scale]

    def card_name(self, card: str) -> str:
        """A card's short name, or that none settles it."""
        if card == NO_CARD:
            return _t("No card settles it")
        known = self.cards.get(card, {})
        return str(known.get("short") or known.get("title") or "")

    def credit(self, row: VerdictRow, given: Mapping[str, str]) -> Fraction:
        """What one row earns, 0..1."""
        if self.scale != RECORD:
            return support_row(given.get("verdict"), key=row.key, also_ok=row.also_ok)
        return record_row(
            given.get("verdict"),
            given.get("card"),
            key=row.key,
            also_ok=row.also_ok,
            settled_by=row.settled_by,
        )

    def said(self, given: Mapping[str, str]) -> str:
        """A learner's verdict, and card, in words."""
        parts = [str(self.words.get(given.get("verdict", ""), ""))]
        if given.get("card"):
            parts.append(self.card_name(given["card"]))
        return ", ".join(part for part in parts if part)

    def key_words(self, row: VerdictRow) -> str:
        """The right verdicts, and cards, in words."""
        names: tuple[str, ...] = ()
        if self.scale == RECORD:
            names = tuple(self.card_name(card) for card in row.settled_by or (NO_CARD,))
        return _key_words(self.scale, row.right_verdicts(), names, get_language())


@lru_cache(maxsize=512)
def _key_words(
    scale: str, verdicts: tuple[str, ...], names: tuple[str, ...], language: str | None
) -> str:
    """A review says the same for each claim of the same kind."""
    also = _t(" or ")
    key = also.join(str(SCALES[scale][verdict]) for verdict in verdicts)
    return f"{key}: {also.join(names)}" if names else key
