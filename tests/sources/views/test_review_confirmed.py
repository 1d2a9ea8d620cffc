"""Kind and support of a claim are what a person had before her eyes when she decided."""

import pytest

from tests.factories_review import claim_at, sentence
from tests.sources.views.review_page import page, post, text_of

pytestmark = pytest.mark.django_db


def test_the_card_shows_kind_and_support_above_the_decision(browser, document):
    html = browser.get(page(document, "s2")).content.decode()
    card = html[html.index('id="decide"') :]
    shown = card.index('name="kind"'), card.index('name="support"'), card.index('value="accept"')
    assert list(shown) == sorted(shown)
    assert "<details" not in card[: shown[-1]]


@pytest.mark.parametrize("act", ["accept", "sound", "contested"])
@pytest.mark.parametrize("name", ["kind", "support"])
def test_nothing_is_decided_with_a_kind_or_support_that_was_not_sent(browser, document, act, name):
    response = post(browser, document, "s2", act, **{"support": "named", name: ""})
    assert response.status_code == 422
    assert not document.claims.exists()


@pytest.mark.parametrize("act", ["accept", "sound"])
def test_what_is_chosen_on_the_card_stands_in_the_claim(browser, document, act):
    document.suggestions.filter(sentence__key="s2").update(kind="quantity", support="bare")
    post(browser, document, "s2", act, kind="compare", support="in-text")
    claim = claim_at(document, "s2")
    assert (claim.kind, claim.support) == ("compare", "in-text")


def test_sound_asks_for_the_kind_where_nobody_has_said_one(browser, document):
    document.suggestions.filter(sentence__key="s1").delete()
    response = post(browser, document, "s1", "sound")
    assert "Look at the kind too: is this a fact?" in text_of(response)
    assert not document.claims.filter(first=sentence(document, "s1")).exists()
    post(browser, document, "s1", "sound", kind="fact", support="cited")
    assert claim_at(document, "s1").kind == "fact"
