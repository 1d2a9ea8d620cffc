"""What a learner's answers show: one read, from which skills, tasks and certainty are counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Min, Q

from lessons.models import Module
from quizzes.grading.highlight import Marks
from quizzes.models import Assignment, Attempt, Response, Score
from quizzes.permissions import keys_are_withheld, of_withheld_keys
from rosters.models import User
from rosters.prepared import PreparedQuery, Rows

ANSWERED = Q(response__data__isnull=False)
"""Of a score: blank answers show nothing; what erasure emptied is `{}`, and still an answer."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """As much of an attempt as tells whether its learner may see the keys yet."""

    assignment_id: int | None = None
    closes_at: datetime | None = None
    purpose: str = ""
    show_feedback: str = ""
    attempts_allowed: int | None = None
    used: int = 0
    is_before_her: bool = False

    def is_withheld(self, at: datetime) -> bool:
        """Whether nothing may be told of the answers, by `quizzes.permissions`. No query."""
        attempt = Attempt(
            assignment=Assignment(pk=self.assignment_id, closes_at=self.closes_at)
            if self.assignment_id
            else None,
            settings={
                "purpose": self.purpose,
                "show_feedback": self.show_feedback,
                "attempts_allowed": self.attempts_allowed,
            },
        )
        return keys_are_withheld(attempt, used=self.used, is_before_her=self.is_before_her, at=at)


@dataclass(frozen=True, slots=True)
class Answer:
    """A graded response that counts for reports.

    fraction: 0..1; certainty: 1, 2, 3 or None; observations: (skill id, value 0..1) in order;
    marks: hits and false alarms of a highlight passage, None of every other task; of: the attempt.
    """

    type_slug: str
    fraction: float
    certainty: int | None = None
    observations: Sequence[tuple[str, float]] = field(default_factory=list)
    marks: Marks | None = None
    of: Sitting = field(default_factory=Sitting)


def answers_of(user: "User | AnonymousUser", *, module: Module | None = None) -> Sequence[Answer]:
    """A learner's answers, newest first, in one module or in all. One query; none for visitors.

    Only her first attempt at each item version counts, and only where she answered; previews and
    attempts that were set aside do not, nor does what waits for a person (decision 18). The current
    score counts, so a regrade changes the report.
    """
    if not isinstance(user, User):
        return []
    return _read(user, module)


def answers_told_to(
    user: "User | AnonymousUser", *, module: Module | None = None, at: datetime
) -> Sequence[Answer]:
    """The same for the learner's own eyes: without answers whose keys she may not see yet.

    A skill that one question trains would tell whether its answer was right. One query; none for
    visitors.
    """
    if not isinstance(user, User):
        return []
    return [answer for answer in _read(user, module) if not answer.of.is_withheld(at)]


def _read(user: User, module: Module | None) -> Sequence[Answer]:
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
            of=Sitting(*sitting),
        )
        for type_slug, fraction, certainty, observations, detail, *sitting in rows
    ]


def _answers(learner: int, collection: int | None = None) -> Rows:
    responses = Response.objects.filter(
        attempt__learner=learner, attempt__kind=Attempt.Kind.TAKEN, attempt__set_aside_at=None
    )
    if collection is not None:
        responses = responses.filter(attempt__quiz__collection=collection)
    # Response ids grow with the attempts, so the least one is the first attempt.
    first = responses.order_by().values("item_version").annotate(first=Min("pk")).values("first")
    used, before_her = of_withheld_keys(learner, attempt="response__attempt")
    return (
        Score.objects.current()
        .filter(ANSWERED, response__in=first, fraction__isnull=False)
        .annotate(keys_used=used, keys_before_her=before_her)
        .order_by("-response_id")
        .values_list(
            "item_version__type_slug",
            "fraction",
            "response__certainty",
            "observations",
            "detail",
            "response__attempt__assignment_id",
            "response__attempt__assignment__closes_at",
            "response__attempt__settings__purpose",
            "response__attempt__settings__show_feedback",
            "response__attempt__settings__attempts_allowed",
            "keys_used",
            "keys_before_her",
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
