import pytest

from quizzes.itemtypes.registry import (
    DuplicateItemType,
    UnknownItemType,
    all_item_types,
    get_item_type,
    register,
)

SLUGS = [
    "choice",
    "cloze",
    "essay",
    "evidence-choice",
    "highlight",
    "matching",
    "multiple-response",
    "name-weakness",
    "needs-more-support",
    "numeric",
    "ordering",
    "short-text",
    "verdict",
]


def test_registry_lists_every_type_by_slug():
    assert [kind.slug for kind in all_item_types()] == SLUGS


def test_registry_finds_a_type_by_its_slug():
    assert get_item_type("highlight").slug == "highlight"


def test_unknown_slug_names_those_that_are_known():
    with pytest.raises(UnknownItemType, match=r"'hotspot'.*choice, cloze, .*verdict\."):
        get_item_type("hotspot")


def test_registry_refuses_a_slug_twice():
    class Other(type(get_item_type("choice"))):
        pass

    with pytest.raises(DuplicateItemType, match="Choice"):
        register(Other)
    assert type(get_item_type("choice")).__name__ == "Choice"
