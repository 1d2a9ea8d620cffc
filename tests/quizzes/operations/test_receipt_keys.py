import pytest

from quizzes.models import Attempt, ResponseRevision
from quizzes.operations import receipt_keys
from quizzes.operations.attempts import submit_attempt
from quizzes.operations.receipts import verify_attempt
from tests.factories_quizzes import NOON, RIGHT, WRONG, save, started

pytestmark = pytest.mark.django_db


def problems(attempt):
    return verify_attempt(Attempt.objects.get(pk=attempt.pk)).problems


@pytest.fixture
def keys_folder(settings, tmp_path):
    """A keys folder of this test's own."""
    settings.RECEIPT_KEYS_DIR = tmp_path / "receipt-keys"
    receipt_keys.all_keys.cache_clear()
    yield settings.RECEIPT_KEYS_DIR
    receipt_keys.all_keys.cache_clear()


def add_key(folder, name):
    (folder / f"{name}.key").write_text("ab" * 32)
    receipt_keys.all_keys.cache_clear()


def test_first_key_is_made_whole_and_for_the_owner_alone(keys_folder):
    key_id, key = receipt_keys.current_key()
    (file,) = keys_folder.iterdir()
    assert (file.name, len(key)) == (f"{key_id}.key", 32)
    assert file.stat().st_mode & 0o077 == 0


def test_key_made_by_another_server_at_the_same_time_serves_both(keys_folder):
    first = receipt_keys.current_key()
    receipt_keys._make_first_key(keys_folder)
    receipt_keys.all_keys.cache_clear()
    assert receipt_keys.current_key() == first
    assert len(list(keys_folder.iterdir())) == 1


def test_newest_key_signs_and_older_ones_still_check(keys_folder):
    attempt = started(1)
    save(attempt, WRONG, sequence=1)
    add_key(keys_folder, "20991231")
    save(attempt, RIGHT, sequence=2, base=1)
    assert ResponseRevision.objects.get(number=2).key_id == "20991231"
    assert problems(attempt) == []


def test_key_that_is_new_at_handing_in_checks_too(keys_folder):
    attempt = started(1)
    save(attempt, RIGHT, sequence=1)
    add_key(keys_folder, "20991231")
    assert problems(submit_attempt(attempt, at=NOON)) == []


@pytest.mark.parametrize("text", ["", "ab", "no key"])
def test_damaged_key_is_not_signed_with(keys_folder, text):
    keys_folder.mkdir()
    (keys_folder / "20260101.key").write_text(text)
    with pytest.raises(receipt_keys.ReceiptKeyDamaged):
        receipt_keys.current_key()


def test_key_of_the_environment_is_taken_before_the_files(keys_folder, settings):
    settings.RECEIPT_KEY = "a long secret from the environment"
    receipt_keys.all_keys.cache_clear()
    expected = ("env-14dff8f864", b"a long secret from the environment")
    assert receipt_keys.current_key() == expected


def test_older_keys_of_the_environment_still_check(keys_folder, settings):
    settings.RECEIPT_KEY = "the new secret, a long secret from the environment"
    receipt_keys.all_keys.cache_clear()
    assert receipt_keys.current_key()[1] == b"the new secret"
    assert receipt_keys.get_key("env-14dff8f864") == b"a long secret from the environment"
