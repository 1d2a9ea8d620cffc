"""Words for lessons, quizzes and skills."""

from decimal import Decimal

import pytest

from lessons.reports.outlines import LessonRow, StepRow
from lessons.reports.skills import calibration_of, discernment_of, skills_of
from lessons.templatetags import lesson_tags as tags
from quizzes.models import Attempt
from quizzes.reports import QuizState, state_of
from tests.factories_quizzes import NOON
from tests.lessons.reports.test_skills import observed, passage, sure

RULES = {"counts": "best", "pass_percent": 60}


def lesson(*read, completed_at=None):
    steps = tuple(
        StepRow(str(n), f"a/{n}", n, f"Step {n}", "reading", "", 5, is_read)
        for n, is_read in enumerate(read, start=1)
    )
    return LessonRow("a", 1, "A", "", 45, (), steps, completed_at)


@pytest.mark.parametrize(
    ("row", "icon", "words"),
    [
        (lesson(False, False), "open", "Not started · 2 steps, about 45 minutes"),
        (lesson(True, False), "half", "Under way: next is step 2 of 2"),
        (lesson(True), "hit", "Done · 1 step"),
        (lesson(True, completed_at=NOON), "hit", "Done on 2 March 2026 · 1 step"),
        (
            lesson(True, False, completed_at=NOON),
            "plus",
            "Done on 2 March 2026 · 1 step is new since you finished",
        ),
    ],
)
def test_lesson_says_where_the_learner_stands(row, icon, words, settings):
    settings.USE_THOUSAND_SEPARATOR = False
    assert tags.standing_icon(row) == icon
    assert tags.standing_words(row) == words


def attempt(status, score=None, number=1):
    return Attempt(
        number=number, status=status, score=score, max_score=Decimal(10), submitted_at=NOON
    )


@pytest.mark.parametrize(
    ("attempts", "icon", "words"),
    [
        ([], "open", "Not started"),
        ([attempt("in_progress")], "half", "Under way: go on where you stopped"),
        (
            [attempt("graded", Decimal("7.50"))],
            "hit",
            "Handed in on 2 March 2026 · 7.5 of 10 · passed",
        ),
        (
            [attempt("graded", Decimal(5)), attempt("in_progress", number=2)],
            "half",
            "Handed in on 2 March 2026 · 5 of 10 · not passed yet · a new attempt is under way",
        ),
        ([attempt("submitted")], "half", "Handed in on 2 March 2026 · waits for a person"),
    ],
)
def test_quiz_says_where_the_learner_stands(attempts, icon, words):
    state = state_of(attempts, rules=RULES) if attempts else QuizState()
    assert tags.quiz_icon(state) == icon
    assert tags.quiz_words(state) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "about 1 minute"), (89, "about 89 minutes"), (90, "about 2 hours")],
)
def test_duration_turns_into_hours(minutes, words):
    assert tags.duration(minutes) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [("motive", "Mind-reading"), ("sourcing", "Sourcing"), ("gone-skill", "gone-skill")],
)
def test_skill_has_a_name(name, words):
    assert tags.skill_name(name) == words


@pytest.mark.parametrize(("slug", "words"), [("highlight", "Highlight"), ("gone", "gone")])
def test_task_has_a_name(slug, words):
    assert tags.task_name(slug) == words


def test_skills_that_cannot_be_told_say_how_many_are_missing():
    skills = skills_of([observed("motive", 1, 1), observed("loaded", *[1] * 8)])
    assert tags.too_few_words(skills) == "Too few to tell yet: Mind-reading (6 more)."


def test_skills_that_can_all_be_told_say_nothing():
    assert tags.too_few_words(skills_of([observed("loaded", *[1] * 8)])) == ""


def test_step_is_called_by_its_purpose_or_else_its_kind():
    named = StepRow("1", "a/1", 1, "T", "reading", "warm-up", 5)
    unnamed = StepRow("1", "a/1", 1, "T", "passage", "our own", 5)
    assert (tags.step_label(named), tags.step_label(unnamed)) == ("Warm-up", "Passage")


def test_certainty_that_is_not_earned_is_said():
    found = calibration_of(sure(3, *[1] * 4, *[0] * 16))
    assert tags.certainty_words(found) == (
        "When you said 3, you were right 4 times in 20. "
        "That is below where it pays: choose a lower number more often."
    )


def test_certainty_that_could_be_higher_is_said():
    found = calibration_of(sure(1, *[1] * 20))
    assert "you may trust yourself more" in tags.certainty_words(found)


def test_certainty_within_its_band_is_said():
    found = calibration_of(sure(2, *[1] * 15, *[0] * 5))
    assert "touches the band" in tags.certainty_words(found)


@pytest.mark.parametrize(
    ("marks", "sensitivity", "leaning"),
    [
        ((20, 20, 20, 20), "hardly better than chance", "too much"),
        ((10, 20, 0, 20), "well", "too little"),
        ((14, 20, 6, 20), "better than chance, with room", "neither"),
    ],
)
def test_discernment_is_said_in_words(marks, sensitivity, leaning):
    found = discernment_of([passage(*marks)])
    assert sensitivity in tags.sensitivity_words(found)
    assert leaning in tags.tendency_words(found)


def test_discernment_counts_are_said_before_it_can_be_told():
    found = discernment_of([passage(3, 4, 1, 5)])
    assert tags.discernment_words(found) == (
        "You found 3 of 4 weak sentences, and marked 1 of 5 that could be left alone."
    )
    assert tags.sensitivity_words(found) == tags.tendency_words(found) == ""


def test_timeline_escapes_what_is_not_html():
    html = tags.timeline_of([{"date": "1945", "title": "<b>", "note": "<i>"}], "Line")
    assert "&lt;b&gt;" in html
    assert "&lt;i&gt;" in html
