"""What a class is good at: the observations of all its learners put together (decision 18)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Min

from lessons.reports.answers import ANSWERED
from lessons.reports.class_grid import learner_ids
from lessons.reports.skills import ENOUGH_OBSERVATIONS
from quizzes.grading.intervals import wilson
from quizzes.models import Attempt, Response, Score
from rosters.models import Classroom


@dataclass(frozen=True, slots=True)
class ClassSkill:
    """How often a class was right at one thing.

    right of total observations, partly right ones in part, made by so many learners; low and
    high: Wilson interval of the true share at 95 %, 0..1.
    """

    id: str
    right: float
    total: int
    learners: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.right / self.total

    @property
    def spread(self) -> float:
        """Width of the interval, 0..1."""
        return self.high - self.low

    @property
    def is_told(self) -> bool:
        """Whether there are enough observations to tell."""
        return self.total >= ENOUGH_OBSERVATIONS


@dataclass(slots=True)
class _Sum:
    right: float = 0.0
    total: int = 0
    learners: set[int] = field(default_factory=set)


def class_skills(classroom: Classroom, collections: Iterable[int]) -> Sequence[ClassSkill]:
    """Skills of a class in the quizzes of these collections, weakest first. One query.

    Each learner's first attempt at each item version counts, where she answered; previews,
    attempts that were set aside, and what waits for a person do not. Equal answers are counted by
    the database, so that the rows grow with learners and kinds of answers, not with answers.
    What cannot be told yet stands last.
    """
    shelves = list(collections)
    if not shelves:
        return []
    sums: dict[str, _Sum] = {}
    for learner, observations, count in _rows(classroom, shelves):
        for skill, value in observations:
            found = sums.setdefault(skill, _Sum())
            found.right += float(value) * count
            found.total += count
            found.learners.add(learner)
    return sorted(
        (_skill(name, found) for name, found in sums.items()),
        key=lambda s: (not s.is_told, s.share if s.is_told else -s.total, s.id),
    )


def _rows(
    classroom: Classroom, shelves: Sequence[int]
) -> Iterable[tuple[int, Sequence[tuple[str, float]], int]]:
    """Learner, what her answers show, and how many answers show just that."""
    first = (
        Response.objects.filter(
            attempt__learner__in=learner_ids(classroom),
            attempt__kind=Attempt.Kind.TAKEN,
            attempt__set_aside_at=None,
            attempt__quiz__collection__in=shelves,
        )
        .order_by()
        .values("attempt__learner", "item_version")
        # Response ids grow with the attempts, so the least one is the first attempt.
        .annotate(first=Min("pk"))
        .values("first")
    )
    return (
        Score.objects.current()
        .filter(ANSWERED, response__in=first, fraction__isnull=False)
        .exclude(observations=[])
        .order_by()
        .values_list("response__attempt__learner_id", "observations")
        .annotate(count=Count("pk"))
    )


def _skill(name: str, found: _Sum) -> ClassSkill:
    share = min(1.0, max(0.0, found.right / found.total))
    low, high = wilson(share, found.total)
    return ClassSkill(name, found.right, found.total, len(found.learners), low, high)
