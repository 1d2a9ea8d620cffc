"""The form in which a pack comes back from its files, for packs that were made elsewhere."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from lessons.content.objects import Item, Pack, Sentence, Step
from lessons.content.problems import Json, Place

_EMPTY: tuple[Json, ...] = ("", [], {})


def normal_pack(pack: Pack) -> Pack:
    """The pack as reading its own files would give it.

    Line ends are LF, no text has blanks around it, a sentence is one line, and what an item's
    fields leave empty is gone. Texts typed into a web form need this: browsers send CRLF.
    """
    normal: Pack = _normal(pack)
    return normal


def _normal(thing: Any) -> Any:
    if isinstance(thing, Place):
        return thing
    if not is_dataclass(thing) or isinstance(thing, type):
        return _plain(thing)
    changed = {field.name: _normal(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, Step):
        changed["body"] = _without_blank_ends(thing.body)
    if isinstance(thing, Sentence):
        changed["text"] = " ".join(thing.text.split())
    if isinstance(thing, Item):
        changed["content"] = _without_empty(changed["content"])
    return replace(thing, **changed)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return _with_lf(value).strip()
    if isinstance(value, tuple | list):
        return type(value)(_normal(inner) for inner in value)
    if isinstance(value, dict):
        return {key: _normal(inner) for key, inner in value.items()}
    return value


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_blank_ends(text: str) -> str:
    """A step's text without the blank lines around it; its first line may be indented."""
    lines = _with_lf(text).split("\n")
    filled = [position for position, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def _without_empty(value: Json) -> Json:
    if isinstance(value, dict):
        inner = {key: _without_empty(one) for key, one in value.items()}
        return {key: one for key, one in inner.items() if one is not None and one not in _EMPTY}
    if isinstance(value, list):
        return [_without_empty(one) for one in value]
    return value
