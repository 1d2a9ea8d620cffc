from datetime import timedelta
from decimal import Decimal

import pytest

from quizzes.models import Attempt, ExtraAttempt, Score
from quizzes.operations.attempts import (
    NoAttemptsLeft,
    start_attempt,
    submit_attempt,
    submit_overdue_attempts,
)
from quizzes.operations.receipts import verify_attempt
from quizzes.operations.responses import ResponseFrozen, check_response
from quizzes.operations.staff_acts import (
    AnotherAttemptRuns,
    AssignmentIsClosed,
    AttemptHasNoDeadline,
    AttemptIsSetAside,
    AttemptNotRunning,
    AttemptNotSetAside,
    AttemptRunning,
    MinutesOutOfRange,
    NoLimitOfAttempts,
    NotForStaff,
    ReasonMissing,
    add_time,
    add_time_to_all,
    allow_one_more,
    bring_back,
    reopen,
    set_aside,
)
from rosters.models import Act, Notice
from rosters.operations.acts import Verb, acts_on
from rosters.operations.notices import sentence_of
from tests.factories import LearnerFactory, make_learner_of
from tests.factories_quizzes import (
    NOON,
    OTHER,
    RIGHT,
    WRONG,
    AssignmentFactory,
    quiz_of,
    response_of,
    save,
    started,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
LATER = NOON + 5 * MINUTE
WHY = "The fire alarm rang."


def now(attempt):
    return Attempt.objects.get(pk=attempt.pk)


def told(learner):
    return [sentence_of(notice) for notice in Notice.objects.filter(person=learner)]


def in_class(classroom, learner, *, count=1, quiz=None, **assignment):
    given = AssignmentFactory(quiz=quiz or quiz_of(count), classroom=classroom, **assignment)
    return start_attempt(given.quiz, learner=learner, at=NOON, assignment=given)


def handed_in(*options, **fields):
    attempt = started(len(options), **fields)
    for position, option in enumerate(options, start=1):
        save(attempt, option, position=position)
    return submit_attempt(attempt, at=NOON + MINUTE)


# What all of them have in common


def acts():
    """Every act by name, on an attempt that it fits."""
    return {
        "add time": lambda a, **k: add_time(a, minutes=5, at=NOON, **k),
        "reopen": lambda a, **k: reopen(a, minutes=5, at=NOON, **k),
        "set aside": lambda a, **k: set_aside(a, at=NOON, **k),
        "bring back": lambda a, **k: bring_back(a, **k),
        "allow": lambda a, **k: allow_one_more(a.learner, quiz=a.quiz, at=NOON, **k),
    }


@pytest.mark.parametrize("name", acts())
@pytest.mark.parametrize("reason", ["", "  "])
def test_act_without_a_reason_is_refused(name, reason, tess):
    attempt = started(1, attempts_allowed=1, time_limit_minutes=10)
    with pytest.raises(ReasonMissing):
        acts()[name](attempt, by=tess, reason=reason)
    assert not Act.objects.exists()


@pytest.mark.parametrize("name", acts())
def test_nobody_acts_on_her_own_attempt(name, tess):
    attempt = started(1, learner=tess, attempts_allowed=1, time_limit_minutes=10)
    with pytest.raises(NotForStaff):
        acts()[name](attempt, by=tess, reason=WHY)


@pytest.mark.parametrize("name", ["add time", "reopen", "set aside", "bring back"])
def test_nobody_acts_on_a_preview(name, tess, theo):
    quiz = quiz_of(1, time_limit_minutes=10)
    attempt = start_attempt(quiz, learner=theo, at=NOON, preview=True)
    with pytest.raises(NotForStaff):
        acts()[name](attempt, by=tess, reason=WHY)


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_minutes_have_bounds(minutes, tess):
    attempt = started(1, time_limit_minutes=10)
    with pytest.raises(MinutesOutOfRange):
        add_time(attempt, minutes=minutes, by=tess, reason=WHY, at=NOON)


def test_act_of_an_attempt_stands_in_its_log_without_names(ada, tess, classroom):
    attempt = in_class(classroom, ada, closes_at=NOON + 60 * MINUTE)
    add_time(attempt, minutes=5, by=tess, reason=f" {WHY} ", at=NOON)
    [act] = acts_on(attempt)
    assert (act.verb, act.actor, act.person, act.classroom) == (
        Verb.ADDED_TIME, tess, ada, classroom,
    )  # fmt: skip
    assert (act.reason, act.detail["minutes"]) == (WHY, 5)


# More time


def test_added_time_moves_the_deadline_and_tells_the_learner(ada, tess):
    attempt = started(1, learner=ada, time_limit_minutes=10, title="Mills")
    add_time(attempt, minutes=5, by=tess, reason=WHY, at=NOON + 2 * MINUTE)
    assert now(attempt).deadline_at == NOON + 15 * MINUTE
    assert told(ada) == ["You have 5 minutes more for “Mills”."]


def test_time_added_after_the_deadline_counts_from_now(tess):
    attempt = started(1, time_limit_minutes=10)
    add_time(attempt, minutes=5, by=tess, reason=WHY, at=NOON + 12 * MINUTE)
    assert now(attempt).deadline_at == NOON + 17 * MINUTE


def test_answer_within_added_time_is_in_time(tess):
    attempt = started(1, time_limit_minutes=10)
    add_time(attempt, minutes=5, by=tess, reason=WHY, at=NOON)
    assert not save(attempt, RIGHT, at=NOON + 14 * MINUTE).late


def test_added_time_holds_off_the_sweep(tess):
    attempt = started(1, time_limit_minutes=10)
    add_time(attempt, minutes=5, by=tess, reason=WHY, at=NOON)
    assert submit_overdue_attempts(at=NOON + 12 * MINUTE) == 0
    assert submit_overdue_attempts(at=NOON + 16 * MINUTE) == 1


def test_sweep_that_read_the_old_deadline_hands_nothing_in(tess, monkeypatch):
    attempt = started(1, time_limit_minutes=10)
    due = Attempt.objects.get(pk=attempt.pk)
    add_time(attempt, minutes=5, by=tess, reason=WHY, at=NOON)
    with pytest.raises(Exception, match=str(attempt.pk)):
        submit_attempt(due, at=NOON, if_still_due=True)
    assert now(attempt).is_open


def test_time_is_not_added_to_what_is_handed_in(tess):
    with pytest.raises(AttemptNotRunning):
        add_time(handed_in(RIGHT, time_limit_minutes=10), minutes=5, by=tess, reason=WHY, at=NOON)


def test_time_is_not_added_where_there_is_no_deadline(tess):
    with pytest.raises(AttemptHasNoDeadline):
        add_time(started(1), minutes=5, by=tess, reason=WHY, at=NOON)


def test_time_for_all_reaches_every_running_attempt_of_the_assignment(classroom, tess):
    quiz = quiz_of(1, time_limit_minutes=10)
    given = AssignmentFactory(quiz=quiz, classroom=classroom)
    learners = [make_learner_of(classroom) for _ in range(3)]
    first, second, third = (
        start_attempt(quiz, learner=who, at=NOON, assignment=given) for who in learners
    )
    alone = start_attempt(quiz, learner=learners[0], at=NOON)
    submit_attempt(third, at=NOON)
    assert add_time_to_all(given, minutes=5, by=tess, reason=WHY, at=NOON) == 2
    deadlines = [now(attempt).deadline_at - NOON for attempt in (first, second, third, alone)]
    assert deadlines == [15 * MINUTE, 15 * MINUTE, 10 * MINUTE, 10 * MINUTE]
    assert [len(told(learner)) for learner in learners] == [1, 1, 0]


# One more


def test_one_more_may_be_started_and_no_two(ada, tess):
    attempt = handed_in(RIGHT, learner=ada, attempts_allowed=1, title="Mills")
    allow_one_more(ada, quiz=attempt.quiz, by=tess, reason=WHY, at=NOON)
    second = start_attempt(attempt.quiz, learner=ada, at=LATER)
    assert second.number == 2
    submit_attempt(second, at=LATER)
    with pytest.raises(NoAttemptsLeft):
        start_attempt(attempt.quiz, learner=ada, at=LATER)
    assert told(ada) == ["You may take “Mills” once more."]


def test_one_more_is_hers_alone(ada, ben, tess):
    attempt = handed_in(RIGHT, learner=ben, attempts_allowed=1)
    allow_one_more(ada, quiz=attempt.quiz, by=tess, reason=WHY, at=NOON)
    with pytest.raises(NoAttemptsLeft):
        start_attempt(attempt.quiz, learner=ben, at=LATER)


def test_one_more_of_an_assignment_is_none_of_the_quiz(ada, tess, classroom):
    quiz = quiz_of(1, attempts_allowed=1)
    attempt = submit_attempt(in_class(classroom, ada, quiz=quiz), at=NOON)
    submit_attempt(start_attempt(quiz, learner=ada, at=NOON), at=NOON)
    allow_one_more(ada, quiz=quiz, assignment=attempt.assignment, by=tess, reason=WHY, at=NOON)
    with pytest.raises(NoAttemptsLeft):
        start_attempt(quiz, learner=ada, at=LATER)
    assert start_attempt(quiz, learner=ada, at=LATER, assignment=attempt.assignment).number == 2


def test_one_more_is_none_once_the_assignment_has_closed(ada, tess, classroom):
    quiz = quiz_of(1, attempts_allowed=1)
    attempt = submit_attempt(in_class(classroom, ada, quiz=quiz, closes_at=LATER), at=NOON)
    with pytest.raises(AssignmentIsClosed):
        allow_one_more(ada, quiz=quiz, assignment=attempt.assignment, by=tess, reason=WHY, at=LATER)


def test_one_more_where_nothing_is_limited_is_refused(ada, tess):
    with pytest.raises(NoLimitOfAttempts):
        allow_one_more(ada, quiz=quiz_of(1), by=tess, reason=WHY, at=NOON)
    assert not ExtraAttempt.objects.exists()


# Open again


def test_reopened_attempt_runs_with_a_new_deadline(ada, tess):
    attempt = handed_in(RIGHT, learner=ada, title="Mills")
    reopen(attempt, minutes=20, by=tess, reason=WHY, at=LATER)
    opened = now(attempt)
    assert (opened.status, opened.deadline_at) == (
        Attempt.Status.IN_PROGRESS,
        LATER + 20 * MINUTE,
    )
    assert (opened.score, opened.submitted_at) == (None, None)
    assert told(ada) == ["“Mills” is open again for you."]
    assert start_attempt(attempt.quiz, learner=ada, at=LATER) == opened


def test_reopened_without_minutes_ends_with_its_assignment(ada, tess, classroom):
    closes = NOON + 60 * MINUTE
    quiz = quiz_of(1, time_limit_minutes=10)
    attempt = submit_attempt(in_class(classroom, ada, quiz=quiz, closes_at=closes), at=NOON)
    assert reopen(attempt, minutes=None, by=tess, reason=WHY, at=LATER).deadline_at == closes


def test_reopened_without_minutes_or_assignment_has_no_end(tess):
    attempt = handed_in(RIGHT, time_limit_minutes=10)
    assert reopen(attempt, minutes=None, by=tess, reason=WHY, at=LATER).deadline_at is None


def test_receipts_hold_through_reopening_and_handing_in_again(tess):
    attempt = handed_in(WRONG, RIGHT)
    reopen(attempt, minutes=None, by=tess, reason=WHY, at=LATER)
    assert verify_attempt(now(attempt)).holds
    save(attempt, RIGHT, position=1, base=1, at=LATER + MINUTE)
    assert verify_attempt(now(attempt)).holds
    submit_attempt(now(attempt), at=LATER + 2 * MINUTE)
    report = verify_attempt(now(attempt))
    assert (report.holds, report.saves) == (True, 3)


def test_handing_in_again_grades_what_was_changed_and_keeps_the_rest(tess):
    """Wrong and right is 1 of 2; the first is mended, so 2 of 2."""
    attempt = handed_in(WRONG, RIGHT)
    assert attempt.score == 1
    reopen(attempt, minutes=None, by=tess, reason=WHY, at=LATER)
    save(attempt, RIGHT, position=1, base=1, at=LATER + MINUTE)
    submit_attempt(now(attempt), at=LATER + 2 * MINUTE)
    assert now(attempt).score == 2
    scores = Score.objects.filter(response__attempt=attempt).order_by("response__position", "pk")
    assert [(s.response.position, s.fraction, s.is_current) for s in scores] == [
        (1, 0, False),
        (1, 1, True),
        (2, 1, True),
    ]


def test_handing_in_again_keeps_what_a_person_said_of_an_unchanged_answer(tess):
    attempt = handed_in(WRONG, RIGHT)
    response = response_of(attempt, 1)
    Score.objects.filter(response=response).update(fraction=Decimal("0.5"), marked_by=tess)
    reopen(attempt, minutes=None, by=tess, reason=WHY, at=LATER)
    submit_attempt(now(attempt), at=LATER)
    assert now(attempt).score == Decimal("1.50")


def test_checked_response_stays_frozen_when_reopened(ada, tess):
    attempt = started(2, learner=ada, show_feedback="after-each")
    save(attempt, WRONG)
    check_response(learner=ada, attempt_id=attempt.pk, position=1, at=NOON)
    submit_attempt(attempt, at=NOON)
    reopen(attempt, minutes=None, by=tess, reason=WHY, at=LATER)
    with pytest.raises(ResponseFrozen):
        save(attempt, RIGHT, base=1, at=LATER)


def test_running_attempt_is_not_reopened(tess):
    with pytest.raises(AttemptRunning):
        reopen(started(1), minutes=None, by=tess, reason=WHY, at=NOON)


def test_attempt_is_not_reopened_beside_another_that_runs(ada, tess):
    attempt = handed_in(RIGHT, learner=ada)
    start_attempt(attempt.quiz, learner=ada, at=LATER)
    with pytest.raises(AnotherAttemptRuns):
        reopen(attempt, minutes=None, by=tess, reason=WHY, at=LATER)
    assert not now(attempt).is_open
    assert told(ada) == []


def test_attempt_is_not_reopened_once_its_assignment_has_closed(ada, tess, classroom):
    attempt = submit_attempt(in_class(classroom, ada, closes_at=NOON + MINUTE), at=NOON)
    with pytest.raises(AssignmentIsClosed):
        reopen(attempt, minutes=10, by=tess, reason=WHY, at=LATER)


def test_attempt_is_not_reopened_once_its_assignment_was_taken_back(ada, tess, classroom):
    attempt = submit_attempt(in_class(classroom, ada, withdrawn_at=NOON), at=NOON)
    with pytest.raises(AssignmentIsClosed):
        reopen(attempt, minutes=10, by=tess, reason=WHY, at=LATER)


def test_handing_in_again_costs_what_it_costs_for_one_question(tess):
    attempt = handed_in(*[WRONG] * 12)
    reopen(attempt, minutes=None, by=tess, reason=WHY, at=LATER)
    for position in range(1, 13):
        save(attempt, RIGHT, position=position, base=position, at=LATER)
    again = now(attempt)
    with statements() as counted:
        submit_attempt(again, at=LATER)
    assert len(counted) <= 12


# Set aside


def test_attempt_set_aside_counts_nowhere_and_keeps_its_number(ada, tess):
    attempt = handed_in(RIGHT, learner=ada, attempts_allowed=1, title="Mills")
    set_aside(attempt, by=tess, reason=WHY, at=LATER)
    assert not Attempt.objects.taken().filter(pk=attempt.pk).exists()
    assert start_attempt(attempt.quiz, learner=ada, at=LATER).number == 2
    assert told(ada) == ["Your attempt at “Mills” was set aside; it does not count."]


def test_running_attempt_is_handed_in_before_it_is_set_aside(tess):
    attempt = started(1)
    save(attempt, RIGHT)
    set_aside(attempt, by=tess, reason=WHY, at=LATER)
    aside = now(attempt)
    assert (aside.status, aside.score, aside.set_aside_at) == (Attempt.Status.GRADED, 1, LATER)
    assert verify_attempt(aside).holds


def test_attempt_brought_back_counts_again(ada, tess):
    attempt = handed_in(RIGHT, learner=ada, attempts_allowed=1)
    set_aside(attempt, by=tess, reason=WHY, at=LATER)
    bring_back(attempt, by=tess, reason="It was another learner.")
    assert Attempt.objects.taken().filter(pk=attempt.pk).exists()
    with pytest.raises(NoAttemptsLeft):
        start_attempt(attempt.quiz, learner=ada, at=LATER)


def test_attempt_is_set_aside_and_brought_back_only_once(tess):
    attempt = handed_in(OTHER)
    with pytest.raises(AttemptNotSetAside):
        bring_back(attempt, by=tess, reason=WHY)
    set_aside(attempt, by=tess, reason=WHY, at=LATER)
    with pytest.raises(AttemptIsSetAside):
        set_aside(attempt, by=tess, reason=WHY, at=LATER)
    with pytest.raises(AttemptIsSetAside):
        reopen(attempt, minutes=None, by=tess, reason=WHY, at=LATER)


def test_attempt_begun_between_keeps_the_numbers_apart(ada, tess):
    """The first is set aside, the second begun, the first brought back, a third begun."""
    first = handed_in(RIGHT, learner=ada)
    set_aside(first, by=tess, reason=WHY, at=LATER)
    submit_attempt(start_attempt(first.quiz, learner=LearnerFactory(), at=LATER), at=LATER)
    second = submit_attempt(start_attempt(first.quiz, learner=ada, at=LATER), at=LATER)
    bring_back(first, by=tess, reason=WHY)
    third = start_attempt(first.quiz, learner=ada, at=LATER)
    assert [first.number, second.number, third.number] == [1, 2, 3]
