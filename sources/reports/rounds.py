"""Independent reviews of a document: what is under way, what came of those that are closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from rosters.models import User
from sources.models import (
    Claim,
    Document,
    ReviewAct,
    ReviewRound,
    ReviewVerb,
    RoundLabel,
    RoundRater,
    Sentence,
)
from sources.permissions import can_end_round
from sources.pipeline.ratings import Rated, Result
from sources.reports.claim_states import State, state_of, token_of, with_all


@dataclass(frozen=True, slots=True)
class OpenRound:
    """The round under way, as one person may know it.

    is_rater: she labels in it; is_done: she has said so; is_out: she was taken out of it.
    may_end: `sources.permissions.can_end_round`; raters and taken_out: for her alone, by name.
    done_of: how many of how many are done, for whoever may end it and does not label herself; a
    rater is told nothing of others.
    """

    round: ReviewRound
    is_rater: bool
    is_done: bool
    is_out: bool
    may_end: bool
    raters: Sequence[RoundRater]
    taken_out: Sequence[RoundRater]
    done_of: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """The rounds of a document: the open one, and those before it, the newest first."""

    under_way: OpenRound | None
    earlier: Sequence[ReviewRound]


def rounds_page(document: Document, reader: User) -> RoundsPage:
    """Two queries."""
    raters = Prefetch("raters", RoundRater.objects.select_related("user"))
    rounds = list(document.review_rounds.select_related("opened_by").prefetch_related(raters))
    current = next((one for one in rounds if one.closed_at is None), None)
    earlier = [one for one in reversed(rounds) if one.closed_at is not None]
    return RoundsPage(_open_round(current, reader) if current else None, earlier)


def _open_round(current: ReviewRound, reader: User) -> OpenRound:
    raters = list(current.raters.all())
    mine = next((one for one in raters if one.user_id == reader.pk), None)
    may = can_end_round(reader, current)
    by_name = sorted(raters, key=lambda one: (str(one.user), one.user_id))
    counted = [one for one in by_name if one.left_at is None]
    done = sum(one.done_at is not None for one in counted)
    return OpenRound(
        round=current,
        is_rater=mine in counted,
        is_done=mine is not None and mine.done_at is not None,
        is_out=mine is not None and mine.left_at is not None,
        may_end=may,
        raters=counted if may else (),
        taken_out=[one for one in by_name if one.left_at is not None] if may else (),
        done_of=(done, len(counted)) if may and mine is None else None,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What one rater said of a range. state: to be put in place if it is picked."""

    rater: int
    kind: str
    support: str
    core: Sequence[str]
    also: Sequence[str]
    why: str
    is_rejected: bool
    state: State


@dataclass(slots=True)
class RatedRange:
    """One range that was labelled, and what became of it.

    claim: as it stands now, None when it is gone; seen: its token, for a form. settled: somebody
    changed it since the round was closed; kept: somebody said that it stays contested.
    """

    first: Sentence
    last: Sentence
    text: str
    result: str
    left_alone: bool
    same_as_before: bool
    claim: Claim | None
    seen: str
    said: Sequence[Said]
    settled: bool = False
    kept: bool = False

    @property
    def waits(self) -> bool:
        return self.result != Result.AGREED and not self.settled and not self.kept


@dataclass(slots=True)
class ClosedRound:
    """A closed round with its ranges: those that differ, those that one alone labelled, those on
    which all agree, and those that had been decided before. is_untouched: every claim that it
    made stands as it made it."""

    round: ReviewRound
    act: ReviewAct | None
    is_untouched: bool = False
    differing: list[RatedRange] = field(default_factory=list)
    one_only: list[RatedRange] = field(default_factory=list)
    agreed: list[RatedRange] = field(default_factory=list)
    before: list[RatedRange] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        return sum(one.waits for one in (*self.differing, *self.one_only))


def closed_round(document: Document, round_: ReviewRound) -> ClosedRound:
    """What a closed round came to. Five queries, whatever the number of ranges."""
    act, kept = _acts_of(document, round_)
    page = ClosedRound(round_, act)
    ranges: Sequence[Mapping[str, Any]] = round_.agreement.get("ranges", [])
    states: Mapping[str, State] = act.after["claims"] if act else {}
    claims = {
        claim.pk: claim
        for claim in with_all(Claim.objects.filter(pk__in=[one["claim"] for one in ranges]))
    }
    labels = _labels_of(round_)
    untouched = set()
    for one in ranges:
        claim = claims.get(one["claim"])
        if claim is None:
            continue
        state = state_of(claim)
        made = states.get(str(claim.pk))
        if made == state:
            untouched.add(str(claim.pk))
        row = RatedRange(
            first=claim.first,
            last=claim.last,
            text=document.text[one["begins"] : one["ends"]],
            result=one["result"],
            left_alone=one["left_alone"],
            same_as_before=one["same_as_before"],
            claim=claim,
            seen=token_of(state),
            said=labels.get((one["begins"], one["ends"]), []),
            settled=not one["left_alone"] and made is not None and made != state,
            kept=claim.first_id in kept,
        )
        _shelf(page, row).append(row)
    page.is_untouched = act is not None and untouched == set(states)
    return page


def _acts_of(document: Document, round_: ReviewRound) -> tuple[ReviewAct | None, set[int | None]]:
    """The act of the closing, and the sentences of which somebody said since that they stay
    contested. One query."""
    closing = Q(verb=ReviewVerb.CLOSE_ROUND, after__round=round_.number)
    contested = Q(verb=ReviewVerb.CONTEST, undone_by=None)
    found = list(ReviewAct.objects.filter(closing | contested, document=document).order_by("pk"))
    act = next((one for one in found if one.verb == ReviewVerb.CLOSE_ROUND), None)
    since = act.pk if act else 0
    later = [one for one in found if one.verb == ReviewVerb.CONTEST and one.pk > since]
    return act, {one.sentence_id for one in later}


def _shelf(page: ClosedRound, row: RatedRange) -> list[RatedRange]:
    if row.left_alone:
        return page.before
    shelves = {
        Result.DIFFERS: page.differing,
        Result.ONE_ONLY: page.one_only,
        Result.AGREED: page.agreed,
    }
    return shelves[Result(row.result)]


def _labels_of(round_: ReviewRound) -> dict[tuple[int, int], list[Said]]:
    """What each rater said of each range, by number. One query."""
    found: dict[tuple[int, int], list[Said]] = {}
    rows = RoundLabel.objects.filter(rater__round=round_, rater__left_at=None, decided=True)
    for number, state in rows.order_by("rater__number").values_list("rater__number", "labels"):
        rated = Rated(number, state["begins"], state["ends"], state)
        found.setdefault((rated.begins, rated.ends), []).append(
            Said(
                rater=number,
                kind=rated.kind,
                support=rated.support,
                core=sorted(rated.core),
                also=sorted(rated.also),
                why=state["why"],
                is_rejected=rated.is_rejected,
                state=state,
            )
        )
    return found
