"""Grading responses and adding up an attempt. Scores are rows that are only ever added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from quizzes.grading.certainty import certainty_mark, visible_total
from quizzes.grading.outcomes import Completion, Outcome
from quizzes.grading.policies import attempt_score, item_score, rounded
from quizzes.itemtypes.registry import get_item_type
from quizzes.models import Attempt, ItemVersion, Response, Score


@dataclass(frozen=True, slots=True)
class Totals:
    """What an attempt earned: raw and certainty-based, in points, rounded once.

    `waits` says that at least one response waits for a person; `score` then holds the rest.
    """

    score: Decimal
    certainty_score: Decimal | None
    waits: bool


def new_score(response: Response, *, at: datetime) -> Score:
    """Grade one response with the item version that it was made with. Not yet written."""
    version = response.item_version
    item_type = get_item_type(version.type_slug)
    definition = item_type.load(version.definition)
    outcome = item_type.grade(definition, response.data)
    observations: list[tuple[str, float]] = []
    if response.data is not None and outcome.fraction is not None:
        observations = [
            (o.skill, float(o.value)) for o in item_type.observations(definition, response.data)
        ] or [(skill, float(outcome.fraction)) for skill in version.skills]
    return Score(
        response=response,
        item_version=version,
        completion=outcome.completion.value,
        fraction=outcome.fraction,
        score=_points(outcome, response.max_score),
        certainty_mark=_certainty_points(outcome, response),
        detail=dict(outcome.detail),
        observations=observations,
        grader=version.type_slug,
        grader_version=item_type.grader_version,
        created_at=at,
    )


def total_of(attempt: Attempt, scores: Iterable[Score]) -> Totals:
    """Add up the current scores of one attempt. Certainty totals never fall below 0."""
    scores = list(scores)
    graded = [s for s in scores if s.fraction is not None]
    raw = attempt_score((s.fraction, s.response.max_score) for s in graded if s.fraction)
    marks = [s.certainty_mark for s in graded if s.certainty_mark is not None]
    return Totals(
        score=raw,
        certainty_score=rounded(visible_total(marks)) if attempt.settings["certainty"] else None,
        waits=len(graded) < len(scores),
    )


def is_of_what_stands(score: Score) -> bool:
    """Whether a score was given for the answer that its response holds now.

    What was checked is frozen, and what erasure emptied is never graded again. No query when the
    response is loaded.
    """
    response = score.response
    return (
        response.checked_at is not None
        or response.erased_at is not None
        or response.saved_at is None
        or response.saved_at <= score.created_at
    )


def max_certainty_score(max_score: Decimal) -> Decimal:
    """The most that certainty-based marking can give: three points for each raw one."""
    return max_score * 3


def needs_person(version: ItemVersion) -> bool:
    """Whether responses to this item wait for a person."""
    return get_item_type(version.type_slug).needs_person


def _points(outcome: Outcome, max_score: Decimal) -> Decimal | None:
    if outcome.completion is Completion.NEEDS_MARKING or outcome.fraction is None:
        return None
    return item_score(outcome.fraction, max_score)


def _certainty_points(outcome: Outcome, response: Response) -> Decimal | None:
    if outcome.fraction is None or response.certainty is None or response.data is None:
        return None
    return rounded(certainty_mark(outcome.fraction, response.certainty) * response.max_score)
