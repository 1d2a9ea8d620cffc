"""What one rater labels in an independent review. Nobody else reads these rows before its end."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction

from sources.models import Claim, ReviewRound, RoundLabel, RoundRater, Sentence
from sources.operations.reviewing import Labels, RangeEnds, neighbour
from sources.reports.claim_states import State, token_of


class RatingIsOver(Exception):
    """The round is closed, or the rater has said that she is done, or she was taken out of it."""


class RatedMeanwhile(Exception):
    """The rater labelled this sentence in another window; `label` is what stands now."""

    def __init__(self, label: RoundLabel | None) -> None:
        self.label = label
        super().__init__(label.pk if label else None)


class LabelledAlready(Exception):
    """The rater has a label of her own that begins at that sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedPlace:
    """What a rater labels: a range of sentences, and what the form was built from.

    seen: `token_of` the label's state; empty when there was none.
    """

    rater: RoundRater
    first: Sentence
    last: Sentence
    seen: str = ""


@transaction.atomic
def rate(place: RatedPlace, *, labels: Labels, status: str, at: datetime) -> RoundLabel | None:
    """Keep how a rater labels a range. status: accepted or rejected decides, suggested is typing.

    What is decided stays decided while its words are changed (a draft does not undo it). Raises
    RatingIsOver, RatedMeanwhile.
    """
    _hold(place.rater)
    known = _as_shown(place)
    if status == Claim.Status.SUGGESTED and known is not None and known.decided:
        status = known.labels["status"]
    state: State = {
        "begins": place.first.start,
        "ends": place.last.end,
        "status": str(status),
        "contested": False,
        **asdict(labels),
    }
    row, _made = RoundLabel.objects.update_or_create(
        rater=place.rater,
        first=place.first,
        defaults={
            "last": place.last,
            "labels": state,
            "decided": status != Claim.Status.SUGGESTED,
            "changed_at": at,
        },
    )
    return row


@transaction.atomic
def take_back(place: RatedPlace) -> None:
    """Make a sentence unlabelled again. Raises RatingIsOver, RatedMeanwhile."""
    _hold(place.rater)
    known = _as_shown(place)
    if known is not None:
        known.delete()


@transaction.atomic
def set_rated_range(
    place: RatedPlace, *, labels: Labels, at_end: bool, by_sentences: int, at: datetime
) -> RoundLabel:
    """Take one sentence more into the range (1), or leave one out (-1), at its end or beginning.

    Raises RangeEnds, LabelledAlready, RatingIsOver, RatedMeanwhile.
    """
    _hold(place.rater)
    known = _as_shown(place)
    edge = place.last if at_end else place.first
    moved = neighbour(edge, forward=(by_sentences > 0) == at_end)
    if moved is None or (by_sentences < 0 and place.first.pk == place.last.pk):
        raise RangeEnds(edge.key)
    first, last = (place.first, moved) if at_end else (moved, place.last)
    mine = RoundLabel.objects.filter(rater=place.rater, first=first)
    if not at_end and mine.exists():
        raise LabelledAlready(first.key)
    status = known.labels["status"] if known is not None else str(Claim.Status.SUGGESTED)
    row = known or RoundLabel(rater=place.rater)
    row.first, row.last, row.changed_at = first, last, at
    row.decided = status != Claim.Status.SUGGESTED
    row.labels = {
        "begins": first.start,
        "ends": last.end,
        "status": status,
        "contested": False,
        **asdict(labels),
    }
    row.save()
    return row


def without_weaknesses(labels: Labels, reason: str) -> Labels:
    """The labels of something rejected, or sound: every weakness named is turned down."""
    down = [
        *labels.turned_down,
        *({"id": one["id"], "cue": one["cue"], "reason": reason} for one in labels.weaknesses),
    ]
    return replace(labels, weaknesses=[], turned_down=down)


def seen_of(label: RoundLabel | None) -> str:
    """What a form carries, so that a change in another window is seen."""
    return token_of(label.labels if label is not None else None)


def _hold(rater: RoundRater) -> None:
    """Hold the round, so that no label is written while it is being closed."""
    round_ = ReviewRound.objects.select_for_update().get(pk=rater.round_id)
    labels = RoundRater.objects.filter(pk=rater.pk, done_at=None, left_at=None).exists()
    if round_.closed_at is not None or not labels:
        raise RatingIsOver(rater.pk)


def _as_shown(place: RatedPlace) -> RoundLabel | None:
    known = RoundLabel.objects.filter(rater=place.rater, first=place.first).first()
    if seen_of(known) != place.seen:
        raise RatedMeanwhile(known)
    return known
