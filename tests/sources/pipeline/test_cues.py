"""What counts as a hedge, a report or a charged word, its look-alikes, and how it adds up."""

from pathlib import Path

import pytest

from sources.pipeline.hedging import hedging_of
from sources.pipeline.judging import Cue, Weights, judge
from sources.pipeline.lists import categories_of, forms_of_stem, forms_of_verb
from sources.pipeline.measuring import count, precision, read_labelled, recall
from sources.pipeline.phrases import Span
from sources.pipeline.reporting import reporting_of
from sources.pipeline.scene import Scene
from sources.pipeline.siding import siding_of
from sources.pipeline.training.cues import fit, read_sentences
from sources.pipeline.weaknesses.registry import get_rule
from sources.pipeline.worth import worth_of

DEV = sorted((Path(__file__).parent / "labelled" / "dev").glob("*.tsv"))
LEAST_PRECISION, LEAST_RECALL = 0.85, 0.8


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("The wall may be older than the tower.", True),
        ("In May the ice breaks and the boats return.", False),
        ("That May the boats came back.", False),
        ("Critics say that the bridge is ugly.", True),
        ("The critics took their seats.", False),
        ("She was certain of her dates.", False),
        ("The tower is 64 metres high.", False),
    ],
)
def test_hedging_tells_doubt_from_its_look_alikes(text, yes):
    assert hedging_of(Scene.alone(text)).yes is yes


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("The mayor said that the well was dry.", True),
        ("The company's claim that nobody was hurt is false.", True),
        ("Farmers say the river is poisoned.", True),
        ("“We have no water left at all,” the clerk told reporters.", True),
        ("The bridge joins two states and is painted green.", False),
        ("The report runs to 400 pages.", False),
        ("The results show that the pump is needed.", False),
    ],
)
def test_reporting_hears_verbs_and_nouns_in_their_frames(text, yes):
    assert reporting_of(Scene.alone(text)).yes is yes


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("The spineless council caved to the mob.", True),
        ("It is a shameless power grab.", True),
        ("The council met on Tuesday and adopted the plan by 9 votes to 4.", False),
        ("The radical group is bonded to the third carbon atom.", False),
        ("The hamlet lies at the foot of the hill.", False),
    ],
)
def test_siding_tells_judgement_from_plain_words(text, yes):
    assert siding_of(Scene.alone(text)).yes is yes


def test_siding_leaves_out_words_that_are_parts_of_names():
    assert siding_of(Scene.alone("The crew of the Savage left for Lima.")).spans == ()


def test_judgement_adds_weights_and_shows_the_largest_first():
    weights = Weights(by_sort={"a": 2.0, "b": -0.5}, bias=-1.0, threshold=0.5, digest="")
    cues = [Cue("b", Span(0, 1, "x")), Cue("a", Span(2, 3, "y"))]
    made = judge(cues, weights)
    # −1 + 2 − 0.5 = 0.5, just the threshold
    assert made.yes
    assert made.chance == 0.5
    assert made.reasons == (("y", 2.0), ("x", -0.5))
    assert made.spans == (Span(2, 3, "y"),)


def test_judgement_counts_a_sort_twice_at_most():
    weights = Weights(by_sort={"a": 1.0}, bias=0.0, threshold=2.5, digest="")
    assert not judge([Cue("a", Span(0, 1, "x"))] * 9, weights).yes


def test_verb_forms_follow_spelling():
    assert [form for form, _ in forms_of_verb("deny")] == ["deny", "denies", "denied", "denying"]
    assert [form for form, _ in forms_of_verb("admit")][2:] == ["admitted", "admitting"]
    assert [form for form, _ in forms_of_verb("write")][2:] == ["wrote", "written", "writing"]


def test_stem_forms_hold_those_with_e_and_those_with_a_double_letter():
    assert {"berate", "berated", "berating"} <= set(forms_of_stem("berat"))
    assert {"slammed", "slamming"} <= set(forms_of_stem("slam"))


@pytest.mark.parametrize("name", ["hedge", "attribution", "loaded", "grammar"])
def test_lists_have_stars_and_pluses_at_the_ends_of_words_only(name):
    words = [word for each in categories_of(name) for p in each.phrases for word in p.split()]
    assert [word for word in words if "*" in word[:-1] or "+" in word[:-1]] == []


def test_learning_keeps_the_prior_of_what_no_sentence_shows():
    rows = [({"a": 1.0}, True), ({}, False)] * 20
    weights = fit(rows, {"a": 1.0, "b": 0.7}, -1.0, 4.0)
    assert weights["b"] == 0.7
    assert weights["a"] > 1.0


def test_learning_stays_nearer_to_the_prior_with_more_strength():
    rows = [({"a": 1.0}, True), ({}, False)] * 20
    loose, tight = (fit(rows, {"a": 1.0}, -1.0, strength)["a"] for strength in (1.0, 50.0))
    assert 1.0 < tight < loose


def test_learning_is_the_same_twice():
    rows = [({"a": 1.0}, True), ({"b": 1.0}, False)] * 5
    assert fit(rows, {"a": 1.0, "b": 0.0}, 0.0, 2.0) == fit(rows, {"a": 1.0, "b": 0.0}, 0.0, 2.0)


def test_sentences_to_learn_from_are_many_and_stand_once():
    folder = Path(__file__).parents[3] / "sources" / "pipeline" / "training" / "sentences"
    texts = [text for _, text, _ in read_sentences(folder)]
    assert len(texts) >= 800
    assert len(set(texts)) == len(texts)


def test_worth_holds_for_prose_as_for_debates():
    assert worth_of("Infant mortality fell from 94 to 31 per thousand births by 1975.").worthy
    assert not worth_of("Her mother taught the violin and kept a hardware shop.").worthy


@pytest.mark.parametrize("path", DEV, ids=lambda path: path.stem)
def test_rule_finds_most_of_new_sentences(path):
    rule = get_rule(path.stem)
    rows = read_labelled(path.read_text(encoding="utf-8"))
    counts = count([(bool(rule.look(Scene.alone(text))), label) for text, label in rows])
    assert precision(counts) >= LEAST_PRECISION
    assert recall(counts) >= LEAST_RECALL
