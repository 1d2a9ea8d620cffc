"""Receipts: each save is signed, and chained to the save before it (decisions 10 and 36)."""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from quizzes.models import Attempt, Response, ResponseRevision
from quizzes.operations.receipt_keys import ReceiptKeyMissing, all_keys, current_key, get_key

VERSION = "1"
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

ERASED: dict[str, Any] = {}
"""What a response holds when something was entered and is erased: for reports still an answer."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a learner is shown and may keep: which save, when, and its digest (64 hex digits)."""

    attempt_id: int
    number: int
    at: datetime
    digest: str
    stands: bool = True
    late: bool = False

    @property
    def code(self) -> str:
        """Short enough to read over the phone: four characters of the digest and the number."""
        return f"{short_code(self.digest)}-{self.number}"

    @property
    def line(self) -> str:
        """One line that can be copied, kept and checked later."""
        return (
            f"Groundwork receipt {self.code}, attempt {self.attempt_id}, save {self.number}, "
            f"{_stamp(self.at)}, {self.digest}"
        )


@dataclass(slots=True)
class ChainReport:
    """What a check of one attempt's receipts found. `problems` is empty when all holds.

    `erased` counts the saves whose content is gone: the chain shows that they were, not what.
    """

    attempt_id: int
    saves: int = 0
    erased: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.problems


def short_code(digest: str) -> str:
    """Four characters without 0, 1, I and O, made from the first 20 bits of a digest."""
    bits = int(digest[:5], 16)
    return "".join(_ALPHABET[bits >> shift & 31] for shift in (15, 10, 5, 0))


def canonical(payload: Any) -> bytes:
    """A JSON value as the same bytes everywhere: sorted keys, no spaces, UTF-8."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_payload(payload: Any, salt: str) -> str:
    """Salted SHA-256 of what was entered: it stays when the entry itself is erased."""
    return hashlib.sha256(salt.encode() + canonical(payload)).hexdigest()


def new_revision(
    response: Response,
    *,
    number: int,
    payload: Any,
    previous_digest: str,
    at: datetime,
    tab: str = "",
    sequence: int = 0,
    base: int = 0,
    stands: bool = True,
    late: bool = False,
    salt: str | None = None,
) -> ResponseRevision:
    """A signed revision, not yet written. `number` counts from 1 within the attempt.

    salt: of the save that this one repeats word for word, so that both have one payload digest.
    """
    key_id, key = current_key()
    salt = salt or secrets.token_hex(16)
    revision = ResponseRevision(
        response=response,
        attempt_id=response.attempt_id,
        number=number,
        payload=payload,
        salt=salt,
        payload_digest=digest_payload(payload, salt),
        previous_digest=previous_digest,
        key_id=key_id,
        at=at,
        tab=tab,
        sequence=sequence,
        base=base,
        stands=stands,
        late=late,
    )
    revision.digest = _revision_digest(key, revision, response)
    return revision


def seal_response(response: Response) -> str:
    """Signature over which save of a response stands and how many there were."""
    key_id, key = current_key()
    return _sign(key, "response", key_id, *_response_facts(response))


def seal_erased(response: Response, *, key_id: str) -> str:
    """The same of a response that erasure emptied, by the key of its newest save or its start.

    Raises ReceiptKeyMissing.
    """
    return _sign(get_key(key_id), "response", key_id, *_response_facts(response))


def seal_start(attempt: Attempt, responses: list[Response]) -> str:
    """Signature over whose attempt it is and which items it drew."""
    key_id, key = current_key()
    return _sign(key, "start", key_id, *_start_facts(attempt, responses))


def seal_head(attempt: Attempt, *, number: int, digest: str) -> str:
    """Signature over the last receipt of an attempt; made again at handing in."""
    key_id, key = current_key()
    return _sign(key, "head", key_id, str(attempt.pk), str(number), digest)


def receipt_of(revision: ResponseRevision) -> Receipt:
    """The receipt that belongs to one save."""
    return Receipt(
        attempt_id=revision.attempt_id,
        number=revision.number,
        at=revision.at,
        digest=revision.digest,
        stands=revision.stands,
        late=revision.late,
    )


def verify_attempt(attempt: Attempt) -> ChainReport:
    """Check every receipt of one attempt against the keys that this instance holds.

    Two queries. Whoever holds the database *and* the key can sign anew; then only a receipt
    that the learner kept proves it (decision 36).
    """
    responses = {r.pk: r for r in attempt.responses.all()}
    revisions = list(attempt.revisions.order_by("number"))
    report = ChainReport(
        attempt_id=attempt.pk,
        saves=len(revisions),
        erased=sum(revision.payload is None for revision in revisions),
    )
    try:
        _verify_chain(report, responses, revisions)
        _verify_seals(report, attempt, list(responses.values()), revisions)
    except ReceiptKeyMissing as missing:
        report.problems.append(f"The key {missing} that signed a receipt is not here.")
    return report


def _verify_chain(
    report: ChainReport, responses: dict[int, Response], revisions: list[ResponseRevision]
) -> None:
    previous = ""
    for expected, revision in enumerate(revisions, start=1):
        response = responses.get(revision.response_id)
        if revision.number != expected:
            report.problems.append(f"Save {expected} is missing.")
            return
        if response is None or revision.previous_digest != previous:
            report.problems.append(f"Save {expected} does not follow the one before it.")
            return
        key = get_key(revision.key_id)
        if not hmac.compare_digest(revision.digest, _revision_digest(key, revision, response)):
            report.problems.append(f"Save {expected} was changed.")
        if not _payload_holds(revision, response):
            report.problems.append(f"What save {expected} holds was changed.")
        previous = revision.digest


def _payload_holds(revision: ResponseRevision, response: Response) -> bool:
    """Whether a save holds what was saved; only of an erased response it may hold nothing."""
    if revision.payload is None:
        return response.erased_at is not None
    return revision.payload_digest == digest_payload(revision.payload, revision.salt)


def _verify_seals(
    report: ChainReport,
    attempt: Attempt,
    responses: list[Response],
    revisions: list[ResponseRevision],
) -> None:
    key = get_key(attempt.key_id)
    if attempt.seal != _sign(key, "start", attempt.key_id, *_start_facts(attempt, responses)):
        report.problems.append("The items of this attempt were changed.")
    newest: dict[int, ResponseRevision] = {}
    standing: dict[int, ResponseRevision] = {}
    for revision in revisions:
        newest[revision.response_id] = revision
        if revision.stands:
            standing[revision.response_id] = revision
    for response in responses:
        last, stands = newest.get(response.pk), standing.get(response.pk)
        if not (
            _response_holds(attempt, response, last, stands)
            and _verdicts_hold(response, stands, revisions)
        ):
            report.problems.append(f"Response {response.position} is not what its receipts say.")
    if not _head_holds(attempt, revisions):
        report.problems.append("The last receipt at handing in is not the last one here.")


def _response_holds(
    attempt: Attempt,
    response: Response,
    last: ResponseRevision | None,
    stands: ResponseRevision | None,
) -> bool:
    key_id = last.key_id if last else attempt.key_id
    return (
        response.seal == _sign(get_key(key_id), "response", key_id, *_response_facts(response))
        and response.last_number == (last.number if last else 0)
        and response.revision == (stands.number if stands else 0)
        and _holds_what_was_saved(response, stands)
    )


def _verdicts_hold(
    response: Response, stands: ResponseRevision | None, revisions: list[ResponseRevision]
) -> bool:
    """Whether each late save is decided as the signed saves say (`operations.late_answers`).

    One that was accepted is repeated by a later save that stands; what stands repeats none that
    was not.
    """
    repeated = {r.payload_digest: r.number for r in revisions if r.stands}
    return all(
        repeated.get(r.payload_digest, 0) > r.number
        if r.verdict == ResponseRevision.Verdict.ACCEPTED
        else stands is None or stands.payload_digest != r.payload_digest
        for r in revisions
        if r.response_id == response.pk and r.late and not r.stands
    )


def _holds_what_was_saved(response: Response, stands: ResponseRevision | None) -> bool:
    """Whether a response is its standing save; without one it is blank, as it is when erased.

    That it was erased, and how certain its learner was, the seal says.
    """
    if stands is None:
        return _payload_of(response) == payload_for(None, None)
    if stands.payload is None:
        return response.erased_at is not None and response.data == ERASED
    return bool(_payload_of(response) == stands.payload)


def _head_holds(attempt: Attempt, revisions: list[ResponseRevision]) -> bool:
    """Whether the last receipt is the one signed at handing in, by whichever key was new then."""
    if attempt.is_open and not attempt.head_seal:
        return True
    number, digest = (revisions[-1].number, revisions[-1].digest) if revisions else (0, "")
    return any(
        attempt.head_seal == _sign(key, "head", key_id, str(attempt.pk), str(number), digest)
        for key_id, key in all_keys().items()
    )


def payload_for(data: Any, certainty: int | None) -> dict[str, Any]:
    """What a revision stores: the response in its item type's shape, and the certainty."""
    return {"data": data, "certainty": certainty}


def _payload_of(response: Response) -> dict[str, Any]:
    return payload_for(response.data, response.certainty)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _sign(key: bytes, *parts: str) -> str:
    return hmac.new(key, "\n".join((VERSION, *parts)).encode(), hashlib.sha256).hexdigest()


def _revision_digest(key: bytes, revision: ResponseRevision, response: Response) -> str:
    return _sign(
        key,
        "save",
        revision.key_id,
        str(revision.attempt_id),
        str(response.position),
        str(response.item_version_id),
        str(revision.number),
        _stamp(revision.at),
        f"{int(revision.stands)}{int(revision.late)}",
        revision.previous_digest,
        revision.payload_digest,
    )


def _response_facts(response: Response) -> tuple[str, ...]:
    facts = (
        str(response.attempt_id),
        str(response.position),
        str(response.item_version_id),
        str(response.revision),
        str(response.last_number),
    )
    # No save says it any more, so the seal does.
    return facts if response.erased_at is None else (*facts, "erased", str(response.certainty))


def _start_facts(attempt: Attempt, responses: list[Response]) -> tuple[str, ...]:
    drawn = ",".join(
        f"{r.position}:{r.item_version_id}" for r in sorted(responses, key=lambda r: r.position)
    )
    return str(attempt.pk), str(attempt.learner_id), str(attempt.quiz_id), drawn
