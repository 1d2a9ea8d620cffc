import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from sources.models import Claim, Evidence, ReviewAct, ReviewVisit
from sources.operations.reviewing import reject
from tests.factories_content import SourceCardFactory
from tests.factories_quizzes import NOON
from tests.factories_review import (
    accepted,
    bridge_text,
    claim_at,
    place,
    sentence,
    suggested,
)
from tests.sources.views.review_page import as_shown, decide_at, page, post, text_of

pytestmark = pytest.mark.django_db


def test_page_begins_at_the_first_suggestion_that_waits(browser, document):
    assert browser.get(page(document)).context["desk"].current.key == "s2"


def test_page_begins_where_one_was_last(browser, document):
    post(browser, document, "s4", "sound", support="cited")
    assert browser.get(page(document)).context["desk"].current.key == "s4"


def test_card_shows_the_weakness_its_question_and_what_looks_similar(browser, document):
    shown = text_of(browser.get(page(document, "s2")))
    assert "The person who is said to have said it has no name." in shown
    assert "Who is it, how would they know, and why can they not be named?" in shown
    assert "Looks similar, but fine" in shown
    assert (
        '<u class="cue">A former clerk</u>' in shown or '<u class="cue">former clerk</u>' in shown
    )


def test_words_that_counted_stand_with_what_they_brought(browser, document):
    context = browser.get(page(document, "s2")).context
    assert context["counted"]
    assert all(weight[0] in "+-" for _words, weight in context["counted"])


def test_card_stands_right_after_its_sentence(browser, document):
    shown = text_of(browser.get(page(document, "s2")))
    assert shown.index('id="s1"') < shown.index('id="now"') < shown.index('id="card"')
    assert shown.index('id="card"') < shown.index('id="s3"')


@pytest.mark.parametrize(
    ("act", "status", "contested", "weaknesses"),
    [
        ("accept", "accepted", False, 1),
        ("reject", "rejected", False, 0),
        ("sound", "accepted", False, 0),
        ("contested", "accepted", True, 1),
        ("label", "suggested", False, 1),
    ],
)
def test_each_button_decides(browser, document, act, status, contested, weaknesses):
    assert post(browser, document, "s2", act, support="named").status_code == 302
    claim = claim_at(document, "s2")
    assert (claim.status, claim.contested) == (status, contested)
    assert claim.weaknesses.count() == weaknesses


@pytest.mark.parametrize("support", ["bare", "anon"])
def test_what_rests_on_nothing_is_not_called_sound_unasked(browser, document, support):
    response = post(browser, document, "s2", "sound", support=support)
    assert response.status_code == 422
    assert "A sound sentence rests on something" in text_of(response)
    assert not document.claims.exists()


def test_decision_comes_back_to_the_same_sentence(browser, document):
    response = post(browser, document, "s2", "accept", show="20")
    query = parse_qs(urlsplit(response["Location"]).query)
    assert query == {"at": [str(sentence(document, "s2").pk)], "show": ["20"]}
    assert response["Location"].endswith("#now")


def test_decision_goes_on_to_the_next_undecided_one_if_so_wished(browser, document):
    response = post(browser, document, "s2", "accept", go="next", show="all")
    desk = browser.get(response["Location"]).context["desk"]
    assert desk.current.position > sentence(document, "s2").position
    assert desk.ways[0].decided


def test_one_of_several_weaknesses_is_left_out(browser, document):
    sent = {"standing-anon-source": "down", "standing-vague-amount": "core"}
    sent |= {"standing-loaded": "core"}
    post(browser, document, "s2", "accept", **sent, reason="She is named above.")
    claim = claim_at(document, "s2")
    assert [one.weakness for one in claim.weaknesses.all()] == ["vague-amount", "loaded"]
    assert claim.turned_down[0]["reason"] == "She is named above."


def test_a_weakness_is_also_acceptable(browser, document):
    post(browser, document, "s2", "accept", **{"standing-anon-source": "also"})
    assert claim_at(document, "s2").weaknesses.get().standing == "also"


def test_a_cue_that_does_not_stand_there_is_refused_and_nothing_typed_is_lost(browser, document):
    sent = {"cue-anon-source": "A former duke", "why": "Typed with care."}
    response = post(browser, document, "s2", "accept", **sent)
    shown = text_of(response)
    assert response.status_code == 422
    assert "“A former duke” does not stand in the sentence letter for letter." in shown
    assert "Typed with care." in shown
    assert not document.claims.exists()


def test_what_claims_nothing_needs_no_support(browser, document):
    post(browser, document, "s1", "accept", kind="none", support="bare")
    assert claim_at(document, "s1").support == "na"
    response = post(browser, document, "s3", "accept", kind="fact", support="na")
    assert response.status_code == 422


def test_range_is_extended_from_the_page(browser, document):
    post(browser, document, "s2", "extend")
    assert claim_at(document, "s2").last.key == "s3"
    assert "Sentences 2 to 3" in text_of(browser.get(page(document, "s2")))
    assert "This sentence belongs to the claim that begins above." in text_of(
        browser.get(page(document, "s3"))
    )


def test_evidence_is_named_by_the_number_of_a_sentence(browser, document):
    sent = {"evidence_sentence": "4", "evidence_stance": "challenges"}
    post(browser, document, "s2", "add-evidence", **sent)
    found = Evidence.objects.get()
    assert (found.sentence.key, found.stance) == ("s4", "challenges")
    post(browser, document, "s2", "take-evidence-0")
    assert not Evidence.objects.exists()


def test_evidence_is_a_card_of_the_same_collection_only(browser, document):
    card = SourceCardFactory(collection=document.collection)
    post(browser, document, "s2", "add-evidence", evidence_card=card.pk)
    assert Evidence.objects.get().card == card
    other = post(browser, document, "s2", "add-evidence", evidence_card=SourceCardFactory().pk)
    assert other.status_code == 422


@pytest.mark.parametrize("sent", [{}, {"evidence_sentence": "99"}])
def test_evidence_that_is_none_is_refused_with_a_reason(browser, document, sent):
    response = post(browser, document, "s2", "add-evidence", **sent)
    assert response.status_code == 422
    assert response.context["evidence_form"].errors


def test_reset_makes_it_undecided(browser, document):
    post(browser, document, "s2", "accept")
    post(browser, document, "s2", "reset")
    assert not document.claims.exists()


def test_draft_answers_with_the_state_to_build_on(browser, document):
    response = post(browser, document, "s2", "draft", why="Nobody is named")
    kept = response.json()
    assert claim_at(document, "s2").why == "Nobody is named"
    sent = as_shown(browser, document, "s2", act="accept", claim=kept["claim"], seen=kept["seen"])
    assert browser.post(decide_at(document, "s2"), sent).status_code == 302


def test_draft_is_kept_even_where_a_cue_is_half_written(browser, document):
    response = post(browser, document, "s2", "draft", **{"cue-anon-source": "A form|er"})
    assert response.status_code == 200
    assert claim_at(document, "s2").weaknesses.get().cue == "A form|er"


def test_what_a_colleague_changed_meanwhile_is_shown_beside_what_was_typed(browser, document, theo):
    sent = as_shown(browser, document, "s2", act="accept", why="Mine, typed with care.")
    reject(place(document, "s2"), labels=suggested(document, "s2"), by=theo, at=NOON)
    response = browser.post(decide_at(document, "s2"), sent)
    shown = text_of(response)
    assert response.status_code == 409
    assert "Theo Brandt has rejected it" in shown
    assert "Mine, typed with care." in shown
    assert claim_at(document, "s2").status == Claim.Status.REJECTED


def test_deciding_again_after_that_puts_it_in_place(browser, document, theo):
    sent = as_shown(browser, document, "s2", act="accept", why="Mine.")
    reject(place(document, "s2"), labels=suggested(document, "s2"), by=theo, at=NOON)
    fresh = browser.post(decide_at(document, "s2"), sent).context["card"].place
    again = sent | {"claim": fresh.claim_id, "seen": fresh.seen}
    assert browser.post(decide_at(document, "s2"), again).status_code == 302
    assert (claim_at(document, "s2").status, claim_at(document, "s2").why) == ("accepted", "Mine.")


def test_undo_takes_back_the_last_decision_and_says_what_it_was(browser, document):
    post(browser, document, "s2", "accept")
    undo = reverse("sources:review-undo", args=[document.pk])
    response = browser.post(undo, {"at": sentence(document, "s2").pk}, follow=True)
    assert "Undone: accepted 2." in text_of(response)
    assert not document.claims.exists()


def test_undo_of_what_a_colleague_changed_since_is_refused_with_the_name(browser, document, theo):
    post(browser, document, "s2", "accept")
    reject(place(document, "s2"), labels=suggested(document, "s2"), by=theo, at=NOON)
    undo = reverse("sources:review-undo", args=[document.pk])
    response = browser.post(undo, follow=True)
    assert "Theo Brandt changed it since, so it was not undone." in text_of(response)


def test_history_without_acts_says_what_will_stand_there(browser, document):
    shown = text_of(browser.get(reverse("sources:review-history", args=[document.pk])))
    assert '<p class="empty">Nothing yet.' in shown
    assert '<ol class="register">' not in shown


def test_history_lists_every_act_with_its_undo(browser, document, theo):
    accepted(document, "s2", theo)
    history = reverse("sources:review-history", args=[document.pk])
    shown = text_of(browser.get(history))
    assert "Theo Brandt" in shown
    assert "accepted 2" in shown
    act = ReviewAct.objects.get()
    undo = reverse("sources:review-undo", args=[document.pk])
    response = browser.post(undo, {"act": act.pk, "back": "history"})
    assert response["Location"] == history
    assert not document.claims.exists()
    assert "Undone by Tess Varga" in text_of(browser.get(history))


def test_news_tell_what_others_did_since_the_last_visit(browser, document, theo):
    accepted(document, "s2", theo)
    reject(place(document, "s4"), labels=suggested(document, "s4"), by=theo, at=NOON)
    shown = browser.get(page(document, "s2"))
    assert [(line.who, line.verb, line.count) for line in shown.context["news_lines"]] == [
        ("Theo Brandt", "rejected", 1),
        ("Theo Brandt", "accepted", 1),
    ]
    seen = reverse("sources:review-seen", args=[document.pk])
    browser.post(seen, {"upto": shown.context["news"].upto})
    assert "review-news" not in text_of(browser.get(page(document, "s2")))
    accepted(document, "s5", theo)
    assert "Since your last visit" in text_of(browser.get(page(document, "s2")))
    assert ReviewVisit.objects.get().seen_act == shown.context["news"].upto


def test_ones_own_acts_are_no_news(browser, document):
    post(browser, document, "s2", "accept")
    assert "review-news" not in text_of(browser.get(page(document, "s2")))


def test_progress_counts_the_suggestions_that_are_shown(browser, document):
    desk = browser.get(page(document, show="all")).context["desk"]
    assert (desk.reviewed, desk.undecided, desk.more) == (0, document.suggestions.count(), 0)
    post(browser, document, "s2", "accept")
    assert browser.get(page(document, show="all")).context["desk"].reviewed == 1
    one = browser.get(page(document, show="1")).context["desk"]
    assert (len(one.ways), one.more) == (1, document.suggestions.count() - 1)


def slider(response):
    tag = r'type="range" name="show" min="1" max="(\d+)" value="(\d+)"'
    return tuple(map(int, re.search(tag, text_of(response)).groups()))


def test_slider_goes_from_one_suggestion_a_page_to_where_all_are_shown(browser, tess):
    text = bridge_text(tess, long=6)
    assert text.suggestions.count() == 18
    assert slider(browser.get(page(text))) == (18, 8)
    at_its_end = browser.get(page(text, show="18"))
    assert (at_its_end.context["desk"].more, slider(at_its_end)) == (0, (18, 18))
    assert slider(browser.get(page(text, show="all"))) == (18, 18)


def test_slider_ends_where_it_would_be_too_long_and_a_link_shows_the_rest(
    browser, tess, monkeypatch
):
    monkeypatch.setattr("sources.reports.desk.MOST_PER_PAGE", 10)
    shown = browser.get(page(bridge_text(tess, long=6), show="10"))
    assert slider(shown) == (10, 10)
    assert shown.context["desk"].more == 8
    assert re.search(r'href="\?at=\d+&amp;show=all" data-page>Show all', text_of(shown))


def test_slider_is_left_out_where_there_is_nothing_to_choose(browser, document):
    document.suggestions.all().delete()
    assert 'type="range"' not in text_of(browser.get(page(document)))


def test_a_claim_over_several_sentences_reviews_the_suggestions_of_all(browser, document):
    post(browser, document, "s4", "extend")
    sent = as_shown(browser, document, "s4", act="accept")
    browser.post(decide_at(document, "s4"), sent)
    decided = {
        way.position for way in browser.get(page(document)).context["desk"].ways if way.decided
    }
    suggested_ = set(
        document.suggestions.filter(sentence__key__in=["s4", "s5"]).values_list(
            "sentence__position", flat=True
        )
    )
    assert decided == suggested_


def test_a_draft_and_a_claim_about_the_whole_text_review_no_suggestion(browser, document):
    post(browser, document, "s2", "draft", why="Nobody is")
    whole = Claim.objects.create(
        document=document, first=sentence(document, "s1"), last=sentence(document, "s5"),
        kind="fact", support="bare",
    )  # fmt: skip
    whole.weaknesses.create(weakness="single-source")
    desk = browser.get(page(document, show="all")).context["desk"]
    assert desk.ways
    assert desk.reviewed == 0


def test_when_all_is_decided_the_page_says_what_is_next(browser, document, tess):
    for one in document.suggestions.select_related("sentence"):
        accepted(document, one.sentence.key, tess)
    shown = text_of(browser.get(page(document, show="all")))
    assert "Every suggestion shown is decided." in shown
    assert reverse("lessons:build", args=[document.pk]) in shown


def test_labels_of_an_accepted_claim_change_without_a_new_decision(browser, document, tess):
    accepted(document, "s2", tess)
    post(browser, document, "s2", "label", why="So it is.")
    claim = claim_at(document, "s2")
    assert (claim.status, claim.why) == ("accepted", "So it is.")
