"""The YAML of packs, written in one way only, so that an unchanged value is an unchanged line."""

import re
from collections.abc import Iterable

from lessons.content.problems import Json
from lessons.content.yaml_reader import tag_of

PROSE_FIELDS = frozenset(
    {
        "audience",
        "feedback",
        "if_too_few",
        "if_too_many",
        "intro",
        "known",
        "limits",
        "meaning",
        "method",
        "model",
        "note",
        "notice",
        "prompt",
        "says",
        "stem",
        "summary",
        "teacher_notes",
        "why",
    }
)
"""Fields that are a block after `|-` even when they hold one line."""

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_UNSAFE = re.compile(
    "[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, line breaks other than LF, and the mark of byte order."""

_NUMBER_ELSEWHERE = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
)
_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_yaml(value: Json) -> str:
    """The text of a map or list: keys as they come, two spaces a level, nothing wrapped.

    Raises ValueError for what a pack cannot hold: nothing, an empty map or list, a list in a
    list.
    """
    return "\n".join(_lines(value)) + "\n"


def _lines(value: Json) -> list[str]:
    if isinstance(value, dict) and value:
        return [line for key, inner in value.items() for line in _entry(key, inner)]
    if isinstance(value, list) and value:
        return [line for inner in value for line in _element(inner)]
    message = f"a pack cannot hold {value!r} here"
    raise ValueError(message)


def _entry(key: str, value: Json) -> list[str]:
    name = _inline(key)
    if isinstance(value, dict | list):
        return [f"{name}:", *_indented(_lines(value))]
    first, *rest = _scalar(value, prose=key in PROSE_FIELDS)
    return [f"{name}: {first}", *_indented(rest)]


def _element(value: Json) -> list[str]:
    if isinstance(value, list):
        message = "a pack has no lists in lists"
        raise ValueError(message)
    lines = _lines(value) if isinstance(value, dict) else _scalar(value, prose=False)
    first, *rest = lines
    return [f"- {first}", *_indented(rest)]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _scalar(value: Json, *, prose: bool) -> list[str]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, int):
        return [str(value)]
    if not isinstance(value, str):
        message = f"a pack cannot hold {value!r} here"
        raise ValueError(message)
    if (prose or "\n" in value) and _fits_block(value):
        return ["|-", *value.split("\n")]
    return [_inline(value)]


def _fits_block(text: str) -> bool:
    return bool(text) and not (text[0].isspace() or text[-1].isspace() or _UNSAFE.search(text))


def _inline(text: str) -> str:
    if _UNSAFE.search(text) or "\n" in text or "\t" in text:
        return '"' + "".join(_escaped(c) for c in text) + '"'
    if _fits_plain(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def _fits_plain(text: str) -> bool:
    return (
        text == text.strip()
        and text[:1] not in _INDICATORS
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and tag_of(text) == "str"
        and not _NUMBER_ELSEWHERE.fullmatch(text)
    )


def _escaped(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if not _UNSAFE.match(character):
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
