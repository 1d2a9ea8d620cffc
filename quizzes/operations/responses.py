"""Saving, checking and flagging one response. A save that was acknowledged is never lost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import QueryDict

from quizzes.itemtypes.registry import get_item_type
from quizzes.models import Attempt, Response, ResponseRevision, Score
from quizzes.operations.attempts import GRACE
from quizzes.operations.receipts import (
    Receipt,
    new_revision,
    payload_for,
    receipt_of,
    seal_head,
    seal_response,
)
from quizzes.operations.scoring import new_score
from rosters.models import User
from rosters.prepared import PreparedObjects


class ResponseNotFound(Exception):
    """There is no such response for this learner."""


class NothingToSave(Exception):
    """The response is blank and was never anything else, so there is nothing to acknowledge."""


class ResponseFrozen(Exception):
    """The response was checked already, so it can no longer be changed."""


class ResponseInvalid(Exception):
    """What was sent cannot be a response to this item; `messages` says why, in sentences."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: its receipt, and whether it stands.

    `repeated`: this tab had sent it before. `conflict`: another tab saved in between, so this
    one is kept (`sent`) but does not stand. `late`: the time was up.
    """

    receipt: Receipt
    response: Response
    sent: Any = None
    repeated: bool = False
    conflict: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Save:
    """One save as the page sent it. `base` is the revision that the page was built from.

    `tab` names the page in which it was made, `sequence` counts its saves from 1. Sequence 0 is
    a form sent without script: it is written each time.
    """

    posted: QueryDict
    tab: str = ""
    sequence: int = 0
    base: int = 0
    prefix: str = ""


def save_response(
    save: Save, *, learner: User, attempt_id: int, position: int, at: datetime
) -> Saved:
    """Write one save, with its receipt: one locking read, one INSERT, one UPDATE, one commit.

    The answer is committed before this returns. Raises ResponseInvalid (nothing is written),
    NothingToSave, ResponseFrozen, ResponseNotFound. After the deadline or handing in, the save
    is kept, marked late, and not counted.
    """
    try:
        with transaction.atomic():
            return _save(save, learner, attempt_id, position, at)
    except IntegrityError:
        # On PostgreSQL a read that had to wait for its lock sees the chain as it was before the
        # wait, and another save took the next number. With the lock held, a second read is fresh.
        with transaction.atomic():
            _locked(learner, attempt_id, position, save)
            return _save(save, learner, attempt_id, position, at)


def _save(save: Save, learner: User, attempt_id: int, position: int, at: datetime) -> Saved:
    response = _locked(learner, attempt_id, position, save)
    if response is None or response.erased_at is not None:
        raise ResponseNotFound(attempt_id, position)
    if response.repeated_pk is not None:  # type: ignore[attr-defined]
        revision = ResponseRevision.objects.get(pk=response.repeated_pk)  # type: ignore[attr-defined]
        return Saved(
            receipt_of(revision),
            response,
            repeated=True,
            conflict=not revision.stands and not revision.late,
            late=revision.late,
        )
    attempt = response.attempt
    if response.checked_at is not None:
        raise ResponseFrozen(response.pk)
    late = not attempt.is_open or (
        attempt.deadline_at is not None and at > attempt.deadline_at + GRACE
    )
    data, certainty = parse_response(response, save.posted, prefix=save.prefix)
    if data is None and certainty is None and response.last_number == 0:
        raise NothingToSave(response.pk)
    conflict = not late and save.tab != "" and _is_stale(response, save)
    stands = not (late or conflict or _is_overtaken(response, save))
    payload = payload_for(data, certainty)
    if stands and _says_nothing_new(response, save, payload):
        standing = ResponseRevision.objects.get(
            attempt=response.attempt_id, number=response.revision
        )
        return Saved(receipt_of(standing), response, sent=data, repeated=True)
    saved = _write(response, save, payload, at, stands=stands, late=late)
    return replace(saved, conflict=conflict)


def _write(
    response: Response,
    save: Save,
    payload: dict[str, Any],
    at: datetime,
    *,
    stands: bool,
    late: bool,
) -> Saved:
    number = (response.head_number or 0) + 1  # type: ignore[attr-defined]
    revision = new_revision(
        response,
        number=number,
        payload=payload,
        previous_digest=response.head_digest or "",  # type: ignore[attr-defined]
        at=at,
        tab=save.tab,
        sequence=save.sequence,
        base=min(save.base, number - 1),
        stands=stands,
        late=late,
    )
    revision.save(force_insert=True)
    changed: dict[str, Any] = {"last_number": number}
    if stands:
        changed |= {
            "data": payload["data"],
            "certainty": payload["certainty"],
            "revision": number,
            "saved_at": at,
        }
    for name, value in changed.items():
        setattr(response, name, value)
    changed["seal"] = seal_response(response)
    Response.objects.filter(pk=response.pk).update(**changed)
    if not response.attempt.is_open:
        Attempt.objects.filter(pk=response.attempt_id).update(
            head_seal=seal_head(response.attempt, number=number, digest=revision.digest)
        )
    return Saved(receipt_of(revision), response, sent=payload["data"], late=late)


def check_response(*, learner: User, attempt_id: int, position: int, at: datetime) -> Score:
    """Freeze one response and grade it at once (feedback after each). One commit.

    Returns its Score. Raises ResponseNotFound when it is not the learner's, the attempt is over
    or its rules give feedback later; ResponseFrozen when it was checked before.
    """
    with transaction.atomic():
        response = (
            Response.objects.select_related("attempt", "item_version")
            .filter(
                attempt_id=attempt_id,
                position=position,
                attempt__learner=learner,
                attempt__status=Attempt.Status.IN_PROGRESS,
                attempt__settings__show_feedback="after-each",
            )
            .filter(Q(attempt__deadline_at=None) | Q(attempt__deadline_at__gt=at - GRACE))
            .select_for_update(of=("self", "attempt"), no_key=True)
            .first()
        )
        if response is None or response.data is None:
            raise ResponseNotFound(attempt_id, position)
        moved = Response.objects.filter(pk=response.pk, checked_at=None).update(checked_at=at)
        if not moved:
            raise ResponseFrozen(response.pk)
        response.checked_at = at
        score = new_score(response, at=at)
        score.save(force_insert=True)
    return score


def set_flag(*, learner: User, attempt_id: int, position: int, flagged: bool) -> None:
    """Set or clear the learner's own flag on a question. Raises ResponseNotFound."""
    moved = Response.objects.filter(
        attempt_id=attempt_id,
        position=position,
        attempt__learner=learner,
        attempt__status=Attempt.Status.IN_PROGRESS,
    ).update(flagged=flagged)
    if not moved:
        raise ResponseNotFound(attempt_id, position)


def parse_response(
    response: Response, posted: QueryDict, *, prefix: str = ""
) -> tuple[Any, int | None]:
    """The response data and certainty that a posted form holds. Raises ResponseInvalid."""
    item_type = get_item_type(response.item_version.type_slug)
    definition = item_type.load(response.item_version.definition)
    form = item_type.form(definition, response.order or {}, data=posted, prefix=prefix)
    if not form.is_valid():
        raise ResponseInvalid([str(message) for message in form.sentences_of_errors()])
    certainty = None
    if response.attempt.settings["certainty"]:
        certainty = parse_certainty(posted, prefix=prefix)
    return form.cleaned_response(), certainty


def parse_certainty(posted: Mapping[str, Any], *, prefix: str = "") -> int | None:
    """1, 2 or 3 as posted, or None when none was chosen. Raises ResponseInvalid."""
    value = posted.get(f"{prefix}-certainty" if prefix else "certainty", "")
    if value == "":
        return None
    if value not in ("1", "2", "3"):
        raise ResponseInvalid(["Certainty is 1, 2 or 3."])
    return int(value)


def _is_stale(response: Response, save: Save) -> bool:
    """Whether another tab saved after this page was built."""
    return response.revision > save.base and response.standing_tab != save.tab  # type: ignore[attr-defined]


def _is_overtaken(response: Response, save: Save) -> bool:
    """Whether a later save of the same page arrived before this one."""
    return (
        0 < save.sequence < (response.standing_sequence or 0)  # type: ignore[attr-defined]
        and response.standing_tab == save.tab  # type: ignore[attr-defined]
    )


def _says_nothing_new(response: Response, save: Save, payload: dict[str, Any]) -> bool:
    """Whether what stands is sent once more, as when Next follows a save that the page made.

    Only where no other save of the page can be on its way between the two: then the receipt of
    what stands is receipt enough.
    """
    if response.revision == 0 or payload != payload_for(response.data, response.certainty):
        return False
    if save.sequence == 0:
        return save.base == response.revision
    return (
        response.standing_tab == save.tab  # type: ignore[attr-defined]
        and save.sequence == (response.standing_sequence or 0) + 1  # type: ignore[attr-defined]
    )


_READ = (
    *("attempt_id", "position", "item_version_id", "order", "data", "certainty"),
    *("revision", "last_number", "checked_at", "erased_at"),
    *("attempt__status", "attempt__deadline_at", "attempt__settings"),
    *("item_version__type_slug", "item_version__definition"),
)
"""The columns that a save looks at; an item's pack and explanation are long."""

# Written out: compiling five subqueries takes the ORM longer than all the rest of a save takes.
_HEAD = "kept.attempt_id = quizzes_response.attempt_id ORDER BY kept.number DESC LIMIT 1"
_STANDING = (
    "kept.attempt_id = quizzes_response.attempt_id AND kept.number = quizzes_response.revision"
)
_SENT_BEFORE = (
    "kept.response_id = quizzes_response.id AND kept.tab = %s AND kept.sequence = %s "
    "AND kept.sequence > 0"
)


def _kept(column: str, where: str, *values: str | int) -> RawSQL:
    """A column of one saved revision; the texts are the constants above, the values parameters."""
    sql = f"SELECT kept.{column} FROM quizzes_responserevision kept WHERE {where}"  # noqa: S608
    return RawSQL(sql, values)  # noqa: S611


def _locked(learner: User, attempt_id: int, position: int, save: Save) -> Response | None:
    """The response and its attempt, locked, with the head of the receipt chain.

    Every writer of an attempt takes these locks in this order, or the attempt's alone; without
    the keys, so that rows pointing here (scores, revisions) do not wait and cannot deadlock.
    """
    return _LOCKED.first(
        learner=learner.pk,
        attempt=attempt_id,
        position=position,
        tab=save.tab,
        sequence=save.sequence,
    )


def _locking(
    learner: int, attempt: int, position: int, tab: str, sequence: int
) -> QuerySet[Response]:
    return (
        Response.objects.select_related("attempt", "item_version")
        .only(*_READ)
        .filter(attempt_id=attempt, position=position, attempt__learner=learner)
        .annotate(
            head_number=_kept("number", _HEAD),
            head_digest=_kept("digest", _HEAD),
            standing_tab=_kept("tab", _STANDING),
            standing_sequence=_kept("sequence", _STANDING),
            repeated_pk=_kept("id", _SENT_BEFORE, tab, sequence),
        )
        .select_for_update(of=("self", "attempt"), no_key=True)
        .order_by()
    )


_LOCKED = PreparedObjects[Response](
    _locking, {"learner": int, "attempt": int, "position": int, "tab": str, "sequence": int}
)
