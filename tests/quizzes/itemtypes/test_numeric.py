from decimal import Decimal

import pytest

from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import get_item_type
from tests.quizzes.itemtypes.gallery import GalleryLibrary

numeric = get_item_type("numeric")
YEARS = numeric.load({"unit": "years", "key": "24"})


def read(text, definition=YEARS):
    form = numeric.form(definition, {}, data={"number": text})
    return form.cleaned_response() if form.is_valid() else form.sentences_of_errors()


def test_number_is_kept_as_written_and_as_read():
    assert read("24,50 years") == {"text": "24,50 years", "value": "24.5"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("many", "Write one number in figures, such as 24 or 0.5."),
        (
            "1,234",
            "“1,234” can be read in two ways. "
            "Leave out the comma, or write a point before decimals.",
        ),
        ("24 days", "Give the number in years."),
    ],
)
def test_number_that_cannot_be_read_is_refused_with_what_to_do(text, sentence):
    assert read(text) == [sentence]


def test_number_without_a_unit_wants_none():
    assert read("24 days", numeric.load({"key": "24"})) == [
        "Write the number alone, without a unit."
    ]


@pytest.mark.parametrize(("value", "fraction"), [("19", 0), ("20", 1), ("21", 1), ("22", 0)])
def test_range_is_right_at_both_ends(value, fraction):
    definition = numeric.load({"range": {"from": "20", "to": "21"}})
    assert numeric.grade(definition, {"value": value}).fraction == Decimal(fraction)


def test_near_miss_is_met_by_value():
    definition = numeric.load(
        {"key": "24", "near_misses": [{"value": "25.0", "feedback": "Count on."}]}
    )
    (row,) = numeric.review(definition, {}, {"text": "25", "value": "25"})["rows"]
    assert row["feedback"] == "<p>Count on.</p>"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"key": "24", "unit": "years"}, "24 years"),
        ({"key": "24", "tolerance": "0.5"}, "24 ± 0.5"),
        ({"range": {"from": "20", "to": "21"}, "unit": "days"}, "20 to 21 days"),
    ],
)
def test_key_is_shown_with_its_room(fields, shown):
    assert numeric.key_summary(numeric.load(fields)) == shown


def test_whole_numbers_of_a_pack_become_text():
    item = {"type": "numeric", "key": 24, "tolerance": 0, "near_misses": [{"value": 25}]}
    assert numeric.complete(item, GalleryLibrary()) == {
        "key": "24",
        "tolerance": "0",
        "near_misses": [{"value": "25"}],
    }


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Give either a key or a range."),
        ({"key": "1", "range": {"from": "1", "to": "2"}}, "Give either a key or a range."),
        ({"key": "NaN"}, "key should be a number, such as 24 or 0.5."),
        ({"key": "1e9"}, "key should be a number, such as 24 or 0.5."),
        ({"key": "1", "tolerance": "-1"}, "tolerance should not be below 0."),
        ({"range": {"from": "2", "to": "1"}}, "range.from should not be above range.to."),
        ({"key": "1", "near_misses": [{"value": "1.0"}]}, "near_misses[1] is a right answer."),
    ],
)
def test_definition_that_cannot_work_is_refused(fields, message):
    with pytest.raises(DefinitionInvalid) as caught:
        numeric.load(fields)
    assert caught.value.messages == [message]
