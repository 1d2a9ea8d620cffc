"""Authors choose documents, sentences, cards and weaknesses; nobody types an id."""

import re

import pytest
from django.urls import reverse

from quizzes.models import Item
from sources.models import Document, Event, SourceCard, Term
from tests.controls import controls_of
from tests.factories_authoring import module_of
from tests.factories_content import DocumentFactory, SourceCardFactory
from tests.factories_quizzes import CollectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(tess):
    return module_of(tess, as_draft=True)


@pytest.fixture
def browser(tess, client_of):
    return client_of(tess)


@pytest.fixture
def passage(module):
    return Item.objects.get(collection=module.collection, slug="mark-the-fair")


@pytest.fixture
def verdicts(module):
    return Item.objects.get(collection=module.collection, slug="judge-the-mill")


def change(item):
    return reverse("admin:quizzes_item_change", args=[item.pk])


def page_of(response):
    return response.content.decode()


def sent_of(browser, item):
    return controls_of(page_of(browser.get(change(item))))


def test_every_item_is_saved_as_it_was_by_the_page_that_a_browser_shows(browser, module):
    for item in Item.objects.filter(collection=module.collection):
        before = item.current.digest
        sent = sent_of(browser, item)
        assert browser.post(change(item), sent).status_code == 302, item
        item.refresh_from_db()
        assert item.current.digest == before, item


def test_documents_cards_and_sentences_come_from_the_own_collection_only(browser, passage, tess):
    other = CollectionFactory(owner=tess)
    DocumentFactory(collection=other, title="A foreign text")
    SourceCardFactory(collection=other, title="A foreign card")
    page = page_of(browser.get(change(passage)))
    own = passage.collection
    assert all(document.title in page for document in Document.objects.filter(collection=own))
    assert all(card.title in page for card in SourceCard.objects.filter(collection=own))
    assert "foreign" not in page


def test_a_card_of_another_collection_is_refused(browser, passage):
    foreign = SourceCardFactory(slug="foreign-card")
    sent = sent_of(browser, passage) | {"item_sources": [foreign.slug]}
    response = browser.post(change(passage), sent)
    assert response.status_code == 200
    assert "foreign-card" in str(response.context["adminform"].form.errors)


def test_weaknesses_stand_by_their_names(browser, passage):
    form = browser.get(change(passage)).context["adminform"].form
    assert '<option value="loaded">Loaded word</option>' in str(form["mark"])
    assert 'value="any" selected>any weakness' in str(form["mark"])


def test_show_the_sentences_keeps_all_and_saves_and_blames_nothing(browser, module):
    url = reverse("admin:quizzes_item_add") + f"?type=highlight&within={module.collection_id}"
    empty = controls_of(page_of(browser.get(url)))
    document = Document.objects.filter(collection=module.collection).first()
    sent = empty | {"title": ["A"], "document": [document.slug], "_preview": ["choices"]}
    response = browser.post(url, sent)
    form = response.context["adminform"].form
    first = document.sentences.order_by("position").first()
    assert f'value="{first.key}"' in str(form["targets"])
    assert (form["title"].value(), form["document"].value()) == ("A", document.slug)
    assert "errornote" not in page_of(response)
    assert not Item.objects.filter(current__title="A").exists()


def test_sentences_of_a_document_chosen_before_are_not_taken_for_the_new_one(browser, passage):
    other = Document.objects.filter(collection=passage.collection).exclude(
        slug=passage.current.pack["document"]
    )[0]
    sent = sent_of(browser, passage) | {"document": [other.slug]}
    response = browser.post(change(passage), sent)
    form = response.context["adminform"].form
    assert response.status_code == 200
    assert form.errors.keys() == {"first", "last", "targets"}
    passage.refresh_from_db()
    assert passage.current.pack["document"] != other.slug


def test_targets_keep_the_order_in_which_they_stood(browser, passage):
    pack = passage.current.pack
    pack["targets"] = list(reversed(pack["targets"]))
    passage.current.save()
    sent = sent_of(browser, passage)
    browser.post(change(passage), sent)
    passage.refresh_from_db()
    assert passage.current.pack["targets"] == pack["targets"]


def test_an_id_that_is_gone_stays_chosen_and_is_said(browser, passage):
    version = passage.current
    version.sources, version.about = ["gone-card"], ["gone#s01"]
    version.save()
    page = page_of(browser.get(change(passage)))
    assert "not in this module: gone-card" in page
    assert controls_of(page)["item_sources"] == ["gone-card"]
    assert controls_of(page)["item_about"] == ["gone#s01"]


def test_another_row_adds_an_empty_one_and_saves_nothing(browser, verdicts):
    sent = sent_of(browser, verdicts)
    count = int(sent["rows-count"][0])
    response = browser.post(change(verdicts), sent | {"_preview": ["another-row"]})
    again = controls_of(page_of(response))
    assert again["rows-count"] == [str(count + 1)]
    assert again["rows-0-text"] == sent["rows-0-text"]


def test_a_row_is_taken_out(browser, verdicts):
    before = verdicts.current.pack["rows"]
    browser.post(change(verdicts), sent_of(browser, verdicts) | {"rows-0-out": ["1"]})
    verdicts.refresh_from_db()
    assert verdicts.current.pack["rows"] == before[1:]


@pytest.mark.parametrize(("row", "place"), [(0, 2), (1, 1)])
def test_a_row_takes_the_place_that_it_is_given(row, place, browser, verdicts):
    first, second, *others = verdicts.current.pack["rows"]
    sent = sent_of(browser, verdicts) | {f"rows-{row}-place": [str(place)]}
    browser.post(change(verdicts), sent)
    verdicts.refresh_from_db()
    assert verdicts.current.pack["rows"] == [second, first, *others]


def test_a_row_without_its_verdict_is_named(browser, verdicts):
    response = browser.post(change(verdicts), sent_of(browser, verdicts) | {"rows-1-key": [""]})
    errors = response.context["adminform"].form.errors
    assert errors["rows"] == ["Row 2: choose its verdict."]


def test_a_new_question_with_rows_is_made_without_an_id_being_typed(browser, module):
    url = reverse("admin:quizzes_item_add")
    url += f"?type=needs-more-support&within={module.collection_id}"
    document = Document.objects.filter(collection=module.collection).first()
    sentence = document.sentences.order_by("position").first()
    sent = controls_of(page_of(browser.get(url))) | {
        "title": ["Two"], "slug": ["two"], "stem": ["Which?"], "explanation_why": ["So."],
        "options-0-sentence": [f"{document.slug}#{sentence.key}"],
        "options-1-text": ["[sic] * a text"], "options-right": ["1"],
    }  # fmt: skip
    assert browser.post(url, sent).status_code == 302
    pack = Item.objects.get(slug="two").current.pack
    assert pack == {
        "options": [
            {"id": "a", "sentence": f"{document.slug}#{sentence.key}"},
            {"id": "b", "text": "[sic] * a text"},
        ],
        "key": "b",
    }


def test_rows_without_the_right_one_are_refused(browser, module):
    url = reverse("admin:quizzes_item_add")
    url += f"?type=name-weakness&within={module.collection_id}"
    sent = controls_of(page_of(browser.get(url))) | {"options-0-text": ["loaded"]}
    errors = browser.post(url, sent).context["adminform"].form.errors
    assert errors["options"] == ["Choose the one row that is right."]


def test_skills_keep_the_order_in_which_they_stood(browser, passage):
    version = passage.current
    version.skills = ["loaded", "sourcing"]
    version.save()
    browser.post(change(passage), sent_of(browser, passage))
    passage.refresh_from_db()
    assert passage.current.skills == ["loaded", "sourcing"]


def new_item(browser, module, kind, slug, rows, right=()):
    """Make a question as the page sends it, with rows filled in; returns the answer."""
    url = reverse("admin:quizzes_item_add") + f"?type={kind}&within={module.collection_id}"
    sent = controls_of(page_of(browser.get(url)))
    sent |= {"title": [slug], "slug": [slug], "stem": ["Which?"], "explanation_why": ["So."]}
    sent |= {name: [text] for name, text in rows.items()}
    return browser.post(url, sent | {"options-right": list(right)})


def pack_of(module, slug):
    item = Item.objects.get(collection=module.collection, slug=slug)
    return item, item.current.pack


@pytest.fixture
def matched(browser, module):
    """Two things of the module and one in words, with what fits each."""
    card = SourceCard.objects.filter(collection=module.collection).earliest("pk")
    term = Term.objects.filter(collection=module.collection).earliest("pk")
    rows = {
        "pairs-0-card": card.slug, "pairs-0-match": "It tells.",
        "pairs-1-term": term.slug, "pairs-1-match": "It turns.",
        "pairs-2-text": "A wheel", "pairs-2-match": "It grinds.", "pairs-2-feedback": "Slowly.",
        "left_over": "It sings.",
    }  # fmt: skip
    response = new_item(browser, module, "matching", "match-them", rows)
    assert response.status_code == 302, response.context["adminform"].form.errors
    return card, term


def test_pairs_are_made_from_cards_words_of_the_glossary_and_own_words(module, matched):
    card, term = matched
    assert pack_of(module, "match-them")[1] == {
        "pairs": [
            {"id": "a", "card": card.slug, "match": "It tells."},
            {"id": "b", "term": term.slug, "match": "It turns."},
            {"id": "c", "text": "A wheel", "match": "It grinds.", "feedback": "Slowly."},
        ],
        "left_over": ["It sings."],
    }


def test_ids_of_pairs_stay_when_others_come_and_go_and_are_never_seen(browser, module, matched):
    item, pack = pack_of(module, "match-them")
    sent = sent_of(browser, item)
    page = page_of(browser.get(change(item)))
    assert '<input type="hidden" name="pairs-0-id" value="a">' in page
    assert not re.search(r"<textarea[^>]*>\s*\[", page)
    sent |= {"pairs-0-out": ["1"], "pairs-2-place": ["1"]}
    sent |= {"pairs-3-text": ["A dam"], "pairs-3-match": ["It holds."]}
    assert browser.post(change(item), sent).status_code == 302
    _first, second, third = pack["pairs"]
    new = {"id": "a", "text": "A dam", "match": "It holds."}
    assert pack_of(module, "match-them")[1]["pairs"] == [third, second, new]


def test_a_pair_of_two_things_or_without_its_answer_is_named(browser, module, matched):
    card, _term = matched
    item, _pack = pack_of(module, "match-them")
    sent = sent_of(browser, item) | {"pairs-2-card": [card.slug], "pairs-1-match": [""]}
    errors = browser.post(change(item), sent).context["adminform"].form.errors["pairs"]
    assert errors == [
        "Row 2: write the answer that fits.",
        "Row 3: give one thing: words of its own, a source card, or a word of the glossary.",
    ]


def test_an_order_is_made_of_events_that_are_chosen_by_their_titles(browser, module):
    event, other = Event.objects.filter(collection=module.collection)[:2]
    rows = {"entries-0-event": event.slug, "entries-1-event": other.slug, "entries-2-text": "Now"}
    response = new_item(browser, module, "ordering", "in-time", rows)
    assert response.status_code == 302, response.context["adminform"].form.errors
    item, pack = pack_of(module, "in-time")
    entries = pack["entries"]
    assert [entry.get("event") for entry in entries] == [event.slug, other.slug, None]
    assert entries[2]["text"] == "Now"
    page = page_of(browser.get(change(item)))
    assert event.title in page
    browser.post(change(item), sent_of(browser, item) | {"entries-2-place": ["1"]})
    assert pack_of(module, "in-time")[1]["entries"] == [entries[2], *entries[:2]]


def test_several_answers_are_right_by_their_boxes(browser, module):
    rows = {f"options-{at}-text": text for at, text in enumerate(["One", "Two", "Three"])}
    response = new_item(browser, module, "multiple-response", "several", rows, right=["0", "2"])
    assert response.status_code == 302, response.context["adminform"].form.errors
    item, pack = pack_of(module, "several")
    assert pack["key"] == ["a", "c"]
    assert browser.post(change(item), sent_of(browser, item)).status_code == 302
    assert pack_of(module, "several")[1] == pack
    wrong = sent_of(browser, item)
    wrong.pop("options-right")
    errors = browser.post(change(item), wrong).context["adminform"].form.errors
    assert errors["options"] == ["Choose the rows that are right."]
