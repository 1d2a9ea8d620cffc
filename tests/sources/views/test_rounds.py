import pytest
from django.urls import reverse

from rosters.models import Notice
from sources.models import Claim, ReviewRound, RoundLabel, Suggestion
from sources.operations.rating import seen_of
from tests.factories_content import document_of
from tests.factories_quizzes import CollectionFactory
from tests.factories_review import bridge_text
from tests.factories_rounds import finish, give, opened, rater, school_document
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(tess):
    return school_document(tess)


def address(name, *args):
    return reverse(f"sources:{name}", args=args)


def labelled(kind="fact", support="bare", **fields):
    """What the form of a label posts."""
    return {"kind": kind, "support": support, "act": "accept", "seen": "", **fields}


def page(client, name, *args):
    answer = client.get(address(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


def at(text, position):
    return text.sentences.get(position=position).pk


def test_rounds_page_offers_to_open_one(text, tess, theo, client_of):
    shown = page(client_of(tess), "rounds", text.pk)
    assert "Open the review" in shown
    assert "Theo Brandt" in shown


def test_rounds_page_of_one_colleague_says_what_to_do(tess, client_of):
    alone = document_of("A.", collection=CollectionFactory(owner=tess, visibility="private"))
    assert "nobody but you may change this document" in page(client_of(tess), "rounds", alone.pk)


def test_rounds_page_is_no_page_for_another_school(text, oona, client_of):
    assert client_of(oona).get(address("rounds", text.pk)).status_code == 404


def test_opening_takes_a_rater_to_the_text(text, tess, theo, client_of):
    answer = client_of(tess).post(address("round-open", text.pk), {"raters": [tess.pk, theo.pk]})
    assert answer.url == address("round-rate", text.pk)
    assert ReviewRound.objects.get().shows_suggestions is False


def test_opening_for_one_person_says_that_it_takes_two(text, tess, theo, client_of):
    answer = client_of(tess).post(address("round-open", text.pk), {"raters": [tess.pk]})
    assert answer.status_code == 422
    assert "Choose at least two people" in answer.content.decode()


def test_opening_offers_nobody_else(text, tess, oona, client_of):
    data = {"raters": [tess.pk, oona.pk]}
    assert client_of(tess).post(address("round-open", text.pk), data).status_code == 422
    assert not ReviewRound.objects.exists()


def test_rating_page_shows_no_suggestion_when_the_round_hides_them(text, tess, theo, client_of):
    Suggestion.objects.create(
        document=text, sentence_id=at(text, 1), kind="fact", support="bare", score=1, version="1",
        weaknesses=[{"id": "vague-amount", "cue": "Many"}], reasons=[["many", 1.0]],
    )  # fmt: skip
    opened(text, tess, theo)
    shown = page(client_of(theo), "round-rate", text.pk)
    assert "suggested" not in shown
    assert 'class="cue"' not in shown
    assert "0 of 4" in shown


def test_rating_page_shows_suggestions_when_the_round_does(text, tess, theo, client_of):
    Suggestion.objects.create(
        document=text, sentence_id=at(text, 1), kind="fact", support="bare", score=1, version="1",
        weaknesses=[{"id": "vague-amount", "cue": "Many"}],
    )  # fmt: skip
    opened(text, tess, theo, shows=True)
    shown = page(client_of(theo), "round-rate", text.pk)
    assert "suggested" in shown
    assert "0 of 1" in shown


@pytest.mark.parametrize("shows", [True, False])
def test_rating_page_has_the_slider_when_it_shows_suggestions(shows, tess, theo, client_of):
    text = bridge_text(tess, long=2)
    opened(text, tess, theo, shows=shows)
    shown = client_of(theo).get(address("round-rate", text.pk), {"show": "2"})
    assert ('type="range"' in shown.content.decode()) is shows
    assert len(shown.context["desk"].ways) == (2 if shows else 10)


def test_rating_page_leads_whoever_does_not_rate_to_the_rounds(text, tess, theo, sam, client_of):
    opened(text, tess, theo)
    answer = client_of(sam).get(address("round-rate", text.pk))
    assert answer.url == address("rounds", text.pk)


def test_labelling_keeps_the_label_and_stays_at_the_sentence(text, tess, theo, client_of):
    opened(text, tess, theo)
    data = labelled(**{"more": "vague-amount", "cue-vague-amount": "Many"})
    answer = client_of(theo).post(address("round-label", text.pk, at(text, 1)), data)
    assert answer.url == f"{address('round-rate', text.pk)}?at={at(text, 1)}#now"
    label = RoundLabel.objects.get()
    assert (label.rater.user, label.decided) == (theo, True)
    assert label.labels["weaknesses"] == [{"id": "vague-amount", "cue": "Many", "standing": "core"}]


def test_labelling_goes_on_when_asked(text, tess, theo, client_of):
    opened(text, tess, theo)
    answer = client_of(theo).post(address("round-label", text.pk, at(text, 1)), labelled(go="next"))
    assert f"at={at(text, 2)}" in answer.url


def test_typing_is_kept_as_a_draft_of_her_own(text, tess, theo, client_of):
    opened(text, tess, theo)
    data = labelled(act="draft", why="Half a thought")
    said = client_of(theo).post(address("round-label", text.pk, at(text, 1)), data).json()
    label = RoundLabel.objects.get()
    assert (label.decided, label.labels["why"]) == (False, "Half a thought")
    assert said["seen"] == seen_of(label)


def test_labelling_refuses_a_cue_that_does_not_stand_there(text, tess, theo, client_of):
    opened(text, tess, theo)
    data = labelled(**{"more": "vague-amount", "cue-vague-amount": "Most"})
    answer = client_of(theo).post(address("round-label", text.pk, at(text, 1)), data)
    assert answer.status_code == 422
    assert "does not stand in the sentence" in answer.content.decode()


def test_labelling_from_a_stale_window_keeps_what_was_entered(text, tess, theo, client_of):
    give(opened(text, tess, theo), theo, 1)
    data = labelled(why="Second thoughts.")
    answer = client_of(theo).post(address("round-label", text.pk, at(text, 1)), data)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "in another window" in shown
    assert "Second thoughts." in shown


@pytest.mark.parametrize(("act", "status"), [("sound", "accepted"), ("reject", "rejected")])
def test_labelling_as_sound_or_as_no_claim_turns_weaknesses_down(
    text, tess, theo, client_of, act, status
):
    opened(text, tess, theo)
    data = labelled(act=act, more="vague-amount", support="named")
    client_of(theo).post(address("round-label", text.pk, at(text, 1)), data)
    state = RoundLabel.objects.get().labels
    assert (state["status"], state["weaknesses"]) == (status, [])
    assert [one["id"] for one in state["turned_down"]] == ["vague-amount"]


def test_labelling_can_be_taken_back(text, tess, theo, client_of):
    from_page = client_of(theo)
    give(opened(text, tess, theo), theo, 1)
    shown = from_page.get(f"{address('round-rate', text.pk)}?at={at(text, 1)}")
    seen = shown.context["card"].place.seen
    data = labelled(act="reset", seen=seen)
    from_page.post(address("round-label", text.pk, at(text, 1)), data)
    assert not RoundLabel.objects.exists()


def test_labelling_takes_a_sentence_more_into_the_range(text, tess, theo, client_of):
    opened(text, tess, theo)
    client_of(theo).post(address("round-label", text.pk, at(text, 1)), labelled(act="extend"))
    assert RoundLabel.objects.get().last.position == 2


def test_labelling_is_for_raters(text, tess, theo, sam, client_of):
    opened(text, tess, theo)
    client_of(sam).post(address("round-label", text.pk, at(text, 1)), labelled())
    assert not RoundLabel.objects.exists()


def test_done_thanks_and_closes_with_the_last(text, tess, theo, client_of):
    opened(text, tess, theo)
    first = client_of(theo).post(address("round-done", text.pk), follow=True)
    assert "You will be told when all are done" in first.content.decode()
    last = client_of(tess).post(address("round-done", text.pk))
    assert last.url == address("round", text.pk, 1)


def test_rating_page_of_one_who_is_done_offers_to_go_on(text, tess, theo, client_of):
    round_ = opened(text, tess, theo)
    give(round_, theo, 1)
    finish(round_, theo)
    shown = page(client_of(theo), "round-rate", text.pk)
    assert "Go on labelling" in shown
    assert 'name="act"' not in shown
    client_of(theo).post(address("round-go-on", text.pk))
    assert rater(round_, theo).done_at is None


def test_ending_without_a_result_is_asked_twice(text, tess, theo, client_of):
    round_ = opened(text, tess, theo)
    client_of(tess).post(address("round-abandon", text.pk))
    round_.refresh_from_db()
    assert round_.closed_at is None
    client_of(tess).post(address("round-abandon", text.pk), {"sure": "yes"})
    round_.refresh_from_db()
    assert round_.is_abandoned


def test_page_of_an_open_round_does_not_exist(text, tess, theo, client_of):
    opened(text, tess, theo)
    assert client_of(tess).get(address("round", text.pk, 1)).status_code == 404


@pytest.fixture
def differing(text, tess, theo):
    round_ = opened(text, tess, theo)
    give(round_, tess, 1, "vague-amount:Many")
    give(round_, theo, 1, "generalise:Many")
    give(round_, tess, 2, "missing-anchor")
    return finish(round_, tess, theo)


def test_page_of_a_closed_round_shows_labels_side_by_side(text, differing, tess, client_of):
    shown = page(client_of(tess), "round", text.pk, 1)
    assert "Rater 1" in shown
    assert "Rater 2" in shown
    assert "2 places wait to be settled" in shown
    assert "Too few to tell: 9 sentences more to go." in shown
    assert "Take rater 2’s label" in shown


def test_page_of_a_closed_round_names_no_rater(text, differing, theo, client_of):
    shown = page(client_of(theo), "round", text.pk, 1)
    assert "Tess Varga" not in shown


def settle(client, text, **data):
    claim = text.claims.get(first__position=1)
    shown = client.get(address("round", text.pk, 1)).context["page"]
    (row,) = [one for one in (*shown.differing, *shown.one_only) if one.claim.pk == claim.pk]
    data = {"seen": row.seen, **data}
    return client.post(address("round-settle", text.pk, 1, claim.pk), data, follow=True)


def test_settling_takes_one_raters_label(text, differing, theo, client_of):
    number = rater(differing, theo).number
    answer = settle(client_of(theo), text, pick=str(number))
    claim = text.claims.get(first__position=1)
    assert not claim.contested
    assert [w.weakness for w in claim.weaknesses.all()] == ["generalise"]
    assert "1 place waits to be settled" in answer.content.decode()


def test_settling_can_keep_it_contested(text, differing, theo, client_of):
    answer = settle(client_of(theo), text, pick="keep")
    assert text.claims.get(first__position=1).contested
    assert "Stays contested" in answer.content.decode()
    assert "1 place waits to be settled" in answer.content.decode()


def test_settling_refuses_when_somebody_was_quicker(text, differing, theo, client_of):
    answer = settle(client_of(theo), text, pick="1", seen="other")
    assert "Somebody changed this label since" in answer.content.decode()


def test_undoing_a_review_takes_its_claims_away(text, differing, tess, client_of):
    answer = client_of(tess).post(address("round-undo", text.pk, 1), follow=True)
    assert not Claim.objects.exists()
    assert "undone: nothing of it counts" in answer.content.decode()


def test_undoing_a_review_is_not_offered_when_something_was_settled(
    text, differing, tess, client_of
):
    assert "Undo the whole review" in page(client_of(tess), "round", text.pk, 1)
    settle(client_of(tess), text, pick="1")
    assert "Undo the whole review" not in page(client_of(tess), "round", text.pk, 1)


def test_notices_lead_to_the_pages_of_the_review(text, tess, theo, client_of):
    round_ = opened(text, tess, theo)
    finish(round_, theo, tess)
    for notice in Notice.objects.filter(person=theo):
        assert client_of(theo).get(notice.path, follow=True).status_code == 200
    assert Notice.objects.filter(person=theo).count() == 2


def test_pages_ask_the_database_no_more_often_for_more_labels(tess, theo, client_of):
    def asked(count):
        text = school_document(tess, *[f"Sentence {n} says so." for n in range(count)])
        round_ = opened(text, tess, theo)
        for position in range(1, count + 1):
            give(round_, tess, position, "vague-amount")
            give(round_, theo, position, "generalise")
        client = client_of(theo)
        client.get(address("round-rate", text.pk))
        with statements() as rating:
            client.get(address("round-rate", text.pk))
        finish(round_, tess, theo)
        with statements() as closed:
            client.get(address("round", text.pk, 1))
        return len(rating), len(closed)

    few, many = asked(2), asked(9)
    assert few == many
    assert max(few) <= 12


def test_rater_is_taken_out_and_brought_back_over_the_page(tess, theo, sam, client_of):
    document = school_document(tess)
    round_ = opened(document, tess, theo, sam)
    browser, path = client_of(tess), f"/documents/{document.pk}/rounds/"
    page = browser.get(path).content.decode()
    assert "A rater cannot go on" in page
    ill = rater(round_, sam)
    browser.post(f"{path}raters/", {"rater": ill.pk, "reason": "Ill"})
    page = browser.get(path).content.decode()
    assert "Sam Okello was taken out on" in page
    assert "You were taken out of this review" in client_of(sam).get(path).content.decode()
    assert client_of(sam).get(f"{path}rate/").status_code == 302
    browser.post(f"{path}raters/", {"back": ill.pk})
    assert "was taken out on" not in browser.get(path).content.decode()


def test_taking_a_rater_out_asks_for_the_reason(tess, theo, client_of):
    document = school_document(tess)
    theirs = rater(opened(document, tess, theo), theo)
    answer = client_of(tess).post(f"/documents/{document.pk}/rounds/raters/", {"rater": theirs.pk})
    assert answer.status_code == 422
    assert list(answer.context["rater_form"].errors) == ["reason"]


def test_who_did_not_open_the_round_sees_no_way_to_take_raters_out(tess, theo, client_of):
    document = school_document(tess)
    opened(document, tess, theo)
    page = client_of(theo).get(f"/documents/{document.pk}/rounds/").content.decode()
    assert "A rater cannot go on" not in page
