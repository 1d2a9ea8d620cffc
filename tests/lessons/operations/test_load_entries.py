"""Cards, terms and events when a pack is loaded again."""

import pytest

from rosters.models import User
from sources.models import HistoryEntry, SourceCard, Term
from tests.factories import InstructorFactory
from tests.lessons.content.small_pack import FILES
from tests.lessons.operations.loads import (
    LATER,
    exported,
    load_files,
    with_changes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> User:
    return InstructorFactory(username="tess")


def test_changed_entries_are_edited_in_place_with_a_history() -> None:
    load_files()
    card, term = SourceCard.objects.get(), Term.objects.get(slug="mill")
    load_files(
        with_changes(
            ("sources.yaml", "One hand wrote it.", "One clerk wrote it."),
            ("glossary.yaml", "  sources:\n    - parish-book\n", ""),
            ("timeline.yaml", "The mill begins.", "The mill starts."),
        ),
        at=LATER,
    )
    card.refresh_from_db()
    assert card.limits == "One clerk wrote it."
    assert [h.content["limits"] for h in card.history.all()] == [
        "One clerk wrote it.",
        "One hand wrote it.",
    ]
    assert [h.content["sources"] for h in term.history.all()] == [[], ["parish-book"]]
    assert HistoryEntry.objects.filter(event__slug="wheel-turns").count() == 2
    assert HistoryEntry.objects.filter(event__slug="war-ends").count() == 1
    assert HistoryEntry.objects.filter(at=LATER).count() == 3


def test_another_place_in_the_list_is_no_history() -> None:
    load_files()
    first, second = FILES["glossary.yaml"].split("- id: parish\n")
    files = {**FILES, "glossary.yaml": f"- id: parish\n{second}{first}"}
    load_files(files)
    assert HistoryEntry.objects.filter(term__isnull=False).count() == 2
    assert exported() == files


def test_card_that_a_person_edited_takes_the_words_of_the_pack_and_the_report_says_so(
    author: User,
) -> None:
    load_files()
    card = SourceCard.objects.get()
    HistoryEntry.objects.create(card=card, content={}, by=author, at=LATER)
    SourceCard.objects.update(limits="Hers.")
    report = load_files()
    assert report.notes == [
        "cards: parish-book was edited on this site by tess; the pack's words stand now, and the "
        "history keeps the others."
    ]
