"""What became of decisions when a text got a new version, as plain values that can be kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Why(StrEnum):
    """Why something was not carried over, or was carried and waits for a person."""

    GONE = "gone"
    CHANGED = "changed"
    JOINED = "joined"
    RANGE_BROKEN = "range-broken"
    SET_ASIDE = "set-aside"
    DECIDED_HERE = "decided-here"
    CUE_GONE = "cue-gone"
    EVIDENCE_GONE = "evidence-gone"
    OTHER_WORDS = "other-words"
    PART_LOST = "part-lost"


class What(StrEnum):
    """What an entry of the lists is about."""

    CLAIM = "claim"
    WEAKNESS = "weakness"
    EVIDENCE = "evidence"
    RATINGS = "ratings"
    TURNED_DOWN = "turned-down"
    MADE_SENTENCE = "made-sentence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the lists: what it is, why it stands there, the old words and what is there now.

    old: keys of the first and last old sentence; new: key of the sentence in its place, "" if
    there is none; about: a weakness, its cue, a stance, a number, as `what` needs it.
    """

    what: What
    why: Why
    old: tuple[str, str]
    text: str
    new: str = ""
    now: str = ""
    status: str = ""
    about: str = ""


def entries_from(rows: Sequence[dict[str, Any]]) -> list[Entry]:
    """The entries of a list as an act of review keeps it."""
    return [
        Entry(
            **{
                **row,
                "what": What(row["what"]),
                "why": Why(row["why"]),
                "old": (row["old"][0], row["old"][1]),
            }
        )
        for row in rows
    ]


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry as an act of review keeps it."""
    names = ("new", "now", "status", "about")
    return {
        "what": entry.what.value,
        "why": entry.why.value,
        "old": list(entry.old),
        "text": entry.text,
        **{name: getattr(entry, name) for name in names},
    }
