import pytest
from django.urls import reverse

from sources.models import Event, HistoryEntry, SourceCard, Term
from tests.factories_authoring import module_of, page_as_posted
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(tess):
    return module_of(tess)


@pytest.fixture
def card(module):
    return SourceCard.objects.get(collection=module.collection, slug="parish-book")


def change(entry):
    return reverse(f"admin:sources_{entry._meta.model_name}_change", args=[entry.pk])


def form_of(client, entry):
    return page_as_posted(client.get(change(entry)).context)


def test_saving_a_card_appends_to_its_history(browser, tess, card):
    before = card.history.count()
    browser.post(change(card), {**form_of(browser, card), "says": "It says the day."})
    newest = card.history.first()
    assert card.history.count() == before + 1
    assert (newest.content["says"], newest.by) == ("It says the day.", tess)


def test_saving_a_card_as_it_was_appends_nothing(browser, card):
    before = card.history.count()
    browser.post(change(card), form_of(browser, card))
    assert card.history.count() == before


def test_the_first_edit_keeps_what_stood_there_before(browser, card):
    HistoryEntry.objects.all().delete()
    said = card.says
    browser.post(change(card), {**form_of(browser, card), "says": "It says the day."})
    assert [entry.content["says"] for entry in card.history.all()] == ["It says the day.", said]


def test_saving_a_terms_sources_appends_them_to_its_history(browser, module):
    term = Term.objects.filter(collection=module.collection, term_sources=None).first()
    if term is None:
        term = Term.objects.create(
            collection=module.collection, slug="wheel", term="Wheel", meaning="It turns."
        )
    card = SourceCard.objects.filter(collection=module.collection).first()
    sent = {
        **form_of(browser, term),
        "term_sources-TOTAL_FORMS": "1",
        "term_sources-0-card": card.pk,
        "term_sources-0-position": "0",
    }
    assert browser.post(change(term), sent).status_code == 302
    assert term.history.first().content["sources"] == [card.slug]


def test_a_save_that_would_break_what_is_published_is_taken_back(browser, module):
    term = Term.objects.filter(collection=module.collection).first()
    sent = {**form_of(browser, term), "meaning": "See [@nothing]."}
    response = browser.post(change(term), sent)
    assert response.status_code == 200
    assert response.context["adminform"].form.non_field_errors() == [
        "[@nothing] cites a source that is not in this module."
    ]
    said = term.meaning
    term.refresh_from_db()
    assert term.meaning == said
    assert not term.history.filter(content__meaning="See [@nothing].").exists()


def test_the_id_of_an_entry_cannot_be_changed(browser, card):
    browser.post(change(card), {**form_of(browser, card), "slug": "other"})
    card.refresh_from_db()
    assert card.slug == "parish-book"


def test_a_date_that_says_nothing_is_refused(browser, module):
    event = Event.objects.filter(collection=module.collection).first()
    sent = {**form_of(browser, event), "date": "some day"}
    form = browser.post(change(event), sent).context["adminform"].form
    assert "Write the date as 1945-04-18" in form.errors["date"][0]


def test_a_new_card_is_made_on_the_chosen_shelf(browser, module, card):
    sent = {
        name: getattr(card, name)
        for name in ("title", "maker", "date", "type", "purpose", "says", "limits", "citation",
                     "confidence")
    }  # fmt: skip
    url = reverse("admin:sources_sourcecard_add") + f"?within={module.collection_id}"
    browser.post(url, {**sent, "slug": "new-card", "short": "New", "position": "9"})
    made = SourceCard.objects.get(slug="new-card")
    assert made.collection == module.collection
    assert made.history.count() == 1


def test_a_new_card_with_an_id_that_is_taken_is_refused(browser, module, card):
    url = reverse("admin:sources_sourcecard_add") + f"?within={module.collection_id}"
    sent = {**form_of(browser, card), "slug": card.slug, "short": "New"}
    form = browser.post(url, sent).context["adminform"].form
    assert form.non_field_errors() == ["This collection has a card with that id already."]


def test_with_one_shelf_a_new_card_goes_there_unasked(browser, module):
    response = browser.get(reverse("admin:sources_sourcecard_add"))
    assert response.status_code == 302
    assert response["Location"].endswith(f"?within={module.collection_id}")


def test_without_a_shelf_the_page_says_what_to_do(oona, client_of):
    page = client_of(oona).get(reverse("admin:sources_sourcecard_add")).content.decode()
    assert "Make a module" in page


def test_nothing_is_deleted(browser, card):
    url = reverse("admin:sources_sourcecard_delete", args=[card.pk])
    assert browser.post(url, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(("model", "count"), [(SourceCard, 7), (Term, 7), (Event, 7)])
def test_lists_cost_the_same_with_1_and_30_rows(model, count, browser, module):
    url = reverse(f"admin:sources_{model._meta.model_name}_changelist")
    browser.get(url)
    with statements() as few:
        browser.get(url)
    first = model.objects.filter(collection=module.collection).first()
    for number in range(30):
        first.pk, first.slug = None, f"more-{number}"
        first.save()
    with statements() as many:
        assert len(browser.get(url).context["cl"].result_list) > 30
    assert (len(few), len(many)) == (count, count)
