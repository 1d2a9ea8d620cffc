"""What a learner's classes have before her, on her start page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lessons.models import StepCompletion
from lessons.operations.assigning import Rules, assign_module, assign_quiz, take_back
from lessons.reports.catalogue import catalogue_of
from lessons.reports.due import DueState, due_for
from lessons.templatetags.due_tags import due_button, due_words
from quizzes.models import Quiz
from quizzes.models.quizzes import Purpose
from quizzes.operations.attempts import start_attempt, submit_attempt
from tests.factories_quizzes import ESSAY, AssignmentFactory, fill_section, quiz_of, save
from tests.world import make_module

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def give(classroom, now):
    """Give the class a quiz whose window is told in days from now."""

    def assignment(opens=-1, closes=1, *, count=2, **fields):
        return AssignmentFactory(
            quiz=quiz_of(count, **fields),
            classroom=classroom,
            opens_at=now + opens * DAY,
            closes_at=None if closes is None else now + closes * DAY,
        )

    return assignment


def due(learner, now):
    return due_for(learner, catalogue_of(learner), at=now)


def titles(learner, now):
    return [entry.title for entry in due(learner, now)]


def hand_in(assignment, learner, now):
    attempt = start_attempt(assignment.quiz, learner=learner, at=now, assignment=assignment)
    save(attempt, at=now)
    return submit_attempt(attempt, at=now)


def test_what_closes_first_stands_in_front(ada, give, now):
    later, sooner, endless = give(closes=9), give(closes=2), give(closes=None)
    assert titles(ada, now) == [sooner.quiz.title, later.quiz.title, endless.quiz.title]


def test_attempt_that_runs_stands_where_its_own_end_is(ada, give, now):
    soon, running = give(closes=1), give(closes=9, time_limit_minutes=30)
    start_attempt(running.quiz, learner=ada, at=now, assignment=running)
    assert titles(ada, now) == [running.quiz.title, soon.quiz.title]


def test_overdue_coming_and_done_stand_behind_what_is_open(ada, give, now):
    handed_in = give(closes=1)
    hand_in(handed_in, ada, now)
    coming, missed, open_ = give(opens=2, closes=3), give(opens=-3, closes=-1), give(closes=9)
    states = {entry.title: entry.state for entry in due(ada, now)}
    assert states == {
        open_.quiz.title: DueState.OPEN,
        missed.quiz.title: DueState.OVERDUE,
        coming.quiz.title: DueState.COMING,
        handed_in.quiz.title: DueState.DONE,
    }
    assert list(states.values()) == list(DueState)


def test_what_is_nobodys_business_here_does_not_stand(ada, tess, give, now, other_classroom):
    give(opens=20, closes=30)  # too far ahead
    give(opens=-30, closes=-20)  # long over
    AssignmentFactory(classroom=other_classroom)  # could leak: another class
    draft = give()  # could leak: a draft
    Quiz.objects.filter(pk=draft.quiz_id).update(status=Quiz.Status.DRAFT)
    take_back(give(), by=tess, at=now)
    hand_in(give(closes=1), ada, now)
    over = due(ada, now + 2 * DAY)
    assert [entry.title for entry in over] == []


def test_words_tell_how_it_stands(ada, give, now):
    give(closes=None, purpose=Purpose.EXAM)
    assert [due_words(entry) for entry in due(ada, now)] == ["Exam · not started"]


def test_attempt_that_runs_says_when_it_ends_and_leads_on(ada, give, now):
    given = give(closes=None, time_limit_minutes=30)
    attempt = start_attempt(given.quiz, learner=ada, at=now, assignment=given)
    entry = due(ada, now)[0]
    assert entry.ends_at == now + timedelta(minutes=30)
    assert "in progress, ends " in due_words(entry)
    assert (due_button(entry), entry.path) == ("Go on", f"/attempts/{attempt.pk}/")


def test_score_stands_after_handing_in(ada, give, now):
    given = give(closes=None)
    hand_in(given, ada, now)
    entry = due(ada, now)[0]
    assert due_words(entry) == "Practice · handed in: 1 of 2"
    assert (due_button(entry), entry.path) == ("Look at it", f"/assignments/{given.pk}/")


def test_essay_waits_for_a_person(ada, give, now):
    given = give(closes=None, count=0)
    fill_section(given.quiz, 1, type_slug="essay", definition=ESSAY)
    attempt = start_attempt(given.quiz, learner=ada, at=now, assignment=given)
    save(attempt, None, text="It rests on nothing. " * 8, at=now)
    submit_attempt(attempt, at=now)
    assert due_words(due(ada, now)[0]) == "Practice · handed in, waits for a person"


def test_overdue_quiz_has_no_button_and_says_when_it_closed(ada, give, now):
    give(opens=-3, closes=-1)
    entry = due(ada, now)[0]
    assert entry.path == ""
    assert "overdue: it closed on" in due_words(entry)


def test_module_counts_its_lessons_and_stands_for_its_checks(ada, tess, classroom, now):
    module = make_module("brook-farm", "Brook farm", owner=tess, rows=2)
    shelf = module.collection.quizzes
    assign_module(
        module,
        classroom=classroom,
        rules=Rules(now - DAY, now + DAY),
        checks=[shelf.get(slug="check-0")],
        quizzes=[shelf.get(slug="spare")],
        by=tess,
        at=now,
    )
    assert titles(ada, now) == ["Brook farm", "Brook farm: spare"]
    assert "not started" in due_words(due(ada, now)[0])
    StepCompletion.objects.create(learner=ada, module=module, step_key="lesson-1/step-0")
    entry = due(ada, now)[0]
    assert "1 of 2 lessons done" in due_words(entry)
    assert due_button(entry) == "Go on"


@pytest.mark.parametrize("who", ["tess", "guest"])
def test_nobody_else_has_anything_due(who, cast, give, now):
    give()
    assert due(cast[who], now) == []


def test_start_page_names_what_is_due_first(ada, give, now, client_of):
    given = give()
    page = client_of(ada).get("/").content.decode()
    assert f'href="/assignments/{given.pk}/"' in page
    assert page.index("For your class") < page.index("One module" if "One module" in page else
                                                     "modules</h2>")  # fmt: skip


def test_exam_is_taken_through_its_assignment_alone(ada, tess, classroom, now, client_of):
    exam = quiz_of(1, purpose=Purpose.EXAM)
    browser = client_of(ada)
    assert browser.post(f"/quizzes/{exam.pk}/start/").status_code == 404
    given = assign_quiz(exam, classroom=classroom, rules=Rules(now, now + DAY), by=tess, at=now)
    assert [entry.path for entry in due(ada, now)] == [f"/assignments/{given.pk}/"]
    assert browser.post(f"/quizzes/{exam.pk}/start/").status_code == 404
    assert browser.post(f"/assignments/{given.pk}/start/").status_code == 302
    assert due(ada, now)[0].is_begun
