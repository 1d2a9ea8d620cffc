"""New scores of attempts that were handed in: added beside the old ones, then added up."""

from collections.abc import Sequence

from django.db import transaction

from quizzes.models import Attempt, Score
from quizzes.operations.scoring import total_of


def add_score(score: Score) -> Score:
    """Write a new score as the current one of its response. The older ones stay.

    score: not yet written; `quizzes.operations.scoring.new_score` makes one. One UPDATE, one
    INSERT, in the transaction of whoever calls, who took `lock_attempt` first, so that two scores
    never race for one response, and calls `settle` last.
    """
    add_scores([score])
    return score


def add_scores(scores: Sequence[Score]) -> None:
    """The same for several responses: one UPDATE, one INSERT, however many there are."""
    responses = [score.response_id for score in scores]
    Score.objects.current().filter(response__in=responses).update(is_current=False)
    for score in scores:
        score.is_current = True
    Score.objects.bulk_create(scores)


def lock_attempt(attempt: Attempt) -> Attempt:
    """The attempt's row as it is now, locked until the transaction ends. One query.

    Every writer of an attempt takes this lock, or the one of a response and its attempt, first.
    """
    rows = Attempt.objects.select_for_update(no_key=True)
    return rows.get(pk=attempt.pk)


def settle(attempt: Attempt) -> bool:
    """Add up the current scores of an attempt that was handed in. Returns whether it was.

    Writes `score` and `certainty_score` (points, rounded once) and moves `status` between
    submitted and graded, by one guarded UPDATE; the signed last receipt stays as it is. Changes
    nothing while the attempt runs: handing in adds up by itself. Three statements, one
    transaction; `attempt` has the new figures afterwards.
    """
    with transaction.atomic():
        now = lock_attempt(attempt)
        current = Score.objects.current().filter(response__attempt=now)
        totals = total_of(now, current.select_related("response"))
        figures = {
            "status": Attempt.Status.SUBMITTED if totals.waits else Attempt.Status.GRADED,
            "score": totals.score,
            "certainty_score": totals.certainty_score,
        }
        moved = Attempt.objects.filter(pk=now.pk).handed_in().update(**figures)
    if not moved:
        return False
    for name, value in figures.items():
        setattr(attempt, name, value)
    return True
