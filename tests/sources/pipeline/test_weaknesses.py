"""The contract of every weakness file, and the guards that single files cannot show."""

from pathlib import Path

import pytest

from sources.pipeline.measuring import count, precision, read_labelled, recall
from sources.pipeline.scene import Scene
from sources.pipeline.speakers import quotations_of
from sources.pipeline.weaknesses.registry import all_rules, finding_rules, get_rule
from sources.taxonomy import WEAKNESSES

LABELLED = Path(__file__).parent / "labelled"
FEWEST_EXAMPLES = 12
LEAST = 0.8
RULES = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
FINDING = pytest.mark.parametrize("rule", finding_rules(), ids=lambda rule: rule.id)


def test_rules_are_those_of_the_taxonomy():
    assert [rule.id for rule in all_rules()] == list(WEAKNESSES)


@RULES
def test_rule_has_examples_enough_that_differ(rule):
    assert len(set(rule.weak)) >= FEWEST_EXAMPLES
    assert len(set(rule.fine)) >= FEWEST_EXAMPLES
    assert not set(rule.weak) & set(rule.fine)


@RULES
def test_rule_says_what_it_looks_for_and_what_to_ask(rule):
    assert rule.cues
    assert rule.definition == WEAKNESSES[rule.id].definition
    assert rule.question.endswith("?")


@FINDING
def test_rule_finds_its_weak_examples_and_spares_the_fine_ones(rule):
    labelled = [(text, True) for text in rule.weak] + [(text, False) for text in rule.fine]
    counts = count([(bool(rule.look(Scene.alone(text))), label) for text, label in labelled])
    assert recall(counts) >= LEAST
    assert precision(counts) >= LEAST


@FINDING
def test_rule_gives_spans_inside_the_sentence(rule):
    for text in (*rule.weak, *rule.fine, "", "?", "“", "” he said “"):
        for span in rule.look(Scene.alone(text)):
            assert 0 <= span.start < span.end <= len(text)
            assert span.cue


@RULES
def test_instructor_only_rules_find_nothing(rule):
    if rule.instructor_only:
        assert [text for text in rule.weak if rule.look(Scene.alone(text))] == []


def test_questions_have_only_the_weakness_of_questions():
    text = "Why should anyone believe that the regime always lies?"
    found = [rule.id for rule in all_rules() if rule.look(Scene.alone(text))]
    assert found == ["loaded-question"]


def test_loaded_words_of_a_named_speaker_are_hers():
    assert get_rule("loaded").look(Scene.alone("“A brutal tax,” said Nadia Ferrer.")) == []


def test_quotation_that_is_still_open_runs_to_the_end():
    assert [(mark.start, mark.end) for mark in quotations_of("She said, “Go on.")] == [(10, 17)]


def test_quotation_that_was_open_begins_at_the_start():
    marks = quotations_of("and on,” she said.", inside=True)
    assert [(mark.start, mark.end, mark.inherited) for mark in marks] == [(0, 8, True)]


LONG = (
    "“We carried the stones up the hill in the rain, one by one, for eleven long days and nights.”"
)


@FINDING
def test_cues_are_whole_words_of_the_sentence(rule):
    for text in (*rule.weak, LONG, "Fishermen feared that the wall would ruin the harbour."):
        for span in rule.look(Scene.alone(text)):
            for part in filter(None, (part.strip() for part in span.cue.split("…"))):
                at = text.find(part)
                assert at >= 0
                before, after = text[:at][-1:], text[at + len(part) :][:1]
                assert not (before.isalnum() and part[0].isalnum())
                assert not (after.isalnum() and part[-1].isalnum())


def test_long_quotation_is_cut_behind_its_twelfth_word():
    [span] = get_rule("orphan-quote").look(Scene.alone(LONG))
    assert span.cue == "“We carried the stones up the hill in the rain, one by …"


def test_fear_is_shown_with_its_whole_words():
    first, *_others = get_rule("motive").look(Scene.alone("Fishermen feared that it would sink."))
    assert first.cue == "Fishermen feared that"


def test_missing_anchor_spares_what_is_always_so():
    text = (LABELLED / "missing_anchor-look-alikes.tsv").read_text(encoding="utf-8")
    rule = get_rule("missing-anchor")
    counts = count([(bool(rule.look(Scene.alone(one))), yes) for one, yes in read_labelled(text)])
    assert recall(counts) == 1
    assert precision(counts) > 0.75
