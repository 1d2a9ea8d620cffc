"""Purging a guest takes everything that she did, marked answers and what staff did included."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Attempt, ExtraAttempt, Mark, Response, ResponseRevision, Score
from quizzes.operations.attempts import start_attempt, submit_attempt
from rosters.models import Act
from rosters.operations.acts import Verb, record
from rosters.operations.guests import purge_unused_guests
from tests.factories import GuestFactory
from tests.factories_quizzes import ESSAY, NOON, fill_section, quiz_of, response_of, save

pytestmark = pytest.mark.django_db


def test_guest_with_a_released_mark_is_purged():
    today = timezone.localdate()
    guest = GuestFactory(last_active_on=today - timedelta(days=31))
    quiz = quiz_of(1)
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)
    attempt = start_attempt(quiz, learner=guest, at=NOON)
    save(attempt, None, position=2, sequence=1, text="I was there.")
    submit_attempt(attempt, at=NOON)
    essay = response_of(attempt, 2)
    Mark.objects.create(
        response=essay, item_version=essay.item_version, fraction=1, score=essay.scores.get(),
        marked_at=NOON, released_at=NOON,
    )  # fmt: skip
    ExtraAttempt.objects.create(learner=guest, quiz=quiz)
    record(Verb.MARKED, by=None, person=guest, subject=attempt)
    assert purge_unused_guests(on=today) == 1
    for model in (Attempt, Response, ResponseRevision, Score, Mark, ExtraAttempt):
        assert not model.objects.exists()
    assert Act.objects.get().person is None
