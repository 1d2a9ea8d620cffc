"""A rater who cannot go on is taken out of an open round, so that nobody waits for her for good."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from rosters.models import User
from rosters.operations.acts import Verb, record
from rosters.operations.notices import Kind, notify
from sources.models import RoundRater
from sources.operations.rounds import NotYourRound, close_if_all_are_done, hold_round
from sources.permissions import can_end_round


class LastRater(Exception):
    """Nobody would be left to label: the round is ended instead."""


class NoReason(Exception):
    """Whoever is taken out may ask why, and so may the school."""


@transaction.atomic
def take_out(rater: RoundRater, *, reason: str, by: User, at: datetime) -> bool:
    """Take a rater out of her round; returns whether that closed it, the others being done.

    Her labels stay stored, and count in nothing. Recorded with the reason. A second time is
    harmless. Raises NotYourRound, NoReason, RoundIsClosed, LastRater.
    """
    if not can_end_round(by, rater.round):
        raise NotYourRound(rater.round_id)
    if not reason.strip():
        raise NoReason(rater.pk)
    held = hold_round(rater.round)
    if not held.raters.filter(left_at=None).exclude(pk=rater.pk).exists():
        raise LastRater(rater.pk)
    moved = RoundRater.objects.filter(pk=rater.pk, left_at=None).update(left_at=at)
    if moved:
        _say(rater, Verb.TOOK_OUT_RATER, Kind.TAKEN_OUT_OF_ROUND, by=by, reason=reason)
    return close_if_all_are_done(held, by=by, at=at)


@transaction.atomic
def bring_back(rater: RoundRater, *, by: User) -> None:
    """Undo `take_out` while the round is open; her labels count again, as she left them.

    Raises NotYourRound, RoundIsClosed.
    """
    if not can_end_round(by, rater.round):
        raise NotYourRound(rater.round_id)
    hold_round(rater.round)
    moved = RoundRater.objects.filter(pk=rater.pk, left_at__isnull=False).update(left_at=None)
    if moved:
        _say(rater, Verb.BROUGHT_BACK_RATER, Kind.BACK_IN_ROUND, by=by)


def _say(rater: RoundRater, verb: Verb, kind: Kind, *, by: User, reason: str = "") -> None:
    """One act for the log, and a notice for the rater herself."""
    document = rater.round.document
    detail = {"title": document.title}
    record(verb, by=by, person=rater.user, subject=document, detail=detail, reason=reason)
    if rater.user_id != by.pk:
        path = reverse("sources:rounds", args=[document.pk])
        notify(rater.user, kind, detail=detail, path=path)
