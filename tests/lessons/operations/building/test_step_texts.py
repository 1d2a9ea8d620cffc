"""The words of drafted steps: what they ask about is there to be seen, and neighbours differ."""

import pytest

from lessons.models import Lesson, Step
from rosters.models import User
from tests.lessons.operations.building.rivertown import built, reviewed

pytestmark = pytest.mark.django_db

KNOWN = {"publisher": "The Harbour News", "published": "2021~"}


def opening(owner: User, **fields: object) -> Step:
    built(reviewed(owner, **fields), owner)
    return Step.objects.get(lesson__slug="the-summer", slug="before-you-read")


def test_an_opening_asks_what_to_expect_of_where_a_text_comes_from(tess: User) -> None:
    assert "comes from there" in opening(tess, adapted_from=KNOWN).prompt


def test_an_opening_asks_after_no_place_that_nobody_knows(tess: User) -> None:
    asked = opening(tess, adapted_from={"publisher": "unknown"}).prompt
    assert "there" not in asked
    assert asked.startswith("Nothing is known of where this text comes from.")


def test_an_opening_asks_after_no_note_that_learners_do_not_see(tess: User) -> None:
    found = [{"id": "disclaimer", "message": "It carries a disclaimer."}]
    body = opening(tess, adapted_from=KNOWN, findings=found).body
    assert "publisher does not answer for" not in body


def test_looking_back_names_what_was_met_and_the_question_that_finds_it(tess: User) -> None:
    built(reviewed(tess), tess)
    step = Step.objects.get(lesson__slug="the-summer", slug="looking-back")
    assert "- **Vague amount**: How many, out of how many?" in step.body


def test_looking_back_ends_otherwise_in_neighbouring_lessons(tess: User) -> None:
    built(reviewed(tess), tess)
    first, second = Step.objects.filter(slug="looking-back").order_by("lesson__position")
    assert first.body.split("\n\n")[-1] != second.body.split("\n\n")[-1]
    assert first.prompt != second.prompt


def test_teachers_read_of_a_claim_that_offers_nothing_no_praise(tess: User) -> None:
    document = reviewed(tess)
    bare = document.claims.filter(weaknesses=None).order_by("first__position")[0]
    document.claims.filter(pk=bare.pk).update(support="bare")
    built(document, tess)
    notes = Lesson.objects.get(slug="the-summer").teacher_notes
    assert f"**{bare.first.number}. A claim that offers nothing**" in notes
    assert "Sound**" in notes
