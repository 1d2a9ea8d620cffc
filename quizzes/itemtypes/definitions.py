"""Between a type's JSON and its frozen dataclass: strict on the way in, lossless on the way out.

A definition class says everything by its annotations: ``str``, ``int``, ``bool``, another
dataclass, ``tuple[X, ...]``, ``Mapping[str, X]``, ``X | None`` and, for copied cards, ``Any``.
A field with a default may be left out. ``named("from")`` gives a field another name in the JSON;
``number()`` takes a whole number as well as the text of a number, and keeps text.
"""

import dataclasses
import types
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

T = TypeVar("T")


class DefinitionInvalid(ValueError):
    """A definition that an item type cannot take; ``messages`` say where and why, all at once."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = list(messages)


def named(name: str, **options: Any) -> Any:
    """A dataclass field that is called something else in the JSON."""
    return dataclasses.field(metadata={"as": name}, **options)


def number(*, name: str = "", **options: Any) -> Any:
    """A dataclass field that holds a decimal number as text."""
    metadata = {"number": True} | ({"as": name} if name else {})
    return dataclasses.field(metadata=metadata, **options)


def read(kind: type[T], data: Mapping[str, Any]) -> T:
    """Build a definition from JSON; raises DefinitionInvalid with a message for each fault.

    A path counts from 1, as people do: ``options[3].text``.
    """
    messages: list[str] = []
    result = _read_object(kind, data, "", messages)
    if messages:
        raise DefinitionInvalid(messages)
    return result  # type: ignore[no-any-return]


def plain(value: Any) -> Any:
    """JSON of a definition: fields at their default are left out, tuples become lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.metadata.get("as", field.name): plain(content)
            for field in dataclasses.fields(value)
            if not _is_default(field, content := getattr(value, field.name))
        }
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    return value


def _is_default(field: "dataclasses.Field[Any]", content: Any) -> bool:
    if field.default is not dataclasses.MISSING:
        return bool(content == field.default)
    if field.default_factory is not dataclasses.MISSING:
        return bool(content == field.default_factory())
    return False


@cache
def _fields_of(kind: type) -> dict[str, tuple["dataclasses.Field[Any]", Any]]:
    hints = get_type_hints(kind)
    return {
        field.metadata.get("as", field.name): (field, hints[field.name])
        for field in dataclasses.fields(kind)
    }


def _read_object(kind: Any, data: Any, path: str, messages: list[str]) -> Any:
    if not isinstance(data, Mapping):
        messages.append(_("%(path)s should hold fields.") % {"path": path or "definition"})
        return None
    fields = _fields_of(kind)
    at = f"{path}." if path else ""
    messages.extend(
        _("%(path)s is not a field of this type.") % {"path": f"{at}{name}"}
        for name in data
        if name not in fields
    )
    values: dict[str, Any] = {}
    before = len(messages)
    for name, (field, hint) in fields.items():
        if name in data:
            value = data[name]
            if value == "" and field.default == "":
                continue
            if field.metadata.get("number") and type(value) is int:
                value = str(value)
            values[field.name] = _read_value(hint, value, f"{at}{name}", messages)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            messages.append(_("%(path)s is missing.") % {"path": f"{at}{name}"})
    return kind(**values) if len(messages) == before else None


def _read_value(hint: Any, value: Any, path: str, messages: list[str]) -> Any:
    if hint is Any:
        return value
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
        return _read_value(hint, value, path, messages)
    if origin is tuple:
        return _read_list(get_args(hint)[0], value, path, messages)
    if origin is not None and issubclass(origin, Mapping):
        return _read_mapping(get_args(hint)[1], value, path, messages)
    if dataclasses.is_dataclass(hint):
        return _read_object(hint, value, path, messages)
    if type(value) is not hint:
        words = {str: _("text"), int: _("a whole number"), bool: _("true or false")}
        messages.append(
            _("%(path)s should be %(kind)s.") % {"path": path, "kind": words.get(hint, hint)}
        )
        return None
    if hint is str and not value.strip():
        messages.append(_("%(path)s is empty.") % {"path": path})
    return value


def _read_list(hint: Any, value: Any, path: str, messages: list[str]) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        messages.append(_("%(path)s should be a list.") % {"path": path})
        return ()
    return tuple(
        _read_value(hint, part, f"{path}[{place}]", messages)
        for place, part in enumerate(value, start=1)
    )


def _read_mapping(hint: Any, value: Any, path: str, messages: list[str]) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        messages.append(_("%(path)s should hold named fields.") % {"path": path})
        return {}
    return {
        str(key): _read_value(hint, part, f"{path}.{key}", messages) for key, part in value.items()
    }


def repeated(names: Sequence[str]) -> list[str]:
    """The names that stand more than once, each once, in order."""
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]
