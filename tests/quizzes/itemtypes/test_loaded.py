"""Remembered definitions: the same as read anew, and never those of another version."""

import pytest

from quizzes.itemtypes.base import ItemType
from quizzes.itemtypes.loaded import load_definition
from quizzes.itemtypes.registry import UnknownItemType, get_item_type


def numeric(key):
    return {"key": str(key), "unit": "years"}


@pytest.fixture
def reads(monkeypatch):
    """How often a definition was read and checked."""
    count = []
    load = ItemType.load

    def counted(item_type, definition):
        count.append(definition)
        return load(item_type, definition)

    monkeypatch.setattr(ItemType, "load", counted)
    return count


def test_definition_is_the_one_that_the_type_reads():
    item_type, definition = load_definition("numeric", "d1", numeric(7))
    assert item_type is get_item_type("numeric")
    assert definition == item_type.load(numeric(7))


def test_definition_is_read_once(reads):
    first, again = (load_definition("numeric", "d2", numeric(7))[1] for _ in range(2))
    assert first is again
    assert len(reads) == 1


def test_definition_that_was_edited_is_read_anew(reads):
    assert load_definition("numeric", "d3", numeric(7))[1].key == "7"
    assert load_definition("numeric", "d3", numeric(8))[1].key == "8"
    assert len(reads) == 2


def test_definition_of_an_unknown_type_is_refused():
    with pytest.raises(UnknownItemType):
        load_definition("riddle", "d4", {})
