from datetime import timedelta

import pytest

from quizzes.models import Attempt, Response, ResponseRevision, Score
from quizzes.operations.attempts import start_attempt, submit_attempt, submit_overdue_attempts
from quizzes.operations.late_answers import (
    LateAnswerErased,
    NotALateAnswer,
    accept_late,
    decide_all_late,
    leave_late,
)
from quizzes.operations.marking import Seen, current_mark, mark_response
from quizzes.operations.receipts import verify_attempt
from quizzes.operations.staff_acts import AttemptRunning, NotForStaff, ReasonMissing, reopen
from rosters.models import Notice
from rosters.operations.acts import Verb, acts_on
from rosters.operations.notices import sentence_of
from tests.factories import LearnerFactory
from tests.factories_quizzes import (
    ESSAY,
    NOON,
    OTHER,
    RIGHT,
    WRONG,
    fill_section,
    quiz_of,
    response_of,
    save,
    started,
)

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
LATE = NOON + 20 * MINUTE
DECIDED = NOON + 60 * MINUTE
WHY = "Her network was down."


@pytest.fixture
def attempt(ada):
    """Two questions in ten minutes: the first wrong in time, right when it was too late."""
    attempt = started(2, learner=ada, time_limit_minutes=10, title="Mills")
    save(attempt, WRONG, sequence=1)
    submit_overdue_attempts(at=NOON + 11 * MINUTE)
    assert save(attempt, RIGHT, sequence=2, base=1, at=LATE).late
    return Attempt.objects.get(pk=attempt.pk)


def revision(attempt, number):
    return ResponseRevision.objects.get(attempt=attempt, number=number)


def now(attempt):
    return Attempt.objects.get(pk=attempt.pk)


def accept(attempt, number, by):
    accept_late(revision(attempt, number), by=by, reason=WHY, at=DECIDED)


def leave(attempt, number, by):
    leave_late(revision(attempt, number), by=by, reason=WHY, at=DECIDED)


def standing(attempt, position=1):
    response = response_of(attempt, position)
    return response.data and response.data["option"]


def holds(attempt):
    return verify_attempt(now(attempt)).problems == []


def test_late_answer_counts_for_nothing_until_it_is_accepted(attempt):
    assert (standing(attempt), now(attempt).score) == ("opt-rumour", 0)


def test_accepted_answer_stands_and_is_graded(attempt, tess):
    accept(attempt, 2, tess)
    assert (standing(attempt), now(attempt).score) == ("opt-minutes", 1)
    scores = Score.objects.filter(response=response_of(attempt)).order_by("pk")
    assert [(s.fraction, s.is_current) for s in scores] == [(0, False), (1, True)]
    assert holds(attempt)


def test_acceptance_adds_a_save_and_changes_none(attempt, tess):
    receipts = list(attempt.revisions.order_by("number").values_list("number", "digest"))
    accept(attempt, 2, tess)
    after = list(attempt.revisions.order_by("number").values_list("number", "digest"))
    assert after[:2] == receipts
    assert len(after) == 3


def test_answer_that_is_left_counts_for_nothing(attempt, tess):
    leave(attempt, 2, tess)
    assert (standing(attempt), now(attempt).score) == ("opt-rumour", 0)
    assert revision(attempt, 2).verdict == ResponseRevision.Verdict.LEFT
    assert attempt.revisions.count() == 2
    assert holds(attempt)


def test_decision_can_be_changed_both_ways(attempt, tess):
    accept(attempt, 2, tess)
    leave(attempt, 2, tess)
    assert (standing(attempt), now(attempt).score) == ("opt-rumour", 0)
    assert holds(attempt)
    accept(attempt, 2, tess)
    assert (standing(attempt), now(attempt).score) == ("opt-minutes", 1)
    assert holds(attempt)
    verbs = [act.verb for act in acts_on(attempt)]
    assert verbs == [Verb.ACCEPTED_LATE, Verb.LEFT_LATE, Verb.ACCEPTED_LATE]


def test_same_decision_again_changes_nothing(attempt, tess):
    accept(attempt, 2, tess)
    accept(attempt, 2, tess)
    assert attempt.revisions.count() == 3
    assert len(acts_on(attempt)) == 1


def test_another_accepted_answer_leaves_the_first(attempt, tess):
    save(attempt, OTHER, sequence=3, base=1, at=LATE + MINUTE)
    accept(attempt, 2, tess)
    accept(attempt, 3, tess)
    assert standing(attempt) == "opt-poster"
    assert [revision(attempt, n).verdict for n in (2, 3)] == ["left", "accepted"]
    assert holds(attempt)
    leave(attempt, 3, tess)
    assert standing(attempt) == "opt-rumour"
    assert holds(attempt)


def test_only_answer_is_taken_back_to_none(attempt, tess):
    save(attempt, RIGHT, position=2, sequence=1, tab="tab-b", at=LATE)
    accept(attempt, 3, tess)
    assert now(attempt).score == 1
    leave(attempt, 3, tess)
    assert (standing(attempt, 2), now(attempt).score) == (None, 0)
    assert holds(attempt)


def test_accepted_essay_waits_for_a_person(tess):
    quiz = quiz_of(1, time_limit_minutes=10)
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)
    attempt = start_attempt(quiz, learner=LearnerFactory(), at=NOON)
    submit_overdue_attempts(at=NOON + 11 * MINUTE)
    save(attempt, None, position=2, text="word " * 30, sequence=1, at=LATE)
    assert now(attempt).status == Attempt.Status.GRADED
    accept(attempt, 1, tess)
    assert now(attempt).status == Attempt.Status.SUBMITTED


def test_mark_of_the_text_before_stands_no_longer(tess):
    quiz = quiz_of(1, time_limit_minutes=10)
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)
    attempt = start_attempt(quiz, learner=LearnerFactory(), at=NOON)
    save(attempt, None, position=2, text="word", sequence=1)
    submit_overdue_attempts(at=NOON + 11 * MINUTE)
    save(attempt, None, position=2, text="word " * 30, sequence=2, base=1, at=LATE)
    essay, seen = response_of(attempt, 2), Seen(mark_id=0, revision=1)
    mark_response(essay, levels={"grounds": 1}, comment="", by=tess, at=LATE, seen=seen)
    accept(attempt, 2, tess)
    assert current_mark(essay) is None


def test_learner_is_told_of_the_decision(attempt, ada, tess):
    accept(attempt, 2, tess)
    leave(attempt, 2, tess)
    told = [sentence_of(notice) for notice in Notice.objects.filter(person=ada)]
    assert told == [
        "A late answer in “Mills” does not count.",
        "A late answer in “Mills” was accepted.",
    ]


def test_answer_in_time_is_nothing_to_decide(attempt, tess):
    with pytest.raises(NotALateAnswer):
        accept(attempt, 1, tess)


def test_save_that_repeats_a_late_answer_is_nothing_to_decide(attempt, tess):
    accept(attempt, 2, tess)
    with pytest.raises(NotALateAnswer):
        leave(attempt, 3, tess)


def test_decision_waits_until_the_attempt_is_handed_in(attempt, tess):
    reopen(attempt, minutes=10, by=tess, reason=WHY, at=DECIDED)
    with pytest.raises(AttemptRunning):
        accept(attempt, 2, tess)


def test_decision_needs_a_reason(attempt, tess):
    with pytest.raises(ReasonMissing):
        accept_late(revision(attempt, 2), by=tess, reason=" ", at=DECIDED)


def test_nobody_decides_on_her_own_answer(attempt, ada):
    with pytest.raises(NotForStaff):
        accept(attempt, 2, ada)


def test_erased_answer_cannot_be_accepted(attempt, tess):
    ResponseRevision.objects.filter(attempt=attempt, number=2).update(payload=None)
    with pytest.raises(LateAnswerErased):
        accept(attempt, 2, tess)


def test_late_blank_cannot_be_accepted_once_the_answer_is_erased(attempt, tess):
    """A blank save holds no words, so erasure keeps it; it must not fill what was emptied."""
    save(attempt, None, sequence=3, base=1, at=LATE)
    Response.objects.filter(attempt=attempt, position=1).update(erased_at=DECIDED)
    with pytest.raises(LateAnswerErased):
        accept(attempt, 3, tess)


def test_leaving_a_late_answer_keeps_what_was_saved_after_reopening(attempt, tess):
    """Accepted, reopened, answered anew in time; another late answer is then left."""
    accept(attempt, 2, tess)
    reopen(attempt, minutes=10, by=tess, reason=WHY, at=DECIDED)
    save(attempt, OTHER, tab="tab-b", sequence=1, base=3, at=DECIDED + MINUTE)
    submit_attempt(now(attempt), at=DECIDED + 2 * MINUTE)
    save(attempt, RIGHT, tab="tab-b", sequence=2, base=4, at=DECIDED + 3 * MINUTE)
    leave(attempt, 5, tess)
    assert standing(attempt) == "opt-poster"
    assert holds(attempt)


# Tampering (decision 36)


@pytest.mark.parametrize("verdict", ["accepted", "left", ""])
def test_decision_changed_without_the_key_is_found(attempt, tess, verdict):
    """What is told of a late answer has to be what the signed saves say."""
    if verdict == "accepted":
        leave(attempt, 2, tess)
    else:
        accept(attempt, 2, tess)
    assert holds(attempt)
    ResponseRevision.objects.filter(attempt=attempt, number=2).update(verdict=verdict)
    assert verify_attempt(now(attempt)).problems == ["Response 1 is not what its receipts say."]


def test_late_answer_put_in_place_without_the_key_is_found(attempt):
    late = revision(attempt, 2)
    ResponseRevision.objects.filter(pk=late.pk).update(verdict="accepted", stands=True)
    response = response_of(attempt)
    response.data, response.revision = late.payload["data"], 2
    response.save()
    assert not holds(attempt)


def test_acceptance_removed_without_the_key_is_found(attempt, tess):
    accept(attempt, 2, tess)
    revision(attempt, 3).delete()
    assert not holds(attempt)


def test_decision_on_the_last_late_answer_leaves_the_ones_before_it(attempt, tess):
    """A page that is cut off while somebody writes sends several, one after the other."""
    for number in (3, 4):
        save(attempt, OTHER, sequence=number, base=1, at=LATE + MINUTE)
    accept(attempt, 3, tess)
    assert [revision(attempt, n).verdict for n in (2, 3, 4)] == ["left", "accepted", ""]
    assert holds(attempt)


def test_all_that_wait_are_decided_at_once_with_one_notice(attempt, ada, tess):
    save(attempt, OTHER, sequence=3, base=1, at=LATE + MINUTE)
    save(attempt, RIGHT, position=2, sequence=1, tab="tab-b", at=LATE)
    count = decide_all_late(attempt, accept=True, by=tess, reason=WHY, at=DECIDED)
    assert count == 2
    assert (standing(attempt), standing(attempt, 2)) == ("opt-poster", "opt-minutes")
    assert now(attempt).score == 1
    assert len(acts_on(attempt)) == 2
    assert Notice.objects.filter(person=ada).count() == 1
    assert holds(attempt)


def test_deciding_all_asks_nothing_of_what_is_decided(attempt, tess):
    leave(attempt, 2, tess)
    assert decide_all_late(attempt, accept=True, by=tess, reason=WHY, at=DECIDED) == 0
    assert standing(attempt) == "opt-rumour"


def test_deciding_all_passes_over_what_was_erased(attempt, tess):
    ResponseRevision.objects.filter(attempt=attempt, number=2).update(payload=None)
    assert decide_all_late(attempt, accept=True, by=tess, reason=WHY, at=DECIDED) == 0
