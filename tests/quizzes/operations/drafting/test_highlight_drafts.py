"""Highlight drafts: enough to find, enough to leave, little to guess, and what is missing."""

import pytest

from quizzes.grading.blind import marks_of
from quizzes.operations.drafting import draft_items, highlight, needs
from quizzes.operations.drafting.habits import HABITS
from sources.models import Claim
from tests.labelled import Said, labelled_document, put_all, sound, weak

pytestmark = pytest.mark.django_db

MIXED = [
    weak("Many towns of the Lower Valley joined in that summer."),
    sound("The minutes of 4 May list the towns."),
    sound("Mayor Corran spoke for ten minutes, as the record of the meeting says."),
    weak("Many carts came down."),
    sound("The toll book counts 410 carts at the bridge of the river."),
    weak("Many of the 30 shops on Hill Road were closed by noon, and stayed closed."),
    weak("Many people sang."),
    sound("A letter tells of the songs."),
]
"""Four weak, four sound. A digit stands in one weak and two sound ones, so that “without a digit”
earns 3/4 - 2/4 = .25; two of each have a capital inside, two of each are long."""


def the_highlight(*paragraphs: list[Said]) -> dict[str, object]:
    document = labelled_document(*paragraphs, slug="towns", title="The Towns")
    drafts = draft_items(document, collection=document.collection)
    return dict(next(one.fields for one in drafts if one.purpose == "highlight"))


def test_draft_items_asks_for_the_weakness_that_has_four_targets_and_four_lures() -> None:
    fields = the_highlight(MIXED)
    assert (fields["type"], fields["mark"]) == ("highlight", "vague-amount")
    assert (fields["from"], fields["to"]) == ("s01", "s08")
    assert fields["targets"] == ["s01", "s04", "s06", "s07"]
    assert fields["skills"] == ["vague-amount"]


def test_draft_items_leaves_out_what_is_also_acceptable() -> None:
    also = Said("Some carts had no owner.", "fact", "bare", also={"vague-amount": "Some"})
    fields = the_highlight([*MIXED, also])
    assert fields["also_ok"] == ["s09"]
    assert fields["targets"] == ["s01", "s04", "s06", "s07"]


def test_draft_items_makes_no_target_of_a_contested_sentence() -> None:
    fields = the_highlight([*MIXED, weak("Many more came later.", contested=True)])
    assert "s09" not in fields["targets"]  # type: ignore[operator]


def test_no_passage_asks_for_nameless_sources_over_one_that_is_named_otherwise() -> None:
    cues = {"vague-amount": "anon-source"}
    mixed = [
        Said(one.text, "attrib", "anon", {cues[w]: c for w, c in one.weak.items()})
        if one.weak
        else one
        for one in MIXED
    ]
    orphan = Said("“We were tired.”", "attrib", "anon", {"orphan-quote": "We were tired"})
    assert the_highlight([*mixed, orphan])["to"] == "s08"
    plain = sound("“We were tired,” wrote Ida Moss.", "attrib", "named")
    assert the_highlight([*mixed, plain])["to"] != "s08"


def test_draft_items_takes_each_section_by_itself() -> None:
    document = labelled_document("First", MIXED, "Second", MIXED, slug="towns")
    drafts = draft_items(document, collection=document.collection)
    marks = [(d.slug, d.first, d.last) for d in drafts if d.purpose == "highlight"]
    assert marks == [
        ("towns-mark-vague-amount-1", "s01", "s08"),
        ("towns-mark-vague-amount-2", "s09", "s16"),
    ]


def test_draft_items_joins_sections_that_are_too_short_alone() -> None:
    document = labelled_document("First", MIXED[:4], "Second", MIXED[4:], slug="towns")
    drafts = draft_items(document, collection=document.collection)
    assert [(d.first, d.last) for d in drafts if d.purpose == "highlight"] == [("s01", "s08")]


def test_needs_say_how_many_sound_sentences_to_write() -> None:
    document = labelled_document([one for one in MIXED if one.weak] + MIXED[1:4])
    need = needs(document)[0]
    assert (need.kind, need.weakness, need.weak, need.sound) == ("lures", "vague-amount", 5, 2)
    assert need.message == "Write 2 sound sentences."


def test_needs_say_how_many_weak_sentences_are_missing() -> None:
    document = labelled_document(MIXED[:5])
    need = needs(document)[0]
    assert (need.kind, need.weak, need.weak_wanted) == ("targets", 2, 2)
    assert need.message.startswith("Find 2 more weak sentences in the review")


def test_a_weakness_with_a_passage_is_met() -> None:
    [need] = needs(labelled_document(MIXED))
    assert (need.weakness, need.is_met, need.message) == ("vague-amount", True, "")


def test_a_passage_that_guessing_passes_is_no_draft_and_one_made_sentence_would_mix_it() -> None:
    weak_first = sorted(MIXED, key=lambda one: not one.weak)
    document = labelled_document(weak_first)
    drafts = draft_items(document, collection=document.collection)
    assert [one for one in drafts if one.purpose == "highlight"] == []
    need = needs(document)[0]
    assert need.kind == "blind"
    assert "Approve one sentence made for practice" in need.message


def test_needs_say_which_kind_of_sentence_would_stop_guessing() -> None:
    # Every sound sentence has a figure and no weak one has: marking those without earns it all.
    texts = [f"Many {what} were seen there." for what in ("hats", "boats", "coats", "bells")]
    counted = [f"They counted {n} boats there." for n in (12, 14, 16, 18)]
    pairs = zip(texts, counted, strict=True)
    document = labelled_document([one for w, s in pairs for one in (weak(w), sound(s))])
    need = needs(document)[0]
    assert need.kind == "blind"
    assert need.message == (
        "Figures and quotations stand mostly in the sound sentences. Whoever marks by that alone "
        "would earn 100 per cent without reading. Write a sound sentence that has neither."
    )


def test_every_blind_habit_has_words_for_a_teacher() -> None:
    named = set(marks_of(["One.", "Two."])) - {"all", "none"}
    assert set(HABITS) == named


def test_any_weakness_stands_among_the_needs_where_no_weakness_has_a_passage() -> None:
    document = labelled_document(MIXED[:5])
    assert [need.weakness for need in needs(document)] == ["vague-amount", "any"]


def test_ranges_late_in_a_long_text_are_tried_too(monkeypatch: pytest.MonkeyPatch) -> None:
    # Twenty pairs that figures give away, then sentences that nothing does; twenty ranges tried.
    monkeypatch.setattr(highlight, "WINDOWS", 20)
    pairs = [(weak(f"Many of {n} came."), sound("The town book has it.")) for n in range(20)]
    early = [one for pair in pairs for one in pair]
    fields = the_highlight([*early, *MIXED, *MIXED, *MIXED])
    assert int(str(fields["to"])[1:]) > 44


def test_a_range_may_begin_within_a_paragraph_where_guessing_passes_the_whole() -> None:
    # Of the whole paragraph, ten weak sentences come first, so that “the first half” earns much;
    # the eight of MIXED alone pay no strategy more than .25.
    shouted = [weak(f"Many carts came by on {day}.") for day in ("Monday", "Tuesday")]
    alike = [weak(f"Many {what} were seen there.") for what in ("hats", "boats", "coats", "bells")]
    fields = the_highlight([*alike, *alike, *shouted, *MIXED])
    assert fields["to"] == "s18"
    assert fields["from"] > "s01"  # type: ignore[operator]


@pytest.mark.parametrize("status", [Claim.Status.SUGGESTED, Claim.Status.REJECTED])
def test_claims_that_nobody_accepted_reach_no_draft(status: str) -> None:
    document = labelled_document(MIXED, slug="towns")
    document.claims.filter(first__key="s07").update(status=status, why="SECRET")
    drafts = draft_items(document, collection=document.collection)
    assert "SECRET" not in str(drafts)
    assert "s07" not in {d.first for d in drafts}
    assert not [one for one in drafts if one.purpose == "highlight"]


def test_drafts_are_the_same_each_time() -> None:
    document = labelled_document("First", MIXED, MIXED, slug="towns")
    first = draft_items(document, collection=document.collection)
    assert draft_items(document, collection=document.collection) == first


def test_every_draft_becomes_an_item_version() -> None:
    document = labelled_document("First", MIXED, slug="towns")
    versions = put_all(document, document.collection)
    assert versions["towns-mark-vague-amount-1"].anchors.count() == 1
