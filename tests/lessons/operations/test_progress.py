"""What Next and notes write down."""

from datetime import timedelta

import pytest

from lessons.models import LessonCompletion, Release, StepCompletion, StepNote
from lessons.operations.progress import (
    PreviewWritesNothing,
    read_step,
    record_completions,
    save_note,
)
from lessons.permissions import OpenModule
from quizzes.models import Quiz
from quizzes.operations.attempts import start_attempt, submit_attempt
from tests.factories_content import ReleaseFactory, add_lessons, module_with
from tests.factories_quizzes import NOON, RIGHT, WRONG, fill_section, save
from tests.statements import statements

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)


def press_next(place, learner, step, *, lesson="a", at=NOON):
    return read_step(place, learner=learner, lesson=lesson, step=step, at=at)


def take_check(learner, option):
    attempt = start_attempt(Quiz.objects.get(slug="check-a"), learner=learner, at=NOON)
    save(attempt, option)
    submit_attempt(attempt, at=NOON)


@pytest.fixture
def checked():
    """A module whose one lesson has a reading and a check of one question."""
    place = module_with(2, checks=True)
    fill_section(Quiz.objects.get(slug="check-a"), 1)
    return place


def test_read_step_records_the_step(ada):
    press_next(module_with(2), ada, "1")
    step = StepCompletion.objects.get(learner=ada)
    assert (step.step_key, step.completed_at) == ("a/1", NOON)


def test_read_step_twice_keeps_the_first_time(ada):
    place = module_with(2)
    press_next(place, ada, "1")
    press_next(place, ada, "1", at=LATER)
    assert StepCompletion.objects.get(learner=ada).completed_at == NOON


def test_read_step_of_the_last_step_completes_the_lesson(ada):
    place = module_with(2)
    press_next(place, ada, "1")
    done = press_next(place, ada, "2")
    assert [row.slug for row in done.completed] == ["a"]
    assert LessonCompletion.objects.get(learner=ada).release == place.release


def test_lesson_is_completed_only_once(ada):
    place = module_with(1)
    press_next(place, ada, "1")
    assert press_next(place, ada, "1", at=LATER).completed == []
    assert LessonCompletion.objects.get().completed_at == NOON


def test_lesson_with_a_failed_check_is_not_completed(checked, ada):
    take_check(ada, WRONG)
    press_next(checked, ada, "1")
    press_next(checked, ada, "2")
    assert not LessonCompletion.objects.exists()


def test_check_that_was_passed_before_the_last_step_completes_the_lesson(checked, ada):
    take_check(ada, RIGHT)
    assert [row.slug for row in press_next(checked, ada, "1").completed] == ["a"]


def test_check_that_was_passed_later_is_recorded_at_the_next_post(checked, ada):
    press_next(checked, ada, "1")
    take_check(ada, RIGHT)
    record_completions(checked, learner=ada, at=LATER)
    assert LessonCompletion.objects.get(learner=ada).completed_at == LATER


def test_completion_stays_when_a_release_adds_a_step(ada):
    place = module_with(1)
    press_next(place, ada, "1")
    place.release.status = Release.Status.RETIRED
    place.release.save()
    newer = ReleaseFactory(module=place.module, number=2)
    add_lessons(newer, 2)
    record_completions(OpenModule(place.module, newer), learner=ada, at=LATER)
    assert LessonCompletion.objects.get().release == place.release


@pytest.mark.parametrize(("lessons", "most"), [(1, 4), (8, 4)])
def test_read_step_takes_a_constant_number_of_statements(ada, lessons, most):
    place = module_with(*[4] * lessons)
    with statements() as sent:
        press_next(place, ada, "1")
    assert len(sent) <= most


def test_save_note_keeps_the_newest_text(ada):
    place = module_with(1)
    for text in ("First", "Second"):
        save_note(place, learner=ada, step_key="a/1", text=text, at=NOON)
    assert StepNote.objects.get(learner=ada).text == "Second"


def test_save_note_without_words_makes_no_row(ada):
    assert save_note(module_with(1), learner=ada, step_key="a/1", text=" \n", at=NOON) is None
    assert not StepNote.objects.exists()


def test_save_note_without_words_empties_the_note(ada):
    place = module_with(1)
    save_note(place, learner=ada, step_key="a/1", text="Words", at=NOON)
    save_note(place, learner=ada, step_key="a/1", text="", at=LATER)
    assert StepNote.objects.get().text == ""


def test_save_note_keeps_learners_apart(ada, ben):
    place = module_with(1)
    save_note(place, learner=ada, step_key="a/1", text="Hers", at=NOON)
    save_note(place, learner=ben, step_key="a/1", text="His", at=NOON)
    assert StepNote.objects.get(learner=ada).text == "Hers"


def test_preview_writes_no_progress(ada):
    place = module_with(1)
    preview = OpenModule(place.module, place.release, is_preview=True)
    with pytest.raises(PreviewWritesNothing):
        press_next(preview, ada, "1")
    with pytest.raises(PreviewWritesNothing):
        record_completions(preview, learner=ada, at=NOON)
    with pytest.raises(PreviewWritesNothing):
        save_note(preview, learner=ada, step_key="a/1", text="Words", at=NOON)
