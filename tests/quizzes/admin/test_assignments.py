from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Assignment, Attempt, Quiz
from quizzes.models.quizzes import Purpose
from quizzes.operations.attempts import start_attempt, submit_attempt
from tests.factories_authoring import module_of
from tests.factories_quizzes import NOON, AssignmentFactory, quiz_of
from tests.statements import statements

pytestmark = pytest.mark.django_db
ADD = reverse("admin:quizzes_assignment_add")
LIST = reverse("admin:quizzes_assignment_changelist")
ATTEMPTS = reverse("admin:quizzes_attempt_changelist")


@pytest.fixture
def quiz(tess):
    return module_of(tess).collection.quizzes.get()


@pytest.fixture
def browser(tess, client_of):
    return client_of(tess)


def change(thing):
    return reverse(f"admin:quizzes_{thing._meta.model_name}_change", args=[thing.pk])


def given(quiz, classroom, **more):
    now = timezone.now()
    return {
        "quiz": quiz.pk,
        "classroom": classroom.pk,
        "opens_at": f"{now:%Y-%m-%dT00:00}",
        "certainty": "unknown",
        **more,
    }


def ends_in(days):
    end = timezone.now() + timedelta(days=days)
    return {"closes_at": f"{end:%Y-%m-%dT12:00}"}


def test_a_quiz_is_given_to_ones_own_class(browser, tess, quiz, classroom):
    assert browser.post(ADD, given(quiz, classroom)).status_code == 302
    made = Assignment.objects.get()
    assert (made.quiz, made.classroom, made.created_by) == (quiz, classroom, tess)


def test_choices_are_own_classes_and_published_quizzes(browser, quiz, classroom, theo, oona):
    # Could leak: the classes of Theo and Oona, a draft, and Oona's own quiz.
    Quiz.objects.create(collection=quiz.collection, slug="draft", title="Draft")
    quiz_of(1, collection__owner=oona, collection__visibility="private")
    form = browser.get(ADD).context["adminform"].form
    assert list(form.fields["classroom"].queryset) == [classroom]
    assert list(form.fields["quiz"].queryset) == [quiz]


def test_an_exam_needs_an_end(browser, quiz, classroom):
    Quiz.objects.filter(pk=quiz.pk).update(purpose=Purpose.EXAM)
    form = browser.post(ADD, given(quiz, classroom)).context["adminform"].form
    assert form.errors["closes_at"] == ["An exam closes: its keys show after that."]
    assert browser.post(ADD, given(quiz, classroom, **ends_in(2))).status_code == 302


def test_an_exam_of_shipped_items_says_that_its_keys_are_public(browser, classroom):
    exam = quiz_of(1, purpose=Purpose.EXAM)
    assignment = AssignmentFactory(
        quiz=exam, classroom=classroom, closes_at=timezone.now() + timedelta(days=1)
    )
    assert "and its key is public" in browser.get(change(assignment)).content.decode()


@pytest.mark.parametrize(("who", "status"), [("theo", 404), ("oona", 404), ("sam", 200)])
def test_an_assignment_of_anyone_elses_class_is_not_there(
    who, status, quiz, classroom, cast, client_of
):
    assignment = AssignmentFactory(quiz=quiz, classroom=classroom)
    assert client_of(cast[who]).get(change(assignment)).status_code == status


def test_list_costs_the_same_with_1_and_30_assignments(browser, quiz, classroom):
    AssignmentFactory(quiz=quiz, classroom=classroom)
    browser.get(LIST)
    with statements() as one:
        browser.get(LIST)
    for _ in range(29):
        AssignmentFactory(quiz=quiz, classroom=classroom)
    with statements() as thirty:
        assert len(browser.get(LIST).context["cl"].result_list) == 30
    assert (len(one), len(thirty)) == (9, 9)


# Attempts, to read


@pytest.fixture
def attempt(ada):
    made = start_attempt(quiz_of(3), learner=ada, at=NOON)
    return submit_attempt(made, at=NOON)


def test_a_teacher_reads_the_attempts_of_her_class(browser, attempt, tom):
    start_attempt(quiz_of(1), learner=tom, at=NOON)
    assert list(browser.get(ATTEMPTS).context["cl"].result_list) == [attempt]
    assert browser.get(change(attempt)).status_code == 200


@pytest.mark.parametrize("who", ["theo", "oona"])
def test_attempts_of_anyone_elses_class_are_not_there(who, attempt, cast, client_of):
    assert client_of(cast[who]).get(change(attempt)).status_code == 404


@pytest.mark.parametrize("who", ["tess", "root"])
def test_nobody_edits_an_attempt(who, attempt, cast, client_of):
    response = client_of(cast[who]).post(change(attempt), {"score": "99", "status": "graded"})
    assert response.status_code == 403
    assert Attempt.objects.get(pk=attempt.pk).score == 0


def test_nobody_adds_an_attempt(browser):
    assert browser.get(reverse("admin:quizzes_attempt_add")).status_code == 403


def test_attempt_page_costs_the_same_with_1_and_30_responses(browser, ada):
    costs = []
    for count in (1, 30):
        made = submit_attempt(start_attempt(quiz_of(count), learner=ada, at=NOON), at=NOON)
        browser.get(change(made))
        with statements() as cost:
            browser.get(change(made))
        costs.append(len(cost))
    assert costs == [8, 8]
