"""The references of one page: numbers that go on from text to text, and what was cited."""

from collections.abc import Mapping

from sources.prose.links import CardLink, TermLink
from sources.prose.markdown import ProseProblem, render_prose


class References:
    """What the texts of one page may refer to, and what they did refer to.

    A view makes one per page; each text that is rendered with it counts on where the one before
    stopped, so that the same source has the same number everywhere on the page.
    """

    def __init__(
        self,
        *,
        cards: Mapping[str, CardLink] | None = None,
        terms: Mapping[str, TermLink] | None = None,
    ) -> None:
        self._cards = dict(cards or {})
        self._terms = dict(terms or {})
        self._used_terms: dict[str, None] = {}
        self.numbers: dict[str, int] = {}
        self.problems: list[ProseProblem] = []

    def render(self, text: str, *, heading_level: int = 2, inline: bool = False) -> str:
        """Safe HTML of one text; remembers what it refers to."""
        rendered = render_prose(
            text,
            cards=self._cards,
            terms=self._terms,
            numbers=self.numbers,
            heading_level=heading_level,
            inline=inline,
        )
        self._used_terms.update(dict.fromkeys(rendered.terms))
        self.problems += rendered.problems
        return rendered.html

    def cite(self, card_id: str) -> int | None:
        """The number of a card that a page cites outside its texts; None when it is unknown."""
        if card_id not in self._cards:
            return None
        return self.numbers.setdefault(card_id, len(self.numbers) + 1)

    @property
    def cited(self) -> list[tuple[int, CardLink]]:
        """Number and link of each source that was cited, in the order of the numbers."""
        return [(number, self._cards[card_id]) for card_id, number in self.numbers.items()]

    @property
    def terms(self) -> list[TermLink]:
        """The terms that were linked, in order of first use."""
        return [self._terms[term_id] for term_id in self._used_terms]
