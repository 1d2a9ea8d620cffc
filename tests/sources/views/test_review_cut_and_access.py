"""The workbench: mending the cut, long texts, and who may do what."""

import pytest
from django.urls import reverse

from sources.models import Collection, ReviewRound
from tests.factories_quizzes import CollectionFactory, ItemVersionFactory
from tests.factories_review import accepted, bridge_text, sentence
from tests.sources.views.review_page import as_shown, decide_at, page, post, text_of
from tests.statements import statements

pytestmark = pytest.mark.django_db


def test_a_sentence_is_split_and_joined_from_the_page(browser, document):
    shown = browser.get(page(document, "s5"))
    cut = reverse("sources:review-cut", args=[document.pk, sentence(document, "s5").pk])
    browser.post(cut, {"act": "split", "offset": shown.context["places"][2].offset})
    assert sentence(document, "s5").text == "Numerous towns joined"
    browser.post(cut, {"act": "join"})
    assert sentence(document, "s5").text == "Numerous towns joined the protest."


def test_what_is_set_aside_is_brought_back_from_the_page(browser, document):
    cut = reverse("sources:review-cut", args=[document.pk, sentence(document, "b1").pk])
    browser.post(cut, {"act": "back"})
    assert sentence(document, "s6").text == "Read more about bridges."


def test_a_lesson_starts_where_one_says(browser, document):
    cut = reverse("sources:review-cut", args=[document.pk, sentence(document, "s4").pk])
    browser.post(cut, {"act": "lesson"})
    assert "A lesson starts here" in text_of(browser.get(page(document)))


def test_a_cut_on_which_something_rests_says_what_and_the_way_out(browser, document):
    text = sentence(document, "s2")
    ItemVersionFactory().anchors.create(document=document, first=text, last=text)
    cut = reverse("sources:review-cut", args=[document.pk, text.pk])
    shown = text_of(browser.post(cut, {"act": "join"}, follow=True))
    assert "anchors (1)" in shown
    assert "Import a new version of the document" in shown


def test_a_long_text_comes_in_parts(browser, tess):
    long = bridge_text(tess, long=100)
    first = browser.get(page(long, **{"from": 1}))
    desk = first.context["desk"]
    assert (desk.part.first, desk.part.last, desk.part.of) == (1, 60, 700)
    assert "sentences 1 to 43 of 500" in text_of(first)
    last = browser.get(page(long, **{"from": 700})).context["desk"].part
    assert last.last == 700


def test_page_costs_the_same_in_a_longer_text(browser, tess, theo):
    counts = []
    for long, who in ((1, tess), (120, theo)):
        document = bridge_text(who, long=long)
        accepted(document, "s2", tess)
        with statements() as sent:
            assert browser.get(page(document, "s2")).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 10


def test_who_may_only_look_sees_no_form_and_is_told_the_way(document, client_of, oona):
    Collection.objects.update(visibility=Collection.Visibility.PUBLIC)
    client = client_of(oona)
    shown = text_of(client.get(page(document, "s2")))
    assert "copy its module" in shown
    assert 'id="decide"' not in shown
    assert client.post(decide_at(document, "s2"), {"act": "accept"}).status_code == 404


def test_shipped_documents_are_changed_by_superusers_only(tess, root, client_of):
    shipped = bridge_text(tess, collection=CollectionFactory(owner=None))
    assert client_of(tess).get(page(shipped)).status_code == 200
    assert client_of(tess).post(decide_at(shipped, "s2"), {"act": "accept"}).status_code == 404
    assert post(client_of(root), shipped, "s2", "accept").status_code == 302


def test_an_open_round_is_said_and_decides_nothing_for_all(browser, document):
    sent = as_shown(browser, document, "s2", act="accept")
    ReviewRound.objects.create(document=document, number=1)
    response = browser.post(decide_at(document, "s2"), sent)
    assert response.status_code == 409
    assert "An independent review is under way" in text_of(response)
    assert not document.claims.exists()


@pytest.mark.parametrize("key", ["s2", "b1", "h1"])
def test_every_sentence_has_its_page(browser, document, key):
    assert browser.get(page(document, key)).status_code == 200


def test_a_sentence_of_another_document_does_not_exist_here(browser, document, theo):
    other = bridge_text(theo)
    at = sentence(other, "s2").pk
    assert browser.get(page(document, at=at)).status_code == 404
