"""Answers that arrived after the time was up: staff accept them, or leave them (decision 9).

The chain of receipts is only ever added to. To accept a late answer adds a save that stands and
holds the same, under the same salt, so that its digest shows which late answer it repeats; to
leave it again adds one that holds what stood before. So a decision is signed like a save, and
whoever changes one without the key is found out (`operations.receipts.verify_attempt`).
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from quizzes.models import Attempt, Mark, Response, ResponseRevision
from quizzes.operations.receipts import (
    new_revision,
    payload_for,
    seal_head,
    seal_response,
)
from quizzes.operations.scoring import new_score
from quizzes.operations.settling import add_score, settle
from quizzes.operations.staff_acts import AttemptRunning, check_actor, tell
from rosters.models import User
from rosters.operations.acts import Verb
from rosters.operations.notices import Kind

Verdict = ResponseRevision.Verdict


class NotALateAnswer(Exception):
    """This save came in time, or repeats a decision, so there is nothing to decide."""


class LateAnswerErased(Exception):
    """What this save held was erased."""


def accept_late(revision: ResponseRevision, *, by: User, reason: str, at: datetime) -> Attempt:
    """Let a late answer count in place of what stands, and grade it.

    At most one late answer of a response is accepted: another one is left by this, and so are
    older ones that wait. Deciding the same again changes nothing. Raises ReasonMissing,
    NotForStaff, NotALateAnswer, LateAnswerErased, AttemptRunning.
    """
    return _decide(revision, Verdict.ACCEPTED, by=by, reason=reason, at=at)


def leave_late(revision: ResponseRevision, *, by: User, reason: str, at: datetime) -> Attempt:
    """Let a late answer not count; what stood before stands again. Raises as `accept_late`."""
    return _decide(revision, Verdict.LEFT, by=by, reason=reason, at=at)


def decide_all_late(attempt: Attempt, *, accept: bool, by: User, reason: str, at: datetime) -> int:
    """The same decision on the newest late answer of every question that waits for one.

    One transaction, an act for each question, and one notice. Returns how many there were. Raises
    ReasonMissing, NotForStaff, AttemptRunning.
    """
    check_actor(attempt, by=by, reason=reason)
    decide = accept_late if accept else leave_late
    with transaction.atomic():
        waiting = newest_undecided(attempt)
        for revision in waiting:
            decide(revision, by=by, reason=reason, at=at)
    return len(waiting)


def newest_undecided(attempt: Attempt) -> list[ResponseRevision]:
    """The last late answer of each question, where it waits for a decision. One query."""
    late = attempt.revisions.filter(late=True, stands=False).order_by("number")
    newest = {revision.response_id: revision for revision in late}
    return [r for r in newest.values() if r.verdict == Verdict.NONE and r.payload is not None]


def _decide(
    revision: ResponseRevision, verdict: str, *, by: User, reason: str, at: datetime
) -> Attempt:
    with transaction.atomic():
        response = _locked(revision)
        attempt = response.attempt
        check_actor(attempt, by=by, reason=reason)
        if attempt.is_open:
            raise AttemptRunning(attempt.pk)
        saves = list(response.revisions.order_by("number"))
        late = next((s for s in saves if s.pk == revision.pk), None)
        if late is None or not late.late or late.stands:
            raise NotALateAnswer(revision.pk)
        if late.payload is None or response.erased_at is not None:
            raise LateAnswerErased(revision.pk)
        if late.verdict == verdict:
            return attempt
        _write_verdict(saves, late, verdict)
        if _put(response, _content_of(saves, late), saves=saves, at=at):
            Mark.objects.current().filter(response=response).update(is_current=False)
            add_score(new_score(response, at=at))
            settle(attempt)
        _tell(attempt, late, response.position, by=by, reason=reason)
    return attempt


def _tell(
    attempt: Attempt, late: ResponseRevision, position: int, *, by: User, reason: str
) -> None:
    """The act, and a notice unless the learner has one before her that says the same."""
    accepted = late.verdict == Verdict.ACCEPTED
    kind = Kind.LATE_ACCEPTED if accepted else Kind.LATE_LEFT
    tell(
        attempt,
        Verb.ACCEPTED_LATE if accepted else Verb.LEFT_LATE,
        kind,
        by=by,
        reason=reason,
        detail={"save": late.number, "question": position},
        once=True,
    )


def _locked(revision: ResponseRevision) -> Response:
    """The response and its attempt, locked in the order of a save."""
    rows = Response.objects.select_related("attempt", "item_version")
    return rows.select_for_update(of=("self", "attempt"), no_key=True).get(pk=revision.response_id)


def _write_verdict(saves: list[ResponseRevision], late: ResponseRevision, verdict: str) -> None:
    """Of a question one late answer counts at most, and none waits that an older page sent."""
    for other in saves:
        if not other.late or other.stands or other is late:
            continue
        is_older = other.verdict == Verdict.NONE and other.number < late.number
        gives_way = other.verdict == Verdict.ACCEPTED == verdict
        if is_older or gives_way:
            other.verdict = Verdict.LEFT
            other.save(update_fields=["verdict"])
    late.verdict = verdict
    late.save(update_fields=["verdict"])


def _content_of(saves: list[ResponseRevision], late: ResponseRevision) -> ResponseRevision | None:
    """The save whose content counts: the late one, or the last to stand without those left."""
    if late.verdict == Verdict.ACCEPTED:
        return late
    left = {s.payload_digest for s in saves if s.late and s.verdict == Verdict.LEFT}
    return next((s for s in reversed(saves) if s.stands and s.payload_digest not in left), None)


def _put(
    response: Response,
    content: ResponseRevision | None,
    *,
    saves: list[ResponseRevision],
    at: datetime,
) -> bool:
    """Make `content` stand by one more save, unless it does. Returns whether it was needed."""
    standing = next((s for s in saves if s.number == response.revision), None)
    before = standing.payload_digest if standing else ""
    if before == (content.payload_digest if content else ""):
        return False
    attempt = response.attempt
    head = attempt.revisions.order_by("-number").values_list("number", "digest")[0]
    payload: dict[str, Any] = payload_for(None, None)
    if content is not None and content.payload is not None:
        payload = content.payload
    added = new_revision(
        response,
        number=head[0] + 1,
        payload=payload,
        previous_digest=head[1],
        at=at,
        base=head[0],
        late=content is not None and content.late,
        salt=content.salt if content else None,
    )
    if added.late:
        added.verdict = Verdict.ACCEPTED
    added.save(force_insert=True)
    response.data, response.certainty = payload["data"], payload["certainty"]
    response.revision = response.last_number = added.number
    response.saved_at = at
    response.seal = seal_response(response)
    response.save(
        update_fields=["data", "certainty", "revision", "last_number", "saved_at", "seal"]
    )
    head_seal = seal_head(attempt, number=added.number, digest=added.digest)
    Attempt.objects.filter(pk=attempt.pk).update(head_seal=head_seal)
    return True
