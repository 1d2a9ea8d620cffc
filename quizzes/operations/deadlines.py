"""How the deadline of an attempt came about, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from quizzes.models import Attempt
from quizzes.operations.attempts import allotted
from rosters.models import Act
from rosters.operations.acts import Verb, acts_on
from rosters.prepared import PreparedObjects

MOVES = (Verb.ADDED_TIME, Verb.REOPENED_ATTEMPT)


class Because(StrEnum):
    """What set or moved a deadline."""

    LIMIT = "limit"
    FACTOR = "factor"
    CLOSES = "closes"
    UNLIMITED = "unlimited"
    ADDED = "added"
    REOPENED = "reopened"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class DeadlineStep:
    """One step: why, when it was taken, and until when the attempt ran then (None: no end).

    minutes: of the rules, or given; factor: the learner's own; total: minutes × factor. act: of
    the audit log, with who did it and why, for staff alone.
    """

    because: Because
    at: datetime
    until: datetime | None = None
    minutes: int | None = None
    factor: Decimal | None = None
    act: Act | None = None

    @property
    def total(self) -> Decimal | None:
        """Minutes times factor, without noughts at the end."""
        if self.minutes is None or self.factor is None:
            return None
        whole = (self.minutes * self.factor).normalize()
        return whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole


def explain_deadline(attempt: Attempt, acts: Sequence[Act] | None = None) -> Sequence[DeadlineStep]:
    """How the deadline of an attempt came about; the last step's `until` is the deadline.

    Starts with the rules as they were copied at the start. acts: the log of the attempt, when the
    caller has it; else one query.
    """
    found = _MOVED.all(attempt=attempt.pk) if acts is None else acts
    moves = sorted((act for act in found if act.verb in MOVES), key=lambda act: (act.at, act.pk))
    steps = [*_at_start(attempt), *(_moved(act) for act in moves)]
    if steps[-1].until != attempt.deadline_at:
        # Moved by no act that the log knows: still said.
        steps.append(DeadlineStep(Because.CHANGED, attempt.started_at, attempt.deadline_at))
    return steps


_MOVED = PreparedObjects[Act](
    lambda attempt: acts_on(Attempt(pk=attempt)).filter(verb__in=MOVES), {"attempt": int}
)


def _at_start(attempt: Attempt) -> list[DeadlineStep]:
    rules, at = attempt.settings, attempt.started_at
    steps, until = [], None
    minutes = rules.get("time_limit_minutes")
    if minutes is not None:
        factor = Decimal(rules.get("time_factor", 1))
        because = Because.FACTOR if factor != 1 else Because.LIMIT
        until = at + allotted(minutes, factor)
        steps.append(DeadlineStep(because, at, until, minutes, factor))
    closes_at = _time(rules.get("closes_at"))
    if closes_at is not None and (until is None or closes_at < until):
        steps.append(DeadlineStep(Because.CLOSES, at, closes_at))
    return steps or [DeadlineStep(Because.UNLIMITED, at)]


def _moved(act: Act) -> DeadlineStep:
    detail: dict[str, Any] = act.detail
    because = Because.ADDED if act.verb == Verb.ADDED_TIME else Because.REOPENED
    until = _time(detail.get("until"))
    return DeadlineStep(because, act.at, until, detail.get("minutes"), act=act)


def _time(stamp: str | None) -> datetime | None:
    return None if stamp is None else datetime.fromisoformat(stamp)
