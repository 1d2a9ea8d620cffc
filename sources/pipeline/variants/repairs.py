"""Templates that give a weak sentence what it lacks. A person fills in the blanks.

What is filled in is invented: a repaired sentence belongs to a passage made for practice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sources.pipeline.variants.base import BLANK, Made, swap

Mend = Callable[[str, str], Made | None]
"""From a sentence and the words that show its weakness to a template; None where it cannot."""

_ENDS = '.!?”"»'


@dataclass(frozen=True, slots=True)
class Repair:
    """One way to make weak sentences sound. support: what the repaired sentence rests on."""

    id: str
    weaknesses: frozenset[str]
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
        *("several", "all", "every", "each", "one"),
    )
)
_LACK_A_SOURCE = frozenset(
    (
        *("unmeasured", "missing-anchor", "post-hoc", "single-cause", "generalise", "motive"),
        *("hindsight", "vague-amount", "uncheckable-source", "prediction-as-fact", "circular"),
    )
)

REPAIRS: tuple[Repair, ...] = (
    Repair(
        "source-added",
        _LACK_A_SOURCE,
        "cited",
        _at_the_end(f" ({BLANK}, {BLANK})"),
    ),
    Repair(
        "number-added",
        frozenset(("vague-amount", "generalise")),
        "in-text",
        _for_the_cue(f"{BLANK} of {BLANK}"),
    ),
    Repair(
        "measure-added",
        frozenset(("unmeasured",)),
        "in-text",
        _at_the_end(f" ({BLANK}, against {BLANK} elsewhere)"),
    ),
    Repair(
        "date-added",
        frozenset(("missing-anchor", "hindsight")),
        "in-text",
        _at_the_beginning(f"On {BLANK},"),
    ),
    Repair(
        "speaker-named",
        frozenset(("anon-source", "vague-attribution", "attribution-mismatch")),
        "named",
        _for_the_cue(BLANK),
    ),
    Repair(
        "speaker-added",
        frozenset(("orphan-quote", "vague-attribution", "opinion-as-fact", "loaded", "motive")),
        "named",
        _at_the_beginning(f"In the words of {BLANK}, a {BLANK},"),
    ),
    Repair(
        "qualifier-added",
        frozenset(("prediction-as-fact", "post-hoc", "generalise", "single-cause")),
        "named",
        _at_the_beginning(f"{BLANK}, who studied it, thinks it likely that"),
    ),
    Repair(
        "plain-word",
        frozenset(("loaded", "unmeasured", "opinion-as-fact", "hindsight")),
        "in-text",
        _for_the_cue(BLANK),
    ),
)


def repairs_of(weakness: str, text: str, cue: str) -> Iterator[tuple[Repair, Made]]:
    """Every template that fits a weakness and can be made of the sentence."""
    for repair in REPAIRS:
        if weakness in repair.weaknesses and (made := repair.mend(text, cue)) is not None:
            yield repair, made
