"""Candidates become terms, events and cards when a person says so, and not before."""

import pytest

from lessons.models import BuiltPart, Module
from lessons.operations.building.build import build_module
from lessons.operations.building.decisions import decisions_of
from lessons.operations.building.standing import standing_of
from lessons.operations.building.taking_back import (
    CannotBeTakenBack,
    can_be_taken_back,
    take_back,
)
from lessons.operations.building.taking_over import (
    EditedSince,
    edit_candidate,
    offer_again,
    take_over,
    turn_down,
)
from quizzes.models import Item, Quiz
from rosters.models import User
from sources.models import Document, Event, HistoryEntry, SourceCard, Term
from tests.factories_quizzes import CollectionFactory
from tests.labelled import Said, labelled_document
from tests.lessons.operations.building.rivertown import BUILT_AT, LATER, built, reviewed

pytestmark = pytest.mark.django_db


def steamer(by: User) -> tuple[Document, Module]:
    """A text with a name, a date, a source and a date that cannot be resolved; built."""
    said = [
        "The Valley Council met on 18 April 1945.",
        "The Valley Council heard Mayor Corran, who said that the bridge was safe.",
        "Two years later it fell.",
    ]
    document = labelled_document(
        [Said(text) for text in said],
        slug="bridge", title="The Bridge", collection=CollectionFactory(slug="bridge", owner=by),
    )  # fmt: skip
    build, _changes = build_module([document], by=by, at=BUILT_AT)
    return document, build.module


def part(module: Module, slug: str, kind: str = "term") -> BuiltPart:
    return module.built_parts.get(slug=slug, kind=kind)


def test_nothing_stands_on_the_shelf_before_somebody_uses_it(tess: User) -> None:
    _document, module = steamer(tess)
    assert module.built_parts.filter(kind__in=BuiltPart.CANDIDATES).count() >= 4
    for model in (Term, Event, SourceCard):
        assert not model.objects.filter(collection=module.collection).exists()


def test_a_word_that_is_used_stands_in_the_glossary_with_its_history(tess: User) -> None:
    _document, module = steamer(tess)
    edit_candidate(part(module, "valley-council"), values={"meaning": "Those who met."})
    take_over(module, parts=[part(module, "valley-council").pk], by=tess, at=LATER)
    term = Term.objects.get(collection=module.collection)
    assert (term.term, term.meaning) == ("Valley Council", "Those who met.")
    assert HistoryEntry.objects.get(term=term).by == tess


def test_a_card_says_openly_what_nobody_knows(tess: User) -> None:
    _document, module = steamer(tess)
    take_over(module, parts=[part(module, "mayor-corran", "card").pk], by=tess, at=LATER)
    card = SourceCard.objects.get(collection=module.collection)
    assert (card.maker, card.date, card.confidence) == ("Mayor Corran", "unknown", "N")
    assert card.says.startswith("These words are known only from the text: “")


def test_an_event_without_a_date_is_not_used(tess: User) -> None:
    _document, module = steamer(tess)
    unresolved = module.built_parts.get(kind="event", content__date="")
    taken, incomplete = take_over(module, parts=[unresolved.pk], by=tess, at=LATER)
    assert (taken, incomplete) == ([], [unresolved])
    edit_candidate(unresolved, values={"date": "1947"})
    take_over(module, parts=[unresolved.pk], by=tess, at=LATER)
    assert Event.objects.get(collection=module.collection).date == "1947"


def test_a_word_without_a_meaning_is_not_used(tess: User) -> None:
    _document, module = steamer(tess)
    word = part(module, "valley-council")
    taken, incomplete = take_over(module, parts=[word.pk], by=tess, at=LATER)
    assert (taken, incomplete) == ([], [word])
    assert not Term.objects.filter(collection=module.collection).exists()
    assert word in [one.part for one in decisions_of(module).left]


def test_what_was_left_out_is_not_offered_again(tess: User) -> None:
    document, module = steamer(tess)
    turn_down(module, parts=[part(module, "valley-council").pk])
    build_module([document], by=tess, at=LATER)
    again = part(module, "valley-council")
    assert (again.decided, again.turned_down) == (True, True)


def test_what_was_edited_is_not_drafted_over(tess: User) -> None:
    document, module = steamer(tess)
    edit_candidate(part(module, "valley-council"), values={"meaning": "Those who met."})
    Document.objects.filter(pk=document.pk).update(title="The Old Bridge")
    build_module([document], by=tess, at=LATER)
    assert part(module, "valley-council").content["meaning"] == "Those who met."


def test_a_decision_can_be_taken_back(tess: User) -> None:
    _document, module = steamer(tess)
    edit_candidate(part(module, "valley-council"), values={"meaning": "It met."})
    one = part(module, "valley-council")
    take_over(module, parts=[one.pk], by=tess, at=LATER)
    offer_again(module, part_id=one.pk)
    assert not Term.objects.filter(collection=module.collection).exists()
    assert not part(module, "valley-council").decided


def test_a_decision_stays_once_the_entry_was_edited(tess: User) -> None:
    _document, module = steamer(tess)
    edit_candidate(part(module, "valley-council"), values={"meaning": "It met."})
    one = part(module, "valley-council")
    take_over(module, parts=[one.pk], by=tess, at=LATER)
    Term.objects.update(meaning="Those who met.")
    with pytest.raises(EditedSince):
        offer_again(module, part_id=one.pk)
    assert part(module, "valley-council").decided


def test_what_the_glossary_has_is_not_offered(tess: User) -> None:
    shelf = CollectionFactory(slug="bridge", owner=tess)
    Term.objects.create(collection=shelf, slug="council", term="valley council", meaning="It met.")
    document = labelled_document([Said("The Valley Council met.")], collection=shelf)
    build, _changes = build_module([document], by=tess, at=BUILT_AT)
    assert not build.module.built_parts.filter(kind="term").exists()


def test_a_build_can_be_taken_back(tess: User) -> None:
    module, _build = built(reviewed(tess), tess)
    take_back(module, at=LATER)
    assert not module.built_parts.exists()
    assert not module.releases.get().lessons.exists()
    assert not Item.objects.filter(collection=module.collection).exists()
    assert not Quiz.objects.filter(collection=module.collection).exists()


def test_a_build_that_was_asked_for_twice_can_be_taken_back(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    build_module([document], by=tess, at=LATER)
    assert can_be_taken_back(standing_of(module))
    take_back(module, at=LATER)
    assert not module.built_parts.exists()
    assert not can_be_taken_back(standing_of(module))


def test_a_build_that_was_taken_back_can_be_made_again(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    take_back(module, at=LATER)
    build_module([document], by=tess, at=LATER)
    assert module.releases.get().lessons.count() == 2


@pytest.mark.parametrize("touched", ["edited", "decided"])
def test_a_build_stays_once_somebody_has_touched_it(touched: str, tess: User) -> None:
    module, _build = built(reviewed(tess), tess)
    if touched == "edited":
        module.releases.get().lessons.update(title="My own")
    else:
        module.built_parts.filter(kind="lesson").update(decided=True)
    with pytest.raises(CannotBeTakenBack):
        take_back(module, at=LATER)
    assert module.releases.get().lessons.count() == 2
