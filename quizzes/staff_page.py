"""One attempt as staff see it: what was entered when, what it earned, what was done to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, prefetch_related_objects

from quizzes.itemtypes.registry import get_item_type
from quizzes.models import Attempt, Response, ResponseRevision, Score
from rosters.models import Act


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """A save that came too late, and what was there in time. Texts in one line each.

    due_at: when the time was up, or the attempt handed in; erased: what it held is gone.
    """

    revision: ResponseRevision
    in_time: str
    text: str
    due_at: datetime | None

    @property
    def erased(self) -> bool:
        return self.revision.payload is None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One response: what stands, its scores with the newest first, its late answers."""

    response: Response
    entered: str
    scores: Sequence[Score]
    saves: int
    late: Sequence[LateAnswer]

    @property
    def current(self) -> Score | None:
        return next((score for score in self.scores if score.is_current), None)

    @property
    def stands(self) -> bool:
        """Whether its current score holds. In an attempt that runs only one of a checked answer
        does: another is from before it was opened again, until it is handed in once more."""
        return not self.response.attempt.is_open or self.response.checked_at is not None

    @property
    def waits_for_person(self) -> bool:
        """Whether its current score is still to be given."""
        return self.current is not None and self.current.score is None

    @property
    def undecided(self) -> LateAnswer | None:
        """The newest late answer, while it waits for a decision."""
        newest = self.late[0] if self.late else None
        return newest if newest and not newest.revision.verdict and not newest.erased else None


def summary_of(response: Response, data: Any) -> str:
    """An answer in one line, as its type says it. Needs the item version loaded."""
    item_type = get_item_type(response.item_version.type_slug)
    return item_type.summarise(item_type.load(response.item_version.definition), data)


def answers_of(attempt: Attempt) -> Sequence[AnswerRow]:
    """The responses of an attempt by position. Four queries, whatever their number.

    Afterwards `attempt.responses.all()` costs none.
    """
    prefetch_related_objects([attempt], "responses__item_version", "responses__scores__marked_by")
    saved: dict[int, list[ResponseRevision]] = {}
    for revision in attempt.revisions.order_by("-number"):
        saved.setdefault(revision.response_id, []).append(revision)
    return [_row(attempt, response, saved.get(response.pk, [])) for response in _in_order(attempt)]


def _in_order(attempt: Attempt) -> list[Response]:
    return sorted(attempt.responses.all(), key=lambda response: response.position)


def _row(attempt: Attempt, response: Response, saves: list[ResponseRevision]) -> AnswerRow:
    in_time = next((save for save in saves if save.stands and not save.late), None)
    before = summary_of(response, _data(in_time))
    late = [
        LateAnswer(
            revision=save,
            in_time=before,
            text=summary_of(response, _data(save)),
            due_at=_due_at(attempt, save),
        )
        for save in saves
        if save.late and not save.stands
    ]
    scores = sorted(response.scores.all(), key=lambda score: score.pk, reverse=True)
    return AnswerRow(response, summary_of(response, response.data), scores, len(saves), late)


def _data(save: ResponseRevision | None) -> Any:
    return save.payload["data"] if save is not None and save.payload is not None else None


def _due_at(attempt: Attempt, save: ResponseRevision) -> datetime | None:
    """The last end that had passed when a late save came."""
    ends = [end for end in (attempt.deadline_at, attempt.submitted_at) if end and end <= save.at]
    return max(ends, default=None)


def log_of(attempt: Attempt, *, allowed: str) -> Sequence[Act]:
    """What staff did to an attempt, and what they allowed beside it, the newest first. One query.

    allowed: the verb of allowing one more, whose subject is the assignment or the quiz.
    """
    if attempt.assignment_id is not None:
        at = {"subject_kind": "assignment", "subject_id": attempt.assignment_id}
    else:
        at = {"subject_kind": "quiz", "subject_id": attempt.quiz_id}
    beside = Q(verb=allowed, person=attempt.learner_id, **at)
    own = Q(subject_kind="attempt", subject_id=attempt.pk)
    return list(Act.objects.filter(own | beside).select_related("actor"))
