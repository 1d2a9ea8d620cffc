"""Nobody without the key can touch what a learner saved so that the receipts still hold."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from quizzes.models import Attempt, Response, ResponseRevision
from quizzes.operations import receipt_keys
from quizzes.operations.attempts import submit_attempt
from quizzes.operations.receipts import (
    digest_payload,
    new_revision,
    seal_head,
    seal_response,
    verify_attempt,
)
from tests.factories import LearnerFactory
from tests.factories_quizzes import NOON, OTHER, RIGHT, WRONG, save, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt():
    """Three questions: the first changed once, the second saved once, the third never."""
    attempt = started(3)
    save(attempt, WRONG, position=1, sequence=1)
    save(attempt, RIGHT, position=2, sequence=1)
    save(attempt, OTHER, position=1, sequence=2, base=1)
    return attempt


@pytest.fixture
def handed_in(attempt):
    return submit_attempt(attempt, at=NOON)


def problems(attempt):
    return verify_attempt(Attempt.objects.get(pk=attempt.pk)).problems


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


def revision(attempt, number):
    return ResponseRevision.objects.get(attempt=attempt, number=number)


@pytest.fixture
def other_key(settings, tmp_path):
    """Sign with a key that the instance does not hold, inside the block."""

    class Other:
        def __enter__(self):
            settings.RECEIPT_KEYS_DIR = tmp_path / "other"
            receipt_keys.all_keys.cache_clear()

        def __exit__(self, *error):
            settings.RECEIPT_KEYS_DIR = kept
            receipt_keys.all_keys.cache_clear()

    kept = settings.RECEIPT_KEYS_DIR
    return Other()


# Changing what was saved


@pytest.mark.parametrize("number", [1, 2, 3])
def test_changed_payload_is_found_by_orm(attempt, number):
    forged = {"data": {"option": "opt-poster"}, "certainty": 1}
    ResponseRevision.objects.filter(attempt=attempt, number=number).update(payload=forged)
    assert problems(attempt)


def test_changed_payload_is_found_by_sql(attempt):
    execute("UPDATE quizzes_responserevision SET payload = '{\"data\":null}' WHERE number = 2")
    assert problems(attempt)


def test_changed_payload_with_its_own_digest_is_found(attempt):
    """The payload's digest needs no key; the receipt over it does."""
    row = revision(attempt, 1)
    row.payload = {"data": {"option": "opt-minutes"}, "certainty": None}
    row.payload_digest = digest_payload(row.payload, row.salt)
    row.save()
    assert problems(attempt) == ["Save 1 was changed."]


@pytest.mark.parametrize(
    "change",
    [
        {"at": NOON + timedelta(microseconds=1)},
        {"stands": False},
        {"stands": False, "late": True},
        {"number": 9},
        {"salt": "0" * 32},
        {"payload_digest": "0" * 64},
        {"previous_digest": "0" * 64},
        {"digest": "0" * 64},
        {"key_id": "20200101"},
    ],
    ids=lambda change: "-".join(change),
)
def test_changed_field_of_a_save_is_found(attempt, change):
    ResponseRevision.objects.filter(attempt=attempt, number=2).update(**change)
    assert problems(attempt)


def test_save_moved_to_another_question_is_found(attempt):
    third = Response.objects.get(attempt=attempt, position=3)
    ResponseRevision.objects.filter(attempt=attempt, number=3).update(response=third)
    assert problems(attempt)


def test_save_moved_to_another_attempt_is_found(attempt):
    other = started(3)
    target = Response.objects.get(attempt=other, position=1)
    ResponseRevision.objects.filter(attempt=attempt, number=1).update(
        attempt=other, response=target
    )
    assert problems(attempt)
    assert problems(other)


# Reordering


def test_swapped_saves_are_found_by_orm(attempt):
    saves = ResponseRevision.objects.filter(attempt=attempt)
    saves.filter(number=2).update(number=99, base=0)
    saves.filter(number=3).update(number=2, base=0)
    saves.filter(number=99).update(number=3)
    assert problems(attempt)


def test_swapped_saves_are_found_by_sql(attempt):
    table = "UPDATE quizzes_responserevision SET"
    execute(f"{table} number = 99, base = 0 WHERE number = 1")
    execute(f"{table} number = 1, base = 0 WHERE number = 2")
    execute(f"{table} number = 2 WHERE number = 99")
    assert problems(attempt)


def test_swapped_contents_are_found(attempt):
    first, second = revision(attempt, 1), revision(attempt, 2)
    swapped = ("payload", "salt", "payload_digest", "digest")
    for name in swapped:
        one, two = getattr(first, name), getattr(second, name)
        setattr(first, name, two)
        setattr(second, name, one)
    first.save()
    second.save()
    assert problems(attempt)


# Removing


@pytest.mark.parametrize("number", [1, 2, 3])
def test_removed_save_is_found_by_orm(attempt, number):
    revision(attempt, number).delete()
    assert problems(attempt)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_removed_save_is_found_by_sql(attempt, number):
    execute("DELETE FROM quizzes_responserevision WHERE number = %s", number)
    assert problems(attempt)


def test_removed_save_with_its_gap_closed_is_found(attempt):
    first = revision(attempt, 1)
    first.delete()
    later = ResponseRevision.objects.filter(attempt=attempt).order_by("number")
    for row in later:
        ResponseRevision.objects.filter(pk=row.pk).update(number=row.number - 1, base=0)
    ResponseRevision.objects.filter(attempt=attempt, number=1).update(previous_digest="")
    assert problems(attempt)


def test_removed_tail_with_the_response_set_back_is_found(attempt):
    """The last save goes, and the response is made to say what the one before it held."""
    revision(attempt, 3).delete()
    before = revision(attempt, 1)
    Response.objects.filter(attempt=attempt, position=1).update(
        data=before.payload["data"], revision=1, last_number=1, saved_at=before.at
    )
    assert problems(attempt) == ["Response 1 is not what its receipts say."]


def test_removed_tail_is_found_by_sql(handed_in):
    execute("DELETE FROM quizzes_responserevision WHERE number = 3")
    execute(
        "UPDATE quizzes_response SET revision = 1, last_number = 1, "
        "data = (SELECT data FROM quizzes_response WHERE position = 2) WHERE position = 1"
    )
    assert problems(handed_in)


def test_removed_only_save_with_the_response_emptied_is_found(attempt):
    """Question 2 is made to look as if it had never been answered; the chain is cut behind it."""
    ResponseRevision.objects.filter(attempt=attempt, number__gte=2).delete()
    Response.objects.filter(attempt=attempt).exclude(position=3).update(
        data=None, revision=0, last_number=0, saved_at=None
    )
    assert problems(attempt)


def test_all_saves_removed_is_found(attempt):
    execute("DELETE FROM quizzes_responserevision")
    execute(
        "UPDATE quizzes_response SET revision = 0, last_number = 0, saved_at = NULL, data = NULL"
    )
    assert problems(attempt)


def test_emptied_response_with_the_seal_of_an_empty_one_is_found(attempt):
    """A seal names its question: that of the untouched third does not fit the second."""
    ResponseRevision.objects.filter(attempt=attempt, number__gte=2).delete()
    untouched = Response.objects.get(attempt=attempt, position=3)
    Response.objects.filter(attempt=attempt, position=2).update(
        data=None, revision=0, last_number=0, saved_at=None, seal=untouched.seal
    )
    assert "Response 2 is not what its receipts say." in problems(attempt)


def test_removed_response_is_found_by_orm(attempt):
    Response.objects.get(attempt=attempt, position=3).delete()
    assert problems(attempt) == ["The items of this attempt were changed."]


def test_removed_response_with_its_saves_is_found_by_sql(attempt):
    gone = "(SELECT id FROM quizzes_response WHERE position = 1)"
    execute(f"DELETE FROM quizzes_responserevision WHERE response_id IN {gone}")
    execute("DELETE FROM quizzes_response WHERE position = 1")
    assert problems(attempt)


# Inserting


def test_forged_save_without_the_key_is_found(attempt):
    """Everything but the key is known to who holds the database."""
    last = revision(attempt, 3)
    response = Response.objects.get(attempt=attempt, position=3)
    forged = new_revision(
        response,
        number=4,
        payload={"data": {"option": "opt-minutes"}, "certainty": None},
        previous_digest=last.digest,
        at=NOON,
    )
    guess = hmac.new(b"guess", forged.payload_digest.encode(), hashlib.sha256)
    forged.digest = guess.hexdigest()
    forged.save()
    Response.objects.filter(pk=response.pk).update(
        data=forged.payload["data"], revision=4, last_number=4, saved_at=NOON
    )
    assert "Save 4 was changed." in problems(attempt)


def test_save_signed_with_another_key_is_found(attempt, other_key):
    last = revision(attempt, 3)
    response = Response.objects.get(attempt=attempt, position=3)
    with other_key:
        forged = new_revision(
            response,
            number=4,
            payload={"data": {"option": "opt-minutes"}, "certainty": None},
            previous_digest=last.digest,
            at=NOON,
        )
        forged.save()
        response.data, response.revision, response.last_number = forged.payload["data"], 4, 4
        response.saved_at, response.seal = NOON, seal_response(response)
        response.save()
    assert problems(attempt)


def test_save_signed_with_a_key_that_is_not_here_is_found(attempt):
    ResponseRevision.objects.filter(attempt=attempt, number=3).update(key_id="20991231")
    assert problems(attempt) == ["The key 20991231 that signed a receipt is not here."]


def test_copied_save_is_found(attempt):
    copy = revision(attempt, 3)
    copy.pk, copy.number, copy.sequence = None, 4, 3
    copy.save(force_insert=True)
    assert problems(attempt)


def test_inserted_response_is_found(attempt):
    extra = Response.objects.get(attempt=attempt, position=3)
    extra.pk, extra.position = None, 4
    extra.save(force_insert=True)
    assert problems(attempt)


def test_inserted_response_is_found_by_sql(attempt):
    execute("UPDATE quizzes_response SET position = 4 WHERE position = 3")
    assert problems(attempt)


# Changing the response or the attempt


@pytest.mark.parametrize(
    "change",
    [
        {"data": {"option": "opt-minutes"}},
        {"data": None},
        {"certainty": 3},
        {"revision": 1},
        {"revision": 2},
        {"last_number": 1},
        {"last_number": 9},
        {"seal": ""},
        {"seal": "0" * 64},
    ],
    ids=lambda change: "-".join(f"{name}-{value}"[:20] for name, value in change.items()),
)
def test_changed_response_is_found(attempt, change):
    Response.objects.filter(attempt=attempt, position=1).update(**change)
    assert problems(attempt) == ["Response 1 is not what its receipts say."]


def test_changed_response_is_found_by_sql(attempt):
    execute(
        "UPDATE quizzes_response SET data = (SELECT data FROM quizzes_response "
        "WHERE position = 2) WHERE position = 1"
    )
    assert problems(attempt)


def test_answer_put_where_none_was_saved_is_found(attempt):
    Response.objects.filter(attempt=attempt, position=3).update(data={"option": "opt-minutes"})
    assert problems(attempt) == ["Response 3 is not what its receipts say."]


def test_answer_changed_under_the_cover_of_erasure_is_found(attempt):
    ResponseRevision.objects.filter(attempt=attempt, number=3).update(payload=None)
    Response.objects.filter(attempt=attempt, position=1).update(data={"option": "opt-minutes"})
    assert problems(attempt) == [
        "What save 3 holds was changed.",
        "Response 1 is not what its receipts say.",
    ]


def test_swapped_items_are_found(attempt):
    first, second = Response.objects.filter(attempt=attempt, position__lte=2)
    Response.objects.filter(pk=first.pk).update(item_version=second.item_version_id)
    Response.objects.filter(pk=second.pk).update(item_version=first.item_version_id)
    assert problems(attempt)


def test_swapped_positions_are_found(attempt):
    rows = Response.objects.filter(attempt=attempt)
    rows.filter(position=1).update(position=9)
    rows.filter(position=2).update(position=1)
    rows.filter(position=9).update(position=2)
    assert problems(attempt)


@pytest.mark.parametrize("field", ["seal", "head_seal"])
@pytest.mark.parametrize("value", ["", "0" * 64])
def test_changed_seal_of_a_handed_in_attempt_is_found(handed_in, field, value):
    Attempt.objects.filter(pk=handed_in.pk).update(**{field: value})
    assert problems(handed_in)


def test_attempt_given_to_another_learner_is_found(attempt):
    Attempt.objects.filter(pk=attempt.pk).update(learner=LearnerFactory(), number=F("number"))
    assert problems(attempt) == ["The items of this attempt were changed."]


def test_head_signed_for_fewer_saves_is_found(handed_in):
    """Even who gets an older head's seal signed cannot cut the tail: the responses say more."""
    second = revision(handed_in, 2)
    Attempt.objects.filter(pk=handed_in.pk).update(
        head_seal=seal_head(handed_in, number=2, digest=second.digest)
    )
    assert problems(handed_in) == ["The last receipt at handing in is not the last one here."]
