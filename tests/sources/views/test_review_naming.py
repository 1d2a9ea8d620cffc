"""The workbench: naming a weakness that the rules did not, and sentences without a suggestion."""

import pytest
from django.urls import reverse

from tests.factories_review import accepted, claim_at, sentence
from tests.sources.views.review_page import page, post, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plain(document):
    """The document with nothing suggested of its first sentence."""
    document.suggestions.filter(sentence__key="s1").delete()
    return document


def test_a_weakness_named_with_accept_is_asked_for_its_words_once(browser, document):
    response = post(browser, document, "s2", "accept", more=["loaded"])
    shown = text_of(response)
    assert response.status_code == 422
    assert "Which words of the sentence show it (Loaded word)?" in shown
    assert 'name="cue-loaded"' in shown
    assert response.context["card"].form["standing-loaded"].value() == "core"
    assert not document.claims.exists()
    sent = {"standing-loaded": "core", "cue-loaded": ""}
    assert post(browser, document, "s2", "accept", **sent).status_code == 302
    named = claim_at(document, "s2").weaknesses.values_list("weakness", flat=True)
    assert list(named) == ["anon-source", "loaded"]


def test_a_weakness_is_added_to_the_card_and_nothing_else_happens(browser, document):
    response = post(browser, document, "s2", "add", more=["loaded"], why="Typed with care.")
    shown = text_of(response)
    assert response.status_code == 200
    assert 'name="cue-loaded"' in shown
    assert "Typed with care." in shown
    assert not document.claims.exists()


@pytest.mark.parametrize("act", ["label", "draft"])
def test_what_is_only_kept_is_kept_as_it_was_entered(browser, plain, act):
    post(browser, plain, "s1", act, more=["post-hoc"])
    claim = claim_at(plain, "s1")
    assert (claim.kind, claim.weaknesses.get().weakness) == ("fact", "post-hoc")


@pytest.mark.parametrize(
    ("weakness", "kind"),
    [("post-hoc", "cause"), ("motive", "motive"), ("orphan-quote", "attrib"), ("loaded", "fact")],
)
def test_a_weakness_that_implies_a_kind_offers_it(browser, plain, weakness, kind):
    response = post(browser, plain, "s1", "add", more=[weakness])
    assert response.context["card"].form["kind"].value() == kind
    assert ("The kind is now" in text_of(response)) == (kind != "fact")


def test_a_kind_that_was_chosen_stays(browser, plain):
    response = post(browser, plain, "s1", "add", more=["post-hoc"], kind="compare")
    assert response.context["card"].form["kind"].value() == "compare"
    assert "The kind is now" not in text_of(response)


def test_sentences_without_a_suggestion_are_counted_and_gone_through(browser, plain):
    found = plain.sentences.filter(number__isnull=False, suggestion=None)
    waiting = list(found.order_by("position").values_list("position", flat=True))
    shown = browser.get(page(plain, "s2", show="all"))
    desk = shown.context["desk"]
    assert [way.position for way in desk.plain] == waiting
    assert sentence(plain, "s1").position in waiting
    assert f"{len(waiting)} sentence" in text_of(shown)
    post(browser, plain, "s1", "accept")
    after = browser.get(page(plain, "s2", show="all")).context["desk"]
    assert len(after.plain) == len(waiting) - 1


def test_decisions_go_on_to_sentences_without_a_suggestion_at_last(browser, plain, tess):
    for one in plain.suggestions.select_related("sentence").order_by("sentence__position"):
        accepted(plain, one.sentence.key, tess)
    last = plain.suggestions.order_by("-sentence__position")[0].sentence
    response = post(browser, plain, last.key, "accept", go="next", show="all")
    desk = browser.get(response["Location"]).context["desk"]
    assert desk.current.pk in [way.sentence for way in desk.plain]


@pytest.mark.parametrize(
    ("kind", "support", "name"),
    [
        ("fact", "cited", "Sound"),
        ("none", "na", "No claim"),
        ("fact", "bare", "A claim that offers nothing"),
    ],
)
def test_what_has_no_weakness_is_called_by_what_it_rests_on(browser, document, kind, support, name):
    post(browser, document, "s1", "accept", kind=kind, support=support)
    claim = claim_at(document, "s1")
    assert (claim.kind, claim.support, claim.weaknesses.count()) == (kind, support, 0)
    assert f"<b>{name}</b>" in text_of(browser.get(page(document, "s1")))


def test_title_stands_once_where_the_text_begins_with_it(browser, document):
    shown = text_of(browser.get(page(document, "s2")))
    assert '<h2 id="doc-title" class="vh"' in shown


def test_title_that_the_text_does_not_repeat_stands_over_it(browser, document):
    document.title = "The price of a bridge"
    document.save()
    assert '<h2 id="doc-title" lang=' in text_of(browser.get(page(document, "s2")))
    staff = text_of(browser.get(reverse("sources:document", args=[document.pk])))
    assert "<h1>The price of a bridge</h1>" in staff
