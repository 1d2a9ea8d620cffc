"""Marking written answers: a person chooses levels, and a release makes scores of them.

Marks are rows that are only ever added. A learner sees nothing of a mark until it is released; a
mark that she has seen is corrected by another one, with a reason that she reads.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from quizzes.grading.outcomes import as_decimal
from quizzes.grading.policies import item_score
from quizzes.grading.rubric import rubric_fraction
from quizzes.itemtypes.registry import get_item_type
from quizzes.models import Assignment, Attempt, Mark, Response, Score
from quizzes.models.assignments import ReleaseOfMarks
from quizzes.operations.settling import add_scores, settle
from rosters.models import Notice, User
from rosters.operations.acts import Verb, record
from rosters.operations.notices import Kind, notify

GRADER = "person"
"""What a score says of its grader when a person marked."""

LONGEST_COMMENT = 5_000
"""Characters of a comment to the learner."""


class WaitsForNobody(Exception):
    """This response is not for a person to mark now: by its type, blank, running, set aside …"""


class OwnResponse(Exception):
    """Nobody marks her own text."""


class MarkedMeanwhile(Exception):
    """A colleague marked it after the page was opened. `mark` is what stands; None: taken back."""

    def __init__(self, mark: Mark | None) -> None:
        super().__init__(mark.pk if mark else None)
        self.mark = mark


class TextChanged(Exception):
    """Another save of the learner's text stands than the one that the page showed."""


class ReasonMissing(Exception):
    """The learner has seen the mark that this one corrects, so she is told why it changes."""


class MarkIsReleased(Exception):
    """A mark that its learner has seen cannot be taken back, only corrected."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the marker's page showed: the current mark (0: none) and the save of the text."""

    mark_id: int
    revision: int


def mark_response(
    response: Response,
    *,
    levels: Mapping[str, int],
    comment: str,
    by: User,
    at: datetime,
    seen: Seen,
    reason: str = "",
) -> Mark:
    """Add a mark, and release it where marks go out at once, or the learner saw the one before.

    The caller has loaded the response through `quizzes.permissions`. levels: by criterion of the
    rubric of the response's own item version. The same levels and comment again add nothing.
    Raises WaitsForNobody, OwnResponse, MarkedMeanwhile, TextChanged, ReasonMissing and
    `LevelsUnlikeRubric`; then nothing is written.
    """
    with transaction.atomic():
        found = _locked(response)
        _refuse(found, by)
        current = current_mark(found)
        if (current.pk if current else 0) != seen.mark_id:
            raise MarkedMeanwhile(current)
        if found.revision != seen.revision:
            raise TextChanged(found.pk)
        corrects = _corrects(found, current)
        mark = _same(found, current, levels, comment)
        if mark is None:
            if corrects and not reason.strip():
                raise ReasonMissing(found.pk)
            mark = _add_mark(found, current, levels, comment, by, at, reason)
        if mark.released_at is None and (corrects or goes_out_at_once(found.attempt)):
            release_marks([mark], by=by, at=at, reason=reason if corrects else "")
            mark.refresh_from_db()
    return mark


def take_back_mark(mark: Mark, *, by: User) -> None:
    """Let an unreleased mark stand no longer: the response waits again, the row stays.

    Taking back what stands no longer changes nothing. Raises MarkIsReleased.
    """
    with transaction.atomic():
        attempt = _locked(mark.response).attempt
        unreleased = Mark.objects.current().filter(pk=mark.pk, released_at=None)
        if unreleased.update(is_current=False):
            detail = {"position": mark.response.position}
            _record(Verb.TOOK_BACK_MARK, attempt, by=by, detail=detail)
        elif Mark.objects.current().filter(pk=mark.pk).exists():
            raise MarkIsReleased(mark.pk)


def release_marks(marks: Iterable[Mark], *, by: User, at: datetime, reason: str = "") -> int:
    """Make scores of current marks, settle their attempts and tell their learners.

    Returns how many went out: marks that are out already, stand no longer, belong to an attempt
    that runs again or was set aside, or to a text that was changed or erased, are left where they
    are. reason: of a correction. Eight statements, and five for each attempt.
    """
    with transaction.atomic():
        ready = _ready([mark.pk for mark in marks])
        if not ready:
            return 0
        scores = [_score_of(mark, at=at) for mark in ready]
        add_scores(scores)
        for mark, score in zip(ready, scores, strict=True):
            mark.released_at, mark.score = at, score
        Mark.objects.bulk_update(ready, ["released_at", "score"])
        by_attempt: dict[int, list[Mark]] = {}
        for mark in ready:
            by_attempt.setdefault(mark.response.attempt_id, []).append(mark)
        for released in by_attempt.values():
            attempt = released[0].response.attempt
            settle(attempt)
            positions = [mark.response.position for mark in released]
            detail = {"positions": positions}
            _record(Verb.RELEASED_MARKS, attempt, by=by, detail=detail, reason=reason)
        _tell([released[0].response.attempt for released in by_attempt.values()], reason)
        attempts = Attempt.objects.filter(pk__in=by_attempt)
        Assignment.objects.filter(attempts__in=attempts).update(marks_released_at=at)
    return len(ready)


def current_mark(response: Response) -> Mark | None:
    """The mark that stands, with who gave it; it may be of an older text. One query."""
    return response.marks.current().select_related("marked_by").first()


def goes_out_at_once(attempt: Attempt) -> bool:
    """Whether a mark is released as soon as it is given. No query if the assignment is loaded."""
    return (
        attempt.assignment is None or attempt.assignment.release_marks == ReleaseOfMarks.AS_MARKED
    )


def _locked(response: Response) -> Response:
    found = Response.objects.select_related(
        "attempt__quiz", "attempt__learner", "attempt__assignment__classroom", "item_version"
    ).select_for_update(of=("self", "attempt"), no_key=True)
    return found.get(pk=response.pk)


def _refuse(response: Response, by: User) -> None:
    attempt = response.attempt
    if attempt.learner_id == by.pk:
        raise OwnResponse(response.pk)
    if (
        not get_item_type(response.item_version.type_slug).needs_person
        or response.data is None
        or response.erased_at is not None
        or attempt.is_open
        or attempt.is_preview
        or attempt.set_aside_at is not None
    ):
        raise WaitsForNobody(response.pk)


def _same(
    response: Response, current: Mark | None, levels: Mapping[str, int], comment: str
) -> Mark | None:
    """The current mark if it says just this of just this text."""
    if current is None or current.revision != response.revision:
        return None
    alike = current.levels == dict(levels) and current.comment == comment
    return current if alike else None


def _corrects(response: Response, current: Mark | None) -> bool:
    """Whether the learner has seen a mark of this very text."""
    return (
        current is not None
        and current.released_at is not None
        and current.revision == response.revision
    )


def _add_mark(
    response: Response,
    current: Mark | None,
    levels: Mapping[str, int],
    comment: str,
    by: User,
    at: datetime,
    reason: str,
) -> Mark:
    version = response.item_version
    item_type = get_item_type(version.type_slug)
    rubric = item_type.rubric(item_type.load(version.definition))
    fraction = as_decimal(rubric_fraction(rubric, levels))
    if current is not None:
        Mark.objects.filter(pk=current.pk).update(is_current=False)
    mark = Mark.objects.create(
        response=response,
        item_version=version,
        revision=response.revision,
        levels=dict(levels),
        fraction=fraction,
        comment=comment,
        marked_by=by,
        marked_at=at,
    )
    detail = {"position": response.position, "levels": dict(levels)}
    _record(Verb.MARKED, response.attempt, by=by, detail=detail, reason=reason)
    return mark


def _ready(ids: Sequence[int]) -> list[Mark]:
    """The marks among these that can go out, their attempts locked in one order."""
    found = Mark.objects.current().filter(
        pk__in=ids,
        released_at=None,
        revision=F("response__revision"),
        response__erased_at=None,
        response__attempt__in=Attempt.objects.taken().handed_in().order_by().values("pk"),
    )
    attempts = sorted(set(found.values_list("response__attempt_id", flat=True)))
    list(Attempt.objects.select_for_update(no_key=True).filter(pk__in=attempts).order_by("pk"))
    return list(
        found.select_related(
            "item_version", "response__attempt__quiz", "response__attempt__learner",
            "response__attempt__assignment__classroom",
        ).order_by("response__attempt_id", "response__position")
    )  # fmt: skip


def _score_of(mark: Mark, *, at: datetime) -> Score:
    version = mark.item_version
    return Score(
        response=mark.response,
        item_version=version,
        completion=Score.Completion.GRADED,
        fraction=mark.fraction,
        score=item_score(mark.fraction, mark.response.max_score),
        detail={"levels": mark.levels},
        observations=[(skill, float(mark.fraction)) for skill in version.skills],
        grader=GRADER,
        grader_version=get_item_type(version.type_slug).grader_version,
        marked_by_id=mark.marked_by_id,
        created_at=at,
    )


def _record(
    verb: Verb, attempt: Attempt, *, by: User, detail: Mapping[str, object], reason: str = ""
) -> None:
    record(
        verb,
        by=by,
        person=attempt.learner,
        classroom=attempt.assignment.classroom if attempt.assignment else None,
        subject=attempt,
        detail=detail,
        reason=reason,
    )


def _tell(attempts: Sequence[Attempt], reason: str) -> None:
    """One notice for each attempt; one that its learner has not read yet is notice enough."""
    paths = {a.pk: reverse("quizzes:attempt-review", args=[a.pk]) for a in attempts}
    unread = Notice.objects.filter(
        kind=Kind.MARKED,
        read_at=None,
        path__in=paths.values(),
        person__in=[a.learner_id for a in attempts],
    )
    told = set() if reason else set(unread.values_list("path", flat=True))
    for attempt in attempts:
        if paths[attempt.pk] in told:
            continue
        detail = {"title": attempt.quiz.title}
        kind = Kind.MARKED
        if reason:
            kind, detail = Kind.MARK_CORRECTED, detail | {"reason": reason.strip()}
        notify(attempt.learner, kind, detail=detail, path=paths[attempt.pk])
