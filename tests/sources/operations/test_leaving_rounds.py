"""A rater who leaves holds up nobody; what she labelled is kept, and counts for nothing."""

import pytest

from lessons.operations.erasure import erase_person
from rosters.models import Act, Notice
from rosters.operations.act_sentences import sentence_of
from sources.models import Claim, Rating, RoundLabel
from sources.operations.leaving_rounds import LastRater, NoReason, bring_back, take_out
from sources.operations.rating import RatingIsOver
from sources.operations.rounds import (
    NotYourRound,
    RoundIsClosed,
    TakenOut,
    abandon_round,
    go_on,
    say_done,
)
from tests.factories_quizzes import NOON
from tests.factories_rounds import claims, ended, finish, give, opened, rater, school_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(tess):
    return school_document(tess)


@pytest.fixture
def round_(text, tess, theo, sam):
    made = opened(text, tess, theo, sam)
    for person in (tess, theo):
        give(made, person, 1, "vague-amount:Many")
    give(made, sam, 1)
    give(made, sam, 2)
    return made


def out(round_, person, by, reason="She is ill"):
    closed = take_out(rater(round_, person), reason=reason, by=by, at=NOON)
    round_.refresh_from_db()
    return closed


def test_rater_taken_out_is_waited_for_no_more(round_, tess, theo, sam):
    finish(round_, tess, theo)
    assert round_.closed_at is None
    assert out(round_, sam, tess)
    assert round_.closed_at == NOON


def test_labels_of_a_rater_taken_out_are_kept_and_do_not_count(round_, text, tess, theo, sam):
    out(round_, sam, tess)
    finish(round_, tess, theo)
    assert claims(text) == [(1, "accepted", False, ["vague-amount"])]
    assert ended(round_) == ["agreed"]
    assert set(Rating.objects.values_list("rater", flat=True)) == set(round_.agreement["raters"])
    assert rater(round_, sam).number not in round_.agreement["raters"]
    assert RoundLabel.objects.filter(rater__user=sam).count() == 2


def test_act_says_who_did_it_and_why_and_she_is_told(round_, tess, sam):
    out(round_, sam, tess)
    act = Act.objects.get(verb="rater-taken-out")
    assert (act.actor, act.person, act.reason) == (tess, sam, "She is ill")
    assert "took Sam Okello out of the independent review of" in sentence_of(act)
    assert Notice.objects.get(kind="taken-out-of-round").person == sam


def test_rater_taken_out_labels_and_ends_nothing(round_, tess, sam):
    out(round_, sam, tess)
    with pytest.raises(RatingIsOver):
        give(round_, sam, 3)
    with pytest.raises(TakenOut):
        say_done(rater(round_, sam), at=NOON)
    with pytest.raises(TakenOut):
        go_on(rater(round_, sam))


def test_rater_brought_back_counts_again(round_, text, tess, theo, sam):
    out(round_, sam, tess)
    bring_back(rater(round_, sam), by=tess)
    finish(round_, tess, theo)
    assert round_.closed_at is None
    finish(round_, sam)
    assert ended(round_) == ["differs", "one-only"]
    assert Act.objects.filter(verb="rater-brought-back", person=sam).exists()


def test_nobody_comes_back_into_a_closed_round(round_, tess, theo, sam):
    finish(round_, tess, theo)
    out(round_, sam, tess)
    with pytest.raises(RoundIsClosed):
        bring_back(rater(round_, sam), by=tess)


def test_one_rater_left_makes_begun_claims(text, tess, theo):
    made = opened(text, tess, theo)
    give(made, tess, 1, "vague-amount:Many")
    finish(made, tess)
    assert out(made, theo, tess)
    assert claims(text) == [(1, "suggested", False, ["vague-amount"])]
    assert ended(made) == ["one-only"]


def test_last_rater_is_not_taken_out(round_, tess, theo, sam):
    out(round_, sam, tess)
    out(round_, theo, tess)
    with pytest.raises(LastRater):
        out(round_, tess, tess)


def test_reason_is_asked_for(round_, tess, sam):
    with pytest.raises(NoReason):
        out(round_, sam, tess, reason=" ")


def test_only_the_opener_and_a_superuser_take_raters_out(round_, tess, theo, sam, root):
    with pytest.raises(NotYourRound):
        out(round_, sam, theo)
    assert not out(round_, sam, root)


def test_round_whose_opener_has_left_is_anybodys_to_end(round_, tess, theo):
    tess.is_active = False
    tess.save()
    out(round_, tess, theo)
    assert abandon_round(round_, by=theo, at=NOON).is_abandoned


def test_erased_rater_is_a_number_whose_labels_stay(round_, tess, theo, sam, root):
    finish(round_, sam)
    erase_person(sam, by=root, reason="She asked", at=NOON)
    finish(round_, tess, theo)
    assert rater(round_, sam).user.display_name == ""
    assert str(rater(round_, sam).user) == f"Person {sam.pk}"
    assert ended(round_) == ["differs", "one-only"]
    assert Claim.objects.count() == 2


def test_erased_rater_who_was_not_done_is_taken_out(round_, tess, theo, sam, root):
    erase_person(sam, by=root, reason="She asked", at=NOON)
    finish(round_, tess, theo)
    assert out(round_, sam, tess)
