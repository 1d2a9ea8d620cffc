"""Closing an independent review: claims, ratings and figures follow from the raters' labels."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from rosters.models import User
from sources.models import (
    Claim,
    ClaimWeakness,
    Document,
    Evidence,
    Rating,
    ReviewAct,
    ReviewRound,
    ReviewVerb,
    RoundLabel,
    Sentence,
    SourceCard,
)
from sources.operations.claim_rows import put_state
from sources.pipeline.ratings import Outcome, Rated, Result, figures, outcomes, units_of
from sources.reports.claim_states import LABEL_FIELDS, State, state_of, with_all
from sources.taxonomy import WEAKNESSES

_WEIGHT = {Claim.Status.SUGGESTED: 0, Claim.Status.REJECTED: 1, Claim.Status.ACCEPTED: 2}
OF_TEXT = frozenset(weakness.id for weakness in WEAKNESSES.values() if weakness.of_text)


class RestsOnIt(Exception):
    """A question was made from what the round decided, so that it cannot be undone."""


class ChangedAfterwards(Exception):
    """Somebody changed a claim since the round was closed."""


class ClosingUndone(Exception):
    """The closing was undone; a round that everybody has seen is not independent any more."""


def close_round(round_: ReviewRound, *, by: User, at: datetime) -> ReviewAct:
    """Close a round, in the transaction of whoever calls and holds it.

    Raters who agree (kind, support, core weaknesses) make an accepted claim; those who differ one
    that is accepted and contested, with what most said; what one alone labelled is begun and not
    decided. A claim that was accepted or rejected before stays as it is, and gets the ratings
    beside it. All of them keep every rater's labels as ratings. Who was taken out of the round
    counts in nothing. `round_.agreement` holds the figures, and how each range ended.
    """
    document = round_.document
    counted = round_.raters.filter(left_at=None)
    numbers = list(counted.order_by("number").values_list("number", flat=True))
    rated = [
        Rated(number, state["begins"], state["ends"], state)
        for number, state in RoundLabel.objects.filter(rater__in=counted, decided=True)
        .order_by("rater__number", "first__position")
        .values_list("rater__number", "labels")
    ]
    sentences = list(document.sentences.order_by("position"))
    found = outcomes(rated, of_text=OF_TEXT)
    work = _Closing(document, round_, sentences, by)
    for outcome in found:
        work.settle(outcome)
    work.write()
    spans = [(one.start, one.end) for one in sentences]
    units = units_of(rated, spans, raters=numbers, of_text=OF_TEXT)
    round_.agreement = {
        **figures(units, raters=len(numbers)),
        "raters": numbers,
        "sentences": len(units),
        "results": dict(Counter(one.result.value for one in found)),
        "ranges": work.ranges(),
    }
    round_.closed_at = at
    round_.save(update_fields=["agreement", "closed_at"])
    return work.act(at)


@transaction.atomic
def undo_closing(act: ReviewAct, *, by: User, at: datetime) -> ReviewAct:
    """Take back everything that closing a round made; the round then counts as abandoned.

    The labels stay kept, and show for those who rated; to rate anew, another round is opened.
    Raises RestsOnIt, ChangedAfterwards, ClosingUndone.
    """
    document = Document.objects.select_for_update().get(pk=act.document_id)
    round_ = document.review_rounds.get(number=act.after["round"])
    if ReviewAct.objects.filter(undoes=act).exists():
        raise ClosingUndone(act.pk)
    after: Mapping[str, State] = act.after["claims"]
    stand = with_all(Claim.objects.filter(document=document, pk__in=[int(pk) for pk in after]))
    if {str(claim.pk): state_of(claim) for claim in stand} != after:
        raise ChangedAfterwards(act.pk)
    if rests_on_closing(act):
        raise RestsOnIt(act.pk)
    Rating.objects.filter(pk__in=act.after["ratings"]).delete()
    for pk, state in act.before["claims"].items():
        put_state(document, int(pk), state, by=by)
    ReviewRound.objects.filter(pk=round_.pk).update(is_abandoned=True)
    return ReviewAct.objects.create(
        document=document,
        by=by,
        at=at,
        verb=ReviewVerb.UNDO,
        before={"claims": after},
        after={"claims": act.before["claims"], "round": round_.number},
        undoes=act,
    )


def rests_on_closing(act: ReviewAct) -> bool:
    """Whether a question was made from the sentences that the closing of a round decided on.

    One query for each model of another app that names ranges of sentences.
    """
    after: Mapping[str, State] = act.after["claims"]
    ranges = [(one["begins"], one["ends"]) for one in after.values()]
    return _is_asked_about(act.document, ranges)


def _is_asked_about(document: Document, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether something of another app, which this one does not know, rests on these sentences.

    Such a thing names a range by the foreign keys `first` and `last`.
    """
    for relation in Sentence._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.field.name != "first":
            continue
        model = relation.related_model
        if model._meta.app_label == "sources":
            continue
        rows = model._default_manager.filter(first__document=document)
        for first, last in rows.values_list("first__start", "last__end").distinct():
            if any(begins < last and ends > first for begins, ends in ranges):
                return True
    return False


@dataclass(slots=True)
class _Made:
    """A claim that a round makes or changes, and how its range ended."""

    outcome: Outcome
    claim: Claim
    before: State | None = None
    left_alone: bool = False
    ratings: list[Rating] = field(default_factory=list)


class _Closing:
    """Turns outcomes into rows, in a number of statements that grows with begun claims only."""

    def __init__(
        self, document: Document, round_: ReviewRound, sentences: Sequence[Sentence], by: User
    ) -> None:
        self.document, self.round, self.by = document, round_, by
        self.first = {one.start: one for one in sentences}
        self.last = {one.end: one for one in sentences}
        claims = list(with_all(document.claims.order_by("-pk")))
        # Of several on one range, the accepted one counts, then a rejected one.
        claims.sort(key=lambda claim: _WEIGHT[claim.status])
        self.known = {(claim.first.start, claim.last.end): claim for claim in claims}
        rated = Rating.objects.filter(claim__document=document)
        self.numbers_from: int = rated.aggregate(n=models.Max("rater"))["n"] or 0
        self.made: list[_Made] = []

    def settle(self, outcome: Outcome) -> None:
        """Make the claim of a range, take up a begun one, or leave a decided one alone."""
        known = self.known.get((outcome.begins, outcome.ends))
        if known is not None and known.status != Claim.Status.SUGGESTED:
            one = _Made(outcome, known, left_alone=True)
        elif known is not None:
            one = _Made(outcome, known, before=state_of(known))
        else:
            one = _Made(outcome, self._claim(outcome))
        one.ratings = [
            Rating(
                rater=self.numbers_from + rating.rater,
                kind=rating.kind,
                support=rating.support,
                weaknesses=sorted(rating.core),
                also_ok=sorted(rating.also),
            )
            for rating in outcome.ratings
        ]
        self.made.append(one)

    def _claim(self, outcome: Outcome) -> Claim:
        state = outcome.state
        return Claim(
            document=self.document,
            first=self.first[outcome.begins],
            last=self.last[outcome.ends],
            edited_by=self.by,
            **{name: state[name] for name in LABEL_FIELDS},
            **{name: state[name] for name in ("status", "contested", "turned_down")},
        )

    def write(self) -> None:
        """Store claims and ratings."""
        fresh = [one for one in self.made if one.claim.pk is None]
        for one in self.made:
            if one.before is not None:
                put_state(self.document, one.claim.pk, one.outcome.state, by=self.by)
        Claim.objects.bulk_create([one.claim for one in fresh])
        ClaimWeakness.objects.bulk_create(
            ClaimWeakness(
                claim=one.claim,
                weakness=named["id"],
                cue=named["cue"],
                standing=named["standing"],
                position=position,
            )
            for one in fresh
            for position, named in enumerate(one.outcome.state["weaknesses"])
        )
        self._write_evidence(fresh)
        for one in self.made:
            for rating in one.ratings:
                rating.claim = one.claim
        Rating.objects.bulk_create([rating for one in self.made for rating in one.ratings])

    def _write_evidence(self, fresh: Sequence[_Made]) -> None:
        wanted = [(one, piece) for one in fresh for piece in one.outcome.state["evidence"]]
        slugs = {piece["card"] for _, piece in wanted if "card" in piece}
        cards = {}
        if slugs:
            shelf = SourceCard.objects.filter(collection=self.document.collection_id)
            cards = {card.slug: card for card in shelf.filter(slug__in=slugs)}
        rows = []
        for position, (one, piece) in enumerate(wanted):
            card = cards.get(piece.get("card", ""))
            sentence = self.first.get(piece.get("begins", -1))
            if card is not None or sentence is not None:
                rows.append(
                    Evidence(
                        claim=one.claim,
                        card=card,
                        sentence=None if card is not None else sentence,
                        stance=piece["stance"],
                        position=position,
                    )
                )
        Evidence.objects.bulk_create(rows)

    def ranges(self) -> list[dict[str, Any]]:
        """How each range ended, as the round keeps it."""
        return [
            {
                "claim": one.claim.pk,
                "begins": one.outcome.begins,
                "ends": one.outcome.ends,
                "result": one.outcome.result.value,
                "left_alone": one.left_alone,
                "same_as_before": one.left_alone and _is_the_same(one),
            }
            for one in self.made
        ]

    def act(self, at: datetime) -> ReviewAct:
        """The one act of the closing, with whole states before and after."""
        mine = [one for one in self.made if not one.left_alone]
        stored = with_all(Claim.objects.filter(pk__in=[one.claim.pk for one in mine]))
        return ReviewAct.objects.create(
            document=self.document,
            by=self.by,
            at=at,
            verb=ReviewVerb.CLOSE_ROUND,
            before={"claims": {str(one.claim.pk): one.before for one in mine}},
            after={
                "claims": {str(claim.pk): state_of(claim) for claim in stored},
                "round": self.round.number,
                "ratings": [rating.pk for one in self.made for rating in one.ratings],
            },
        )


def _is_the_same(made: _Made) -> bool:
    """Whether raters agree with each other and with the claim that was decided before."""
    claim, said = made.claim, made.outcome.ratings[0]
    if made.outcome.result is Result.DIFFERS:
        return False
    if claim.status == Claim.Status.REJECTED:
        return all(one.is_rejected for one in made.outcome.ratings)
    core = frozenset(
        one.weakness
        for one in claim.weaknesses.all()
        if one.standing == ClaimWeakness.Standing.CORE
    )
    return said.says == (claim.kind, claim.support, core)
