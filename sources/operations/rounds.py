"""Independent reviews: raters label the same text, and see no trace of each other meanwhile.

A round is opened for two raters or more. Each one's labels are rows of her own (`rating`); when the
last one says that she is done, the round is closed (`closing`) and claims follow from the labels.
"""

from collections.abc import Sequence
from datetime import datetime
from random import SystemRandom

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from rosters.models import Role, User
from rosters.operations.notices import Kind, notify
from sources.models import (
    Collection,
    CollectionShare,
    Document,
    ReviewRound,
    RoundRater,
)
from sources.operations.closing import close_round
from sources.operations.reviewing import NewerVersion, RoundIsOpen
from sources.permissions import can_end_round

FEWEST_RATERS = 2


class TooFewRaters(Exception):
    """Agreement needs two raters or more."""


class NotAColleague(Exception):
    """Somebody chosen may not change this document; `people` are those."""

    def __init__(self, people: Sequence[User]) -> None:
        self.people = list(people)
        super().__init__([person.pk for person in people])


class RoundIsClosed(Exception):
    """The round was closed or abandoned meanwhile."""


class NotYourRound(Exception):
    """Only whoever `can_end_round` abandons it, or takes a rater out."""


class TakenOut(Exception):
    """The rater was taken out of the round: she labels in it no more."""


def colleagues(document: Document) -> QuerySet[User]:
    """Staff who may change a document: they can rate it. The same people as those for whom
    `sources.permissions.changeable_collections` holds its collection."""
    collection = document.collection
    staff = User.objects.filter(is_staff=True, is_active=True, erased_at=None)
    if collection.owner_id is None:
        return staff.filter(is_superuser=True).order_by("display_name", "pk")
    shares = CollectionShare.objects.filter(collection=collection, user=OuterRef("pk"))
    may = Q(is_superuser=True) | Q(pk=collection.owner_id) | Q(Exists(shares))
    school = collection.owner.school_id if collection.owner else None
    if school is not None:
        of_school = Q(school_id=school)
        shared = collection.visibility == Collection.Visibility.SCHOOL
        may |= of_school if shared else of_school & Q(role=Role.SCHOOL_ADMIN)
    return staff.filter(may).order_by("display_name", "pk")


@transaction.atomic
def open_round(
    document: Document,
    *,
    raters: Sequence[User],
    shows_suggestions: bool,
    by: User,
    at: datetime,
) -> ReviewRound:
    """Open an independent review and ask the raters. From now on nobody decides for all.

    Raters get their numbers by lot, so that a number tells nobody who is who. What was decided
    together before stays, and is compared with the labels when the round is closed. Raises
    TooFewRaters, NotAColleague, RoundIsOpen, NewerVersion.
    """
    held = Document.objects.select_for_update(of=["self"]).select_related("collection__owner")
    locked = held.get(pk=document.pk)
    if locked.superseded_at is not None:
        raise NewerVersion(locked.pk)
    if locked.review_rounds.filter(closed_at=None).exists():
        raise RoundIsOpen(locked.pk)
    chosen = list({rater.pk: rater for rater in raters}.values())
    if len(chosen) < FEWEST_RATERS:
        raise TooFewRaters(len(chosen))
    may = set(colleagues(locked).filter(pk__in=[r.pk for r in chosen]).values_list("pk", flat=True))
    if strangers := [rater for rater in chosen if rater.pk not in may]:
        raise NotAColleague(strangers)
    last = locked.review_rounds.order_by("-number").values_list("number", flat=True).first()
    opened = ReviewRound.objects.create(
        document=locked,
        number=(last or 0) + 1,
        shows_suggestions=shows_suggestions,
        opened_at=at,
        opened_by=by,
    )
    SystemRandom().shuffle(chosen)
    RoundRater.objects.bulk_create(
        RoundRater(round=opened, user=rater, number=number)
        for number, rater in enumerate(chosen, start=1)
    )
    path = reverse("sources:round-rate", args=[locked.pk])
    for rater in chosen:
        if rater.pk != by.pk:
            notify(rater, Kind.ASKED_TO_RATE, detail={"title": locked.title}, path=path)
    return opened


@transaction.atomic
def say_done(rater: RoundRater, *, at: datetime) -> bool:
    """A rater says that she is done; the last one closes the round. Returns whether it is closed.

    Labels that are begun and not decided do not count. Raises RoundIsClosed, TakenOut.
    """
    held = hold_round(rater.round)
    _refuse_if_out(rater)
    RoundRater.objects.filter(pk=rater.pk, done_at=None).update(done_at=at)
    return close_if_all_are_done(held, by=rater.user, at=at)


def close_if_all_are_done(held: ReviewRound, *, by: User, at: datetime) -> bool:
    """Close a round that the caller holds, if none of its raters labels any more; says whether."""
    counted = held.raters.filter(left_at=None)
    if counted.filter(done_at=None).exists():
        return False
    close_round(held, by=by, at=at)
    path = reverse("sources:round", args=[held.document_id, held.number])
    for other in counted.exclude(user=by):
        notify(other.user_id, Kind.ROUND_CLOSED, detail={"title": held.document.title}, path=path)
    return True


@transaction.atomic
def go_on(rater: RoundRater) -> None:
    """A rater takes it back that she is done, while another is not. Raises RoundIsClosed,
    TakenOut."""
    hold_round(rater.round)
    _refuse_if_out(rater)
    RoundRater.objects.filter(pk=rater.pk).update(done_at=None)


@transaction.atomic
def abandon_round(round_: ReviewRound, *, by: User, at: datetime) -> ReviewRound:
    """End a round with nothing counted: no claim, no rating. The document is reviewed together
    again. Raises NotYourRound, RoundIsClosed."""
    if not can_end_round(by, round_):
        raise NotYourRound(round_.pk)
    hold_round(round_)
    ReviewRound.objects.filter(pk=round_.pk).update(closed_at=at, is_abandoned=True)
    for rater in round_.raters.exclude(user=by):
        notify(
            rater.user_id,
            Kind.ROUND_ABANDONED,
            detail={"title": round_.document.title},
            path=reverse("sources:rounds", args=[round_.document_id]),
        )
    round_.refresh_from_db()
    return round_


def hold_round(round_: ReviewRound) -> ReviewRound:
    """A round, held until the end of the transaction. Raises RoundIsClosed.

    The document first, as whoever opens a round or changes the document's claims does.
    """
    Document.objects.select_for_update().get(pk=round_.document_id)
    rounds = ReviewRound.objects.select_for_update(of=["self"]).select_related("document")
    held = rounds.get(pk=round_.pk)
    if held.closed_at is not None:
        raise RoundIsClosed(held.pk)
    return held


def _refuse_if_out(rater: RoundRater) -> None:
    if RoundRater.objects.filter(pk=rater.pk).exclude(left_at=None).exists():
        raise TakenOut(rater.pk)
