import pytest
from django.utils import timezone

from sources.models import (
    Block,
    Claim,
    ClaimWeakness,
    Document,
    Evidence,
    Rating,
    ReviewAct,
    Variant,
)
from sources.operations.undoing import undo
from sources.operations.versions import NotItsNewVersion, carry_over
from sources.pipeline.carried import What, Why, entries_from
from tests.factories_content import SourceCardFactory, document_of
from tests.factories_rounds import school_document
from tests.statements import statements

pytestmark = pytest.mark.django_db

DAM = "Many towns lost their bridges in the flood."
MILL = "The mill opened in 1902, the clerk wrote."
TRADE = "Trade then doubled because of the new bridge."
LAST = "Nobody in the valley trusted the bank."


def newer(old, *sentences):
    """A next version of a text, as an import makes it: no claim yet."""
    Document.objects.filter(pk=old.pk).update(superseded_at=timezone.now())
    return document_of(
        *sentences, collection=old.collection, slug=old.slug, number=old.number + 1, supersedes=old
    )


def sentence(document, number):
    return document.sentences.get(position=number)


def claim_on(document, first, last=None, *, cue="", weakness="vague-amount", **fields):
    claim = Claim.objects.create(
        document=document,
        first=sentence(document, first),
        last=sentence(document, last or first),
        **{"kind": "fact", "support": "bare", "why": "It names nobody.", **fields},
    )
    if cue:
        ClaimWeakness.objects.create(claim=claim, weakness=weakness, cue=cue)
    return claim


def carry(old, new, by=None):
    return carry_over(old, new, by=by, at=timezone.now())


def only(entries):
    (entry,) = entries
    return entry


def test_carry_over_moves_a_claim_with_its_sentence(db):
    old = document_of(DAM, MILL)
    claim_on(old, 2, kind="fact", support="named", difficulty=3, known="The deed says so.")
    new = newer(old, "A preface.", DAM, MILL)
    assert carry(old, new).carried == 1
    claim = new.claims.get()
    assert (claim.first.key, claim.last.key, claim.status) == ("s03", "s03", "accepted")
    assert (claim.support, claim.difficulty, claim.known) == ("named", 3, "The deed says so.")


def test_carry_over_leaves_the_older_version_as_it_was(db):
    old = document_of(DAM)
    claim_on(old, 1, cue="Many")
    carry(old, newer(old, DAM))
    assert old.claims.get().weaknesses.get().cue == "Many"


def test_carry_over_takes_weaknesses_evidence_ratings_and_what_was_turned_down(tess):
    old = document_of(DAM, MILL)
    turned = [{"id": "missing-anchor", "cue": "flood", "reason": "The date stands before."}]
    claim = claim_on(old, 1, cue="Many", turned_down=turned, edited_by=tess)
    card = SourceCardFactory(collection=old.collection)
    Evidence.objects.create(claim=claim, card=card, stance="supports", position=0)
    Evidence.objects.create(claim=claim, sentence=sentence(old, 2), stance="frames", position=1)
    Rating.objects.create(claim=claim, rater=1, kind="fact", support="bare")
    new = newer(old, "A preface.", DAM, MILL)
    done = carry(old, new)
    carried = new.claims.get()
    assert [(w.weakness, w.cue) for w in carried.weaknesses.all()] == [("vague-amount", "Many")]
    assert [(e.card, e.sentence) for e in carried.evidence.all()] == [
        (card, None),
        (None, sentence(new, 3)),
    ]
    assert carried.ratings.get().kind == "fact"
    assert carried.turned_down == turned
    assert carried.edited_by == tess
    assert done.lost == done.look_again == []


@pytest.mark.parametrize("status", ["suggested", "rejected"])
def test_carry_over_keeps_what_is_begun_and_what_is_rejected(db, status):
    old = document_of(DAM)
    claim_on(old, 1, status=status)
    new = newer(old, DAM)
    carry(old, new)
    assert new.claims.get().status == status


def test_carry_over_keeps_a_decision_when_a_few_words_changed(db):
    old = document_of(DAM)
    claim_on(old, 1, cue="Many")
    new = newer(old, "Many towns lost their wooden bridges in the flood.")
    done = carry(old, new)
    assert new.claims.get().status == "accepted"
    assert (done.near, done.look_again, done.lost) == (["s01"], [], [])


@pytest.mark.parametrize(
    "now",
    [
        "The mill opened in 1903, the clerk wrote.",
        "The mill never opened in 1902, the clerk wrote.",
        "The mill perhaps opened in 1902, the clerk wrote.",
    ],
)
def test_carry_over_asks_again_when_a_number_a_no_or_a_hedge_came_in(db, now):
    old = document_of(MILL)
    claim_on(old, 1, support="named")
    new = newer(old, now)
    entry = only(carry(old, new).look_again)
    assert new.claims.get().status == "suggested"
    assert (entry.why, entry.text, entry.now) == (Why.OTHER_WORDS, MILL, now)


def test_carry_over_drops_a_weakness_whose_cue_is_gone_and_asks_again(db):
    old = document_of(DAM)
    claim_on(old, 1, cue="Many")
    new = newer(old, "Several towns lost their bridges in the flood.")
    done = carry(old, new)
    claim = new.claims.get()
    assert (claim.status, claim.weaknesses.count()) == ("suggested", 0)
    lost = only(done.lost)
    assert (lost.what, lost.why, lost.about) == (What.WEAKNESS, Why.CUE_GONE, "vague-amount: Many")
    assert only(done.look_again).why is Why.PART_LOST


def test_carry_over_finds_the_parts_of_a_cue_with_a_gap(db):
    old = document_of(DAM)
    claim_on(old, 1, cue="Many … in the flood")
    new = newer(old, "Many towns lost their wooden bridges in the flood.")
    carry(old, new)
    assert new.claims.get().weaknesses.count() == 1


def test_carry_over_lists_a_claim_whose_sentence_is_gone(db):
    old = document_of(DAM, MILL)
    claim_on(old, 1)
    new = newer(old, MILL)
    entry = only(carry(old, new).lost)
    assert (entry.why, entry.old, entry.text, entry.new) == (Why.GONE, ("s01", "s01"), DAM, "")
    assert not new.claims.exists()


def test_carry_over_lists_a_claim_whose_sentence_changed_too_much(db):
    old = document_of(DAM, MILL)
    claim_on(old, 1)
    new = newer(old, "Three towns rebuilt their bridges after the storm.", MILL)
    entry = only(carry(old, new).lost)
    assert (entry.why, entry.new) == (Why.CHANGED, "s01")
    assert entry.now == "Three towns rebuilt their bridges after the storm."


def test_carry_over_moves_a_claim_of_several_sentences(db):
    old = document_of(DAM, MILL, TRADE)
    claim_on(old, 1, 2)
    new = newer(old, LAST, DAM, MILL)
    carry(old, new)
    claim = new.claims.get()
    assert (claim.first.key, claim.last.key) == ("s02", "s03")


@pytest.mark.parametrize(
    "now", [(DAM, LAST, MILL), (MILL, DAM), (DAM, TRADE)], ids=["parted", "swapped", "half gone"]
)
def test_carry_over_lists_a_claim_whose_sentences_no_longer_follow_each_other(db, now):
    old = document_of(DAM, MILL)
    claim_on(old, 1, 2)
    entry = only(carry(old, newer(old, *now)).lost)
    assert (entry.why, entry.text) == (Why.RANGE_BROKEN, f"{DAM} {MILL}")


def test_carry_over_follows_a_sentence_that_was_cut_in_two(db):
    old = document_of(f"{DAM} {MILL}", TRADE)
    claim_on(old, 1)
    new = newer(old, DAM, MILL, TRADE)
    carry(old, new)
    claim = new.claims.get()
    assert (claim.first.key, claim.last.key) == ("s01", "s02")


def test_carry_over_follows_two_sentences_that_were_joined(db):
    old = document_of(DAM, MILL, TRADE)
    claim_on(old, 1, 2)
    new = newer(old, f"{DAM} {MILL}", TRADE)
    carry(old, new)
    assert new.claims.get().last.key == "s01"


def test_carry_over_lists_a_claim_whose_sentence_was_joined_with_another(db):
    old = document_of(DAM, MILL, TRADE)
    claim_on(old, 1)
    entry = only(carry(old, newer(old, f"{DAM} {MILL}", TRADE)).lost)
    assert (entry.why, entry.now) == (Why.JOINED, f"{DAM} {MILL}")


def test_carry_over_lists_a_claim_whose_sentence_is_set_aside_now(db):
    old = document_of(DAM)
    claim_on(old, 1)
    new = newer(old, DAM)
    Block.objects.filter(document=new).update(set_aside=True)
    assert only(carry(old, new).lost).why is Why.SET_ASIDE


def test_carry_over_leaves_what_was_decided_on_the_new_version(db):
    old = document_of(DAM)
    claim_on(old, 1, why="Old words.")
    new = newer(old, DAM)
    claim_on(new, 1, why="New words.")
    assert only(carry(old, new).lost).why is Why.DECIDED_HERE
    assert new.claims.get().why == "New words."


def test_carry_over_lists_evidence_that_is_gone_and_asks_again(db):
    old = document_of(DAM, MILL)
    claim = claim_on(old, 1)
    Evidence.objects.create(claim=claim, sentence=sentence(old, 2), stance="supports")
    new = newer(old, DAM)
    done = carry(old, new)
    lost = only(done.lost)
    assert (lost.what, lost.why, lost.about) == (What.EVIDENCE, Why.EVIDENCE_GONE, MILL)
    assert new.claims.get().status == "suggested"


def test_carry_over_does_not_let_ratings_stand_for_other_words(db):
    old = document_of(MILL)
    claim = claim_on(old, 1)
    Rating.objects.create(claim=claim, rater=1, kind="fact", support="bare")
    new = newer(old, "The mill opened in 1903, the clerk wrote.")
    entry = only(carry(old, new).lost)
    assert (entry.what, entry.about) == (What.RATINGS, "1")
    assert not Rating.objects.filter(claim__document=new).exists()


def test_carry_over_moves_evidence_of_other_texts_along(db):
    old = document_of(DAM, MILL)
    other = document_of(TRADE, collection=old.collection)
    evidence = Evidence.objects.create(
        claim=claim_on(other, 1), sentence=sentence(old, 2), stance="supports"
    )
    new = newer(old, "A preface.", DAM, MILL)
    carry(old, new)
    evidence.refresh_from_db()
    assert evidence.sentence == sentence(new, 3)


def test_carry_over_takes_approved_sentences_and_lesson_marks(db):
    old = document_of(DAM, MILL)
    old.blocks.update(starts_lesson=True)
    Variant.objects.create(
        document=old, sentence=sentence(old, 1), change="number", weakness="vague-amount",
        is_sound=True, text="Nine towns lost their bridges.", status="approved",
        decided_at=timezone.now(),
    )  # fmt: skip
    new = newer(old, DAM, MILL)
    carry(old, new)
    assert new.variants.get().text == "Nine towns lost their bridges."
    assert new.blocks.get().starts_lesson


def test_carry_over_keeps_its_lists_in_an_act_of_review(tess):
    old = document_of(DAM, MILL)
    claim_on(old, 1)
    new = newer(old, MILL)
    done = carry(old, new, by=tess)
    act = ReviewAct.objects.get(document=new)
    assert (act.verb, act.by) == ("carry-over", tess)
    assert entries_from(act.after["lost"]) == done.lost
    assert act.after["keys"] == {"s01": "", "s02": "s01"}


def test_carry_over_can_be_undone_as_a_whole(tess):
    old = document_of(DAM, MILL)
    claim_on(old, 1, cue="Many")
    claim_on(old, 2)
    new = newer(old, DAM, MILL)
    carry(old, new, by=tess)
    undo(new.review_acts.get(), by=tess, at=timezone.now())
    assert not new.claims.exists()


def pointed_at(tess):
    """A text, evidence of another one that points at its first sentence, and what follows it."""
    old = document_of(DAM, MILL)
    elsewhere = document_of(TRADE, collection=old.collection, slug="other")
    evidence = Evidence.objects.create(
        claim=claim_on(elsewhere, 1), sentence=sentence(old, 1), stance="supports"
    )
    new = newer(old, "A preface.", DAM, MILL)
    carry(old, new, by=tess)
    return old, evidence, new


def test_undoing_a_carry_over_lets_evidence_elsewhere_point_back_and_redoing_forth(tess):
    old, evidence, new = pointed_at(tess)
    undone = undo(new.review_acts.get(), by=tess, at=timezone.now())
    evidence.refresh_from_db()
    assert evidence.sentence == sentence(old, 1)
    undo(undone, by=tess, at=timezone.now())
    evidence.refresh_from_db()
    assert evidence.sentence == sentence(new, 2)


def test_undoing_a_carry_over_leaves_evidence_that_somebody_changed_since(tess):
    _old, evidence, new = pointed_at(tess)
    Evidence.objects.filter(pk=evidence.pk).update(sentence=sentence(new, 3))
    undo(new.review_acts.get(), by=tess, at=timezone.now())
    evidence.refresh_from_db()
    assert evidence.sentence == sentence(new, 3)


def test_history_says_what_undoing_a_carry_over_leaves(tess, client_of):
    old = school_document(tess, DAM)
    new = newer(old, DAM)
    carry(old, new, by=tess)
    page = client_of(tess).get(f"/documents/{new.pk}/review/history/").content.decode()
    assert "Made sentences and starts of lessons that came along stay" in page


def test_carry_over_refuses_a_text_that_does_not_follow(db):
    with pytest.raises(NotItsNewVersion):
        carry(document_of(DAM), document_of(DAM))


def test_carry_over_asks_the_database_no_more_often_for_more_claims(db):
    def asked(count):
        words = [f"Sentence number {n} of the text says {n * 7} things." for n in range(count)]
        old = document_of(*words)
        for number in range(1, count + 1):
            claim = claim_on(old, number, cue="things")
            Rating.objects.create(claim=claim, rater=1, kind="fact", support="bare")
        new = newer(old, *words)
        with statements() as made:
            carry(old, new)
        return len(made)

    assert asked(2) == asked(12)
