"""Erasing what a learner wrote: words go, what can be counted stays, and the receipts verify."""

from decimal import Decimal

import pytest

from lessons.reports.answers import answers_of
from quizzes.itemtypes.registry import all_item_types
from quizzes.models import Attempt, Mark, Quiz, Response, ResponseRevision, Score
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.erasure import count_work, erase_answers
from quizzes.operations.receipts import verify_attempt
from quizzes.operations.responses import ResponseNotFound
from tests.factories import LearnerFactory
from tests.factories_quizzes import ESSAY, NOON, RIGHT, fill_section, quiz_of, response_of, save

pytestmark = pytest.mark.django_db

SHORT_TEXT = {"accept": ["Paris"], "ignore": ["case"]}
WORDS = "My aunt told me that the mill burned."


@pytest.fixture
def quiz() -> Quiz:
    """A question to choose from, one to answer in a word, and an essay."""
    quiz = quiz_of(1, certainty=True)
    fill_section(quiz, 1, type_slug="short-text", definition=SHORT_TEXT, skills=["sourcing"])
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)
    return quiz


@pytest.fixture
def attempt(quiz) -> Attempt:
    """All three answered; the short text was saved twice, right and sure at last."""
    attempt = start_attempt(quiz, learner=LearnerFactory(), at=NOON)
    save(attempt, RIGHT, position=1, sequence=1)
    save(attempt, None, position=2, sequence=1, base=0, text="London", certainty=1)
    save(attempt, None, position=2, sequence=2, base=2, text="Paris", certainty=3)
    save(attempt, None, position=3, sequence=1, text=WORDS)
    return attempt


@pytest.fixture
def handed_in(attempt) -> Attempt:
    submit_attempt(attempt, at=NOON)
    return attempt


def verified(attempt):
    report = verify_attempt(Attempt.objects.get(pk=attempt.pk))
    return report.problems, report.erased


def test_words_go_with_every_saved_state(handed_in):
    erase_answers(handed_in.learner, at=NOON)
    texts = Response.objects.filter(attempt=handed_in, position__gt=1)
    assert [r.data for r in texts] == [{}, {}]
    saved = ResponseRevision.objects.filter(attempt=handed_in).order_by("number")
    assert [(r.payload is None, r.salt == "") for r in saved] == [
        (False, False), (True, True), (True, True), (True, True),
    ]  # fmt: skip


def test_choice_stays(handed_in):
    erase_answers(handed_in.learner, at=NOON)
    assert response_of(handed_in, 1).data == {"option": "opt-minutes"}
    assert response_of(handed_in, 1).erased_at is None


def test_receipts_verify_afterwards(handed_in):
    erase_answers(handed_in.learner, at=NOON)
    assert verified(handed_in) == ([], 3)


def test_what_reports_count_stays(handed_in):
    before = answers_of(handed_in.learner), list(Score.objects.values_list("score", "observations"))
    assert [a.certainty for a in before[0]] == [3, None]
    erase_answers(handed_in.learner, at=NOON)
    after = answers_of(handed_in.learner), list(Score.objects.values_list("score", "observations"))
    assert after == before


def test_running_attempt_is_handed_in_first(attempt):
    erase_answers(attempt.learner, at=NOON)
    attempt.refresh_from_db()
    assert attempt.status == Attempt.Status.SUBMITTED
    assert attempt.score == Decimal(2)
    assert verified(attempt) == ([], 3)


def test_comment_of_a_mark_goes_and_its_fraction_stays(handed_in):
    essay = response_of(handed_in, 3)
    Mark.objects.create(
        response=essay, item_version=essay.item_version, fraction="0.5", comment="Well, Ada."
    )
    erase_answers(handed_in.learner, at=NOON)
    assert Mark.objects.values_list("comment", "fraction").get() == ("", Decimal("0.5"))


def test_blanked_answer_loses_its_older_words_and_stays_blank(attempt):
    save(attempt, None, position=3, sequence=2, base=4)
    submit_attempt(attempt, at=NOON)
    erase_answers(attempt.learner, at=NOON)
    assert response_of(attempt, 3).data is None
    assert verified(attempt) == ([], 3)


def test_words_that_came_too_late_go_too(quiz):
    attempt = start_attempt(quiz, learner=LearnerFactory(), at=NOON)
    submit_attempt(attempt, at=NOON)
    assert save(attempt, None, position=3, sequence=1, text=WORDS).late
    erase_answers(attempt.learner, at=NOON)
    assert ResponseRevision.objects.get(attempt=attempt).payload is None
    assert verified(attempt) == ([], 1)


def test_second_time_changes_nothing(handed_in):
    erase_answers(handed_in.learner, at=NOON)
    before = list(Response.objects.values())
    erase_answers(handed_in.learner, at=NOON.replace(year=2027))
    assert list(Response.objects.values()) == before


def test_others_keep_their_words(handed_in, quiz):
    other = start_attempt(quiz, learner=LearnerFactory(), at=NOON)
    save(other, None, position=3, sequence=1, text=WORDS)
    erase_answers(handed_in.learner, at=NOON)
    assert response_of(other, 3).data == {"text": WORDS}


def test_counts_say_what_goes_and_what_stays(attempt):
    found = count_work(attempt.learner)
    assert (found.texts, found.versions, found.comments, found.running) == (2, 3, 0, 1)
    assert (found.attempts, found.chosen, found.receipts) == (1, 1, 4)


def test_counts_after_erasure_find_nothing_more_to_take(handed_in):
    erase_answers(handed_in.learner, at=NOON)
    found = count_work(handed_in.learner)
    assert (found.texts, found.versions, found.running) == (0, 0, 0)
    assert (found.attempts, found.chosen, found.receipts) == (1, 1, 4)


def test_types_that_take_words_are_these():
    assert {kind.slug for kind in all_item_types() if kind.free_text} == {
        "cloze", "essay", "short-text",
    }  # fmt: skip


def test_answer_emptied_without_the_key_is_found(handed_in):
    """Who writes to the database alone cannot pass a lost answer off as an erased one."""
    revisions = ResponseRevision.objects.filter(response=response_of(handed_in, 3))
    revisions.update(payload=None, salt="")
    Response.objects.filter(attempt=handed_in, position=3).update(data={}, erased_at=NOON)
    assert verified(handed_in)[0] == ["Response 3 is not what its receipts say."]


def test_certainty_changed_after_erasure_is_found(handed_in):
    erase_answers(handed_in.learner, at=NOON)
    Response.objects.filter(attempt=handed_in, position=2).update(certainty=1)
    assert verified(handed_in)[0] == ["Response 2 is not what its receipts say."]


@pytest.mark.parametrize("position", [2, 3])
def test_save_that_was_on_its_way_brings_no_words_back(quiz, position):
    """Whether the answer was blank or not when its writer was erased."""
    attempt = start_attempt(quiz, learner=LearnerFactory(), at=NOON)
    save(attempt, None, position=2, sequence=1, text="Paris", certainty=1)
    erase_answers(attempt.learner, at=NOON)
    with pytest.raises(ResponseNotFound):
        save(attempt, None, position=position, sequence=9, text=WORDS)
    assert verified(attempt) == ([], 1)
