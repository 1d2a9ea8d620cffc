"""Writing a claim's whole state back into rows."""

from collections.abc import Mapping
from typing import Any

from rosters.models import User
from sources.models import Claim, ClaimWeakness, Document, Evidence, Sentence, SourceCard
from sources.reports.claim_states import LABEL_FIELDS, State, state_of, with_all


class PlaceIsGone(Exception):
    """No sentence begins or ends where the state says; the document was cut anew since."""


class RangeIsTaken(Exception):
    """These sentences carry another accepted claim already."""


def claim_of(document: Document, claim_id: int) -> Claim | None:
    """A claim with everything that belongs to its state. Three queries."""
    found: Claim | None = with_all(Claim.objects.filter(document=document, pk=claim_id)).first()
    return found


def stored_state(document: Document, claim_id: int) -> State | None:
    """What stands in the tables now; None when there is no such claim."""
    claim = claim_of(document, claim_id)
    return None if claim is None else state_of(claim)


def put_state(
    document: Document, claim_id: int | None, state: State | None, *, by: User | None
) -> int | None:
    """Make the rows of one claim say exactly this; returns its id, None when there is none.

    claim_id: None makes a new claim; the id of one that was deleted brings it back under that id.
    A claim that raters labelled is never deleted, it becomes undecided. Raises PlaceIsGone,
    RangeIsTaken.
    """
    if state is None:
        return _take_away(document, claim_id, by=by)
    first = Sentence.objects.filter(document=document, start=state["begins"]).first()
    last = Sentence.objects.filter(document=document, end=state["ends"]).first()
    if first is None or last is None:
        raise PlaceIsGone(state["begins"])
    if state["status"] == Claim.Status.ACCEPTED:
        accepted = Claim.objects.accepted().filter(document=document, first=first, last=last)
        if accepted.exclude(pk=claim_id or 0).exists():
            raise RangeIsTaken(first.key)
    fields: dict[str, Any] = {name: state[name] for name in LABEL_FIELDS}
    fields |= {name: state[name] for name in ("status", "contested", "turned_down")}
    fields |= {"first": first, "last": last, "edited_by": by}
    claim = Claim.objects.filter(document=document, pk=claim_id or 0).first()
    if claim is None:
        # One that was deleted comes back under its id: acts name it by that.
        claim = Claim(document=document, pk=claim_id)
    for name, value in fields.items():
        setattr(claim, name, value)
    claim.save()
    _put_weaknesses(claim, state)
    _put_evidence(claim, state)
    return claim.pk


def _take_away(document: Document, claim_id: int | None, *, by: User | None) -> int | None:
    claim = Claim.objects.filter(document=document, pk=claim_id or 0).first()
    if claim is None:
        return None
    if claim.ratings.exists():
        claim.status, claim.edited_by = Claim.Status.SUGGESTED, by
        claim.save(update_fields=["status", "edited_by"])
        return claim.pk
    claim.delete()
    return None


def _put_weaknesses(claim: Claim, state: State) -> None:
    claim.weaknesses.all().delete()
    ClaimWeakness.objects.bulk_create(
        ClaimWeakness(
            claim=claim,
            weakness=one["id"],
            cue=one["cue"],
            standing=one["standing"],
            position=position,
        )
        for position, one in enumerate(state["weaknesses"])
    )


def _put_evidence(claim: Claim, state: State) -> None:
    claim.evidence.all().delete()
    if not state["evidence"]:
        return
    slugs = [one["card"] for one in state["evidence"] if "card" in one]
    begins = [one["begins"] for one in state["evidence"] if "begins" in one]
    cards = {
        card.slug: card
        for card in SourceCard.objects.filter(
            collection=claim.document.collection_id, slug__in=slugs
        )
    }
    sentences = {
        sentence.start: sentence
        for sentence in Sentence.objects.filter(document=claim.document_id, start__in=begins)
    }
    rows = []
    for position, one in enumerate(state["evidence"]):
        named = _named(one, cards, sentences)
        rows.append(Evidence(claim=claim, stance=one["stance"], position=position, **named))
    Evidence.objects.bulk_create(rows)


def _named(
    one: Mapping[str, Any], cards: Mapping[str, SourceCard], sentences: Mapping[int, Sentence]
) -> dict[str, Any]:
    """The card or the sentence that a piece of evidence names. Raises PlaceIsGone."""
    if "card" in one:
        if one["card"] not in cards:
            raise PlaceIsGone(one["card"])
        return {"card": cards[one["card"]]}
    if one["begins"] not in sentences:
        raise PlaceIsGone(one["begins"])
    return {"sentence": sentences[one["begins"]]}
