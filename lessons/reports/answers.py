"""What a learner's answers show: one read, from which skills, tasks and certainty are counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import Min, Q

from lessons.models import Module
from quizzes.grading.highlight import Marks
from quizzes.models import Attempt, Response, Score
from rosters.models import User
from rosters.prepared import PreparedQuery, Rows

ANSWERED = Q(response__data__isnull=False)
"""Of a score: blank answers show nothing; what erasure emptied is `{}`, and still an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A graded response that counts for reports.

    fraction: 0..1; certainty: 1, 2, 3 or None; observations: (skill id, value 0..1) in order;
    marks: hits and false alarms of a highlight passage, None of every other task.
    """

    type_slug: str
    fraction: float
    certainty: int | None = None
    observations: Sequence[tuple[str, float]] = field(default_factory=list)
    marks: Marks | None = None


def answers_of(user: "User | AnonymousUser", *, module: Module | None = None) -> Sequence[Answer]:
    """A learner's answers, newest first, in one module or in all. One query; none for visitors.

    Only her first attempt at each item version counts, and only where she answered; previews and
    attempts that were set aside do not, nor does what waits for a person (decision 18). The current
    score counts, so a regrade changes the report.
    """
    if not isinstance(user, User):
        return []
    if module is None:
        rows = _ANSWERS.rows(learner=user.pk)
    else:
        rows = _ANSWERS_IN.rows(learner=user.pk, collection=module.collection_id)
    return [
        Answer(
            type_slug=type_slug,
            fraction=float(fraction or 0),
            certainty=certainty,
            observations=[(skill, float(value)) for skill, value in observations],
            marks=_marks(detail) if type_slug == "highlight" else None,
        )
        for type_slug, fraction, certainty, observations, detail in rows
    ]


def _answers(learner: int, collection: int | None = None) -> Rows:
    responses = Response.objects.filter(
        attempt__learner=learner, attempt__kind=Attempt.Kind.TAKEN, attempt__set_aside_at=None
    )
    if collection is not None:
        responses = responses.filter(attempt__quiz__collection=collection)
    # Response ids grow with the attempts, so the least one is the first attempt.
    first = responses.order_by().values("item_version").annotate(first=Min("pk")).values("first")
    return (
        Score.objects.current()
        .filter(ANSWERED, response__in=first, fraction__isnull=False)
        .order_by("-response_id")
        .values_list(
            "item_version__type_slug", "fraction", "response__certainty", "observations", "detail"
        )
    )


_ANSWERS = PreparedQuery(_answers, {"learner": int})
_ANSWERS_IN = PreparedQuery(_answers, {"learner": int, "collection": int})


def _marks(detail: dict[str, int]) -> Marks | None:
    """The counts that the highlight type wrote beside its score."""
    if not detail.get("targets") or not detail.get("lures"):
        return None
    return Marks(
        hits=detail["hits"],
        targets=detail["targets"],
        false_alarms=detail["false_alarms"],
        lures=detail["lures"],
    )
