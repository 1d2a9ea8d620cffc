from decimal import Decimal

import pytest

from quizzes.itemtypes.base import Observation
from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import get_item_type
from tests.quizzes.itemtypes.gallery import GalleryLibrary, gallery_item

highlight = get_item_type("highlight")


def definition(mark="any", **changes):
    """Four targets, four lures, one also acceptable, one contested, one only to be read."""
    kinds = ["target", "lure"] * 4 + ["also", "contested", "none"]
    sentences = [
        {"id": f"s{place}", "text": f"Sentence {place}.", "block": "paragraph", "counts": kind}
        | {"number": place, "paragraph": 1, "core": ["motive", "loaded"]}
        for place, kind in enumerate(kinds, start=1)
    ]
    fields = {
        "document": {"slug": "d", "title": "D"},
        "from": "s1",
        "to": "s11",
        "mark": mark,
        "sentences": sentences,
        "if_too_many": "MANY",
        "if_too_few": "FEW",
    }
    return highlight.load(fields | changes)


def review(*marked, **options):
    return highlight.review(definition(**options), {}, {"sentences": list(marked)})


def rows(reveal):
    return [s for block in reveal["blocks"] for s in block["sentences"]]


def complete(**changes):
    return highlight.complete(dict(gallery_item("highlight")) | changes, GalleryLibrary())


def test_grade_counts_hits_and_false_alarms():
    outcome = highlight.grade(definition(), {"sentences": ["s1", "s3", "s2", "s9", "s10"]})
    assert outcome.fraction == Decimal("0.25")
    assert dict(outcome.detail) == {"hits": 2, "targets": 4, "false_alarms": 1, "lures": 4}


def test_grade_of_a_blank_still_says_how_many_there_were():
    assert highlight.grade(definition(), None).detail["targets"] == 4


def test_counts_say_how_many_and_never_which():
    said = highlight.counts(definition(), {"sentences": ["s1", "s2"]})["sentence"]
    assert said == "You found 1 of 4 sentences, and marked 1 of 4 that could be left alone."


def test_review_gives_every_sentence_its_verdict():
    states = [row["state"] for row in rows(review("s1", "s2", "s9"))]
    marked = ["hit", "false"]
    assert states == [*marked, *["miss", "left"] * 3, "also", "contested", ""]


def test_review_opens_misses_and_false_alarms():
    opened = [row["number"] for row in rows(review("s1", "s2")) if row.get("open")]
    assert opened == [2, 3, 5, 7]


def test_review_keeps_the_stroke_where_the_learner_drew_it():
    drawn = [row["number"] for row in rows(review("s1", "s2", "s10")) if row.get("stroke")]
    assert drawn == [1, 2, 3, 5, 7, 10]


@pytest.mark.parametrize(
    ("marked", "advice"),
    [
        (["s1", "s3", "s5", "s7"], []),
        (["s1", "s3", "s5", "s7", "s2"], ["<p>MANY</p>"]),
        (["s1", "s3", "s5"], ["<p>FEW</p>"]),
        (["s1", "s3", "s5", "s2"], ["<p>MANY</p>", "<p>FEW</p>"]),
        ([], ["<p>FEW</p>"]),
    ],
)
def test_review_advises_on_the_larger_fault(marked, advice):
    assert review(*marked)["advice"] == advice


def test_review_says_the_rates():
    assert review("s1", "s3", "s5", "s2")["rates"] == (
        "3 of 4 found (0.75) less 1 of 4 marked without need (0.25). "
        "Marking everything, or nothing, earns 0."
    )


def test_observations_of_any_are_hits_and_misses_per_core_weakness():
    found = highlight.observations(definition(), {"sentences": ["s1", "s2"]})
    assert found[:4] == [
        Observation("motive", Decimal(1)),
        Observation("loaded", Decimal(1)),
        Observation("motive", Decimal(0)),
        Observation("loaded", Decimal(0)),
    ]
    assert len(found) == 8


def test_observations_of_one_weakness_count_lures_too():
    found = highlight.observations(definition("motive"), {"sentences": ["s1", "s2"]})
    assert {o.skill for o in found} == {"motive"}
    assert [int(o.value) for o in found] == [1, 0, 0, 1, 0, 1, 0, 1]


def test_observations_of_an_unanswered_passage_are_none():
    assert highlight.observations(definition(), None) == []


def test_page_offers_no_checkbox_where_nothing_can_be_marked():
    html = highlight.form(definition(), {}).render_parts()
    assert html.count('type="checkbox"') == 10
    assert "Sentence 11." in html


def test_page_states_the_rule_and_no_count():
    html = highlight.form(definition(), {}).render_parts()
    assert "The result never falls below zero." in html
    assert "4 " not in highlight.scoring


def test_complete_copies_labels_and_counts_by_decision_8():
    own = complete()
    counts = {s["id"]: s["counts"] for s in own["sentences"]}
    assert [key for key, kind in counts.items() if kind == "none"] == ["h01", "s07"]
    assert [key for key, kind in counts.items() if kind == "contested"] == ["s14"]
    assert [key for key, kind in counts.items() if kind == "lure"] == [
        "s02", "s03", "s05", "s09", "s11", "s13",
    ]  # fmt: skip
    first = own["sentences"][1]
    assert (first["core"], first["cues"]) == (["unmeasured"], ["the boldest idea"])
    assert "why" not in own["sentences"][0]


def test_complete_for_one_weakness_keeps_its_cues_alone():
    own = complete(mark="motive", targets=["s06"])
    assert [s["cues"] for s in own["sentences"] if "cues" in s] == [["was only afraid of losing"]]


def test_complete_refuses_a_target_that_cannot_be_marked():
    with pytest.raises(DefinitionInvalid, match="No claim to mark stands at s07"):
        complete(targets=["s01", "s07"])


def test_load_refuses_a_passage_without_lures():
    with pytest.raises(DefinitionInvalid, match="at least one target and one lure"):
        definition(sentences=[{"id": "a", "text": "A.", "block": "paragraph", "counts": "target"}])


def problems_of(*counts, text="Sentence.", **fields):
    sentences = [
        {"id": f"s{place}", "text": text, "block": "paragraph", "counts": kind, "why": "w"} | fields
        for place, kind in enumerate(counts, start=1)
    ]
    found = highlight.problems(definition(sentences=sentences))
    return [f"{problem.where}: {problem.message}" for problem in found]


def test_problems_name_too_few_targets_and_lures():
    found = problems_of("target", "target", "target", "lure")
    assert "sentences: Targets: 3. At least 4 are needed." in found
    assert "sentences: Lures: 1. At least 4 are needed." in found


def test_problems_name_blind_strategies_that_pay():
    kinds = ["target"] * 4 + ["lure"] * 4
    assert "blind: Marking blindly (first half) earns 1.00; no more than 0.35 is fair." in (
        problems_of(*kinds)
    )


def test_problems_name_labels_that_do_not_fit():
    assert "sentences[2].counts: It is a lure, and labelled with what is asked for." in (
        problems_of("target", "lure", core=["motive"])
    )
    assert "sentences[1].counts: It is a target, and not labelled with what is asked for." in (
        problems_of("target", "lure")
    )


def test_problems_name_missing_reasons_and_stray_cues():
    found = problems_of("target", "lure", core=["motive"], cues=["Sen … ce", "else"], why="")
    assert "sentences[1].why: Say what this sentence rests on." in found
    assert "sentences[1].ask: Add the question to ask." in found
    assert [line for line in found if "cues" in line] == [
        "sentences[1].cues: “else” does not stand in it.",
        "sentences[2].cues: “else” does not stand in it.",
    ]


def test_title_is_not_shown_twice():
    own = highlight.load(complete())
    answering = highlight.form(own, {}).render_parts()
    reveal = highlight.review(own, {}, None)
    reviewed = highlight.form(own, {}, reveal=reveal).render_parts()
    assert (
        answering.count(">The Ferry at Lowmere<") == reviewed.count(">The Ferry at Lowmere<") == 1
    )
    assert 'name="sentence" value="1"' in answering
