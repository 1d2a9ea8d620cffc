from dataclasses import replace

import pytest

from sources.models import Block, Document, Evidence, ReviewRound
from sources.operations.cutting import (
    BothDecided,
    CutIsFixed,
    NothingToJoin,
    NothingToSplit,
    join_with_next,
    places_to_split,
    set_block,
    set_lesson_start,
    split_sentence,
    what_rests_on,
)
from sources.operations.reviewing import save_draft
from sources.operations.undoing import undo
from sources.pipeline.digest import digest_of
from tests.factories_content import document_of
from tests.factories_quizzes import NOON, ItemVersionFactory
from tests.factories_review import (
    ADVERT,
    BRIDGE,
    CLERK,
    HARVEST,
    TOLL,
    TOWNS,
    accepted,
    bridge_text,
    claim_at,
    place,
    sentence,
    suggested,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db


def texts(document):
    document.refresh_from_db()
    return {one.key: one.text for one in document.sentences.select_related("document")}


def split(document, key, before, who):
    text = sentence(document, key)
    return split_sentence(
        text, offset=text.start + document.text[text.start :].index(before), by=who, at=NOON
    )


def test_a_sentence_is_split_and_those_after_it_are_numbered_on(document, tess):
    split(document, "s2", "that the price", tess)
    assert texts(document) == {
        "h1": "Whose bridge?",
        "s1": BRIDGE,
        "s2": "A former clerk says",
        "s3": "that the price was a fairy tale.",
        "s4": HARVEST,
        "s5": TOLL,
        "s6": TOWNS,
        "b1": ADVERT,
    }
    numbers = document.sentences.order_by("position").values_list("position", "number")
    assert list(numbers) == [(1, None), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5), (7, 6), (8, None)]


def test_sentences_are_joined(document, tess):
    join_with_next(sentence(document, "s1"), by=tess, at=NOON)
    assert texts(document)["s1"] == f"{BRIDGE} {CLERK}"
    assert list(texts(document)) == ["h1", "s1", "s2", "s3", "s4", "b1"]


def test_the_digest_follows_the_cut(document, tess):
    split(document, "s2", "that the price", tess)
    document.refresh_from_db()
    blocks = document.blocks.order_by("position")
    assert document.sha256 == digest_of(
        (block.kind, block.level, [(one.key, one.text) for one in block.sentences.all()])
        for block in blocks
    )


def test_the_suggestions_of_what_was_cut_are_made_again(document, tess):
    split(document, "s2", "that the price", tess)
    assert sentence(document, "s2").suggestion.weaknesses[0]["id"] == "anon-source"
    assert not document.suggestions.filter(sentence__key="s3", weaknesses__0__id="anon-source")


def test_a_claim_keeps_its_text_when_its_sentence_is_split(document, tess):
    accepted(document, "s2", tess)
    split(document, "s2", "that the price", tess)
    claim = claim_at(document, "s2")
    assert (claim.first.key, claim.last.key) == ("s2", "s3")


def test_a_claim_on_one_of_two_joined_sentences_has_both(document, tess):
    accepted(document, "s2", tess)
    join_with_next(sentence(document, "s2"), by=tess, at=NOON)
    claim = claim_at(document, "s2")
    assert document.text[claim.first.start : claim.last.end] == f"{CLERK} {HARVEST}"


def test_two_claims_are_not_mixed_by_joining(document, tess):
    accepted(document, "s2", tess)
    accepted(document, "s3", tess)
    with pytest.raises(BothDecided):
        join_with_next(sentence(document, "s2"), by=tess, at=NOON)


def begin(document, key, person):
    """What somebody types about a sentence, kept as a draft."""
    labels = replace(suggested(document, key), why=f"Typed at {key}.")
    save_draft(place(document, key), labels=labels, by=person)


def test_what_was_begun_on_the_second_sentence_stays_with_the_joined_one(document, tess):
    begin(document, "s3", tess)
    act = join_with_next(sentence(document, "s2"), by=tess, at=NOON)
    assert claim_at(document, "s2").why == "Typed at s3."
    undo(act, by=tess, at=NOON)
    assert claim_at(document, "s3").why == "Typed at s3."


def test_what_was_begun_on_both_sentences_is_not_mixed(document, tess):
    begin(document, "s2", tess)
    begin(document, "s3", tess)
    with pytest.raises(BothDecided):
        join_with_next(sentence(document, "s2"), by=tess, at=NOON)
    assert {claim.why for claim in document.claims.all()} == {"Typed at s2.", "Typed at s3."}


def test_sentences_of_two_blocks_are_not_joined(document, tess):
    with pytest.raises(NothingToJoin):
        join_with_next(sentence(document, "s3"), by=tess, at=NOON)


@pytest.mark.parametrize("offset", [0, 10_000])
def test_a_sentence_is_not_split_outside_itself(document, tess, offset):
    with pytest.raises(NothingToSplit):
        split_sentence(sentence(document, "s2"), offset=offset, by=tess, at=NOON)


def test_a_sentence_can_be_split_before_each_word_but_the_first(document):
    found = places_to_split(document, sentence(document, "s5"))
    assert [(place.before, place.after) for place in found] == [
        ("Numerous", "towns joined"),
        ("Numerous towns", "joined the"),
        ("towns joined", "the protest."),
        ("joined the", "protest."),
    ]


def test_a_block_that_becomes_a_pull_quote_counts_apart(document, tess):
    block = sentence(document, "s2").block
    set_block(block, kind=Block.Kind.PULL_QUOTE, set_aside=False, by=tess, at=NOON)
    assert list(texts(document)) == ["h1", "q1", "q2", "q3", "s1", "s2", "b1"]


def test_a_block_is_brought_back_into_the_text(document, tess):
    block = sentence(document, "b1").block
    set_block(block, kind=Block.Kind.PARAGRAPH, set_aside=False, by=tess, at=NOON)
    assert texts(document)["s6"] == ADVERT


def test_keys_that_a_file_brought_are_numbered_anew_throughout(tess):
    document = document_of("The mill opened.", "It closed again.", "So it was.")
    join_with_next(sentence_of(document, "s01"), by=tess, at=NOON)
    assert list(texts(document)) == ["s1", "s2"]


def sentence_of(document, key):
    return document.sentences.get(key=key)


def rested_on(document, tess, what):
    if what == "review rounds":
        ReviewRound.objects.create(document=document, number=1)
    elif what == "evidence":
        accepted(document, "s2", tess)
        Evidence.objects.create(
            claim=claim_at(document, "s2"), sentence=sentence(document, "s1"), stance="frames"
        )
    elif what == "anchors":
        text = sentence(document, "s1")
        version = ItemVersionFactory()
        version.anchors.create(document=document, first=text, last=text)
    else:
        Document.objects.filter(pk=document.pk).update(superseded_at=NOON)


@pytest.mark.parametrize("what", ["review rounds", "evidence", "anchors", "a newer version"])
def test_what_something_rests_on_is_not_cut(document, tess, what):
    rested_on(document, tess, what)
    before = texts(document)
    with pytest.raises(CutIsFixed) as refused:
        split(document, "s2", "that the price", tess)
    assert refused.value.resting
    with pytest.raises(CutIsFixed):
        join_with_next(sentence(document, "s1"), by=tess, at=NOON)
    block = sentence(document, "s1").block
    with pytest.raises(CutIsFixed):
        set_block(block, kind="quotation", set_aside=True, by=tess, at=NOON)
    assert texts(document) == before


def test_nothing_rests_on_a_document_of_which_only_claims_were_made(document, tess):
    accepted(document, "s2", tess)
    assert what_rests_on(document) == {}


def test_where_a_lesson_starts_can_be_said_whatever_rests_on_the_cut(document, tess):
    rested_on(document, tess, "anchors")
    set_lesson_start(sentence(document, "s4").block, starts=True, by=tess, at=NOON)
    assert sentence(document, "s4").block.starts_lesson


def test_splitting_costs_the_same_in_a_longer_text(tess, theo):
    short, long = bridge_text(tess, long=350), bridge_text(theo, long=700)
    counts = []
    for document in (short, long):
        with statements() as sent:
            split(document, "s2", "that the price", tess)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 45
