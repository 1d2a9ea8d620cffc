"""The page of the sentences made for practice: by weakness, what is offered and what is decided."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sources.models import Block, Claim, ClaimWeakness, Document, Variant
from sources.pipeline.variants.base import differing
from sources.taxonomy import WEAKNESSES

LEAST = 4
"""A passage to mark needs so many weak and so many sound sentences."""
CHECKABLE = (Block.Kind.PARAGRAPH, Block.Kind.QUOTATION, Block.Kind.LIST)


@dataclass(frozen=True, slots=True)
class WeaknessRow:
    """One weakness of the text: weak sentences in it, and what was made for it.

    weak_wanted, sound_wanted: how many more sentences have to be approved for a passage to mark.
    """

    id: str
    name: str
    weak: int
    lures: int
    waiting: int
    approved: int
    weak_wanted: int
    sound_wanted: int


@dataclass(frozen=True, slots=True)
class MadeRow:
    """A made sentence beside its original: (before, changed words, after) of each."""

    variant: Variant
    original: tuple[str, str, str]
    now: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class VariantsPage:
    """What the page shows. repaired: sound ones made of weak ones; spoiled: the other way."""

    weaknesses: Sequence[WeaknessRow]
    chosen: WeaknessRow | None
    repaired: Sequence[MadeRow]
    spoiled: Sequence[MadeRow]


def variants_page_of(document: Document, *, weakness: str = "") -> VariantsPage:
    """The page of a document for one weakness. Three queries, whatever the document.

    Without a weakness, for the one that is nearest to done and wants sentences still.
    """
    made = document.variants.values_list("weakness", "status", "is_sound")
    rows = _rows(_labels_of(document), Counter(made))
    chosen = next((row for row in rows if row.id == weakness), None) or next(
        (row for row in rows if row.weak_wanted or row.sound_wanted), rows[0] if rows else None
    )
    shown = _made(document, chosen.id) if chosen else []
    return VariantsPage(
        weaknesses=rows,
        chosen=chosen,
        repaired=[row for row in shown if row.variant.is_sound],
        spoiled=[row for row in shown if not row.variant.is_sound],
    )


def _labels_of(document: Document) -> Mapping[int, set[str]]:
    """The core and also acceptable weaknesses of each claim that can be marked, by its id."""
    claims = Claim.objects.accepted().filter(
        document=document, contested=False, first__block__kind__in=CHECKABLE
    )
    claims = claims.exclude(kind="none").exclude(first__block__set_aside=True)
    found: dict[int, set[str]] = {}
    core = ClaimWeakness.Standing.CORE
    for pk, weakness, standing in claims.values_list(
        "pk", "weaknesses__weakness", "weaknesses__standing"
    ):
        labels = found.setdefault(pk, set())
        if weakness:
            labels.add(weakness if standing == core else f"also {weakness}")
    return found


def _rows(
    labels: Mapping[int, set[str]], made: Mapping[tuple[str, str, bool], int]
) -> list[WeaknessRow]:
    """The weaknesses that some claim or some made sentence has, the nearest to done first.

    Those that want equally many stand in the order of the taxonomy.
    """
    there = {w for own in labels.values() for w in own} | {w for w, _status, _sound in made}
    rows = [
        _row(one.id, one.name, labels, made)
        for one in WEAKNESSES.values()
        if one.id in there and not one.of_text
    ]
    return sorted(rows, key=lambda row: row.weak_wanted + row.sound_wanted)


def _row(
    weakness: str,
    name: str,
    labels: Mapping[int, set[str]],
    made: Mapping[tuple[str, str, bool], int],
) -> WeaknessRow:
    offered, approved = Variant.Status.OFFERED, Variant.Status.APPROVED
    weak = sum(weakness in own for own in labels.values())
    lures = sum(not {weakness, f"also {weakness}"} & own for own in labels.values())
    made_weak = made.get((weakness, approved, False), 0)
    made_sound = made.get((weakness, approved, True), 0)
    return WeaknessRow(
        id=weakness,
        name=name,
        weak=weak,
        lures=lures,
        waiting=sum(made.get((weakness, offered, is_sound), 0) for is_sound in (False, True)),
        approved=made_weak + made_sound,
        weak_wanted=max(0, LEAST - weak - made_weak),
        sound_wanted=max(0, LEAST - lures - made_sound),
    )


def _made(document: Document, weakness: str) -> list[MadeRow]:
    rows = document.variants.filter(weakness=weakness).select_related("sentence", "decided_by")
    found = []
    for variant in rows.order_by("sentence__position", "pk"):
        variant.sentence.document = document
        original, now = differing(" ".join(variant.sentence.text.split()), variant.text)
        found.append(MadeRow(variant, original, now))
    return found
