from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from config.serving import hand_in_overdue
from quizzes.models import Attempt
from tests.factories_quizzes import started

pytestmark = pytest.mark.django_db


@pytest.fixture
def overdue(ada):
    attempt = started(learner=ada)
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=timezone.now() - timedelta(minutes=1))
    return attempt


def test_command_hands_in_what_is_overdue(overdue, capsys):
    call_command("submit_overdue")
    overdue.refresh_from_db()
    assert overdue.status == Attempt.Status.GRADED
    assert capsys.readouterr().out == "1 handed in\n"


def test_server_hands_in_what_is_overdue(overdue):
    hand_in_overdue()
    overdue.refresh_from_db()
    assert overdue.status == Attempt.Status.GRADED
