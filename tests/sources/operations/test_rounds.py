import pytest
from django.db import IntegrityError

from quizzes.models import Anchor
from rosters.models import Notice
from rosters.operations.notices import Kind
from sources.models import (
    Claim,
    CollectionShare,
    Rating,
    ReviewAct,
    ReviewRound,
    RoundLabel,
)
from sources.operations.closing import (
    ChangedAfterwards,
    ClosingUndone,
    RestsOnIt,
    rests_on_closing,
    undo_closing,
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
    go_on,
    open_round,
)
from sources.operations.undoing import IsOfARound, NothingToUndo, undo, undo_last
from tests.factories_content import document_of
from tests.factories_quizzes import NOON, CollectionFactory, ItemVersionFactory
from tests.factories_rounds import finish, give, labels, opened, rater, school_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(tess):
    return school_document(tess)


@pytest.fixture
def round_(text, tess, theo):
    return opened(text, tess, theo)


def sentence(document, position):
    return document.sentences.get(position=position)


def decided_on(document, position, **fields):
    place = sentence(document, position)
    return Claim.objects.create(
        document=document, first=place, last=place, **{"kind": "fact", "support": "bare", **fields}
    )


def claims(document):
    """Each claim as (first position, status, contested, core weaknesses)."""
    return [
        (
            claim.first.position,
            claim.status,
            claim.contested,
            [w.weakness for w in claim.weaknesses.all() if w.standing == "core"],
        )
        for claim in document.claims.order_by("first__position", "last__position")
    ]


def ended(round_):
    return [one["result"] for one in round_.agreement["ranges"]]


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


# Closing


def test_say_done_closes_the_round_when_it_is_the_last(round_, tess, theo):
    assert finish(round_, tess).closed_at is None
    assert finish(round_, theo).closed_at == NOON


def test_say_done_tells_the_others_when_it_is_the_last(round_, tess, theo):
    finish(round_, tess, theo)
    assert Notice.objects.get(kind=Kind.ROUND_CLOSED).person == tess


def test_go_on_takes_back_that_one_is_done(round_, tess, theo):
    finish(round_, tess)
    go_on(rater(round_, tess))
    assert finish(round_, theo).closed_at is None


def test_go_on_is_too_late_when_the_round_is_closed(round_, tess, theo):
    finish(round_, tess, theo)
    with pytest.raises(RoundIsClosed):
        go_on(rater(round_, tess))


def test_closing_accepts_what_all_label_alike(round_, text, tess, theo):
    give(round_, tess, 1, "vague-amount:Many", why="How many?")
    give(round_, theo, 1, "vague-amount:Many")
    assert ended(finish(round_, tess, theo)) == ["agreed"]
    assert claims(text) == [(1, "accepted", False, ["vague-amount"])]
    claim = text.claims.get()
    assert claim.why == "How many?"
    assert sorted((r.rater, r.kind, r.weaknesses) for r in claim.ratings.all()) == [
        (1, "fact", ["vague-amount"]),
        (2, "fact", ["vague-amount"]),
    ]


def test_closing_calls_contested_what_raters_label_otherwise(round_, text, tess, theo):
    give(round_, tess, 1, "vague-amount:Many", "generalise:Many")
    give(round_, theo, 1, "vague-amount:Many")
    assert ended(finish(round_, tess, theo)) == ["differs"]
    claim = text.claims.get()
    assert (claim.status, claim.contested) == ("accepted", True)
    assert {w.weakness: w.standing for w in claim.weaknesses.all()} == {
        "vague-amount": "core",
        "generalise": "also",
    }
    assert claim.ratings.count() == 2


def test_closing_calls_contested_what_raters_drew_otherwise(round_, text, tess, theo):
    give(round_, tess, 1, last=2)
    give(round_, theo, 1)
    assert ended(finish(round_, tess, theo)) == ["differs", "differs"]
    assert [
        (c.first.position, c.last.position) for c in text.claims.order_by("last__position")
    ] == [
        (1, 1),
        (1, 2),
    ]


def test_closing_leaves_undecided_what_one_rater_alone_labelled(round_, text, tess, theo):
    give(round_, tess, 1)
    assert ended(finish(round_, tess, theo)) == ["one-only"]
    assert claims(text) == [(1, "suggested", False, [])]
    assert text.claims.get().ratings.count() == 1


def test_closing_rejects_what_all_reject(round_, text, tess, theo):
    give(round_, tess, 1, status="rejected")
    give(round_, theo, 1, status="rejected")
    finish(round_, tess, theo)
    assert claims(text) == [(1, "rejected", False, [])]


def test_closing_contests_what_one_rejects(round_, text, tess, theo):
    give(round_, tess, 1, "vague-amount:Many")
    give(round_, theo, 1, status="rejected")
    finish(round_, tess, theo)
    claim = text.claims.get()
    assert (claim.status, claim.contested, claim.kind) == ("accepted", True, "fact")
    assert sorted(r.kind for r in claim.ratings.all()) == ["fact", "none"]


def test_closing_makes_nothing_of_drafts(round_, text, tess, theo):
    give(round_, tess, 1, status="suggested")
    finish(round_, tess, theo)
    assert not text.claims.exists()


def test_closing_leaves_alone_what_was_decided_before(text, tess, theo):
    before = decided_on(text, 1, support="named", why="Decided together.")
    round_ = opened(text, tess, theo)
    for person in (tess, theo):
        give(round_, person, 1, "vague-amount:Many")
    finish(round_, tess, theo)
    claim = text.claims.get()
    assert (claim.pk, claim.support, claim.why) == (before.pk, "named", "Decided together.")
    assert claim.ratings.count() == 2
    (how,) = round_.agreement["ranges"]
    assert (how["left_alone"], how["same_as_before"]) == (True, False)


def test_closing_says_when_raters_confirm_what_was_decided_before(text, tess, theo):
    decided_on(text, 1)
    round_ = opened(text, tess, theo)
    give(round_, tess, 1)
    give(round_, theo, 1)
    assert finish(round_, tess, theo).agreement["ranges"][0]["same_as_before"]


def test_closing_takes_up_what_was_begun_before(text, tess, theo):
    begun = decided_on(text, 1, status="suggested")
    round_ = opened(text, tess, theo)
    give(round_, tess, 1, "vague-amount:Many")
    give(round_, theo, 1, "vague-amount:Many")
    finish(round_, tess, theo)
    assert text.claims.get().pk == begun.pk
    assert claims(text) == [(1, "accepted", False, ["vague-amount"])]


def test_closing_numbers_ratings_on_from_those_of_earlier_rounds(round_, text, tess, theo):
    give(round_, tess, 1)
    give(round_, theo, 1)
    finish(round_, tess, theo)
    again = opened(text, tess, theo)
    give(again, tess, 1)
    give(again, theo, 1)
    finish(again, tess, theo)
    assert sorted(Rating.objects.values_list("rater", flat=True)) == [1, 2, 3, 4]


def test_closing_keeps_the_figures_with_the_round(round_, tess, theo):
    for position, mine in enumerate(["vague-amount", "", "post-hoc", "generalise"], start=1):
        give(round_, tess, position, *filter(None, [mine]))
        give(round_, theo, position, *filter(None, [mine if position != 4 else ""]))
    figures = finish(round_, tess, theo).agreement
    assert (figures["sentences"], figures["raters"]) == (4, [1, 2])
    assert figures["kind"]["constant"]
    assert figures["weaknesses"]["observed"] == 0.75
    assert figures["weaknesses"]["gate"] == "too-few"
    assert figures["each"]["generalise"]["by_some"] == 1
    assert figures["each"]["post-hoc"]["by_all"] == 1
    assert sorted(figures["each"]["generalise"]["marked"]) == [0, 1]


def test_closing_is_one_act(round_, text, tess, theo):
    give(round_, tess, 1)
    give(round_, tess, 2)
    give(round_, theo, 2)
    finish(round_, tess, theo)
    act = text.review_acts.get()
    assert (act.verb, act.by) == ("close-round", theo)
    assert len(act.after["claims"]) == 2


# Undoing the closing


@pytest.fixture
def closed(round_, text, tess, theo):
    give(round_, tess, 1, "vague-amount:Many")
    give(round_, theo, 1, "vague-amount:Many")
    finish(round_, tess, theo)
    return text.review_acts.get()


def test_undo_closing_takes_claims_and_ratings_back(closed, text, tess):
    undo_closing(closed, by=tess, at=NOON)
    assert not text.claims.exists()
    assert ReviewRound.objects.get().is_abandoned
    assert text.review_acts.count() == 2


def test_undo_closing_gives_begun_claims_back_as_they_were(text, tess, theo):
    decided_on(text, 1, status="suggested", why="Typed before.")
    round_ = opened(text, tess, theo)
    give(round_, tess, 1)
    give(round_, theo, 1)
    finish(round_, tess, theo)
    undo_closing(text.review_acts.get(), by=tess, at=NOON)
    claim = text.claims.get()
    assert (claim.status, claim.why, claim.ratings.count()) == ("suggested", "Typed before.", 0)


def test_undo_closing_takes_ratings_off_what_was_left_alone(text, tess, theo):
    decided_on(text, 1)
    round_ = opened(text, tess, theo)
    give(round_, tess, 1)
    finish(round_, tess, theo)
    undo_closing(text.review_acts.get(), by=tess, at=NOON)
    assert (text.claims.count(), Rating.objects.count()) == (1, 0)


def test_undo_closing_is_done_once(closed, tess):
    undo_closing(closed, by=tess, at=NOON)
    with pytest.raises(ClosingUndone):
        undo_closing(closed, by=tess, at=NOON)


def test_undo_closing_refuses_when_a_claim_was_changed(closed, text, tess):
    text.claims.update(why="Changed since.")
    with pytest.raises(ChangedAfterwards):
        undo_closing(closed, by=tess, at=NOON)


def test_undo_closing_refuses_when_a_question_rests_on_it(closed, text, tess):
    version = ItemVersionFactory()
    ends = {"first": sentence(text, 1), "last": sentence(text, 2)}
    Anchor.objects.create(item_version=version, document=text, **ends)
    with pytest.raises(RestsOnIt):
        undo_closing(closed, by=tess, at=NOON)


def test_undo_closing_minds_no_question_about_other_sentences(closed, text):
    version = ItemVersionFactory()
    ends = {"first": sentence(text, 3), "last": sentence(text, 4)}
    Anchor.objects.create(item_version=version, document=text, **ends)
    assert not rests_on_closing(closed)


def test_undoing_what_one_did_last_passes_by_the_closing(closed, text, theo):
    with pytest.raises(NothingToUndo):
        undo_last(text, by=theo, at=NOON)


def test_undoing_in_the_history_leaves_a_closing_to_its_own_page(closed, theo):
    with pytest.raises(IsOfARound):
        undo(closed, by=theo, at=NOON)


def test_doing_an_undone_closing_again_is_refused(closed, theo):
    undone = undo_closing(closed, by=theo, at=NOON)
    with pytest.raises(IsOfARound):
        undo(undone, by=theo, at=NOON)


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
