import pytest
from django.db import IntegrityError

from rosters.models import Notice
from rosters.operations.notices import Kind
from sources.models import (
    Claim,
    CollectionShare,
    ReviewAct,
    ReviewRound,
    RoundLabel,
)
from sources.operations.rating import (
    LabelledAlready,
    RatedMeanwhile,
    RatedPlace,
    RatingIsOver,
    rate,
    seen_of,
    set_rated_range,
    take_back,
)
from sources.operations.reviewing import Place, RangeEnds, RoundIsOpen, accept
from sources.operations.rounds import (
    NotAColleague,
    NotYourRound,
    RoundIsClosed,
    TooFewRaters,
    abandon_round,
    colleagues,
    open_round,
)
from tests.factories_content import document_of
from tests.factories_quizzes import NOON, CollectionFactory
from tests.factories_rounds import (
    ended,
    finish,
    give,
    labels,
    opened,
    rater,
    school_document,
    sentence,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(tess):
    return school_document(tess)


@pytest.fixture
def round_(text, tess, theo):
    return opened(text, tess, theo)


# Opening


def test_colleagues_of_a_school_text_are_its_staff_and_superusers(
    text, tess, theo, sam, root, oona
):
    assert set(colleagues(text)) == {tess, theo, sam, root}


def test_colleagues_of_a_private_text_are_those_it_is_shared_with(tess, theo, sam, oona, root):
    text = document_of("A.", collection=CollectionFactory(owner=tess, visibility="private"))
    CollectionShare.objects.create(collection=text.collection, user=oona)
    assert set(colleagues(text)) == {tess, oona, sam, root}


def test_colleagues_of_the_sites_own_text_are_superusers(tess, root):
    assert list(colleagues(document_of("A."))) == [root]


def test_open_round_numbers_the_raters_and_asks_the_others(text, tess, theo):
    made = opened(text, tess, theo)
    assert sorted(made.raters.values_list("number", flat=True)) == [1, 2]
    told = Notice.objects.get()
    assert (told.person, told.kind) == (theo, Kind.ASKED_TO_RATE)
    assert told.path == f"/documents/{text.pk}/rounds/rate/"


def test_open_round_counts_a_rater_named_twice_once(text, tess):
    with pytest.raises(TooFewRaters):
        opened(text, tess, tess)


def test_open_round_refuses_whoever_may_not_change_the_text(text, tess, oona):
    with pytest.raises(NotAColleague) as refused:
        opened(text, tess, oona)
    assert refused.value.people == [oona]


def test_open_round_refuses_a_second_one_beside_it(round_, text, tess, theo):
    with pytest.raises(RoundIsOpen):
        opened(text, tess, theo)


def test_open_round_keeps_colleagues_from_deciding_together(round_, text, sam):
    place = Place(document=text, first=sentence(text, 1), last=sentence(text, 1))
    with pytest.raises(RoundIsOpen):
        accept(place, labels=labels(), by=sam, at=NOON)


# Rating


def test_rate_keeps_the_label_for_the_rater_alone(round_, tess, theo):
    give(round_, tess, 1, "vague-amount:Many")
    assert RoundLabel.objects.filter(rater__user=tess, decided=True).count() == 1
    assert not RoundLabel.objects.filter(rater__user=theo).exists()
    assert not Claim.objects.exists()
    assert not ReviewAct.objects.exists()


def test_rate_takes_a_draft_as_undecided(round_, tess):
    assert not give(round_, tess, 1, status="suggested").decided


def test_rate_leaves_decided_what_is_typed_at_afterwards(round_, tess):
    give(round_, tess, 1)
    typed = give(round_, tess, 1, status="suggested", why="It names nobody.")
    assert typed.decided
    assert typed.labels["why"] == "It names nobody."


def test_rate_refuses_a_form_from_before_another_window_saved(round_, text, tess):
    give(round_, tess, 1)
    stale = RatedPlace(rater=rater(round_, tess), first=sentence(text, 1), last=sentence(text, 1))
    with pytest.raises(RatedMeanwhile):
        rate(stale, labels=labels(), status="accepted", at=NOON)


def test_rate_refuses_whoever_said_that_she_is_done(round_, tess):
    finish(round_, tess)
    with pytest.raises(RatingIsOver):
        give(round_, tess, 1)


def test_take_back_makes_a_sentence_unlabelled(round_, text, tess):
    given = give(round_, tess, 1)
    take_back(
        RatedPlace(rater=given.rater, first=given.first, last=given.last, seen=seen_of(given))
    )
    assert not RoundLabel.objects.exists()


def test_set_rated_range_takes_a_sentence_more(round_, tess):
    given = give(round_, tess, 1)
    place = RatedPlace(rater=given.rater, first=given.first, last=given.last, seen=seen_of(given))
    wider = set_rated_range(place, labels=labels(), at_end=True, by_sentences=1, at=NOON)
    assert (wider.last.position, wider.decided, wider.labels["ends"]) == (2, True, wider.last.end)


def test_set_rated_range_ends_where_the_text_ends(round_, tess):
    given = give(round_, tess, 4)
    place = RatedPlace(rater=given.rater, first=given.first, last=given.last, seen=seen_of(given))
    with pytest.raises(RangeEnds):
        set_rated_range(place, labels=labels(), at_end=True, by_sentences=1, at=NOON)


def test_set_rated_range_does_not_run_into_another_label(round_, tess):
    give(round_, tess, 1)
    given = give(round_, tess, 2)
    place = RatedPlace(rater=given.rater, first=given.first, last=given.last, seen=seen_of(given))
    with pytest.raises(LabelledAlready):
        set_rated_range(place, labels=labels(), at_end=False, by_sentences=1, at=NOON)


# Abandoning


def test_abandon_round_counts_nothing(round_, text, tess, theo):
    give(round_, tess, 1)
    give(round_, theo, 1)
    ended_ = abandon_round(round_, by=tess, at=NOON)
    assert (ended_.is_abandoned, ended_.closed_at) == (True, NOON)
    assert not text.claims.exists()
    assert Notice.objects.get(kind=Kind.ROUND_ABANDONED).person == theo


def test_abandon_round_is_for_whoever_opened_it_or_a_superuser(round_, theo, root):
    with pytest.raises(NotYourRound):
        abandon_round(round_, by=theo, at=NOON)
    abandon_round(round_, by=root, at=NOON)


def test_abandon_round_refuses_one_that_is_closed(round_, tess, theo):
    finish(round_, tess, theo)
    with pytest.raises(RoundIsClosed):
        abandon_round(round_, by=tess, at=NOON)


def test_another_round_can_follow_an_abandoned_one(round_, text, tess, theo):
    abandon_round(round_, by=tess, at=NOON)
    assert opened(text, tess, theo).number == 2


def test_two_open_rounds_of_one_document_are_refused_by_the_database(round_, text):
    with pytest.raises(IntegrityError):
        ReviewRound.objects.create(document=text, number=7)


def test_open_round_takes_three_raters(text, tess, theo, sam):
    made = open_round(text, raters=[tess, theo, sam], shows_suggestions=True, by=tess, at=NOON)
    give(made, tess, 1)
    give(made, sam, 1)
    assert ended(finish(made, tess, theo, sam)) == ["agreed"]
