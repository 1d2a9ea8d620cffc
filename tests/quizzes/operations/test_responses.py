from datetime import timedelta

import pytest
from django.http import QueryDict

from quizzes.models import ResponseRevision, Score
from quizzes.models.quizzes import Feedback
from quizzes.operations.attempts import submit_attempt
from quizzes.operations.receipts import receipt_of, verify_attempt
from quizzes.operations.responses import (
    NothingToSave,
    ResponseFrozen,
    ResponseInvalid,
    ResponseNotFound,
    Save,
    check_response,
    save_response,
    set_flag,
)
from tests.factories import LearnerFactory
from tests.factories_quizzes import NOON, OTHER, RIGHT, WRONG, response_of, save, started
from tests.statements import statements

pytestmark = pytest.mark.django_db

AFTER_EACH = {"show_feedback": Feedback.AFTER_EACH}


def check(attempt, position=1, *, at=NOON, learner=None):
    return check_response(
        learner=learner or attempt.learner, attempt_id=attempt.pk, position=position, at=at
    )


# Saving


def test_first_save_stands():
    attempt = started()
    saved = save(attempt, RIGHT, sequence=1)
    response = response_of(attempt)
    assert (response.data, response.revision, response.last_number) == (
        {"option": "opt-minutes"},
        1,
        1,
    )
    assert (saved.conflict, saved.late, saved.repeated) == (False, False, False)
    assert response.saved_at == NOON


def test_change_is_a_second_save():
    attempt = started()
    save(attempt, WRONG, sequence=1)
    save(attempt, RIGHT, sequence=2, base=1)
    assert response_of(attempt).data == {"option": "opt-minutes"}
    kept = ResponseRevision.objects.filter(attempt=attempt).order_by("number")
    assert [r.payload["data"]["option"] for r in kept] == ["opt-rumour", "opt-minutes"]


def test_saves_are_numbered_through_the_whole_attempt():
    attempt = started(3)
    numbers = [save(attempt, position=p, sequence=1).receipt.number for p in (2, 1, 3)]
    assert numbers == [1, 2, 3]
    assert [response_of(attempt, p).revision for p in (1, 2, 3)] == [2, 1, 3]


def test_taking_an_answer_back_is_a_save():
    attempt = started()
    save(attempt, RIGHT, sequence=1)
    save(attempt, None, sequence=2, base=1)
    response = response_of(attempt)
    assert (response.data, response.revision) == (None, 2)


def test_repeated_save_gives_the_same_receipt():
    attempt = started()
    first = save(attempt, RIGHT, sequence=1)
    again = save(attempt, RIGHT, sequence=1, at=NOON + timedelta(minutes=1))
    assert again.repeated
    assert again.receipt == first.receipt


def test_repeated_save_writes_nothing():
    attempt = started()
    save(attempt, RIGHT, sequence=1)
    with statements() as seen:
        save(attempt, RIGHT, sequence=1)
    assert seen.verbs() == ["SELECT", "SELECT"]
    assert ResponseRevision.objects.count() == 1


def test_repeated_save_says_again_that_it_lost():
    attempt = started()
    save(attempt, RIGHT, tab="tab-a", sequence=1)
    save(attempt, WRONG, tab="tab-b", sequence=1, base=0)
    assert save(attempt, WRONG, tab="tab-b", sequence=1, base=0).conflict


def test_form_without_script_is_written_each_time():
    attempt = started()
    save(attempt, RIGHT, sequence=0, base=0)
    changed = save(attempt, WRONG, sequence=0, base=1)
    assert changed.receipt.number == 2


def test_stale_tab_is_kept_and_does_not_stand():
    attempt = started()
    save(attempt, RIGHT, tab="tab-a", sequence=1)
    lost = save(attempt, WRONG, tab="tab-b", sequence=1, base=0)
    response = response_of(attempt)
    assert lost.conflict
    assert lost.sent == {"option": "opt-rumour"}
    assert (response.data, response.revision, response.last_number) == (
        {"option": "opt-minutes"},
        1,
        2,
    )
    assert ResponseRevision.objects.get(number=2).payload["data"] == {"option": "opt-rumour"}


def test_other_tab_that_knows_the_standing_save_may_change_it():
    attempt = started()
    save(attempt, RIGHT, tab="tab-a", sequence=1)
    saved = save(attempt, WRONG, tab="tab-b", sequence=1, base=1)
    assert not saved.conflict
    assert response_of(attempt).revision == 2


def test_older_save_of_the_same_tab_does_not_overtake():
    attempt = started()
    save(attempt, RIGHT, sequence=2)
    older = save(attempt, WRONG, sequence=1)
    assert not older.conflict
    assert response_of(attempt).data == {"option": "opt-minutes"}
    assert [r.stands for r in ResponseRevision.objects.order_by("number")] == [True, False]


def test_same_sequence_of_another_question_is_another_save():
    attempt = started()
    save(attempt, RIGHT, position=1, sequence=1)
    assert not save(attempt, RIGHT, position=2, sequence=1).repeated


def test_certainty_is_saved_where_it_is_asked():
    attempt = started(certainty=True)
    save(attempt, RIGHT, sequence=1, certainty=3)
    assert response_of(attempt).certainty == 3


def test_certainty_is_passed_over_where_it_is_not_asked():
    attempt = started(certainty=False)
    save(attempt, RIGHT, sequence=1, certainty=3)
    assert response_of(attempt).certainty is None


# What cannot be saved


def test_blank_first_save_is_nothing_to_save():
    attempt = started()
    with pytest.raises(NothingToSave):
        save(attempt, None, sequence=1)
    assert not ResponseRevision.objects.exists()


@pytest.mark.parametrize("option", [7, -1, "no number"])
def test_invalid_save_writes_nothing(option):
    attempt = started()
    with pytest.raises(ResponseInvalid) as caught:
        save(attempt, option, sequence=1)
    assert caught.value.messages == [
        "This choice is not on the page. Load the page again and choose once more."
    ]
    assert not ResponseRevision.objects.exists()
    assert response_of(attempt).revision == 0


@pytest.mark.parametrize("certainty", [0, 4, "x"])
def test_certainty_that_nobody_offers_is_invalid(certainty):
    attempt = started(certainty=True)
    with pytest.raises(ResponseInvalid):
        save(attempt, RIGHT, sequence=1, certainty=certainty)
    assert not ResponseRevision.objects.exists()


def test_another_learner_finds_no_response():
    attempt = started()
    with pytest.raises(ResponseNotFound):
        save_response(
            Save(posted=QueryDict("option=0"), sequence=1),
            learner=LearnerFactory(),
            attempt_id=attempt.pk,
            position=1,
            at=NOON,
        )
    assert not ResponseRevision.objects.exists()


def test_position_outside_the_attempt_is_not_found():
    with pytest.raises(ResponseNotFound):
        save(started(3), position=4, sequence=1)


# Late


def test_save_within_the_grace_counts():
    attempt = started(time_limit_minutes=30)
    saved = save(attempt, RIGHT, sequence=1, at=NOON + timedelta(minutes=30, seconds=10))
    assert not saved.late
    assert response_of(attempt).revision == 1


def test_save_after_the_grace_is_kept_and_does_not_count():
    attempt = started(time_limit_minutes=30)
    save(attempt, WRONG, sequence=1)
    late = save(attempt, RIGHT, sequence=2, at=NOON + timedelta(minutes=30, seconds=10.001))
    response = response_of(attempt)
    assert late.late
    assert (response.data, response.revision, response.last_number) == (
        {"option": "opt-rumour"},
        1,
        2,
    )
    assert ResponseRevision.objects.get(number=2).payload["data"] == {"option": "opt-minutes"}


def test_late_save_is_no_conflict():
    attempt = started(time_limit_minutes=30)
    save(attempt, WRONG, tab="tab-a", sequence=1)
    late = save(attempt, RIGHT, tab="tab-b", sequence=1, at=NOON + timedelta(hours=1))
    assert (late.late, late.conflict) == (True, False)


def test_save_after_handing_in_is_kept_and_does_not_count():
    attempt = started()
    save(attempt, WRONG, sequence=1)
    submit_attempt(attempt, at=NOON)
    assert save(attempt, RIGHT, sequence=2).late
    assert response_of(attempt).data == {"option": "opt-rumour"}


def test_late_save_leaves_a_chain_that_verifies():
    attempt = started()
    save(attempt, WRONG, sequence=1)
    submit_attempt(attempt, at=NOON)
    save(attempt, RIGHT, sequence=2)
    attempt.refresh_from_db()
    assert verify_attempt(attempt).problems == []


# Checking (feedback after each)


def test_check_grades_and_freezes():
    attempt = started(**AFTER_EACH)
    save(attempt, RIGHT, sequence=1)
    assert check(attempt).fraction == 1
    assert response_of(attempt).checked_at == NOON


def test_checked_response_cannot_be_saved_again():
    attempt = started(**AFTER_EACH)
    save(attempt, WRONG, sequence=1)
    check(attempt)
    with pytest.raises(ResponseFrozen):
        save(attempt, RIGHT, sequence=2, base=1)
    assert ResponseRevision.objects.count() == 1


def test_save_that_was_acknowledged_before_the_check_is_repeated_after_it():
    attempt = started(**AFTER_EACH)
    first = save(attempt, WRONG, sequence=1)
    check(attempt)
    assert save(attempt, WRONG, sequence=1).receipt == first.receipt


def test_second_check_is_refused():
    attempt = started(**AFTER_EACH)
    save(attempt, RIGHT, sequence=1)
    check(attempt)
    with pytest.raises(ResponseFrozen):
        check(attempt)
    assert Score.objects.count() == 1


def test_blank_cannot_be_checked():
    with pytest.raises(ResponseNotFound):
        check(started(**AFTER_EACH))


def test_nothing_is_checked_where_feedback_comes_later():
    attempt = started(show_feedback=Feedback.AFTER_SUBMITTING)
    save(attempt, RIGHT, sequence=1)
    with pytest.raises(ResponseNotFound):
        check(attempt)


def test_nothing_is_checked_when_the_time_is_up():
    attempt = started(time_limit_minutes=30, **AFTER_EACH)
    save(attempt, RIGHT, sequence=1)
    with pytest.raises(ResponseNotFound):
        check(attempt, at=NOON + timedelta(minutes=31))


def test_another_learner_cannot_check():
    attempt = started(**AFTER_EACH)
    save(attempt, RIGHT, sequence=1)
    with pytest.raises(ResponseNotFound):
        check(attempt, learner=LearnerFactory())
    assert not Score.objects.exists()


# Flags


def test_flag_is_set_and_cleared():
    attempt = started()
    for flagged in (True, False):
        set_flag(learner=attempt.learner, attempt_id=attempt.pk, position=2, flagged=flagged)
        assert response_of(attempt, 2).flagged is flagged


def test_flag_of_another_learner_is_not_found():
    attempt = started()
    with pytest.raises(ResponseNotFound):
        set_flag(learner=LearnerFactory(), attempt_id=attempt.pk, position=2, flagged=True)


def test_flag_after_handing_in_is_not_found():
    attempt = submit_attempt(started(), at=NOON)
    with pytest.raises(ResponseNotFound):
        set_flag(learner=attempt.learner, attempt_id=attempt.pk, position=2, flagged=True)


# Statements


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 30])
def test_save_is_three_statements_and_one_commit(count):
    attempt = started(count)
    save(attempt, WRONG, sequence=1)
    with statements() as seen:
        save(attempt, RIGHT, sequence=2, base=1)
    assert seen.verbs() == ["SELECT", "INSERT", "UPDATE"]
    assert seen.commits == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 30])
def test_check_is_three_statements_and_one_commit(count):
    attempt = started(count, **AFTER_EACH)
    save(attempt, OTHER, sequence=1)
    with statements() as seen:
        check(attempt)
    assert seen.verbs() == ["SELECT", "UPDATE", "INSERT"]
    assert seen.commits == 1


def test_receipt_of_a_save_is_the_one_in_the_database():
    attempt = started()
    saved = save(attempt, RIGHT, sequence=1)
    assert receipt_of(ResponseRevision.objects.get()) == saved.receipt


def test_same_answer_again_brings_the_receipt_of_what_stands():
    attempt = started(1)
    first = save(attempt, RIGHT, tab="a", sequence=1)
    again = save(attempt, RIGHT, tab="a", sequence=2, base=first.receipt.number)
    assert again.receipt == first.receipt
    assert attempt.revisions.count() == 1


def test_same_answer_is_written_when_another_may_be_on_its_way():
    attempt = started(1)
    save(attempt, RIGHT, tab="a", sequence=1)
    save(attempt, RIGHT, tab="a", sequence=3)
    assert attempt.revisions.count() == 2
    save(attempt, WRONG, tab="a", sequence=2)
    assert response_of(attempt).data == {"option": "opt-minutes"}
