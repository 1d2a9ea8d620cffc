from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Quiz
from quizzes.reports import assigned_to
from tests.factories_quizzes import AssignmentFactory

pytestmark = pytest.mark.django_db


def published(**fields):
    made = AssignmentFactory(**fields)
    Quiz.objects.filter(pk=made.quiz_id).update(status=Quiz.Status.PUBLISHED)
    return made


def test_learner_sees_open_assignments_of_own_class_first_to_close_first(
    ada, classroom, other_classroom
):
    now = timezone.now()
    later = published(classroom=classroom, closes_at=now + timedelta(days=9))
    sooner = published(classroom=classroom, closes_at=now + timedelta(days=2))
    endless = published(classroom=classroom, closes_at=None)
    published(classroom=other_classroom)  # could leak: another class
    published(
        classroom=classroom,
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=1),
    )  # could leak: closed
    draft = published(classroom=classroom)  # could leak: a draft
    Quiz.objects.filter(pk=draft.quiz_id).update(status=Quiz.Status.DRAFT)
    assert [row.assignment for row in assigned_to(ada)] == [sooner, later, endless]


def test_teacher_is_assigned_nothing(tess, classroom):
    published(classroom=classroom)
    assert assigned_to(tess) == []


def test_guest_is_asked_nothing(guest, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert assigned_to(guest) == []


def test_catalogue_names_what_is_assigned(ada, client_of, classroom):
    made = published(classroom=classroom)
    page = client_of(ada).get("/").content.decode()
    assert f'href="/assignments/{made.pk}/"' in page
