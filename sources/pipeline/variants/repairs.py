"""Templates that give a weak sentence what it lacks. A person fills in the blanks.

What is filled in is invented: a repaired sentence belongs to a passage made for practice.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sources.pipeline.variants.base import BLANK, Made, swap

Mend = Callable[[str, str], Made | None]
"""From a sentence and the words that show its weakness to a template; None where it cannot."""

_ENDS = '.!?”"»'


@dataclass(frozen=True, slots=True)
class Repair:
    """One way to make weak sentences sound. support: what the repaired sentence rests on."""

    id: str
    support: str
    mend: Mend


def _at_the_end(addition: str) -> Mend:
    """Adds words before the last full stop."""

    def mend(text: str, _cue: str) -> Made | None:
        end = len(text.rstrip())
        while end and text[end - 1] in _ENDS:
            end -= 1
        start = text[:end].rfind(" ") + 1
        return swap(text, start, end, f"{text[start:end]}{addition}") if end else None

    return mend


def _at_the_beginning(addition: str) -> Mend:
    """Adds words before the first; “The” loses its capital, a name keeps it."""

    def mend(text: str, _cue: str) -> Made | None:
        first = text.split(" ", 1)[0]
        if not first:
            return None
        plain = first if first.lower() not in _SMALL else first.lower()
        return swap(text, 0, len(first), f"{addition} {plain}")

    return mend


def _for_the_cue(words: str) -> Mend:
    """Puts words for those that show the weakness."""

    def mend(text: str, cue: str) -> Made | None:
        start = text.find(cue) if cue and "…" not in cue else -1
        return swap(text, start, start + len(cue), words) if start >= 0 else None

    return mend


_SMALL = frozenset(
    (
        *("the", "a", "an", "in", "on", "at", "by", "it", "he", "she", "they", "his", "her"),
        *("their", "its", "this", "these", "those", "that", "there", "some", "many", "most"),
        *("several", "all", "every", "each", "one", "no", "not", "because", "since", "after"),
        *("before", "when", "while", "as", "if", "thanks", "due", "following", "soon", "although"),
    )
)

_PLURAL = (
    r"(?:people|men|women|children|families|"
    r"(?!(?:was|is|has|this|its|his|as)\b)[a-z][a-z-]+[^s\W]s)"
)
_COUNTABLE = re.compile(
    rf"\s+(?!(?:the|of|in|on|at|to|and|or|a|an|these|those|its|their)\b)(?:[a-z-]+\s+)?{_PLURAL}\b"
)
_OF_SOME = re.compile(r"\s+of\s+(?:the|these|those|its|their|our)\b")
_ALONE = re.compile(
    r"(?:always|never|invariably|everyone|everybody|nobody|no one|the whole \w+)", re.I
)
_IMPERSONAL = re.compile(
    r"(?:it (?:is|was|has been) \w+|(?:everyone|everybody) \w+(?: that)?)", re.I
)
_CROWD = re.compile(
    r"(?:(?:some|many|most|few|several|other|certain|local)\s+)*(?:people|[a-z]+[^s\W]s)(?=\s+[a-z])",
    re.I,
)
_OPEN_END = re.compile(r"\b(?:to|with|on|of|by|in|for)$|\b(?:is|are|was|were|been)\b", re.I)


def _at(text: str, cue: str) -> int:
    """Where the words that show the weakness stand; -1 where they do not."""
    return text.find(cue) if cue and "…" not in cue else -1


def _share(text: str, cue: str) -> Made | None:
    """A count for “many” or “all”, where a plural that can be counted follows."""
    start = _at(text, cue)
    if start < 0 or _ALONE.fullmatch(cue):
        return None
    end = start + len(cue)
    if _OF_SOME.match(text, end):
        return swap(text, start, end, BLANK)
    return swap(text, start, end, f"{BLANK} of {BLANK}") if _COUNTABLE.match(text, end) else None


def _narrower(text: str, cue: str) -> Made | None:
    """Fewer for a word that stands alone: how often for “always”, who for “everybody”."""
    start = _at(text, cue)
    if start < 0 or not _ALONE.fullmatch(cue):
        return None
    return swap(text, start, start + len(cue), BLANK)


def _name(text: str, cue: str) -> Made | None:
    """A name for somebody without one, or names for a crowd; its verb stays."""
    start = _at(text, cue)
    if start < 0 or (_OPEN_END.search(cue) and not _IMPERSONAL.fullmatch(cue)):
        return None
    end = start + len(cue)
    if _IMPERSONAL.fullmatch(cue):
        bare = end if not cue.endswith(" that") else end - len(" that")
        return swap(text, start, bare, f"{BLANK} says") if text[bare:].startswith(" that") else None
    crowd = _CROWD.match(cue)
    if crowd:
        return swap(text, start, start + crowd.end(), f"{BLANK} and {BLANK}")
    return swap(text, start, end, BLANK)


REPAIRS: tuple[Repair, ...] = (
    Repair("source-added", "cited", _at_the_end(f" ({BLANK}, {BLANK})")),
    Repair("number-added", "in-text", _share),
    Repair("narrower-word", "in-text", _narrower),
    Repair("measure-added", "in-text", _at_the_end(f" ({BLANK}, against {BLANK} elsewhere)")),
    Repair("date-added", "in-text", _at_the_beginning(f"On {BLANK},")),
    Repair("speaker-named", "named", _name),
    Repair("speaker-added", "named", _at_the_beginning(f"In the words of {BLANK}, a {BLANK},")),
    Repair(
        "qualifier-added",
        "named",
        _at_the_beginning(f"{BLANK}, who studied it, thinks it likely that"),
    ),
    Repair("plain-word", "in-text", _for_the_cue(BLANK)),
)
CURES: Mapping[str, tuple[str, ...]] = {
    "anon-source": ("speaker-named",),
    "vague-attribution": ("speaker-named",),
    "orphan-quote": ("speaker-added",),
    "uncheckable-source": ("source-added",),
    "motive": ("source-added",),
    "vague-amount": ("number-added",),
    "generalise": ("number-added", "narrower-word"),
    "unmeasured": ("measure-added", "plain-word"),
    "missing-anchor": ("date-added",),
    "prediction-as-fact": ("qualifier-added",),
    "post-hoc": ("qualifier-added",),
    "opinion-as-fact": ("speaker-added",),
    "loaded": ("plain-word", "speaker-added"),
}
"""What takes a weakness away. A source does not make a few of all; what no template cures has none,
and is written anew by a person."""


def repairs_of(weakness: str, text: str, cue: str) -> Iterator[tuple[Repair, Made]]:
    """Every template that cures a weakness and can be made of the sentence, the best first."""
    known = {repair.id: repair for repair in REPAIRS}
    for name in CURES.get(weakness, ()):
        if (made := known[name].mend(text, cue)) is not None:
            yield known[name], made
