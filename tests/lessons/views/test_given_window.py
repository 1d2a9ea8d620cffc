"""A module's window cannot move so that a quiz below it would show its keys too early."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lessons.models import ModuleAssignment
from quizzes.models.quizzes import Purpose
from tests.factories_quizzes import AssignmentFactory, quiz_of
from tests.world import make_module

pytestmark = pytest.mark.django_db


def test_window_of_a_module_with_an_exam_keeps_its_end(tess, classroom, client_of):
    module, now = make_module("brook", "Brook", owner=tess, rows=1), timezone.now()
    ends = now + timedelta(days=1)
    given = ModuleAssignment.objects.create(
        module=module, classroom=classroom, opens_at=now, closes_at=ends
    )
    exam = quiz_of(1, purpose=Purpose.EXAM)
    given.quiz_assignments.add(
        AssignmentFactory(quiz=exam, classroom=classroom, opens_at=now, closes_at=ends)
    )
    path = f"/classes/{classroom.pk}/modules/{given.pk}/"
    page = client_of(tess).post(path, {"opens_at": "2026-01-01T08:00", "closes_at": ""})
    assert list(page.context["form"].errors) == ["closes_at"]
    given.refresh_from_db()
    assert given.closes_at == ends
