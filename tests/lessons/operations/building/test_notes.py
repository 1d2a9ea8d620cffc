"""Questions beside the sentences of a passage that a build drafts."""

import pytest

from lessons.operations.building.notes import notes_of
from tests.labelled import labelled_document, sound, weak

pytestmark = pytest.mark.django_db


def asked_at(*said):
    claims = labelled_document(*said).claims.order_by("first__position")
    return [note["at"] for note in notes_of(list(claims))]


def test_a_weak_and_a_sound_sentence_have_a_question():
    said = [weak("Many came."), sound("The toll book counts 410 carts.", support="cited")]
    assert asked_at(said) == ["s01", "s02"]


def test_a_sound_sentence_that_rests_on_nobody_has_none():
    assert asked_at([weak("Many came."), sound("A clerk said so.", "attrib", "anon")]) == ["s01"]


def test_questions_are_spread_over_the_passage():
    said = [weak(f"Many came on day {day}.") for day in range(1, 10)]
    assert asked_at(said) == ["s01", "s04", "s07"]
