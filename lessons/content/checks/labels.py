"""What must hold of the claims of a document."""

from collections.abc import Iterator

from lessons.content.checks.index import MARKABLE_KINDS, PackIndex
from lessons.content.objects import Claim, Document, Rating
from lessons.content.problems import Problem


def check_labels(index: PackIndex) -> Iterator[Problem]:
    """Ranges, cues, and what a record needs, for every claim and rating of the pack."""
    for document in index.pack.texts():
        seen: set[tuple[str, str]] = set()
        for claim in document.claims:
            yield from _check_range(index, document, claim)
            if (claim.first, claim.last) in seen:
                yield claim.place.error(
                    f"{_spoken(claim)} has a claim above already. Make one of the two."
                )
            seen.add((claim.first, claim.last))
            yield from _check_kind(claim)
            yield from _check_weaknesses(index, document, claim)
            yield from _check_record(document, claim)
        yield from _check_ratings(index, document, seen)
        yield from _check_coverage(index, document)


def _check_ratings(
    index: PackIndex, document: Document, claimed: set[tuple[str, str]]
) -> Iterator[Problem]:
    raters: set[tuple[str, str, int]] = set()
    for rating in document.ratings:
        yield from _check_range(index, document, rating)
        if (rating.first, rating.last) not in claimed:
            yield rating.place.error(
                f"{_spoken(rating)} has no claim that could be rated. Rate the same sentences as "
                "a claim does."
            )
        if (rating.first, rating.last, rating.rater) in raters:
            yield rating.place.error(
                f"Rater {rating.rater} has rated {_spoken(rating)} above. Keep one of the two."
            )
        raters.add((rating.first, rating.last, rating.rater))


def _spoken(over: Claim | Rating) -> str:
    return over.first if over.at else f"{over.first} to {over.last}"


def _check_range(index: PackIndex, document: Document, over: Claim | Rating) -> Iterator[Problem]:
    first = index.position(document.id, over.first)
    last = index.position(document.id, over.last)
    if 0 <= last < first:
        yield over.place.error(f"{over.first} comes after {over.last}. Swap `from` and `to`.")


def _check_kind(claim: Claim) -> Iterator[Problem]:
    if claim.also_kind == claim.kind:
        yield claim.place.below("also_kind").error(
            f"`also_kind` says {claim.kind} again. Delete it."
        )
    if (claim.kind == "none") != (claim.support == "na"):
        yield claim.place.below("support").error(
            "`kind: none` goes with `support: na`, and nothing else does."
        )
    if claim.kind == "none" and claim.weaknesses:
        yield claim.place.below("weaknesses").error(
            "What claims nothing cannot be weak. Delete the weaknesses, or change `kind`."
        )


def _check_weaknesses(index: PackIndex, document: Document, claim: Claim) -> Iterator[Problem]:
    text = " ".join(s.text for _, s in index.between(document.id, claim.first, claim.last))
    seen: set[str] = set()
    for label in (*claim.weaknesses, *claim.also_ok):
        if label.id in seen:
            yield label.place.error(
                f"`{label.id}` stands twice at {_spoken(claim)}. Keep one of them."
            )
        seen.add(label.id)
        if label.cue and text and label.cue not in text:
            yield label.place.below("cue").error(
                f"The cue “{label.cue}” is not in {_spoken(claim)}. Copy it letter for letter."
            )


def _check_record(document: Document, claim: Claim) -> Iterator[Problem]:
    if document.edition == "practice":
        for name in ("record", "disputed"):
            if getattr(claim, name):
                yield claim.place.below(name).error(
                    f"A practice passage has no `{name}`, since nothing in it is real. Delete it."
                )
    elif claim.record == "contradicted" and not any(
        evidence.stance == "challenges" for evidence in claim.evidence
    ):
        yield claim.place.below("record").error(
            "`record: contradicted` needs evidence with `stance: challenges`. Add it, or choose "
            "another record."
        )


def _check_coverage(index: PackIndex, document: Document) -> Iterator[Problem]:
    if not document.claims:
        return
    for block, sentence in document.sentences():
        if block.kind in MARKABLE_KINDS and not index.labels(document, sentence.id).claims:
            yield sentence.place.warning(
                f"{sentence.id} has no claim, so it counts in no highlight item."
            )
