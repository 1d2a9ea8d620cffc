"""Typed looks into the plain values of an item's content."""

from collections.abc import Mapping

from lessons.content.problems import Json


def text(values: Mapping[str, Json], name: str) -> str:
    """The text of a field, or "" when there is none."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def texts(values: Mapping[str, Json], name: str) -> list[str]:
    """The texts of a list, or none."""
    value = values.get(name)
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def maps(values: Mapping[str, Json], name: str) -> list[dict[str, Json]]:
    """The maps of a list, or none."""
    value = values.get(name)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
