"""The life of an attempt: start, submit, sweep.

With `settling` and `staff_acts` the only writers of `Attempt.status`.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q

from quizzes.itemtypes.registry import get_item_type
from quizzes.models import (
    Assignment,
    Attempt,
    ExtraAttempt,
    ItemVersion,
    Quiz,
    Response,
    ResponseRevision,
    Score,
    Section,
)
from quizzes.models.attempts import AttemptQuerySet
from quizzes.models.quizzes import Feedback, Purpose
from quizzes.operations.receipt_keys import current_key
from quizzes.operations.receipts import seal_head, seal_response, seal_start
from quizzes.operations.scoring import is_of_what_stands, new_score, total_of
from quizzes.operations.settling import add_scores
from rosters.models import Accommodation, User
from rosters.permissions import Visitor

GRACE = timedelta(seconds=10)
"""How long after the deadline the server still takes saves (decision 9)."""


class AttemptAlreadySubmitted(Exception):
    """Somebody, or the deadline, handed this attempt in before."""


class NoAttemptsLeft(Exception):
    """The learner has used every attempt that the rules allow."""


class QuizHasNoItems(Exception):
    """There is nothing to ask."""


class ExamNeedsAssignment(Exception):
    """An exam starts only through an open assignment, and never for a guest."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an attempt was started from: shown as breadcrumb and way back."""

    title: str = ""
    path: str = ""


def start_attempt(
    quiz: Quiz,
    *,
    learner: User,
    at: datetime,
    assignment: Assignment | None = None,
    origin: Origin = Origin(),
    preview: bool = False,
    seed: int | None = None,
) -> Attempt:
    """Start an attempt, or return the one that is already in progress.

    The caller has loaded quiz or assignment through `quizzes.permissions`. Draws the items,
    fixes their order, copies the rules and computes the deadline (minutes × the learner's time
    factor). `seed` makes the draw repeatable. Raises NoAttemptsLeft, QuizHasNoItems,
    ExamNeedsAssignment.
    """
    if quiz.purpose == Purpose.EXAM and not preview and (assignment is None or learner.is_guest):
        raise ExamNeedsAssignment(quiz.pk)
    try:
        with transaction.atomic():
            return _start(quiz, learner, at, assignment, origin, preview, seed)
    except IntegrityError:
        running = _running_attempt(quiz, learner, assignment)
        if running is None:
            raise
        return running


def _start(
    quiz: Quiz,
    learner: User,
    at: datetime,
    assignment: Assignment | None,
    origin: Origin,
    preview: bool,
    seed: int | None,
) -> Attempt:
    rules = effective_rules(quiz, assignment)
    number = 1
    if not preview:
        running = _running_attempt(quiz, learner, assignment)
        if running is not None:
            return running
        number = _next_number(quiz, learner, assignment, rules["attempts_allowed"])
    factor = _time_factor(learner)
    rng = random.SystemRandom() if seed is None else random.Random(seed)  # noqa: S311 (a draw)
    drawn = _draw_items(quiz, rules, rng)
    if not drawn:
        raise QuizHasNoItems(quiz.pk)
    rules["time_factor"] = str(factor)
    closes_at = assignment.closes_at if assignment else None
    rules["closes_at"] = closes_at.isoformat() if closes_at else None
    attempt = Attempt.objects.create(
        learner=learner,
        quiz=quiz,
        assignment=assignment,
        kind=Attempt.Kind.PREVIEW if preview else Attempt.Kind.TAKEN,
        number=number,
        started_at=at,
        deadline_at=_deadline(rules, factor, assignment, at),
        settings=rules,
        origin_title=origin.title[:200],
        origin_path=origin.path[:300],
        max_score=sum((section.weight for section, _ in drawn), Decimal(0)),
        key_id=current_key()[0],
    )
    responses = _new_responses(attempt, drawn, rules, rng)
    Response.objects.bulk_create(responses)
    attempt.seal = seal_start(attempt, responses)
    attempt.save(update_fields=["seal"])
    return attempt


def effective_rules(quiz: Quiz, assignment: Assignment | None) -> dict[str, Any]:
    """The quiz's settings, overridden where the assignment sets them. JSON-able."""
    rules: dict[str, Any] = {
        "purpose": quiz.purpose,
        "show_feedback": quiz.show_feedback,
        "layout": quiz.layout,
        "shuffle_items": quiz.shuffle_items,
        "shuffle_options": quiz.shuffle_options,
        "certainty": quiz.certainty,
        "counts": quiz.counts,
        "pass_percent": quiz.pass_percent,
        "attempts_allowed": quiz.attempts_allowed,
        "time_limit_minutes": quiz.time_limit_minutes,
    }
    if assignment is not None:
        for name in ("attempts_allowed", "time_limit_minutes", "certainty"):
            if getattr(assignment, name) is not None:
                rules[name] = getattr(assignment, name)
        if assignment.show_feedback:
            rules["show_feedback"] = assignment.show_feedback
    elif rules["show_feedback"] == Feedback.AFTER_CLOSING and not quiz.is_exam:
        # Nothing closes when nobody has assigned it.
        rules["show_feedback"] = Feedback.AFTER_SUBMITTING.value
    return rules


def submit_attempt(attempt: Attempt, *, at: datetime, if_still_due: bool = False) -> Attempt:
    """Hand in: grade every response, add up, sign the last receipt. One transaction.

    Counts what was saved. Twelve statements at most, whatever the number of items. In an attempt
    that was reopened, responses that were changed since are graded anew, and the others keep
    their scores. if_still_due: only while the deadline is the one that `attempt` shows. Raises
    AttemptAlreadySubmitted when somebody was first; calling it twice changes nothing.
    """
    with transaction.atomic():
        running = Attempt.objects.in_progress().filter(pk=attempt.pk)
        if if_still_due:
            running = running.filter(deadline_at=attempt.deadline_at)
        if not running.update(status=Attempt.Status.SUBMITTED, submitted_at=at):
            raise AttemptAlreadySubmitted(attempt.pk)
        totals = total_of(attempt, _grade_all(attempt, at))
        attempt.status = Attempt.Status.SUBMITTED if totals.waits else Attempt.Status.GRADED
        attempt.submitted_at = at
        attempt.score = totals.score
        attempt.certainty_score = totals.certainty_score
        attempt.head_seal = _seal_last(attempt)
        attempt.save(update_fields=["status", "score", "certainty_score", "head_seal"])
    return attempt


def _grade_all(attempt: Attempt, at: datetime) -> list[Score]:
    """A current score for every response: the one that it has, if it is of what stands now."""
    responses = {r.pk: r for r in attempt.responses.select_related("item_version")}
    scores, outdated = [], False
    for score in Score.objects.current().filter(response__in=list(responses)):
        score.response = responses[score.response_id]
        if is_of_what_stands(score):
            scores.append(score)
            del responses[score.response_id]
        outdated = outdated or score.response_id in responses
    fresh = [new_score(response, at=at) for response in responses.values()]
    if outdated:
        add_scores(fresh)
    else:
        Score.objects.bulk_create(fresh)
    return [*scores, *fresh]


def submit_overdue_attempts(*, at: datetime) -> int:
    """Hand in every running attempt whose deadline and grace have passed. Returns how many."""
    overdue = Attempt.objects.in_progress().filter(deadline_at__lt=at - GRACE)
    count = 0
    for attempt in overdue.iterator():
        try:
            submit_attempt(attempt, at=attempt.deadline_at or at, if_still_due=True)
        except AttemptAlreadySubmitted:
            continue
        count += 1
    return count


def _next_number(
    quiz: Quiz, learner: User, assignment: Assignment | None, allowed: int | None
) -> int:
    """The number of a further attempt. Raises NoAttemptsLeft.

    One that was set aside keeps its number and uses up none of those allowed.
    """
    mine = Attempt.objects.filter(
        kind=Attempt.Kind.TAKEN, quiz=quiz, learner=learner, assignment=assignment
    )
    made = mine.aggregate(last=Max("number"), used=Count("pk", filter=Q(set_aside_at=None)))
    if allowed is not None and made["used"] >= allowed:
        extra = ExtraAttempt.objects.filter(learner=learner, quiz=quiz, assignment=assignment)
        if made["used"] >= allowed + extra.count():
            raise NoAttemptsLeft(quiz.pk)
    return 1 + (made["last"] or 0)


def _running_attempt(quiz: Quiz, learner: User, assignment: Assignment | None) -> Attempt | None:
    return _attempts_of(quiz, learner, assignment).in_progress().first()


def _attempts_of(quiz: Quiz, learner: User, assignment: Assignment | None) -> AttemptQuerySet:
    return Attempt.objects.taken().filter(quiz=quiz, learner=learner, assignment=assignment)


def minutes_before(user: Visitor, rules: Mapping[str, Any]) -> int | None:
    """How long an attempt that somebody has not started may take, in whole minutes.

    None without a limit; one query with one.
    """
    limit: int | None = rules["time_limit_minutes"]
    if limit is None or not isinstance(user, User):
        return limit
    return int(allotted(limit, _time_factor(user)) / timedelta(minutes=1))


def _time_factor(learner: User) -> Decimal:
    factor = Accommodation.objects.filter(user=learner).values_list("time_factor", flat=True)
    return factor.first() or Decimal(1)


def _deadline(
    rules: dict[str, Any], factor: Decimal, assignment: Assignment | None, at: datetime
) -> datetime | None:
    ends = []
    if rules["time_limit_minutes"] is not None:
        ends.append(at + allotted(rules["time_limit_minutes"], factor))
    if assignment is not None and assignment.closes_at is not None:
        ends.append(assignment.closes_at)
    return min(ends, default=None)


def allotted(minutes: int, factor: Decimal) -> timedelta:
    """How long an attempt lasts: the minutes of the rules × the learner's time factor."""
    return timedelta(seconds=float(minutes * 60 * factor))


def _draw_items(
    quiz: Quiz, rules: dict[str, Any], rng: random.Random
) -> list[tuple[Section, ItemVersion]]:
    sections = quiz.sections.prefetch_related("slots__item_version")
    drawn: list[tuple[Section, ItemVersion]] = []
    for section in sections:
        versions = [slot.item_version for slot in section.slots.all()]
        if section.draw is not None and section.draw < len(versions):
            chosen = sorted(rng.sample(range(len(versions)), section.draw))
            versions = [versions[index] for index in chosen]
        if rules["shuffle_items"]:
            rng.shuffle(versions)
        drawn.extend((section, version) for version in versions)
    return drawn


def _new_responses(
    attempt: Attempt,
    drawn: Iterable[tuple[Section, ItemVersion]],
    rules: dict[str, Any],
    rng: random.Random,
) -> list[Response]:
    responses = []
    for position, (section, version) in enumerate(drawn, start=1):
        item_type = get_item_type(version.type_slug)
        definition = item_type.load(version.definition)
        response = Response(
            attempt=attempt,
            position=position,
            item_version=version,
            section_title=section.title,
            max_score=section.weight,
            order=item_type.order(definition, shuffle=rules["shuffle_options"], rng=rng),
        )
        response.seal = seal_response(response)
        responses.append(response)
    return responses


def _seal_last(attempt: Attempt) -> str:
    last = ResponseRevision.objects.filter(Q(attempt=attempt)).order_by("-number").first()
    if last is None:
        return seal_head(attempt, number=0, digest="")
    return seal_head(attempt, number=last.number, digest=last.digest)
