"""Settling what raters differed on: one label is picked, or it stays contested."""

from datetime import datetime

from django.db import transaction

from rosters.models import User
from sources.models import Claim, ReviewAct, ReviewRound, ReviewVerb, RoundLabel
from sources.operations.claim_rows import claim_of
from sources.operations.reviewing import (
    ChangedMeanwhile,
    Place,
    accept,
    decide,
    labels_of,
    lock,
    record_claims,
)
from sources.reports.claim_states import state_of, token_of


@transaction.atomic
def pick_label(
    claim: Claim, *, round_: ReviewRound, rater: int, seen: str, by: User, at: datetime
) -> ReviewAct | None:
    """Put one rater's label of these sentences in place; the claim is contested no more.

    seen: the token of the claim's state as it was shown. An act that can be undone like any
    other. Raises RoundLabel.DoesNotExist, and what `reviewing.decide` raises.
    """
    labels = RoundLabel.objects.get(
        rater__round=round_,
        rater__number=rater,
        rater__left_at=None,
        decided=True,
        first=claim.first_id,
        last=claim.last_id,
    ).labels
    place = Place(
        document=claim.document,
        first=claim.first,
        last=claim.last,
        claim_id=claim.pk,
        seen=seen,
    )
    if labels["status"] == Claim.Status.REJECTED:
        return decide(
            place,
            verb=ReviewVerb.REJECT,
            status=Claim.Status.REJECTED,
            labels=labels_of(labels),
            by=by,
            at=at,
        )
    return accept(place, labels=labels_of(labels), by=by, at=at)


@transaction.atomic
def keep_contested(claim: Claim, *, seen: str, by: User, at: datetime) -> ReviewAct:
    """Say that fair people differ here: the claim is, or becomes, accepted and contested.

    Raises ChangedMeanwhile, RoundIsOpen, NewerVersion.
    """
    document = lock(claim.document)
    stands = claim_of(document, claim.pk)
    if stands is None or token_of(state_of(stands)) != seen:
        raise ChangedMeanwhile(stands)
    before = state_of(stands)
    Claim.objects.filter(pk=claim.pk).update(
        status=Claim.Status.ACCEPTED, contested=True, edited_by=by
    )
    after = {**before, "status": str(Claim.Status.ACCEPTED), "contested": True}
    return record_claims(
        document,
        verb=ReviewVerb.CONTEST,
        by=by,
        at=at,
        before={claim.pk: before},
        after={claim.pk: after},
        sentence=claim.first,
    )
