"""Checks of an assigned module are taken in their lessons, under the assignment."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lessons.operations.assigning import Rules, assign_module, take_back
from quizzes.models import Attempt
from quizzes.operations.attempts import start_attempt
from tests.world import make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(tess):
    return make_module("brook-farm", "Brook farm", owner=tess, rows=1)


@pytest.fixture
def check(module):
    return module.collection.quizzes.get(slug="check-0")


@pytest.fixture
def given(module, check, classroom, tess):
    now = timezone.now()
    return assign_module(
        module,
        classroom=classroom,
        rules=Rules(now - timedelta(days=1), now + timedelta(days=1)),
        checks=[check],
        quizzes=[],
        by=tess,
        at=now,
    )


def start(browser, module):
    path = reverse("lessons:step-quiz-start", args=[module.slug, "lesson-0", "check"])
    return browser.post(path)


def test_check_is_started_under_the_assignment(ada, client_of, module, given):
    start(client_of(ada), module)
    assert Attempt.objects.get().assignment == given.quiz_assignments.get()


def test_check_begun_before_is_finished_first(ada, client_of, module, check, given):
    begun = start_attempt(check, learner=ada, at=timezone.now())
    start(client_of(ada), module)
    assert Attempt.objects.get() == begun


def test_check_is_started_alone_after_the_module_was_taken_back(
    ada, tess, client_of, module, given
):
    take_back(given, by=tess, at=timezone.now())
    start(client_of(ada), module)
    assert Attempt.objects.get().assignment is None


def test_step_says_the_rules_of_the_assignment(ada, client_of, module, given):
    given.quiz_assignments.update(time_limit_minutes=7)
    page = client_of(ada).get(reverse("lessons:step", args=[module.slug, "lesson-0", "check"]))
    assert "7 minutes" in page.content.decode()


def test_module_says_that_it_is_assigned_and_until_when(ada, client_of, module, given):
    page = client_of(ada).get(reverse("lessons:module", args=[module.slug])).content.decode()
    assert "For your class, until" in page


def test_module_says_nothing_of_it_to_its_teacher(tess, client_of, module, given):
    page = client_of(tess).get(reverse("lessons:module", args=[module.slug])).content.decode()
    assert "For your class" not in page
    assert f"?what=module-{module.pk}" in page


def test_module_of_another_class_is_not_said_to_be_assigned(tom, client_of, tess, other_classroom,
                                                            given):  # fmt: skip
    public = make_module("harbour-side", "Harbour side", owner=None, rows=1)
    page = client_of(tom).get(reverse("lessons:module", args=[public.slug])).content.decode()
    assert "For your class" not in page
