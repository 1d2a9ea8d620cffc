"""What a learner wrote in quizzes goes; what can be counted stays, and receipts still verify."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from quizzes.itemtypes.registry import all_item_types
from quizzes.models import Attempt, Mark, Response, ResponseRevision
from quizzes.operations.attempts import AttemptAlreadySubmitted, submit_attempt
from quizzes.operations.receipt_keys import ReceiptKeyMissing
from quizzes.operations.receipts import ERASED, seal_erased
from rosters.models import Act, User
from rosters.operations.erasure import count_together


@dataclass(frozen=True, slots=True)
class WorkInQuizzes:
    """Counts of one learner's work. The first four go or end, the others stay.

    texts: answers in words of her own; versions: their saved states; comments: what markers wrote
    to her; running: attempts that are handed in first; chosen: answers of other kinds.
    """

    texts: int
    versions: int
    comments: int
    running: int
    attempts: int
    chosen: int
    receipts: int


def count_work(learner: User) -> WorkInQuizzes:
    """What erasing this learner would take from quizzes, and what it would leave. One query."""
    attempts = Attempt.objects.filter(learner=learner)
    answered = Response.objects.filter(attempt__learner=learner, data__isnull=False)
    kept = _kept_types()
    return WorkInQuizzes(
        **count_together(
            learner,
            texts=answered.filter(erased_at=None).exclude(item_version__type_slug__in=kept),
            versions=_texts_saved(learner),
            comments=_comments(learner),
            running=attempts.in_progress(),
            attempts=attempts,
            chosen=answered.filter(item_version__type_slug__in=kept),
            receipts=ResponseRevision.objects.filter(attempt__learner=learner),
        )
    )


@transaction.atomic
def erase_answers(learner: User, *, at: datetime) -> None:
    """Empty every answer in words of this learner's own, its saved states, and comments on it.

    So do the reasons of acts on her attempts. Running attempts are handed in first. Scores,
    observations, choices, numbers and marked sentences stay; digests stay too, so that the chains
    verify. The salts go with the words: without them a digest cannot be compared with a guess.
    A blank answer counts as erased too, so that no save that was on its way can fill it.
    Twice is harmless.
    """
    for attempt in Attempt.objects.in_progress().filter(learner=learner):
        try:
            submit_attempt(attempt, at=at)
        except AttemptAlreadySubmitted:
            continue
    # Whoever saves locks her attempt first: from here on no save slips in between.
    list(Attempt.objects.select_for_update().filter(learner=learner).values_list("pk"))
    own_words = Response.objects.filter(attempt__learner=learner).exclude(
        item_version__type_slug__in=_kept_types()
    )
    emptied = own_words.filter(
        Q(erased_at=None) | Q(pk__in=_texts_saved(learner).values("response"))
    )
    for response in emptied.select_related("attempt").order_by("pk"):
        _empty(response, at)
    _comments(learner).update(comment="")
    about_attempts = Act.objects.filter(
        subject_kind="attempt", subject_id__in=Attempt.objects.filter(learner=learner).values("pk")
    )
    about_attempts.exclude(reason="").update(reason="")


def _empty(response: Response, at: datetime) -> None:
    newest = response.revisions.order_by("-number").values_list("key_id", flat=True).first()
    response.data = None if response.data is None else ERASED
    response.erased_at = response.erased_at or at
    # Where the key is missing, the check says so afterwards as it did before.
    with suppress(ReceiptKeyMissing):
        response.seal = seal_erased(response, key_id=newest or response.attempt.key_id)
    response.save(update_fields=["data", "erased_at", "seal"])
    saved = response.revisions.filter(payload__isnull=False).exclude(payload__data=None)
    saved.update(payload=None, salt="")


def _kept_types() -> list[str]:
    """Types whose answers hold nothing but choices and numbers; an unknown one is not trusted."""
    return [kind.slug for kind in all_item_types() if not kind.free_text]


def _texts_saved(learner: User) -> QuerySet[ResponseRevision]:
    """Saved states that hold words of her own; a blank one holds none and stays as it is."""
    return (
        ResponseRevision.objects.filter(attempt__learner=learner, payload__isnull=False)
        .exclude(response__item_version__type_slug__in=_kept_types())
        .exclude(payload__data=None)
        .order_by()
    )


def _comments(learner: User) -> QuerySet[Mark]:
    return Mark.objects.filter(response__attempt__learner=learner).exclude(comment="")
