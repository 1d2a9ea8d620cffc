import pytest
from django.urls import reverse

from quizzes.models import Attempt
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


def test_an_assignment_leads_to_where_it_is_changed(browser, quiz, classroom):
    assignment = AssignmentFactory(quiz=quiz, classroom=classroom)
    page = browser.get(change(assignment))
    path = reverse("lessons:given-quiz", args=[classroom.pk, assignment.pk])
    assert f'href="{path}"' in page.content.decode()


@pytest.mark.parametrize("who", ["tess", "root"])
def test_nobody_assigns_or_changes_an_assignment_here(who, quiz, classroom, cast, client_of):
    assignment = AssignmentFactory(quiz=quiz, classroom=classroom)
    browser = client_of(cast[who])
    assert browser.get(ADD).status_code == 403
    assert browser.post(change(assignment), {"attempts_allowed": "9"}).status_code == 403


def test_a_published_quiz_leads_to_assigning_it(browser, quiz):
    page = browser.get(reverse("admin:quizzes_quiz_change", args=[quiz.pk]))
    path = reverse("lessons:assign-start")
    assert f'href="{path}?what=quiz-{quiz.pk}"' in page.content.decode()


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
    assert (len(one), len(thirty)) == (7, 7)


# Attempts, to read


@pytest.fixture
def attempt(ada):
    made = start_attempt(quiz_of(3), learner=ada, at=NOON)
    return submit_attempt(made, at=NOON)


def test_a_teacher_reads_the_attempts_of_her_class(browser, attempt, tom):
    start_attempt(quiz_of(1), learner=tom, at=NOON)
    assert list(browser.get(ATTEMPTS).context["cl"].result_list) == [attempt]


def test_an_attempt_leads_to_the_page_of_its_staff(browser, attempt):
    path = reverse("quizzes:attempt-staff", args=[attempt.pk])
    assert browser.get(change(attempt)).url == path


def test_a_preview_is_read_where_it_stands(root, client_of):
    preview = start_attempt(quiz_of(1), learner=root, at=NOON, preview=True)
    assert client_of(root).get(change(preview)).status_code == 200


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
