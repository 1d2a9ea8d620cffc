from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from quizzes.itemtypes.definitions import DefinitionInvalid, named, number, plain, read


@dataclass(frozen=True)
class Part:
    id: str
    low: str = number(name="from")
    note: str = ""


@dataclass(frozen=True)
class Whole:
    parts: tuple[Part, ...]
    last: str = named("to", default="")
    count: int = 0
    loud: bool = False
    extra: Part | None = None
    cards: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


FULL = {
    "parts": [{"id": "a", "from": "1.5"}, {"id": "b", "from": "2", "note": "n"}],
    "to": "z",
    "count": 3,
    "loud": True,
    "extra": {"id": "c", "from": "0"},
    "cards": {"k": {"title": "T", "any": [1, None]}},
}


def messages_of(data):
    with pytest.raises(DefinitionInvalid) as caught:
        read(Whole, data)
    return caught.value.messages


def test_definition_is_read_and_written_without_loss():
    assert plain(read(Whole, FULL)) == FULL


def test_fields_at_their_default_are_left_out():
    assert plain(read(Whole, {"parts": [], "count": 0, "to": ""})) == {"parts": []}


def test_number_may_be_a_whole_number_and_becomes_text():
    assert read(Whole, {"parts": [{"id": "a", "from": 20}]}).parts[0].low == "20"


def test_every_fault_is_named_with_its_path_counted_from_1():
    data = {
        "parts": [
            {"id": "a", "from": "1"},
            {"id": 7, "note": "x"},
            "text",
            {"id": " ", "from": "1"},
        ],
        "count": "3",
        "loud": 1,
        "extra": [],
        "cards": [],
        "colour": "red",
    }
    assert messages_of(data) == [
        "colour is not a field of this type.",
        "parts[2].id should be text.",
        "parts[2].from is missing.",
        "parts[3] should hold fields.",
        "parts[4].id is empty.",
        "count should be a whole number.",
        "loud should be true or false.",
        "extra should hold fields.",
        "cards should hold named fields.",
    ]


def test_list_and_whole_are_checked_for_their_shape():
    assert messages_of({"parts": {"id": "a"}}) == ["parts should be a list."]
    assert messages_of([]) == ["definition should hold fields."]


def test_true_is_no_whole_number():
    assert messages_of({"parts": [], "count": True}) == ["count should be a whole number."]
