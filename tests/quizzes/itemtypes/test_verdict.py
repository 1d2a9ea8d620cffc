from decimal import Decimal

import pytest

from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import get_item_type
from tests.quizzes.itemtypes.gallery import GalleryLibrary

verdict = get_item_type("verdict")
ITEM = {
    "type": "verdict",
    "document": "lowmere-ferry",
    "scale": "record",
    "rows": [
        {"sentence": "s02", "key": "contradicted", "settled_by": ["zebra", "apple"]},
        {"sentence": "s04", "key": "open"},
    ],
    "sources": ["zebra", "melon"],
}


def complete(**changes):
    return verdict.complete(ITEM | changes, GalleryLibrary())


def test_offer_is_every_card_of_rows_and_sources_by_name():
    own = complete()
    assert own["offer"] == ["apple", "melon", "zebra"]
    assert own["cards"]["melon"]["title"] == "melon"


def test_offer_does_not_depend_on_what_settles():
    rows = [ITEM["rows"][0] | {"settled_by": ["melon"]}, ITEM["rows"][1]]
    other = complete(rows=rows, sources=["apple", "zebra", "melon"])
    assert other["offer"] == complete()["offer"]


def test_scale_of_the_text_offers_no_card():
    own = complete(scale="support", rows=[{"sentence": "s02", "key": "cited"}])
    assert "offer" not in own
    html = verdict.form(verdict.load(own), {}).render_parts()
    assert "<select" not in html


def test_card_without_a_verdict_is_kept_and_earns_nothing():
    definition = verdict.load(complete())
    form = verdict.form(definition, {}, data={"card-0": "2"})
    assert form.cleaned_response() == {"rows": {"s02": {"card": "zebra"}}}
    assert verdict.grade(definition, form.cleaned_response()).fraction == 0


def test_nothing_settles_is_the_last_choice_of_cards():
    definition = verdict.load(complete())
    form = verdict.form(definition, {}, data={"verdict-1": "3", "card-1": "3"})
    assert form.cleaned_response() == {"rows": {"s04": {"verdict": "open", "card": "none"}}}
    assert verdict.grade(definition, form.cleaned_response()).fraction == Decimal("0.5")


def test_key_names_cards_or_that_none_settles():
    definition = verdict.load(complete())
    assert verdict.key_summary(definition) == (
        "2: Contradicted: Card zebra or Card apple; "
        "4: Open: the cards do not say: No card settles it"
    )


def test_definition_that_cannot_work_is_refused():
    own = complete()
    own["rows"][0] |= {"key": "weak", "settled_by": ["gone"]}
    own["cards"].pop("melon")
    with pytest.raises(DefinitionInvalid) as caught:
        verdict.load(own)
    assert caught.value.messages == [
        "rows[1]: weak is not on the scale.",
        "rows[1].settled_by: the card gone is not offered.",
        "cards.melon is missing.",
    ]


def test_problem_where_one_verdict_fits_all():
    rows = [{"sentence": s, "key": "bare", "feedback": "f"} for s in ("s01", "s04")]
    definition = verdict.load(complete(scale="support", rows=rows))
    assert [p.message for p in verdict.problems(definition)] == [
        "One verdict is right for every claim."
    ]
