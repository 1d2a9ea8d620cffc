"""Deciding on sentences together: each decision is a claim's new state, kept as a `ReviewAct`.

While an independent review is open nobody decides here (`sources.operations.rounds`).
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from rosters.models import User
from sources.models import (
    Claim,
    Document,
    ReviewAct,
    ReviewVerb,
    Sentence,
    SourceCard,
    Suggestion,
)
from sources.operations.claim_rows import claim_of, put_state, stored_state
from sources.reports.claim_states import State, state_of, token_of


class ChangedMeanwhile(Exception):
    """Somebody else changed the claim since the form was shown; `claim` is what stands now."""

    def __init__(self, claim: Claim | None) -> None:
        self.claim = claim
        super().__init__(claim.pk if claim else None)


class RoundIsOpen(Exception):
    """An independent review of the document is under way: nobody decides for all."""


class NewerVersion(Exception):
    """A newer version of the document is the one to review."""


class RangeEnds(Exception):
    """There is no sentence further on, or the range is down to one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a person says of a range of sentences.

    weaknesses: `{id, cue, standing}`; turned_down: `{id, cue, reason}`; evidence as in a state.
    """

    kind: str
    support: str
    also_kind: str = ""
    why: str = ""
    ask: str = ""
    record: str = ""
    disputed: bool = False
    known: str = ""
    difficulty: int = 1
    weaknesses: list[dict[str, str]] = field(default_factory=list)
    turned_down: list[dict[str, str]] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a decision is about: a range, the claim on it if there is one, and what was shown.

    seen: `token_of` the state that the form was built from.
    """

    document: Document
    first: Sentence
    last: Sentence
    claim_id: int | None = None
    seen: str = ""


def labels_of(state: State) -> Labels:
    """The labels of a claim's state."""
    return Labels(**{name: state[name] for name in Labels.__dataclass_fields__})


def labels_from(suggestion: Suggestion | None) -> Labels:
    """What the machine suggests, as labels; of nothing suggested, a bare fact."""
    if suggestion is None:
        return Labels(kind="fact", support="bare")
    return Labels(
        kind=suggestion.kind,
        support=suggestion.support,
        weaknesses=[{**one, "standing": "core"} for one in suggestion.weaknesses],
    )


def offered_again(labels: Labels) -> Labels:
    """What was rejected as it was suggested, for whoever thinks again."""
    core = [{"id": one["id"], "cue": one["cue"], "standing": "core"} for one in labels.turned_down]
    return replace(labels, weaknesses=[*labels.weaknesses, *core], turned_down=[])


def accept(place: Place, *, labels: Labels, by: User, at: datetime) -> ReviewAct | None:
    """Accept a claim with these labels. Raises what `decide` raises."""
    return decide(
        place, verb=ReviewVerb.ACCEPT, status=Claim.Status.ACCEPTED, labels=labels, by=by, at=at
    )


def reject(
    place: Place, *, labels: Labels, by: User, at: datetime, reason: str = ""
) -> ReviewAct | None:
    """Turn a suggestion down, all its weaknesses with it; no learner is asked about it."""
    return decide(
        place,
        verb=ReviewVerb.REJECT,
        status=Claim.Status.REJECTED,
        labels=_without(labels, reason),
        by=by,
        at=at,
    )


def mark_sound(
    place: Place, *, labels: Labels, by: User, at: datetime, reason: str = ""
) -> ReviewAct | None:
    """Accept a claim that has no weakness: a lure, which is left alone rightly."""
    return decide(
        place,
        verb=ReviewVerb.SOUND,
        status=Claim.Status.ACCEPTED,
        labels=_without(labels, reason),
        by=by,
        at=at,
    )


def mark_contested(place: Place, *, labels: Labels, by: User, at: datetime) -> ReviewAct | None:
    """Accept a claim on whose labels fair people differ: shown, and counted neither way."""
    return decide(
        place,
        verb=ReviewVerb.CONTEST,
        status=Claim.Status.ACCEPTED,
        contested=True,
        labels=labels,
        by=by,
        at=at,
    )


def label(place: Place, *, labels: Labels, by: User, at: datetime) -> ReviewAct | None:
    """Change what a claim says, whatever was decided; of nothing decided, begin a draft."""
    return decide(place, verb=ReviewVerb.LABEL, status=None, labels=labels, by=by, at=at)


def add_evidence(
    place: Place,
    *,
    labels: Labels,
    stance: str,
    by: User,
    at: datetime,
    card: SourceCard | None = None,
    sentence: Sentence | None = None,
) -> ReviewAct | None:
    """Say that a card or a sentence bears on the claim; of nothing decided, begin a draft."""
    named: dict[str, Any] = {"card": card.slug} if card else {}
    if sentence is not None:
        named = {"begins": sentence.start}
    more = replace(labels, evidence=[*labels.evidence, {"stance": stance, **named}])
    return decide(place, verb=ReviewVerb.ADD_EVIDENCE, status=None, labels=more, by=by, at=at)


def take_evidence(
    place: Place, *, labels: Labels, index: int, by: User, at: datetime
) -> ReviewAct | None:
    """Take a piece of evidence away, by its place in the list."""
    kept = [one for n, one in enumerate(labels.evidence) if n != index]
    fewer = replace(labels, evidence=kept)
    return decide(place, verb=ReviewVerb.TAKE_EVIDENCE, status=None, labels=fewer, by=by, at=at)


@transaction.atomic
def decide(
    place: Place,
    *,
    verb: ReviewVerb,
    status: str | None,
    labels: Labels,
    by: User,
    at: datetime,
    contested: bool = False,
) -> ReviewAct | None:
    """Give a claim a new state, as one act. Returns None when nothing changes.

    status: None keeps what was decided, with whether it is contested. Raises ChangedMeanwhile,
    RoundIsOpen, NewerVersion, RangeIsTaken.
    """
    document = lock(place.document)
    before = _as_shown(place)
    if status is None:
        status = before["status"] if before else str(Claim.Status.SUGGESTED)
        contested = bool(before and before["contested"])
    if status == Claim.Status.REJECTED:
        labels = _without(labels)
    after = {
        "begins": place.first.start,
        "ends": place.last.end,
        "status": str(status),
        "contested": contested,
        **asdict(labels),
    }
    return _act(document, place, before, after, verb=verb, by=by, at=at)


@transaction.atomic
def save_draft(place: Place, *, labels: Labels, by: User) -> tuple[int | None, str]:
    """Keep what is being typed about something undecided. Returns its claim and its token.

    It is no act: the decision that follows is one. Raises what `decide` raises, and
    ChangedMeanwhile also when somebody decided meanwhile.
    """
    document = lock(place.document)
    before = _as_shown(place)
    if before is not None and before["status"] != Claim.Status.SUGGESTED:
        raise ChangedMeanwhile(claim_of(document, place.claim_id or 0))
    state = {
        "begins": place.first.start,
        "ends": place.last.end,
        "status": str(Claim.Status.SUGGESTED),
        "contested": False,
        **asdict(labels),
    }
    claim_id = put_state(document, place.claim_id, state, by=by)
    return claim_id, token_of(stored_state(document, claim_id or 0))


@transaction.atomic
def reset(place: Place, *, by: User, at: datetime) -> ReviewAct | None:
    """Make it undecided again, as if nobody had looked at it. Raises as `decide`."""
    document = lock(place.document)
    before = _as_shown(place)
    return _act(document, place, before, None, verb=ReviewVerb.RESET, by=by, at=at)


@transaction.atomic
def set_range(
    place: Place, *, labels: Labels, at_end: bool, by_sentences: int, by: User, at: datetime
) -> ReviewAct | None:
    """Take one sentence more into the range (1) or leave one out (-1), at its end or beginning.

    Blocks that are set aside are stepped over. Raises RangeEnds and what `decide` raises.
    """
    forward = (by_sentences > 0) == at_end
    edge = place.last if at_end else place.first
    moved = neighbour(edge, forward=forward)
    if moved is None or (by_sentences < 0 and place.first.pk == place.last.pk):
        raise RangeEnds(edge.key)
    document = lock(place.document)
    before = _as_shown(place)
    kept = before or {"status": str(Claim.Status.SUGGESTED), "contested": False}
    after = {
        "begins": place.first.start if at_end else moved.start,
        "ends": moved.end if at_end else place.last.end,
        "status": kept["status"],
        "contested": kept["contested"],
        **asdict(labels),
    }
    return _act(document, place, before, after, verb=ReviewVerb.RANGE, by=by, at=at)


def neighbour(sentence: Sentence, *, forward: bool) -> Sentence | None:
    """The next sentence of the text, or the one before, past what is set aside. One query."""
    others = Sentence.objects.filter(document=sentence.document_id, block__set_aside=False)
    if forward:
        return others.filter(position__gt=sentence.position).order_by("position").first()
    return others.filter(position__lt=sentence.position).order_by("-position").first()


def lock(document: Document) -> Document:
    """The document, held until the act is written. Raises RoundIsOpen, NewerVersion."""
    held = Document.objects.select_for_update().get(pk=document.pk)
    if held.superseded_at is not None:
        raise NewerVersion(held.pk)
    if held.review_rounds.filter(closed_at=None).exists():
        raise RoundIsOpen(held.pk)
    return held


def record_claims(
    document: Document,
    *,
    verb: ReviewVerb,
    by: User | None,
    at: datetime,
    before: dict[int, State | None],
    after: dict[int, State | None],
    sentence: Sentence | None = None,
) -> ReviewAct:
    """Write the act of a change of claims: their whole states by id, before and after."""
    return ReviewAct.objects.create(
        document=document,
        by=by,
        at=at,
        verb=verb,
        sentence=sentence,
        before={"claims": {str(pk): state for pk, state in before.items()}},
        after={"claims": {str(pk): state for pk, state in after.items()}},
    )


def _as_shown(place: Place) -> State | None:
    """The claim's state, which has to be the one that the form showed. Raises ChangedMeanwhile."""
    if place.claim_id is not None:
        claim = claim_of(place.document, place.claim_id)
    else:
        ranged = Claim.objects.filter(
            document=place.document, first=place.first, last=place.last
        ).first()
        claim = claim_of(place.document, ranged.pk) if ranged else None
    state = None if claim is None else state_of(claim)
    if token_of(state) != place.seen:
        raise ChangedMeanwhile(claim)
    return state


def _act(
    document: Document,
    place: Place,
    before: State | None,
    after: State | None,
    *,
    verb: ReviewVerb,
    by: User,
    at: datetime,
) -> ReviewAct | None:
    if before == after:
        return None
    claim_id = put_state(document, place.claim_id, after, by=by)
    known = claim_id or place.claim_id
    if known is None:
        return None
    stands = stored_state(document, known)
    return record_claims(
        document,
        verb=verb,
        by=by,
        at=at,
        before={known: before},
        after={known: stands},
        sentence=place.first,
    )


def _without(labels: Labels, reason: str = "") -> Labels:
    """The labels with every weakness turned down."""
    down = [{"id": one["id"], "cue": one["cue"], "reason": reason} for one in labels.weaknesses]
    return replace(labels, weaknesses=[], turned_down=[*labels.turned_down, *down])
