"""The sentences of a document as drafting sees them: their words and their accepted labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from quizzes.itemtypes.passages import CHECKABLE_BLOCKS
from quizzes.operations.library import CollectionLibrary
from sources.models import Block, Claim, ClaimWeakness, Document, Evidence, Sentence
from sources.operations.explaining import ask_of, why_of
from sources.taxonomy import SOUND_SUPPORTS, WEAKNESSES


@dataclass(frozen=True, slots=True)
class CardBeside:
    """A source card that bears on a claim: its id, what it does to the claim, and what it is."""

    slug: str
    stance: str
    words: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence that learners read, with the labels of its accepted claim if it has one.

    core, also: weaknesses with the words that show them, by id. unclear: claims over it differ,
    so that no question may rest on it. own: its claim is about this sentence alone.
    """

    key: str
    text: str
    position: int
    number: int | None
    section: int
    block: int
    block_kind: str
    kind: str = "none"
    also_kind: str = ""
    support: str = "na"
    core: Mapping[str, str] | None = None
    also: Mapping[str, str] | None = None
    cards: tuple[CardBeside, ...] = ()
    record: str = ""
    known: str = ""
    contested: bool = False
    unclear: bool = False
    own: bool = False
    reviewed: bool = False
    why: str = ""
    ask: str = ""
    difficulty: int = 1

    @property
    def weaknesses(self) -> Mapping[str, str]:
        """Its core weaknesses and their cues."""
        return self.core or {}

    @property
    def acceptable(self) -> Mapping[str, str]:
        """What else may be named in it without being wrong."""
        return self.also or {}

    @property
    def is_claim(self) -> bool:
        """It says that something is so, in a place where learners can mark it."""
        return self.reviewed and self.kind != "none" and self.block_kind in CHECKABLE_BLOCKS

    @property
    def can_key(self) -> bool:
        """The key of a question may rest on it."""
        return self.is_claim and not self.contested and not self.unclear

    @property
    def is_sound(self) -> bool:
        """It has no weakness at all, and support that a reader can follow up."""
        return (
            self.can_key
            and not self.weaknesses
            and not self.acceptable
            and self.support in SOUND_SUPPORTS
        )

    def cue_of(self, weakness: str) -> str:
        """The words that show a core weakness, if they stand in this sentence; else empty."""
        cue = self.weaknesses.get(weakness, "")
        parts = [part.strip() for part in cue.split("…")]
        return cue if cue and all(part in self.text for part in parts) else ""


@dataclass(frozen=True)
class Passage:
    """A whole document as drafting sees it: the sentences that learners read, in order."""

    slug: str
    title: str
    language: str
    is_practice: bool
    sentences: tuple[Labelled, ...]

    @cached_property
    def keys(self) -> tuple[Labelled, ...]:
        """The sentences on which a key may rest."""
        return tuple(one for one in self.sentences if one.can_key)

    @cached_property
    def sections(self) -> tuple[tuple[Labelled, ...], ...]:
        """The sentences section by section."""
        found: dict[int, list[Labelled]] = {}
        for one in self.sentences:
            found.setdefault(one.section, []).append(one)
        return tuple(tuple(group) for group in found.values())

    @cached_property
    def weaknesses(self) -> tuple[str, ...]:
        """The core weaknesses that some key may ask for, in the order of the taxonomy."""
        there = {w for one in self.keys for w in one.weaknesses}
        return tuple(w for w in WEAKNESSES if w in there and not WEAKNESSES[w].of_text)


def read_passage(document: Document, library: CollectionLibrary) -> Passage:
    """The readable sentences of a document with its accepted claims. No query of its own beyond
    what the library has not read yet. Raises KeyError for a document that is not current."""
    rows = list(library.sentences[document.pk].values())
    covering = _covering(library, document, rows)
    sections = _sections(rows)
    return Passage(
        slug=document.slug,
        title=document.title,
        language=document.language,
        is_practice=document.is_practice,
        sentences=tuple(
            _labelled(row, sections[row.pk], covering.get(row.pk, ()))
            for row in rows
            if not row.block.set_aside
        ),
    )


def _sections(rows: Iterable[Sentence]) -> dict[int, int]:
    """The number of each sentence's section: one begins at a heading or an author's mark."""
    found, number, block, after_heading = {}, 1, 0, True
    for row in rows:
        if row.block_id != block and not row.block.set_aside:
            block = row.block_id
            is_heading = row.block.kind == Block.Kind.HEADING
            if (is_heading or row.block.starts_lesson) and not after_heading:
                number += 1
            after_heading = is_heading
        found[row.pk] = number
    return found


def _covering(
    library: CollectionLibrary, document: Document, rows: Sequence[Sentence]
) -> dict[int, list[Claim]]:
    """The accepted claims over each sentence, the one about the fewest sentences first."""
    found: dict[int, list[Claim]] = {}
    claims = [claim for claim in library.accepted if claim.document_id == document.pk]
    claims.sort(key=lambda claim: (claim.last.position - claim.first.position, claim.pk))
    place = {row.position: row.pk for row in rows}
    for claim in claims:
        for position in range(claim.first.position, claim.last.position + 1):
            if position in place:
                found.setdefault(place[position], []).append(claim)
    return found


def _labelled(row: Sentence, section: int, claims: Sequence[Claim]) -> Labelled:
    base: dict[str, Any] = {
        "key": row.key,
        "text": row.text,
        "position": row.position,
        "number": row.number,
        "section": section,
        "block": row.block_id,
        "block_kind": row.block.kind,
    }
    if not claims:
        return Labelled(**base)
    claim = claims[0]
    core, also = _weaknesses(claim)
    return Labelled(
        **base,
        kind=claim.kind,
        also_kind=claim.also_kind,
        support=claim.support,
        core=core,
        also={w: cue for w, cue in also.items() if w not in core},
        cards=_cards_beside(claim),
        record=claim.record,
        known=claim.known,
        contested=any(one.contested for one in claims),
        unclear=_differ(claims),
        own=claim.first_id == claim.last_id,
        reviewed=True,
        why=why_of(claim),
        ask=ask_of(claim),
        difficulty=claim.difficulty,
    )


def _cards_beside(claim: Claim) -> tuple[CardBeside, ...]:
    """The cards that speak for or against a claim; what only frames it settles nothing."""
    return tuple(
        CardBeside(
            slug=one.card.slug,
            stance=one.stance,
            words=f"{one.card.type[:1].upper()}{one.card.type[1:]}: {one.card.maker}",
        )
        for one in claim.evidence.all()
        if one.card is not None and one.stance != Evidence.Stance.FRAMES
    )


def _weaknesses(claim: Claim) -> tuple[dict[str, str], dict[str, str]]:
    """Core and also acceptable weaknesses that say something about a single sentence."""
    single = claim.first_id == claim.last_id
    labels: tuple[dict[str, str], dict[str, str]] = {}, {}
    for one in claim.weaknesses.all():
        known = WEAKNESSES.get(one.weakness)
        if known is not None and (single or not known.of_text):
            labels[one.standing != ClaimWeakness.Standing.CORE][one.weakness] = one.cue
    return labels


def _differ(claims: Sequence[Claim]) -> bool:
    """Whether a wider claim says otherwise of the sentence than its nearest one."""
    core, also = _weaknesses(claims[0])
    for wider in claims[1:]:
        more_core, more_also = _weaknesses(wider)
        if not set(more_core) <= set(core) or not set(more_also) <= {*core, *also}:
            return True
    return False
