"""One assignment as its class takes it: who has not started, who is at it, who is done."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, IntegerField, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from quizzes.models import Assignment, Attempt, ExtraAttempt, Response, ResponseRevision
from rosters.models import Enrollment, User
from rosters.reports import names_apart


class Stand(StrEnum):
    """Where one learner stands with an assignment."""

    NOT_STARTED = "not-started"
    TAKING = "taking"
    WAITS = "waits"
    DONE = "done"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Sitting:
    """One learner of the class and her newest attempt that counts, or the newest set aside.

    name: as no other of the class is called.
    answered of total: questions of a running attempt, saved_at its last save. late: questions
    with an answer that waits for a decision, in all her attempts. extra: attempts allowed on top.
    earlier: her other attempts, by number.
    """

    learner: User
    name: str
    stand: Stand
    attempt: Attempt | None = None
    answered: int = 0
    total: int = 0
    saved_at: datetime | None = None
    seconds_left: int | None = None
    late: int = 0
    extra: int = 0
    earlier: Sequence[Attempt] = ()

    @property
    def minutes_left(self) -> int | None:
        """Begun minutes count as whole ones."""
        return None if self.seconds_left is None else -(-self.seconds_left // 60)


@dataclass(frozen=True, slots=True)
class Watch:
    """All learners of the class, by name."""

    sittings: Sequence[Sitting]

    @property
    def counts(self) -> Mapping[Stand, int]:
        counted = Counter(sitting.stand for sitting in self.sittings)
        return {stand: counted[stand] for stand in Stand if counted[stand]}

    @property
    def timed(self) -> int:
        """How many running attempts have a deadline that can be moved."""
        return sum(s.stand is Stand.TAKING and s.seconds_left is not None for s in self.sittings)

    @property
    def late(self) -> int:
        return sum(sitting.late for sitting in self.sittings)


def watch_assignment(assignment: Assignment, *, at: datetime) -> Watch:
    """Where each learner of the class stands. Three queries, whatever the number of learners.

    Learners who have left the class are not among them; what was set aside is, and said so.
    """
    enrolled = (
        Enrollment.objects.filter(classroom=assignment.classroom_id, role=Enrollment.Role.LEARNER)
        .select_related("user")
        .annotate(extra=_number(ExtraAttempt, assignment=assignment, learner=OuterRef("user")))
        .order_by()
    )
    by_learner: dict[int, list[Attempt]] = {}
    undecided = {"late": True, "stands": False, "verdict": "", "payload__isnull": False}
    attempts = Attempt.objects.filter(kind=Attempt.Kind.TAKEN, assignment=assignment)
    for attempt in (
        attempts.defer("settings")
        .annotate(
            undecided=_number(ResponseRevision, "response", attempt=OuterRef("pk"), **undecided)
        )
        .order_by("number")
    ):
        by_learner.setdefault(attempt.learner_id, []).append(attempt)
    progress = _progress(assignment)
    places = sorted(enrolled, key=lambda place: place.user.name_order)
    names = names_apart(place.user for place in places)
    return Watch(
        [
            _sitting(place, names[place.user_id], by_learner.get(place.user_id, []), progress, at)
            for place in places
        ]
    )


def _number(model: type[Any], counting: str = "pk", **where: Any) -> Coalesce:
    """How many rows, or how many of what they belong to, as part of another query."""
    [grouped] = [name for name, value in where.items() if isinstance(value, OuterRef)]
    rows = model.objects.filter(**where).order_by().values(grouped)
    counted = rows.annotate(number=Count(counting, distinct=True)).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _progress(assignment: Assignment) -> Mapping[int, tuple[int, int, datetime | None]]:
    """By running attempt: questions, those answered, the last save that stands."""
    rows = (
        Response.objects.filter(
            attempt__assignment=assignment, attempt__status=Attempt.Status.IN_PROGRESS
        )
        .order_by()
        .values_list("attempt")
        .annotate(
            total=Count("pk"),
            answered=Count("pk", filter=Q(revision__gt=0, data__isnull=False)),
            saved=Max("saved_at"),
        )
    )
    return {attempt: (total, answered, saved) for attempt, total, answered, saved in rows}


def _sitting(
    place: Enrollment,
    name: str,
    attempts: Sequence[Attempt],
    progress: Mapping[int, tuple[int, int, datetime | None]],
    at: datetime,
) -> Sitting:
    extra: int = place.extra  # type: ignore[attr-defined]
    counting = [attempt for attempt in attempts if attempt.set_aside_at is None]
    if not attempts:
        return Sitting(place.user, name, Stand.NOT_STARTED, extra=extra)
    newest = (counting or attempts)[-1]
    total, answered, saved = progress.get(newest.pk, (0, 0, None))
    left = newest.deadline_at if newest.is_open else None
    return Sitting(
        learner=place.user,
        name=name,
        stand=_stand(newest),
        attempt=newest,
        answered=answered,
        total=total,
        saved_at=saved,
        seconds_left=None if left is None else max(0, int((left - at).total_seconds())),
        late=sum(attempt.undecided for attempt in attempts),  # type: ignore[attr-defined]
        extra=extra,
        earlier=[attempt for attempt in attempts if attempt is not newest],
    )


def _stand(attempt: Attempt) -> Stand:
    if attempt.set_aside_at is not None:
        return Stand.ASIDE
    return {
        Attempt.Status.IN_PROGRESS: Stand.TAKING,
        Attempt.Status.SUBMITTED: Stand.WAITS,
        Attempt.Status.GRADED: Stand.DONE,
    }[Attempt.Status(attempt.status)]
