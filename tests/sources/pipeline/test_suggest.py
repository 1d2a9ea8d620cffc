"""Suggestions for whole documents: what is left out, who speaks, how they are ranked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.pipeline.suggest import Suggestions, suggest, version
from sources.pipeline.text import Kind
from sources.taxonomy import KINDS, SUPPORTS, WEAKNESSES
from tests.sources.pipeline.documents import document_of, paragraph

WEAK = "Critics say the regime always lies, which led to a crucial defeat."


def weaknesses_of(made: Suggestions, sentence: int) -> set[str]:
    found = [each for each in made.suggestions if each.sentence == sentence]
    return {weakness for each in found for weakness, _ in each.weaknesses}


@pytest.mark.parametrize(
    "kind", [Kind.HEADING, Kind.CAPTION, Kind.PULL_QUOTE, Kind.BOILERPLATE], ids=lambda k: k.value
)
def test_suggestions_leave_what_is_no_running_text(kind):
    assert suggest(document_of((kind, [WEAK]))).suggestions == ()


def test_suggestions_name_kind_support_weaknesses_and_reasons():
    (made,) = suggest(paragraph(WEAK)).suggestions
    assert made.kind in KINDS
    assert made.support in SUPPORTS
    assert {weakness for weakness, _ in made.weaknesses} <= set(WEAKNESSES)
    assert ("loaded", "regime") in made.weaknesses
    assert dict(made.reasons)["regime"] == 0.7


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The strike ended on 2 September 1911.", "fact"),
        ("The strike of 2 September 1911 brought out 410 hands.", "quantity"),
    ],
)
def test_a_date_is_no_count(text, kind):
    (made,) = suggest(paragraph(text), per_page=None).suggestions
    assert made.kind == kind


def test_suggestions_are_ranked_and_at_most_so_many_a_page():
    made = suggest(paragraph(*[WEAK] * 5, "Many came."), per_page=2)
    assert len(made.suggestions) == 2
    assert made.left_out == 4
    every = suggest(paragraph(*[WEAK] * 5, "Many came."), per_page=None).suggestions
    assert len(every) == 6
    assert every[-1].sentence == 5


def test_suggestions_say_which_rules_made_them():
    assert suggest(paragraph("It rained.")).version == version()


def test_nameless_speaker_holds_for_the_rest_of_the_quotation():
    made = suggest(paragraph(
        "A retired officer said, “The bridge is gone.", "It fell in the night.", "We ran.”"
    ))  # fmt: skip
    assert "anon-source" in weaknesses_of(made, 1)
    assert "anon-source" in weaknesses_of(made, 2)


def test_quotation_with_its_speaker_in_the_sentence_before_is_no_orphan():
    made = suggest(paragraph("A clerk said that the well was dry.", "“We have no water at all.”"))
    assert "orphan-quote" not in weaknesses_of(made, 1)


def test_quotation_that_closes_with_another_speaker_has_two_owners():
    made = suggest(paragraph(
        "A farmer complained, “The river is poisoned.", "Our cattle die,” the minister said."
    ))  # fmt: skip
    assert "attribution-mismatch" in weaknesses_of(made, 1)


def test_quotation_that_names_its_speaker_at_its_end_is_no_orphan():
    made = suggest(paragraph(
        "“The river has been poisoned for us.", "Our cattle die,” said Nadia Ferrer, a farmer."
    ))  # fmt: skip
    assert "orphan-quote" not in weaknesses_of(made, 0)


def test_caption_of_a_pull_quote_lends_no_speaker_to_the_text():
    made = suggest(document_of(
        (Kind.PARAGRAPH, ["The price rose.", "“They cheat us with every scale.”"]),
        (Kind.PULL_QUOTE, ["“They cheat us.”"]),
        (Kind.CAPTION, ["Nadia Ferrer, farmer"]),
    ))  # fmt: skip
    assert "orphan-quote" in weaknesses_of(made, 1)
    assert {each.sentence for each in made.suggestions} <= {0, 1}


def test_date_in_the_sentence_before_anchors_the_next():
    made = suggest(paragraph("The vote was held in May 1921.", "At the time, bread was dear."))
    assert "missing-anchor" not in weaknesses_of(made, 1)


@given(st.lists(st.text(max_size=80), max_size=6))
def test_suggestions_never_fail_and_are_the_same_twice(texts):
    document = paragraph(*texts)
    assert suggest(document, per_page=None) == suggest(document, per_page=None)
