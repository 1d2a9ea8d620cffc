"""All item types by slug. A new type registers itself; nothing else is edited."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any, TypeVar

from quizzes.itemtypes.base import ItemType

_types: dict[str, ItemType[Any]] = {}

C = TypeVar("C", bound=type[ItemType[Any]])


class UnknownItemType(LookupError):
    """No item type has this slug; the message names those that are known."""

    def __init__(self, slug: str) -> None:
        known = ", ".join(sorted(_types))
        super().__init__(f"There is no item type {slug!r}. Known are: {known}.")
        self.slug = slug


class DuplicateItemType(ValueError):
    """Two classes claim one slug."""


def register(kind: C) -> C:
    """Class decorator: make one instance known by its slug. Raises DuplicateItemType."""
    known = _types.get(kind.slug)
    if known is not None and type(known).__qualname__ != kind.__qualname__:
        message = f"{kind.__qualname__} and {type(known).__qualname__} both say {kind.slug!r}"
        raise DuplicateItemType(message)
    _types[kind.slug] = kind()
    return kind


def get_item_type(slug: str) -> ItemType[Any]:
    """The item type of a slug; raises UnknownItemType."""
    try:
        return _types[slug]
    except KeyError:
        raise UnknownItemType(slug) from None


def all_item_types() -> Iterator[ItemType[Any]]:
    """Every registered type, in the order of slugs."""
    for slug in sorted(_types):
        yield _types[slug]


def discover() -> None:
    """Import every module of this package once, so that the types in it register themselves."""
    package = importlib.import_module("quizzes.itemtypes")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"quizzes.itemtypes.{module.name}")
