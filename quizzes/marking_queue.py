"""What waits for a person to mark it, as dataclasses with a stated number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, FilteredRelation, Max, Min, Q, QuerySet
from django.utils.functional import cached_property

from quizzes.models import Anchor, Assignment, ItemVersion, Response
from quizzes.models.assignments import ReleaseOfMarks
from quizzes.permissions import responses_staff_may_mark
from rosters.models import User

DONE_SHOWN = 12
"""Questions without anything left to mark that the queue still lists."""

# A mark of an older text does not count.
MARKED = Q(standing__revision=F("revision"))
RELEASED = MARKED & Q(standing__released_at__isnull=False)
_OF_PILE = {
    "quiz_id": F("attempt__quiz_id"),
    "quiz": F("attempt__quiz__title"),
    "assignment_id": F("attempt__assignment_id"),
    "classroom": F("attempt__assignment__classroom__name"),
    "release_marks": F("attempt__assignment__release_marks"),
    "question": F("item_version__title"),
}


@dataclass(frozen=True, slots=True)
class Pile:
    """The written answers to one question of one quiz, given to one class or to nobody.

    first, following: the numbers of the first response and of the first that waits; oldest: when
    the longest-waiting one was handed in; newest: when a mark was last given.
    """

    quiz_id: int
    quiz: str
    assignment_id: int | None
    classroom: str | None
    release_marks: str | None
    question: str
    item_version_id: int
    total: int
    marked: int
    released: int
    first: int
    following: int | None
    oldest: datetime | None
    newest: datetime | None

    @property
    def waiting(self) -> int:
        return self.total - self.marked

    @property
    def unreleased(self) -> int:
        return self.marked - self.released


@dataclass(frozen=True, slots=True)
class Ready:
    """What one assignment has to release: marks given and not yet out, and answers that wait."""

    assignment_id: int
    quiz: str
    classroom: str
    marks: int
    waiting: int


@dataclass(frozen=True)
class Queue:
    """All piles of one marker, those that wait longest in front."""

    piles: Sequence[Pile]

    @cached_property
    def waiting(self) -> Sequence[Pile]:
        found = [pile for pile in self.piles if pile.waiting and pile.oldest is not None]
        return sorted(found, key=lambda pile: (pile.oldest, pile.first))

    @cached_property
    def done(self) -> Sequence[Pile]:
        """Those marked to the end, the newest in front, and no more than a page of them."""
        found = [pile for pile in self.piles if not pile.waiting and pile.newest is not None]
        return sorted(found, key=lambda pile: pile.newest, reverse=True)[:DONE_SHOWN]  # type: ignore[arg-type, return-value]

    @cached_property
    def ready(self) -> Sequence[Ready]:
        """What can be released, by assignment."""
        sums: dict[int, Ready] = {}
        for pile in self.piles:
            if pile.assignment_id is None:
                continue
            before = sums.get(pile.assignment_id)
            sums[pile.assignment_id] = Ready(
                pile.assignment_id,
                pile.quiz,
                pile.classroom or "",
                (before.marks if before else 0) + pile.unreleased,
                (before.waiting if before else 0) + pile.waiting,
            )
        return [each for each in sums.values() if each.marks]

    @property
    def answers_waiting(self) -> int:
        return sum(pile.waiting for pile in self.piles)


def queue_of(user: User, *, assignment: Assignment | None = None) -> Queue:
    """What this person marks, of all quizzes or of one assignment. One query."""
    found = with_marks(responses_staff_may_mark(user))
    if assignment is not None:
        found = found.filter(attempt__assignment=assignment)
    rows = (
        found.order_by()
        .values("item_version_id", **_OF_PILE)
        .annotate(
            total=Count("pk"),
            marked=Count("pk", filter=MARKED),
            released=Count("pk", filter=RELEASED),
            first=Min("pk"),
            following=Min("pk", filter=~MARKED | Q(standing=None)),
            oldest=Min("attempt__submitted_at", filter=~MARKED | Q(standing=None)),
            newest=Max("standing__marked_at"),
        )
    )
    return Queue([Pile(**row) for row in rows])  # type: ignore[call-arg]


@dataclass(frozen=True)
class Desk:
    """Where one response lies in its pile. Answers lie in the order in which they were begun.

    places: the numbers of the pile's responses with whether each is marked.
    """

    response_id: int
    places: Sequence[tuple[int, bool]]

    @cached_property
    def at(self) -> int:
        return [pk for pk, _marked in self.places].index(self.response_id)

    @property
    def number(self) -> int:
        return self.at + 1

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def marked(self) -> int:
        return sum(marked for _pk, marked in self.places)

    @property
    def waiting(self) -> int:
        return self.total - self.marked

    @property
    def previous(self) -> int | None:
        return self.places[self.at - 1][0] if self.at else None

    @property
    def next(self) -> int | None:
        return self.places[self.at + 1][0] if self.number < self.total else None

    @property
    def following(self) -> int | None:
        """The next one that waits, from here on and round; None when this is the last or none."""
        round_trip = [*self.places[self.number :], *self.places[: self.at]]
        return next((pk for pk, marked in round_trip if not marked), None)


def desk_of(response: Response, user: User) -> Desk:
    """The pile around a response that this person marks. One query."""
    pile = with_marks(responses_staff_may_mark(user)).filter(
        item_version=response.item_version_id,
        attempt__quiz=response.attempt.quiz_id,
        attempt__assignment=response.attempt.assignment_id,
    )
    rows = pile.order_by("pk").annotate(marked=Q(MARKED) & Q(standing__isnull=False))
    return Desk(
        response.pk, [(pk, bool(marked)) for pk, marked in rows.values_list("pk", "marked")]
    )


def unmarked_of(assignment: Assignment, user: User) -> Sequence[Response]:
    """Answers of an assignment that this person has still to mark, with learners. One query."""
    found = with_marks(responses_staff_may_mark(user)).filter(attempt__assignment=assignment)
    unmarked = found.exclude(MARKED & Q(standing__isnull=False))
    return list(unmarked.select_related("attempt__learner", "item_version").order_by("pk"))


@dataclass(frozen=True, slots=True)
class AboutSentences:
    """The sentences of a document that an item is about."""

    title: str
    first: int | None
    text: str


def sentences_about(version: ItemVersion) -> Sequence[AboutSentences]:
    """What the author anchored an item to, in reading order. One query."""
    anchors = Anchor.objects.filter(item_version=version).select_related(
        "document", "first", "last"
    )
    return [
        AboutSentences(
            anchor.document.title,
            anchor.first.number,
            anchor.document.text[anchor.first.start : anchor.last.end],
        )
        for anchor in anchors.order_by("document", "first__position")
    ]


def is_released_together(response: Response) -> bool:
    """Whether marks of this response wait for a button. No query if the assignment is loaded."""
    assignment = response.attempt.assignment
    return assignment is not None and assignment.release_marks == ReleaseOfMarks.TOGETHER


def with_marks(responses: QuerySet[Response]) -> QuerySet[Response]:
    """Each response beside its current mark, as `standing`."""
    current = FilteredRelation("marks", condition=Q(marks__is_current=True))
    return responses.annotate(standing=current)
