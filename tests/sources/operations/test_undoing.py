from dataclasses import replace

import pytest

from sources.models import Claim, ReviewAct
from sources.operations.cutting import join_with_next, set_block, set_lesson_start, split_sentence
from sources.operations.reviewing import (
    accept,
    add_evidence,
    label,
    mark_contested,
    mark_sound,
    reject,
    reset,
    set_range,
)
from sources.operations.undoing import (
    AlreadyUndone,
    ChangedSince,
    NothingToUndo,
    undo,
    undo_last,
)
from sources.reports.claim_states import state_of, with_all
from tests.factories_content import SourceCardFactory
from tests.factories_quizzes import NOON
from tests.factories_review import accepted, claim_at, place, sentence, suggested

pytestmark = pytest.mark.django_db


def whole(document):
    """Everything that an act can change, as plain values."""
    document.refresh_from_db()
    claims = with_all(document.claims.order_by("pk"))
    blocks = document.blocks.values_list("kind", "level", "set_aside", "starts_lesson")
    cut = document.sentences.order_by("position").values_list("key", "number", "start", "end")
    suggestions = document.suggestions.order_by("sentence__position").values_list(
        "sentence__key", "kind", "support", "score"
    )
    return (
        [(claim.pk, state_of(claim)) for claim in claims],
        list(blocks),
        list(cut),
        list(suggestions),
        document.sha256,
    )


def a_range(document, who):
    set_range(
        place(document, "s2"), labels=suggested(document, "s2"), at_end=True, by_sentences=1, **who
    )


def evidence(document, who):
    card = SourceCardFactory(collection=document.collection)
    labels = suggested(document, "s2")
    add_evidence(place(document, "s2"), labels=labels, card=card, stance="supports", **who)


def decided(operation):
    return lambda document, who: operation(
        place(document, "s2"), labels=suggested(document, "s2"), **who
    )


def said_otherwise(document, who):
    labels = replace(suggested(document, "s2"), why="So.", kind="value", weaknesses=[])
    label(place(document, "s2"), labels=labels, **who)


VERBS = {
    "accept": decided(accept),
    "reject": decided(reject),
    "sound": decided(mark_sound),
    "contest": decided(mark_contested),
    "label": said_otherwise,
    "range": a_range,
    "add-evidence": evidence,
    "split": lambda document, who: split_sentence(
        sentence(document, "s2"), offset=sentence(document, "s2").start + 16, **who
    ),
    "join": lambda document, who: join_with_next(sentence(document, "s1"), **who),
    "set-block": lambda document, who: set_block(
        sentence(document, "s2").block, kind="pull_quote", set_aside=False, **who
    ),
    "start-lesson": lambda document, who: set_lesson_start(
        sentence(document, "s2").block, starts=True, **who
    ),
}


@pytest.mark.parametrize("begun", [False, True], ids=["undecided", "decided"])
@pytest.mark.parametrize("verb", VERBS)
def test_undoing_brings_back_what_stood_before_and_doing_again_what_was_done(
    document, tess, verb, begun
):
    who = {"by": tess, "at": NOON}
    if begun:
        labels = replace(suggested(document, "s2"), why="First.")
        accept(place(document, "s2"), labels=labels, **who)
    before = whole(document)
    VERBS[verb](document, who)
    after = whole(document)
    assert after != before
    assert ReviewAct.objects.first().verb == verb
    undone = undo_last(document, **who)
    assert whole(document) == before
    undo(undone, **who)
    assert whole(document) == after


def test_undoing_a_reset_brings_the_claim_back_under_its_id(document, tess):
    who = {"by": tess, "at": NOON}
    accepted(document, "s2", tess)
    before = whole(document)
    reset(place(document, "s2"), **who)
    undo_last(document, **who)
    assert whole(document) == before


def test_undoing_is_an_act_that_names_what_it_undid(document, tess, theo):
    act = accepted(document, "s2", tess)
    undone = undo(act, by=theo, at=NOON)
    assert (undone.verb, undone.undoes, undone.by) == ("undo", act, theo)
    assert (undone.before, undone.after) == (act.after, act.before)


def test_undoing_last_goes_back_one_act_at_a_time(document, tess):
    accepted(document, "s2", tess)
    accepted(document, "s3", tess)
    undo_last(document, by=tess, at=NOON)
    assert [claim.first.key for claim in document.claims.all()] == ["s2"]
    undo_last(document, by=tess, at=NOON)
    assert not document.claims.exists()
    with pytest.raises(NothingToUndo):
        undo_last(document, by=tess, at=NOON)


def test_undoing_last_leaves_what_others_did(document, tess, theo):
    accepted(document, "s2", tess)
    accepted(document, "s3", theo)
    undo_last(document, by=tess, at=NOON)
    assert [claim.first.key for claim in document.claims.all()] == ["s3"]


def test_an_act_is_undone_once(document, tess):
    act = accepted(document, "s2", tess)
    undo(act, by=tess, at=NOON)
    with pytest.raises(AlreadyUndone):
        undo(act, by=tess, at=NOON)


def test_what_somebody_changed_since_is_not_undone(document, tess, theo):
    act = accepted(document, "s2", tess)
    labels = replace(suggested(document, "s2"), why="Because.")
    label(place(document, "s2"), labels=labels, by=theo, at=NOON)
    with pytest.raises(ChangedSince) as refused:
        undo(act, by=tess, at=NOON)
    assert refused.value.by == theo
    assert claim_at(document, "s2").why == "Because."


def test_what_was_changed_in_the_admin_is_not_undone_either(document, tess, theo):
    act = accepted(document, "s2", tess)
    Claim.objects.update(why="Because.", edited_by=theo)
    with pytest.raises(ChangedSince) as refused:
        undo(act, by=tess, at=NOON)
    assert refused.value.by == theo


def test_a_split_is_not_undone_once_a_part_carries_a_claim(document, tess, theo):
    text = sentence(document, "s2")
    act = split_sentence(text, offset=text.start + 16, by=tess, at=NOON)
    labels = suggested(document, "s2")
    accept(place(document, "s2"), labels=labels, by=theo, at=NOON)
    with pytest.raises(ChangedSince):
        undo(act, by=tess, at=NOON)
    assert claim_at(document, "s2").last.key == "s2"
