from dataclasses import replace

import pytest

from sources.models import Claim, Document, Evidence, ReviewAct, ReviewRound
from sources.operations.claim_rows import RangeIsTaken
from sources.operations.reviewing import (
    ChangedMeanwhile,
    Labels,
    NewerVersion,
    RangeEnds,
    RoundIsOpen,
    accept,
    add_evidence,
    label,
    mark_contested,
    mark_sound,
    reject,
    reset,
    save_draft,
    set_range,
    take_evidence,
)
from tests.factories_content import SourceCardFactory
from tests.factories_quizzes import NOON
from tests.factories_review import accepted, claim_at, place, sentence, suggested

pytestmark = pytest.mark.django_db


def by(person):
    return {"by": person, "at": NOON}


def test_accepting_a_suggestion_makes_a_claim_of_it(document, tess):
    accepted(document, "s2", tess)
    claim = claim_at(document, "s2")
    assert (claim.status, claim.edited_by) == (Claim.Status.ACCEPTED, tess)
    assert [(one.weakness, one.standing) for one in claim.weaknesses.all()] == [
        ("anon-source", "core")
    ]


def test_a_decision_is_one_act_with_the_whole_state_before_and_after(document, tess):
    act = accepted(document, "s2", tess)
    claim = str(claim_at(document, "s2").pk)
    assert (act.by, act.verb, act.sentence.key) == (tess, "accept", "s2")
    assert act.before == {"claims": {claim: None}}
    state = act.after["claims"][claim]
    assert (state["status"], state["weaknesses"][0]["id"]) == ("accepted", "anon-source")


def test_accepting_twice_changes_nothing_and_writes_no_act(document, tess):
    accepted(document, "s2", tess)
    again = accept(place(document, "s2"), labels=suggested(document, "s2"), **by(tess))
    assert again is None
    assert ReviewAct.objects.count() == 1


def test_rejecting_turns_every_weakness_down_with_the_reason(document, tess):
    labels = suggested(document, "s2")
    reject(place(document, "s2"), labels=labels, reason="She is named above.", **by(tess))
    claim = claim_at(document, "s2")
    assert claim.status == Claim.Status.REJECTED
    assert not claim.weaknesses.exists()
    assert [(one["id"], one["reason"]) for one in claim.turned_down] == [
        ("anon-source", "She is named above.")
    ]


def test_a_sound_sentence_is_an_accepted_claim_without_weakness(document, tess):
    mark_sound(place(document, "s1"), labels=Labels(kind="fact", support="cited"), **by(tess))
    claim = claim_at(document, "s1")
    assert (claim.status, claim.support) == (Claim.Status.ACCEPTED, "cited")
    assert not claim.weaknesses.exists()


def test_a_contested_claim_is_accepted_and_says_so(document, tess):
    mark_contested(place(document, "s2"), labels=suggested(document, "s2"), **by(tess))
    claim = claim_at(document, "s2")
    assert (claim.status, claim.contested) == (Claim.Status.ACCEPTED, True)


def test_labels_change_without_changing_what_was_decided(document, tess):
    mark_contested(place(document, "s2"), labels=suggested(document, "s2"), **by(tess))
    labels = replace(suggested(document, "s2"), why="Nobody is named.", difficulty=3)
    label(place(document, "s2"), labels=labels, **by(tess))
    claim = claim_at(document, "s2")
    assert (claim.why, claim.difficulty) == ("Nobody is named.", 3)
    assert (claim.status, claim.contested) == (Claim.Status.ACCEPTED, True)


def test_a_rejected_claim_keeps_no_weakness_when_its_labels_change(document, tess):
    reject(place(document, "s2"), labels=suggested(document, "s2"), **by(tess))
    label(place(document, "s2"), labels=suggested(document, "s2"), **by(tess))
    assert not claim_at(document, "s2").weaknesses.exists()


def test_labels_of_something_undecided_are_a_draft(document, tess):
    label(place(document, "s2"), labels=suggested(document, "s2"), **by(tess))
    assert claim_at(document, "s2").status == Claim.Status.SUGGESTED


def test_resetting_leaves_no_claim(document, tess):
    accepted(document, "s2", tess)
    reset(place(document, "s2"), **by(tess))
    assert not document.claims.exists()


def test_resetting_keeps_what_raters_labelled(document, tess):
    accepted(document, "s2", tess)
    claim_at(document, "s2").ratings.create(rater=1, kind="fact", support="bare")
    reset(place(document, "s2"), **by(tess))
    assert claim_at(document, "s2").status == Claim.Status.SUGGESTED


def test_the_range_takes_in_the_next_sentence_and_lets_it_go(document, tess):
    accepted(document, "s2", tess)
    labels = suggested(document, "s2")
    longer = {"labels": labels, "at_end": True, "by_sentences": 1}
    set_range(place(document, "s2"), **longer, **by(tess))
    assert claim_at(document, "s2").last.key == "s3"
    shorter = {"labels": labels, "at_end": True, "by_sentences": -1}
    set_range(place(document, "s2", "s3"), **shorter, **by(tess))
    assert claim_at(document, "s2").last.key == "s2"


def test_the_range_begins_earlier(document, tess):
    accepted(document, "s2", tess)
    earlier = {"labels": suggested(document, "s2"), "at_end": False, "by_sentences": 1}
    set_range(place(document, "s2"), **earlier, **by(tess))
    assert claim_at(document, "s1").last.key == "s2"


@pytest.mark.parametrize(("key", "more"), [("s5", 1), ("s5", -1)])
def test_the_range_ends_with_the_text_and_at_one_sentence(document, tess, key, more):
    labels = suggested(document, key)
    with pytest.raises(RangeEnds):
        set_range(place(document, key), labels=labels, at_end=True, by_sentences=more, **by(tess))


def test_two_accepted_claims_never_have_the_same_range(document, tess):
    accepted(document, "s2", tess)
    other = Claim.objects.create(
        document=document, first=sentence(document, "s2"), last=sentence(document, "s2"),
        status=Claim.Status.SUGGESTED, kind="fact", support="bare",
    )  # fmt: skip
    with pytest.raises(RangeIsTaken):
        accept(place(document, "s2", claim=other), labels=suggested(document, "s2"), **by(tess))


def test_evidence_is_a_card_or_a_sentence(document, tess):
    card = SourceCardFactory(collection=document.collection)
    labels = suggested(document, "s2")
    add_evidence(place(document, "s2"), labels=labels, card=card, stance="challenges", **by(tess))
    found = Evidence.objects.get()
    assert (found.card, found.stance) == (card, "challenges")
    labels = replace(labels, evidence=[{"stance": "challenges", "card": card.slug}])
    beside = sentence(document, "s1")
    add_evidence(place(document, "s2"), labels=labels, sentence=beside, stance="frames", **by(tess))
    assert [one.sentence for one in Evidence.objects.order_by("position")] == [None, beside]


def test_evidence_is_taken_away(document, tess):
    card = SourceCardFactory(collection=document.collection)
    labels = suggested(document, "s2")
    add_evidence(place(document, "s2"), labels=labels, card=card, stance="supports", **by(tess))
    labels = replace(labels, evidence=[{"stance": "supports", "card": card.slug}])
    take_evidence(place(document, "s2"), labels=labels, index=0, **by(tess))
    assert not Evidence.objects.exists()


def test_a_draft_is_kept_and_is_no_act(document, tess):
    labels = replace(suggested(document, "s2"), why="Nobody is")
    claim, seen = save_draft(place(document, "s2"), labels=labels, by=tess)
    stored = claim_at(document, "s2")
    assert (stored.pk, stored.status, stored.why) == (claim, Claim.Status.SUGGESTED, "Nobody is")
    assert seen == place(document, "s2").seen
    assert not ReviewAct.objects.exists()


def test_a_draft_never_changes_what_was_decided(document, tess, theo):
    accepted(document, "s2", theo)
    with pytest.raises(ChangedMeanwhile):
        save_draft(place(document, "s2"), labels=suggested(document, "s2"), by=tess)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(document, tess, theo):
    shown = place(document, "s2")
    accepted(document, "s2", theo)
    with pytest.raises(ChangedMeanwhile) as refused:
        reject(shown, labels=suggested(document, "s2"), **by(tess))
    assert refused.value.claim.edited_by == theo
    assert claim_at(document, "s2").status == Claim.Status.ACCEPTED


def test_nobody_decides_for_all_while_an_independent_review_is_open(document, tess):
    ReviewRound.objects.create(document=document, number=1)
    with pytest.raises(RoundIsOpen):
        accepted(document, "s2", tess)
    assert not document.claims.exists()


def test_nobody_decides_on_a_version_that_was_superseded(document, tess):
    Document.objects.filter(pk=document.pk).update(superseded_at=NOON)
    with pytest.raises(NewerVersion):
        accepted(document, "s2", tess)
