"""Definitions of item versions, read and checked once and then remembered.

A definition is read for every question of every page, and hardly ever changes. What was read is
frozen, so that it may be shared. The digest of the version finds it, and it is used only where
the definition is still the same, word for word: nothing depends on when a version was edited.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from quizzes.itemtypes.base import ItemType
from quizzes.itemtypes.registry import get_item_type

MOST = 1024
"""So many definitions are remembered in a process; those not asked for the longest go first."""


class _Place:
    """Where one definition is remembered: as it was written and as it was read."""

    __slots__ = ("kept",)

    def __init__(self) -> None:
        self.kept: tuple[Mapping[str, Any], Any] | None = None


def load_definition(
    type_slug: str, digest: str, definition: Mapping[str, Any]
) -> tuple[ItemType[Any], Any]:
    """The item type of this slug, and what it makes of the definition.

    digest: of the item version. Raises DefinitionInvalid, or LookupError for an unknown type.
    """
    item_type = get_item_type(type_slug)
    place = _place(type_slug, digest)
    kept = place.kept
    if kept is None or kept[0] != definition:
        kept = place.kept = definition, item_type.load(definition)
    return item_type, kept[1]


@lru_cache(maxsize=MOST)
def _place(type_slug: str, digest: str) -> _Place:
    return _Place()
