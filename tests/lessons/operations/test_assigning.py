"""Giving quizzes and modules to a class, changing that, taking it back, giving it again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lessons.models import ModuleAssignment
from lessons.operations.assigning import (
    ClassIsSetAside,
    EndsBeforeItOpens,
    ExamShowsNoKey,
    FeedbackNeedsAttempts,
    IsOverAlready,
    IsTakenBack,
    ModuleGivenAlready,
    NeedsAnEnd,
    QuizIsNotPublished,
    Rules,
    add_quizzes,
    assign_module,
    assign_quiz,
    change_assignment,
    change_module_assignment,
    give_again,
    rules_of,
    take_back,
)
from quizzes.models import Assignment, Quiz
from quizzes.models.quizzes import Feedback, Purpose
from quizzes.operations.attempts import start_attempt
from rosters.models import Act
from rosters.operations.acts import Verb, acts_on
from rosters.operations.classes import set_aside
from tests.factories_quizzes import quiz_of
from tests.world import make_module

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def rules(now):
    return Rules(now, now + DAY)


@pytest.fixture
def module(tess):
    return make_module("brook-farm", "Brook farm", owner=tess, rows=1)


@pytest.fixture
def shelf(module):
    return module.collection.quizzes


@pytest.fixture
def given(module, shelf, classroom, rules, tess, now):
    limited = replace(rules, time_limit_minutes=9)
    return assign_module(
        module,
        classroom=classroom,
        rules=limited,
        checks=[shelf.get(slug="check-0")],
        quizzes=[shelf.get(slug="spare")],
        by=tess,
        at=now,
    )


@pytest.fixture
def assigned(classroom, rules, tess, now):
    return assign_quiz(quiz_of(1), classroom=classroom, rules=rules, by=tess, at=now)


def verbs(given):
    return [act.verb for act in acts_on(given)]


def test_quiz_is_assigned_with_its_rules_and_one_act(classroom, rules, tess, now):
    quiz = quiz_of(1)
    more = replace(rules, attempts_allowed=2, time_limit_minutes=20, certainty=True)
    made = assign_quiz(quiz, classroom=classroom, rules=more, by=tess, at=now)
    assert rules_of(Assignment.objects.get()) == more
    act = Act.objects.get()
    assert (act.verb, act.actor, act.classroom) == (Verb.ASSIGNED, tess, classroom)
    assert (act.subject_id, act.detail["quiz"]) == (made.pk, quiz.pk)


REFUSED = [
    ({"closes_at": -DAY}, {}, EndsBeforeItOpens),
    ({"opens_at": -2 * DAY, "closes_at": -DAY}, {}, IsOverAlready),
    ({"opens_at": 0 * DAY, "closes_at": 0 * DAY}, {}, EndsBeforeItOpens),
    ({"opens_at": -DAY, "closes_at": 0 * DAY}, {}, IsOverAlready),
    ({"closes_at": None}, {"purpose": Purpose.EXAM}, NeedsAnEnd),
    ({"closes_at": None}, {"show_feedback": Feedback.AFTER_CLOSING}, NeedsAnEnd),
    ({"closes_at": None, "show_feedback": Feedback.AFTER_CLOSING}, {}, NeedsAnEnd),
    ({"show_feedback": Feedback.AFTER_EACH}, {"purpose": Purpose.EXAM}, ExamShowsNoKey),
    ({"attempts_allowed": 1}, {"show_feedback": Feedback.AFTER_EACH}, FeedbackNeedsAttempts),
    ({}, {"status": Quiz.Status.DRAFT}, QuizIsNotPublished),
]


@pytest.mark.parametrize(("changes", "fields", "refusal"), REFUSED)
def test_rules_that_contradict_the_quiz_are_refused(
    changes, fields, refusal, classroom, rules, tess, now
):
    said = {k: now + v if isinstance(v, timedelta) else v for k, v in changes.items()}
    with pytest.raises(refusal):
        assign_quiz(
            quiz_of(1, **fields), classroom=classroom, rules=replace(rules, **said), by=tess, at=now
        )
    assert not Assignment.objects.exists()
    assert not Act.objects.exists()


def test_class_that_is_set_aside_is_given_nothing(classroom, rules, tess, now):
    set_aside(classroom, at=now, by=tess)
    with pytest.raises(ClassIsSetAside):
        assign_quiz(quiz_of(1), classroom=classroom, rules=rules, by=tess, at=now)


def test_module_brings_its_checks_by_their_own_rules_and_others_by_these(given, rules):
    found = {a.quiz.slug: rules_of(a) for a in given.quiz_assignments.select_related("quiz")}
    assert found == {"check-0": rules, "spare": replace(rules, time_limit_minutes=9)}
    assert verbs(given) == [Verb.ASSIGNED]


def test_module_is_given_once_to_a_class(given, module, classroom, rules, tess, now):
    with pytest.raises(ModuleGivenAlready):
        assign_module(
            module, classroom=classroom, rules=rules, checks=[], quizzes=[], by=tess, at=now
        )


def test_module_with_a_quiz_that_is_refused_is_not_given_at_all(
    module, shelf, classroom, rules, tess, now
):
    shelf.filter(slug="spare").update(purpose=Purpose.EXAM)
    with pytest.raises(NeedsAnEnd):
        assign_module(
            module,
            classroom=classroom,
            rules=replace(rules, closes_at=None),
            checks=[shelf.get(slug="check-0")],
            quizzes=[shelf.get(slug="spare")],
            by=tess,
            at=now,
        )
    assert not ModuleAssignment.objects.exists()
    assert not Assignment.objects.exists()


def test_change_is_logged_with_before_and_after(assigned, rules, tess):
    assert change_assignment(assigned, rules=replace(rules, attempts_allowed=3), by=tess)
    assert rules_of(Assignment.objects.get()).attempts_allowed == 3
    assert acts_on(assigned)[0].detail == {
        "title": assigned.quiz.title,
        "attempts_allowed": [None, 3],
    }


def test_change_of_nothing_writes_nothing(assigned, rules, tess):
    assert not change_assignment(assigned, rules=rules, by=tess)
    assert verbs(assigned) == [Verb.ASSIGNED]


def test_attempt_that_runs_keeps_its_deadline_when_the_window_changes(
    assigned, rules, ada, tess, now
):
    attempt = start_attempt(assigned.quiz, learner=ada, at=now, assignment=assigned)
    change_assignment(assigned, rules=replace(rules, closes_at=now + 2 * DAY), by=tess)
    attempt.refresh_from_db()
    assert attempt.deadline_at == now + DAY


def test_window_of_a_module_moves_with_its_quizzes(given, rules, tess, now):
    moved = replace(rules, closes_at=now + 5 * DAY)
    assert change_module_assignment(given, rules=moved, by=tess)
    assert set(given.quiz_assignments.values_list("closes_at", flat=True)) == {now + 5 * DAY}
    assert set(given.quiz_assignments.values_list("time_limit_minutes", flat=True)) == {None, 9}


def test_window_of_a_module_that_moves_is_logged(given, rules, tess, now):
    change_module_assignment(given, rules=replace(rules, closes_at=now + 5 * DAY), by=tess)
    assert verbs(given) == [Verb.CHANGED_ASSIGNMENT, Verb.ASSIGNED]


def test_exam_that_is_given_keeps_an_end(assigned, rules, tess):
    Quiz.objects.filter(pk=assigned.quiz_id).update(purpose=Purpose.EXAM)
    with pytest.raises(NeedsAnEnd):
        change_assignment(assigned, rules=replace(rules, closes_at=None), by=tess)


def test_module_with_an_exam_keeps_an_end(given, rules, tess):
    Quiz.objects.filter(slug="spare").update(purpose=Purpose.EXAM)
    with pytest.raises(NeedsAnEnd):
        change_module_assignment(given, rules=replace(rules, closes_at=None), by=tess)


def test_what_is_taken_back_keeps_its_attempts_and_comes_back(assigned, ada, tess, now):
    attempt = start_attempt(assigned.quiz, learner=ada, at=now, assignment=assigned)
    assert take_back(assigned, by=tess, at=now)
    assert not Assignment.objects.standing().exists()
    assert not take_back(assigned, by=tess, at=now)
    assert give_again(assigned, by=tess)
    assert Assignment.objects.standing().get().attempts.get() == attempt
    assert verbs(assigned) == [
        Verb.RESTORED_ASSIGNMENT,
        Verb.WITHDREW_ASSIGNMENT,
        Verb.ASSIGNED,
    ]


def test_nothing_is_given_again_to_a_class_that_is_set_aside(assigned, classroom, tess, now):
    take_back(assigned, by=tess, at=now)
    classroom.archived_at = now
    classroom.save()
    with pytest.raises(ClassIsSetAside):
        give_again(assigned, by=tess)


def test_module_takes_its_quizzes_along_and_brings_back_those_alone(given, tess, now):
    alone = given.quiz_assignments.get(quiz__slug="spare")
    take_back(alone, by=tess, at=now - DAY)
    take_back(given, by=tess, at=now)
    assert not Assignment.objects.standing().exists()
    give_again(given, by=tess)
    assert Assignment.objects.standing().get().quiz.slug == "check-0"


def test_module_given_once_more_meanwhile_is_not_given_again(
    given, module, classroom, rules, tess, now
):
    take_back(given, by=tess, at=now)
    assign_module(module, classroom=classroom, rules=rules, checks=[], quizzes=[], by=tess, at=now)
    with pytest.raises(ModuleGivenAlready):
        give_again(given, by=tess)


@pytest.fixture
def bare(module, shelf, classroom, rules, tess, now):
    """The module with its check alone."""
    return assign_module(
        module,
        classroom=classroom,
        rules=rules,
        checks=[shelf.get(slug="check-0")],
        quizzes=[],
        by=tess,
        at=now,
    )


def test_quiz_is_added_below_a_module_with_its_own_rules_and_one_act(bare, shelf, rules, tess, now):
    limited = replace(rules, time_limit_minutes=9)
    spare = shelf.get(slug="spare")
    [added] = add_quizzes(bare, quizzes=[spare], rules=limited, by=tess, at=now)
    assert added in bare.quiz_assignments.all()
    assert rules_of(added) == limited
    assert verbs(bare) == [Verb.ADDED_QUIZZES, Verb.ASSIGNED]
    assert acts_on(bare)[0].detail["quizzes"] == [spare.pk]


def test_quiz_that_stands_below_a_module_is_not_added_again(given, shelf, rules, tess, now):
    assert not add_quizzes(given, quizzes=shelf.all(), rules=rules, by=tess, at=now)
    assert given.quiz_assignments.count() == 2
    assert verbs(given) == [Verb.ASSIGNED]


def test_added_quiz_goes_with_its_module(bare, shelf, rules, tess, now):
    [added] = add_quizzes(bare, quizzes=[shelf.get(slug="spare")], rules=rules, by=tess, at=now)
    take_back(bare, by=tess, at=now)
    added.refresh_from_db()
    assert added.withdrawn_at == now


def test_nothing_is_added_to_what_was_taken_back(bare, shelf, rules, tess, now):
    take_back(bare, by=tess, at=now)
    with pytest.raises(IsTakenBack):
        add_quizzes(bare, quizzes=shelf.all(), rules=rules, by=tess, at=now)


def test_added_quiz_keeps_the_rules_of_exams(bare, shelf, rules, tess, now):
    shelf.filter(slug="spare").update(purpose=Purpose.EXAM, attempts_allowed=1)
    with pytest.raises(NeedsAnEnd):
        add_quizzes(bare, quizzes=shelf.filter(slug="spare"), by=tess, at=now,
                    rules=replace(rules, closes_at=None))  # fmt: skip
    assert bare.quiz_assignments.count() == 1
