"""How far a learner is, and where she goes on."""

from datetime import datetime, timedelta

import pytest

from lessons.reports.outlines import Standing, outline_of, outlines_of
from lessons.reports.work import NOTHING, Work
from quizzes.models import Attempt, Quiz
from tests.factories_content import module_with
from tests.factories_quizzes import NOON
from tests.statements import statements

pytestmark = pytest.mark.django_db


def read(*keys: str, completed: tuple[str, ...] = (), **attempts: Attempt) -> Work:
    """Work in which these steps were read one after the other, an hour apart."""
    return Work(
        read={key: NOON + timedelta(hours=n) for n, key in enumerate(keys)},
        completed=dict.fromkeys(completed, NOON),
        attempts={a.quiz_id: [a] for a in attempts.values()},
    )


def attempt(quiz: Quiz, *, score: int, status: str = "graded") -> Attempt:
    at: datetime | None = None if status == "in_progress" else NOON
    return Attempt(
        quiz_id=quiz.pk, number=1, status=status, score=score, max_score=10, submitted_at=at
    )


def test_outline_numbers_lessons_and_steps_in_their_order():
    outline = outline_of(module_with(2, 1).release, NOTHING)
    assert [(row.number, row.slug) for row in outline.lessons] == [(1, "a"), (2, "b")]
    assert [(s.number, s.key) for s in outline.lessons[0].steps] == [(1, "a/1"), (2, "a/2")]


def test_lesson_that_nobody_touched_is_not_started():
    outline = outline_of(module_with(2).release, NOTHING)
    assert outline.lessons[0].standing is Standing.NOT_STARTED


def test_lesson_with_one_step_read_is_under_way():
    outline = outline_of(module_with(2).release, read("a/1"))
    assert outline.lessons[0].standing is Standing.UNDER_WAY


def test_lesson_without_a_check_is_complete_when_its_steps_are_read():
    outline = outline_of(module_with(2).release, read("a/1", "a/2"))
    assert outline.lessons[0].standing is Standing.COMPLETE


def test_lesson_with_a_check_is_not_complete_before_it_is_passed():
    place = module_with(2, checks=True)
    outline = outline_of(place.release, read("a/1", "a/2"))
    assert not outline.lessons[0].is_complete


@pytest.mark.parametrize(("score", "complete"), [(5, False), (6, True)])
def test_lesson_is_complete_when_its_check_reaches_the_pass_mark(score, complete):
    place = module_with(2, checks=True)
    quiz = Quiz.objects.get(slug="check-a")
    work = read("a/1", check=attempt(quiz, score=score))
    assert outline_of(place.release, work).lessons[0].is_complete is complete


def test_lesson_with_a_check_under_way_is_under_way():
    place = module_with(2, checks=True)
    running = attempt(Quiz.objects.get(), score=0, status="in_progress")
    outline = outline_of(place.release, read(check=running))
    assert outline.lessons[0].standing is Standing.UNDER_WAY


def test_recorded_completion_is_never_taken_back():
    outline = outline_of(module_with(2).release, read("a/1", completed=("a",)))
    assert outline.lessons[0].is_complete


def test_completed_lesson_with_a_step_unread_has_new_steps():
    lesson = outline_of(module_with(2).release, read("a/1", completed=("a",))).lessons[0]
    assert lesson.standing is Standing.NEW_STEPS
    assert [step.slug for step in lesson.open_steps] == ["2"]


def test_resume_of_a_new_learner_is_the_first_step():
    resume = outline_of(module_with(2, 2).release, NOTHING).resume
    assert resume is not None
    assert resume.step.key == "a/1"


def test_resume_is_the_first_unread_step_of_the_lesson_read_last():
    work = read("a/1", "b/1")
    resume = outline_of(module_with(2, 3).release, work).resume
    assert resume is not None
    assert resume.step.key == "b/2"


def test_resume_goes_on_to_the_next_lesson_when_this_one_is_complete():
    resume = outline_of(module_with(1, 1, 1).release, read("a/1", "b/1")).resume
    assert resume is not None
    assert resume.step.key == "c/1"


def test_resume_comes_back_to_a_lesson_that_was_left_out():
    resume = outline_of(module_with(1, 1).release, read("b/1")).resume
    assert resume is not None
    assert resume.step.key == "a/1"


def test_resume_passes_over_a_check_that_was_passed_over():
    place = module_with(2, 1, checks=False)
    check = module_with(3, checks=True)
    outline = outline_of(check.release, read("a/1", "a/3"))
    assert outline.lessons[0].resume.slug == "2"
    assert outline_of(place.release, NOTHING).lessons[0].resume.slug == "1"


def test_resume_returns_to_the_check_when_everything_else_is_read():
    place = module_with(2, checks=True)
    assert outline_of(place.release, read("a/1", "a/2")).lessons[0].resume.slug == "2"


def test_resume_is_none_when_every_lesson_is_complete():
    outline = outline_of(module_with(1, 1).release, read("a/1", "b/1"))
    assert outline.resume is None
    assert outline.is_finished


def test_minutes_left_leave_out_what_is_done():
    # Four steps of five minutes; one is read, and lesson b is complete by its record.
    outline = outline_of(module_with(2, 2).release, read("a/1", completed=("b",)))
    assert outline.minutes_left == 5


def test_lesson_after_the_last_is_none():
    outline = outline_of(module_with(1, 1).release, NOTHING)
    assert outline.after("b") is None
    following = outline.after("a")
    assert following is not None
    assert following.slug == "b"


def test_outline_brings_the_prompts_of_one_lesson():
    place = module_with(1, 1)
    for lesson in place.release.lessons.all():
        lesson.steps.update(prompt="Why?")
    outline = outline_of(place.release, NOTHING, prompts_of="b")
    assert [row.steps[0].prompt for row in outline.lessons] == ["", "Why?"]


@pytest.mark.parametrize("count", [1, 30])
def test_outlines_take_one_statement(count):
    releases = [module_with(2, 2).release for _ in range(count)]
    with statements() as sent:
        assert len(outlines_of(releases, {})) == count
    assert len(sent) == 1
