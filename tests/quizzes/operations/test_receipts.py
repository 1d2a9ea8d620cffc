"""What a receipt says, and which attempts hold; test_tampering.py has those that do not."""

import re

import pytest

from quizzes.models import Attempt, ResponseRevision
from quizzes.operations.attempts import submit_attempt
from quizzes.operations.receipts import (
    receipt_of,
    short_code,
    verify_attempt,
)
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


def revision(attempt, number):
    return ResponseRevision.objects.get(attempt=attempt, number=number)


# What holds


def test_untouched_attempt_holds(attempt):
    report = verify_attempt(attempt)
    assert (report.holds, report.saves, report.erased) == (True, 3, 0)


def test_untouched_attempt_holds_after_handing_in(handed_in):
    assert problems(handed_in) == []


def test_attempt_without_saves_holds():
    assert problems(started(2)) == []
    assert problems(submit_attempt(started(2), at=NOON)) == []


def test_attempt_with_conflict_and_late_save_holds(attempt):
    save(attempt, RIGHT, position=1, tab="tab-b", sequence=1, base=0)
    submit_attempt(attempt, at=NOON)
    save(attempt, RIGHT, position=3, sequence=1)
    assert problems(attempt) == []


def test_receipt_line_names_everything_that_a_check_needs(attempt):
    receipt = receipt_of(revision(attempt, 2))
    line = (
        r"Groundwork receipt [2-9A-HJ-NP-Z]{4}-2, attempt \d+, save 2, "
        r"2026-03-02T12:00:00\.000000\+00:00, [0-9a-f]{64}"
    )
    assert re.fullmatch(line, receipt.line)


def test_short_code_is_the_first_twenty_bits():
    """00000 11111 00000 11111 is 07C1F in hex: letters 0 and 31 of the alphabet, twice."""
    assert short_code("07c1f" + "0" * 59) == "2Z2Z"


def test_time_of_a_receipt_is_the_same_in_every_zone(attempt, settings):
    before = receipt_of(revision(attempt, 1)).line
    settings.TIME_ZONE = "Asia/Tokyo"
    assert receipt_of(revision(attempt, 1)).line == before
    assert problems(attempt) == []


def test_two_queries_check_an_attempt(attempt, django_assert_num_queries):
    with django_assert_num_queries(2):
        verify_attempt(attempt)
