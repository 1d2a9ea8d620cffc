import pytest

from quizzes.models import Anchor
from rosters.models import Notice
from rosters.operations.notices import Kind
from sources.models import (
    Rating,
    ReviewRound,
)
from sources.operations.closing import (
    ChangedAfterwards,
    ClosingUndone,
    RestsOnIt,
    rests_on_closing,
    undo_closing,
)
from sources.operations.rounds import (
    RoundIsClosed,
    go_on,
)
from sources.operations.undoing import IsOfARound, NothingToUndo, undo, undo_last
from tests.factories_quizzes import NOON, ItemVersionFactory
from tests.factories_rounds import (
    claims,
    decided_on,
    ended,
    finish,
    give,
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
