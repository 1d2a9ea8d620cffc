"""Which answers count for the reports."""

from datetime import timedelta

import pytest

from lessons.reports.answers import answers_of, answers_told_to
from quizzes.models import Score, Slot
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.staff_acts import allow_one_more
from tests.factories import LearnerFactory
from tests.factories_content import ModuleFactory
from tests.factories_quizzes import (
    NOON,
    RIGHT,
    WRONG,
    AssignmentFactory,
    ItemVersionFactory,
    QuizFactory,
    SectionFactory,
    quiz_of,
    save,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db


def handed_in(quiz, learner, *options, certainty=None, **fields):
    attempt = start_attempt(quiz, learner=learner, at=NOON, **fields)
    for position, option in enumerate(options, start=1):
        posted = {} if certainty is None else {"certainty": certainty}
        if option is not None:
            save(attempt, option, position=position, **posted)
    return submit_attempt(attempt, at=NOON + timedelta(hours=1))


def test_answers_come_newest_first(ada):
    quiz = quiz_of(2)
    handed_in(quiz, ada, RIGHT, WRONG)
    assert [answer.fraction for answer in answers_of(ada)] == [0, 1]


def test_answers_count_only_the_first_attempt_at_an_item_version(ada):
    quiz = quiz_of(1)
    handed_in(quiz, ada, WRONG)
    handed_in(quiz, ada, RIGHT)
    assert [answer.fraction for answer in answers_of(ada)] == [0]


def test_answers_count_a_new_version_of_an_item_again(ada):
    section = SectionFactory(quiz=QuizFactory())
    first = ItemVersionFactory()
    slot = Slot.objects.create(section=section, item_version=first)
    handed_in(section.quiz, ada, WRONG)
    slot.item_version = ItemVersionFactory(item=first.item, number=2)
    slot.save()
    handed_in(section.quiz, ada, RIGHT)
    assert [answer.fraction for answer in answers_of(ada)] == [1, 0]


def test_answers_leave_out_what_was_first_left_blank(ada):
    quiz = quiz_of(1)
    handed_in(quiz, ada, None)
    handed_in(quiz, ada, RIGHT)
    assert answers_of(ada) == []


def test_answers_leave_out_previews(ada):
    handed_in(quiz_of(1), ada, RIGHT, preview=True)
    assert answers_of(ada) == []


def test_answers_leave_out_what_others_answered(ada):
    handed_in(quiz_of(1), LearnerFactory(), RIGHT)
    assert answers_of(ada) == []


def test_answers_of_a_module_leave_out_other_modules(ada):
    quiz, other = quiz_of(1), quiz_of(1)
    module = ModuleFactory(collection=quiz.collection)
    handed_in(quiz, ada, RIGHT)
    handed_in(other, ada, WRONG)
    assert [answer.fraction for answer in answers_of(ada, module=module)] == [1]


def test_answers_use_the_current_score(ada):
    attempt = handed_in(quiz_of(1), ada, WRONG)
    score = Score.objects.get(response__attempt=attempt)
    score.is_current = False
    score.save()
    score.pk, score.is_current, score.fraction, score.score = None, True, 1, 1
    score.save()
    assert [answer.fraction for answer in answers_of(ada)] == [1]


def test_answers_carry_certainty(ada):
    handed_in(quiz_of(1, certainty=True), ada, RIGHT, certainty=3)
    assert [answer.certainty for answer in answers_of(ada)] == [3]


def test_answers_carry_the_skills_of_the_item_with_its_fraction(ada):
    quiz = QuizFactory()
    section = SectionFactory(quiz=quiz)
    Slot.objects.create(section=section, item_version=ItemVersionFactory(skills=["motive"]))
    handed_in(quiz, ada, RIGHT)
    assert [list(answer.observations) for answer in answers_of(ada)] == [[("motive", 1.0)]]


@pytest.mark.parametrize("count", [1, 30])
def test_answers_take_one_statement(ada, count):
    handed_in(quiz_of(count), ada, *[RIGHT] * count)
    with statements() as sent:
        assert len(answers_of(ada)) == count
    assert len(sent) == 1


# What a learner's own pages leave out until she may see the keys


EVENING = NOON + timedelta(hours=6)
TOMORROW = NOON + timedelta(days=1)


def told(learner, at=EVENING):
    return len(answers_told_to(learner, at=at))


def test_answers_of_an_exam_are_told_after_its_window(ada, classroom):
    exam = quiz_of(2, purpose="exam")
    given = AssignmentFactory(quiz=exam, classroom=classroom, opens_at=NOON, closes_at=TOMORROW)
    handed_in(exam, ada, RIGHT, WRONG, assignment=given)
    assert (told(ada), told(ada, at=TOMORROW)) == (0, 2)


def test_answers_of_an_exam_without_an_end_are_not_told(ada, classroom):
    exam = quiz_of(1, purpose="exam")
    handed_in(exam, ada, RIGHT, assignment=AssignmentFactory(quiz=exam, classroom=classroom))
    assert told(ada, at=NOON + timedelta(days=400)) == 0


def test_answers_of_a_limited_quiz_are_told_after_the_last_attempt(ada):
    quiz = quiz_of(1, attempts_allowed=2)
    handed_in(quiz, ada, WRONG)
    assert told(ada) == 0
    handed_in(quiz, ada, RIGHT)
    assert told(ada) == 1


def test_one_attempt_more_takes_the_answers_away_again(ada, tess):
    quiz = quiz_of(1, attempts_allowed=1)
    handed_in(quiz, ada, WRONG)
    assert told(ada) == 1
    allow_one_more(ada, quiz=quiz, by=tess, reason="Her screen broke.", at=NOON)
    assert told(ada) == 0


def test_answers_are_not_told_while_a_class_has_the_quiz_before_her(ada, classroom):
    quiz = quiz_of(1)
    handed_in(quiz, ada, WRONG)
    assert told(ada) == 1
    AssignmentFactory(quiz=quiz, classroom=classroom, attempts_allowed=1)
    assert told(ada) == 0


def test_staff_are_told_of_every_answer(ada, classroom):
    exam = quiz_of(1, purpose="exam")
    handed_in(exam, ada, RIGHT, assignment=AssignmentFactory(quiz=exam, classroom=classroom))
    assert len(answers_of(ada)) == 1


@pytest.mark.parametrize("count", [1, 5])
def test_answers_told_cost_one_statement(ada, classroom, count):
    for _ in range(count):
        handed_in(quiz_of(1, attempts_allowed=2), ada, RIGHT)
    with statements() as sent:
        told(ada)
    assert len(sent) == 1
