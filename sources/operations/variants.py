"""Sentences made for practice: offered by rule, written and approved by people, kept with origin.

Each decision is a `ReviewAct` with the whole states before and after, so that it can be undone.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rosters.models import User
from sources.models import Block, Claim, ClaimWeakness, Document, ReviewAct, ReviewVerb, Variant
from sources.operations.reviewing import lock
from sources.pipeline.variants.base import BLANK, Made, differing_words
from sources.pipeline.variants.registry import spoiled
from sources.pipeline.variants.repairs import repairs_of
from sources.taxonomy import SOUND_SUPPORTS

REWRITTEN = "rewritten"
"""The change of a sentence that a person writes anew, in whatever language."""
MOST_SENTENCES = 8
"""From so many sentences of one weakness, and from so many sound ones, something is offered."""
MOST_TEMPLATES = 2
ASKABLE = frozenset({Block.Kind.PARAGRAPH, Block.Kind.QUOTATION, Block.Kind.LIST})


class NotFilledIn(Exception):
    """The sentence is empty, or still has blanks."""


class NotChanged(Exception):
    """The sentence is the one that it was made from."""


class VariantChangedMeanwhile(Exception):
    """Somebody else decided on it since the form was shown."""


class NothingDecided(Exception):
    """This person has decided nothing here that could be undone."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A made sentence that could stand on the page."""

    claim: Claim
    change: str
    weakness: str
    is_sound: bool
    made: Made | None

    @property
    def key(self) -> tuple[int, str, str]:
        return self.claim.first_id, self.change, self.weakness


@transaction.atomic
def offer_variants(document: Document, *, weakness: str) -> int:
    """Offer made sentences for one weakness; returns how many are new.

    Of the weak sentences templates to repair them, of the sound ones what a change makes of them.
    What nobody touched and no rule offers any more goes; what somebody wrote or decided stays.
    Raises NewerVersion, RoundIsOpen.
    """
    held = lock(document)
    claims = _claims_of(held)
    offers = {offer.key: offer for offer in _offers(held, claims, weakness)}
    standing = {
        (row.sentence_id, row.change, row.weakness): row
        for row in held.variants.filter(weakness=weakness).select_related("sentence")
    }
    touched = touched_variants(held)
    stale = [
        row.pk
        for key, row in standing.items()
        if key not in offers and row.status == Variant.Status.OFFERED and row.pk not in touched
    ]
    held.variants.filter(pk__in=stale).delete()
    fresh = [_row(held, offer) for key, offer in offers.items() if key not in standing]
    Variant.objects.bulk_create(fresh)
    return len(fresh)


@transaction.atomic
def decide_variant(
    variant: Variant, *, text: str, status: str, by: User, at: datetime, seen: str | None = None
) -> ReviewAct | None:
    """Write a made sentence and say what becomes of it; returns None when nothing changes.

    status: offered keeps it as a draft. seen: `token_of` the state that the form was built from.
    Raises NotFilledIn or NotChanged for an approval, VariantChangedMeanwhile, NewerVersion,
    RoundIsOpen.
    """
    document = lock(variant.document)
    row = Variant.objects.select_related("sentence__document").get(pk=variant.pk)
    before = variant_state(row)
    row.text = " ".join(text.split())
    row.before, row.after = differing_words(row.sentence.text, row.text)
    row.status = status
    after = variant_state(row)
    if after == before:
        # Sent twice, or a colleague has decided the same.
        return None
    if seen is not None and seen != token_of(before):
        raise VariantChangedMeanwhile(row.pk)
    if status == Variant.Status.APPROVED:
        if not row.text or BLANK in row.text:
            raise NotFilledIn(row.pk)
        if row.text == " ".join(row.sentence.text.split()):
            raise NotChanged(row.pk)
    is_decided = status != Variant.Status.OFFERED
    row.decided_by, row.decided_at = (by, at) if is_decided else (None, None)
    row.save()
    return ReviewAct.objects.create(
        document=document,
        by=by,
        at=at,
        verb=ReviewVerb.VARIANT,
        sentence=row.sentence,
        before={"variants": {str(row.pk): before}},
        after={"variants": {str(row.pk): after}},
    )


def last_decision(document: Document, *, by: User) -> ReviewAct | None:
    """This person's newest decision on a made sentence that has an effect still. One query."""
    mine = ReviewAct.objects.filter(document=document, by=by, undone_by=None)
    return mine.filter(verb=ReviewVerb.VARIANT).select_related("sentence").order_by("-pk").first()


@transaction.atomic
def undo_decision(document: Document, *, by: User, at: datetime) -> ReviewAct:
    """Undo this person's last decision on a made sentence, as an act of its own.

    Raises NothingDecided; VariantChangedMeanwhile where somebody decided on it since; NewerVersion,
    RoundIsOpen.
    """
    held = lock(document)
    act = last_decision(held, by=by)
    if act is None:
        raise NothingDecided(document.pk)
    for name, state in act.after["variants"].items():
        if stored_variant(held, name) != state:
            raise VariantChangedMeanwhile(int(name))
        put_variant(held, name, act.before["variants"][name], by=by, at=at)
    return ReviewAct.objects.create(
        document=held,
        by=by,
        at=at,
        verb=ReviewVerb.UNDO,
        sentence=act.sentence,
        before=act.after,
        after=act.before,
        undoes=act,
    )


def variant_state(row: Variant) -> dict[str, str]:
    """All of a made sentence that a person decides."""
    return {"text": row.text, "status": str(row.status), "before": row.before, "after": row.after}


def token_of(state: Mapping[str, str]) -> str:
    """A short digest of a state, for a form to carry."""
    return hashlib.sha256(repr(sorted(state.items())).encode()).hexdigest()[:16]


def touched_variants(document: Document) -> frozenset[int]:
    """Ids of made sentences that somebody has written or decided on, undone since or not."""
    acts = ReviewAct.objects.filter(document=document, verb=ReviewVerb.VARIANT)
    return frozenset(
        int(name) for after in acts.values_list("after", flat=True) for name in after["variants"]
    )


def stored_variant(document: Document, name: str) -> dict[str, str] | None:
    """The state of a made sentence as it stands now, by its id; None when it is gone."""
    row = Variant.objects.filter(document=document, pk=int(name)).first()
    return None if row is None else variant_state(row)


def put_variant(
    document: Document, name: str, state: Mapping[str, str], *, by: User, at: datetime
) -> None:
    """Give a made sentence a state that it had before."""
    row = Variant.objects.get(document=document, pk=int(name))
    for field, value in state.items():
        setattr(row, field, value)
    is_decided = row.status != Variant.Status.OFFERED
    row.decided_by, row.decided_at = (by, at) if is_decided else (None, None)
    row.save()


def _claims_of(document: Document) -> Sequence[Claim]:
    """Accepted claims about one sentence of a part that learners can mark, in reading order."""
    claims = (
        Claim.objects.accepted()
        .filter(document=document, contested=False, first__block__kind__in=ASKABLE)
        .exclude(kind="none")
        .exclude(first__block__set_aside=True)
        .select_related("first")
        .prefetch_related("weaknesses")
        .order_by("first__position", "pk")
    )
    own = [claim for claim in claims if claim.first_id == claim.last_id]
    for claim in own:
        claim.first.document = document
    return own


def _offers(document: Document, claims: Sequence[Claim], weakness: str) -> Iterator[Offer]:
    core = ClaimWeakness.Standing.CORE
    weak = [
        (claim, one.cue)
        for claim in claims
        for one in claim.weaknesses.all()
        if one.weakness == weakness and one.standing == core
    ]
    for claim, cue in weak[:MOST_SENTENCES]:
        yield from _repairs(document, claim, weakness, cue)
    sound = [c for c in claims if c.support in SOUND_SUPPORTS and not c.weaknesses.all()]
    found = 0
    for claim in sound:
        for change, made in spoiled(claim.first.text, document.language):
            if change.weakness == weakness and found < MOST_SENTENCES:
                found += 1
                yield Offer(claim, change.id, weakness, False, made)


def _repairs(document: Document, claim: Claim, weakness: str, cue: str) -> Iterator[Offer]:
    """Templates in English; in another language, and where none fits, the sentence to rewrite."""
    made = 0
    if document.language.split("-")[0] == "en":
        for repair, template in repairs_of(weakness, claim.first.text, cue):
            if made < MOST_TEMPLATES:
                made += 1
                yield Offer(claim, repair.id, weakness, True, template)
    if not made:
        yield Offer(claim, REWRITTEN, weakness, True, None)


def _row(document: Document, offer: Offer) -> Variant:
    original = offer.claim.first.text
    text = offer.made.text if offer.made else original
    before, after = differing_words(original, text)
    return Variant(
        document=document,
        sentence=offer.claim.first,
        change=offer.change,
        weakness=offer.weakness,
        is_sound=offer.is_sound,
        before=before,
        after=after,
        text=text,
    )
