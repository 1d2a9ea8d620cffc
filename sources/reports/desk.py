"""The workbench: a stretch of the text with what is suggested and what was decided.

Three queries whatever the length of the document and the number of suggestions.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sources.models import Block, Claim, Document, DocumentToReview, Sentence
from sources.pipeline.suggest import PER_PAGE, WORDS_A_PAGE
from sources.reports.desk_claims import DeskClaim, claims_of
from sources.reports.desk_lines import DeskBlock, blocks_of

PART = 60
"""Sentences on one page; a text of up to twice as many is one page."""
ALL = 0
"""As a number of suggestions a page of text: every one."""
MOST_PER_PAGE = 40
"""The end of the slider in a text whose every sentence is suggested; all of them have a link."""


@dataclass(frozen=True, slots=True)
class Way:
    """A suggestion on the list of those shown: where it is and whether it is decided."""

    sentence: int
    position: int
    decided: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Which sentences of how many are on the page, by position; `of` is the last one's."""

    first: int
    last: int
    of: int

    @property
    def is_whole(self) -> bool:
        return self.first <= 1 and self.last >= self.of


@dataclass(slots=True)
class Desk:
    """What the page of the workbench shows.

    ways: the suggestions shown, in reading order. more: how many suggestions are not shown.
    per_page: how many a page of text at most, or ALL. full_page: from how many on all are shown.
    plain: sentences of the text without a suggestion and without a decision, in reading order.
    """

    document: Document
    blocks: Sequence[DeskBlock]
    sentences: Mapping[int, Sentence]
    claims: Sequence[DeskClaim]
    current: Sentence | None
    part: Part
    per_page: int
    ways: Sequence[Way] = field(default_factory=list)
    more: int = 0
    full_page: int = 0
    plain: Sequence[Way] = field(default_factory=list)

    @property
    def most_per_page(self) -> int:
        """How far the slider goes: to where all are shown, if that is not too far."""
        return min(self.full_page, MOST_PER_PAGE)

    @property
    def shown_per_page(self) -> int:
        """Where the slider stands."""
        most = self.most_per_page
        return most if self.per_page == ALL else min(self.per_page, most)

    @property
    def reviewed(self) -> int:
        return sum(way.decided for way in self.ways)

    @property
    def undecided(self) -> int:
        return len(self.ways) - self.reviewed

    @property
    def next_undecided(self) -> int | None:
        """The sentence of the next suggestion that waits, from the current one on and round."""
        return self._way(after=True, undecided=True, around=True)

    @property
    def next_plain(self) -> int | None:
        """The next sentence without a suggestion and a decision, from the current one and round."""
        here = self.current.position if self.current else 0
        others = [way for way in self.plain if way.position != here]
        found = [way for way in others if way.position > here] or others
        return found[0].sentence if found else None

    @property
    def next_to_decide(self) -> int | None:
        """Where a decision leads on: among sentences without a suggestion it stays with them."""
        here = self.current.pk if self.current else None
        ways = [self.next_undecided, self.next_plain]
        if any(way.sentence == here for way in self.plain):
            ways.reverse()
        return next((way for way in ways if way is not None), None)

    @property
    def repeats_title(self) -> bool:
        """Whether the text on the page begins with its own title, as a heading."""
        first = next(iter(self.blocks), None)
        if first is None or first.kind != Block.Kind.HEADING or first.set_aside:
            return False
        said = " ".join(line.sentence.text for line in first.lines)
        return is_title(said, self.document)

    @property
    def way_on(self) -> int | None:
        """The next suggestion, decided or not."""
        return self._way(after=True, undecided=False)

    @property
    def way_back(self) -> int | None:
        return self._way(after=False, undecided=False)

    def _way(self, *, after: bool, undecided: bool, around: bool = False) -> int | None:
        here = self.current.position if self.current else 0
        open_ways = [way for way in self.ways if not (undecided and way.decided)]
        if after:
            further = [way for way in open_ways if way.position > here]
            found = further or ([way for way in open_ways if way.position < here] if around else [])
            return found[0].sentence if found else None
        before = [way for way in open_ways if way.position < here]
        return before[-1].sentence if before else None


def desk_of(
    document: DocumentToReview,
    *,
    at: int | None = None,
    per_page: int = PER_PAGE,
    claims: Sequence[DeskClaim] | None = None,
    shows_suggestions: bool = True,
) -> Desk:
    """The desk at one sentence. at: its position; without it, at the first suggestion that waits.

    claims: whose decisions are shown, for those who rate independently; without them, those that
    all see.
    """
    decided = claims_of(document) if claims is None else claims
    ways, more, plain = _ways(document, decided, per_page) if shows_suggestions else ([], 0, [])
    here = at
    if here is None:
        waiting = [way.position for way in ways if not way.decided]
        here = waiting[0] if waiting else 1
    part = _part(here, document.sentence_count or 1)
    rows = list(
        Sentence.objects.filter(document=document, position__range=(part.first, part.last))
        .select_related("block", "suggestion")
        .order_by("position")
    )
    for row in rows:
        row.document = document
    current = next((row for row in rows if row.position >= here), next(iter(rows), None))
    shown = {way.sentence for way in ways}
    return Desk(
        document=document,
        blocks=blocks_of(document, rows, decided, shown=shown, current=current),
        sentences={row.pk: row for row in rows},
        claims=decided,
        current=current,
        part=part,
        per_page=per_page,
        ways=ways,
        more=more,
        full_page=math.ceil((len(ways) + more) / _pages(document)),
        plain=plain,
    )


def _ways(
    document: Document, claims: Iterable[DeskClaim], per_page: int
) -> tuple[list[Way], int, list[Way]]:
    """The best suggestions in reading order, how many more there are, and the sentences that have
    none and no decision. One query."""
    rows = list(
        Sentence.objects.filter(document=document)
        .order_by("position")
        .values_list("pk", "position", "number", "suggestion__score")
    )
    found = [(-score, position, pk) for pk, position, _, score in rows if score is not None]
    most = len(found)
    if per_page != ALL:
        most = per_page * _pages(document)
    covered: set[int] = set()
    for claim in claims:
        if claim.is_decided and not claim.is_of_text:
            covered.update(range(claim.first, claim.last + 1))
    best = sorted(found)[:most]
    ways = [Way(pk, position, position in covered) for _, position, pk in best]
    plain = [
        Way(pk, position, decided=False)
        for pk, position, number, score in rows
        if number and score is None and position not in covered
    ]
    return sorted(ways, key=lambda way: way.position), max(0, len(found) - most), plain


def _pages(document: Document) -> int:
    """How long a text is, in pages of 300 words."""
    return max(1, math.ceil((document.text.count(" ") + 1) / WORDS_A_PAGE))


def _part(here: int, of: int) -> Part:
    """The stretch around a position: all of a short text, else one of equal stretches."""
    if of <= 2 * PART:
        return Part(0, of, of)
    first = (min(max(here, 1), of) - 1) // PART * PART + 1
    last = first + PART - 1
    if of - last < PART // 2:
        last = of
    if first > 1 and of - first + 1 < PART // 2:
        first -= PART
    return Part(first, last, of)


def waiting_claims(claims: Iterable[DeskClaim]) -> list[DeskClaim]:
    """Those that somebody began and nobody decided."""
    return [claim for claim in claims if claim.status == Claim.Status.SUGGESTED]


def is_title(text: str, document: Document) -> bool:
    """Whether a heading says what the document is called, but for case and spaces."""
    return bool(text) and text.casefold().split() == document.title.casefold().split()
