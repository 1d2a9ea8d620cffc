"""Two at once: on SQLite in a file with the site's settings, on PostgreSQL as it is."""

import pytest

from quizzes.models import Attempt, ResponseRevision, Score
from quizzes.operations.attempts import AttemptAlreadySubmitted, start_attempt, submit_attempt
from quizzes.operations.receipts import verify_attempt
from tests.factories import LearnerFactory
from tests.factories_quizzes import NOON, RIGHT, WRONG, quiz_of, save, started
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("shared_database")


def test_saves_of_one_attempt_at_once_get_numbers_of_their_own():
    attempt = started(4)

    def ten_saves(position):
        return [
            save(attempt, n % 2, position=position, tab=f"tab-{position}", sequence=n).receipt
            for n in range(1, 11)
        ]

    written = at_once(*(lambda p=p: ten_saves(p) for p in (1, 2, 3, 4)))
    numbers = sorted(receipt.number for receipts in written for receipt in receipts)
    assert numbers == list(range(1, 41))
    assert verify_attempt(attempt).problems == []


def test_same_save_sent_twice_at_once_is_written_once():
    attempt = started(1)
    first, second = at_once(*[lambda: save(attempt, RIGHT, sequence=1)] * 2)
    assert first.receipt == second.receipt
    assert ResponseRevision.objects.count() == 1


def test_two_tabs_at_once_one_stands():
    attempt = started(1)
    results = at_once(
        lambda: save(attempt, RIGHT, tab="tab-a", sequence=1),
        lambda: save(attempt, WRONG, tab="tab-b", sequence=1),
    )
    assert sorted(saved.conflict for saved in results) == [False, True]
    assert verify_attempt(attempt).problems == []


def test_starting_twice_at_once_makes_one_attempt():
    quiz, learner = quiz_of(3), LearnerFactory()
    first, second = at_once(*[lambda: start_attempt(quiz, learner=learner, at=NOON)] * 2)
    assert first == second
    assert Attempt.objects.count() == 1


def test_handing_in_twice_at_once_grades_once():
    attempt = started(3)
    save(attempt, RIGHT)
    results = at_once(*[lambda: submit_attempt(Attempt.objects.get(pk=attempt.pk), at=NOON)] * 2)
    assert sum(isinstance(result, AttemptAlreadySubmitted) for result in results) == 1
    assert Score.objects.count() == 3


def test_save_beside_handing_in_counts_or_is_late():
    for _ in range(10):
        attempt = started(1)
        saved, _submitted = at_once(
            lambda a=attempt: save(a, RIGHT, sequence=1),
            lambda a=attempt: submit_attempt(Attempt.objects.get(pk=a.pk), at=NOON),
        )
        attempt.refresh_from_db()
        assert attempt.score == (0 if saved.late else 1)
        assert verify_attempt(attempt).problems == []
