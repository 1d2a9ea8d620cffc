"""Lists of words and phrases, found in a sentence in one pass over its words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’\-‑][^\W_]+)*")
MOST_CUE_WORDS = 12
_LONGEST_CUE = re.compile(rf"\s*\S+(?:\s+\S+){{{MOST_CUE_WORDS - 1}}}(?=\s+\S)")
REMEMBERED = 50_000
"""How many first words a list remembers, so that a hostile text cannot fill the memory."""
_PLAIN = str.maketrans("’‑", "'-")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: in lower case with plain apostrophes, and where it stands."""

    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a sentence that count: where they stand and how they read."""

    start: int
    end: int
    cue: str


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order, numbers among them."""
    return tuple(
        Word(match.group().lower().translate(_PLAIN), match.start(), match.end())
        for match in _WORD.finditer(text)
    )


def shortened(words: str) -> str:
    """The first twelve words, with “…” for the rest; letter for letter, and no word is cut."""
    first = _LONGEST_CUE.match(words)
    return f"{first.group().rstrip(' ,;:–—-')} …" if first else words


def whole_words(text: str, span: Span) -> Span:
    """The span up to the borders of its words, and its cue shortened, if that is its text.

    A cue that joins words from several places stays as it is.
    """
    if text[span.start : span.end] != span.cue:
        return span
    start, end = span.start, span.end
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end, shortened(text[start:end]))


class Phrases:
    """Phrases by their first word. A word that ends in `*` stands for all that begin like it.

    Written as one text, phrases apart by commas or line ends: `a number of, countless, enabl*`.
    """

    def __init__(self, *lists: str) -> None:
        self._whole: dict[str, list[tuple[str, ...]]] = {}
        self._stems: dict[str, list[tuple[str, ...]]] = {}
        for phrase in _split(lists):
            first, *rest = phrase.split()
            kept = self._stems if first.endswith("*") else self._whole
            kept.setdefault(first.rstrip("*"), []).append(tuple(rest))
        self._lengths = tuple(sorted({len(stem) for stem in self._stems}))
        self._known: dict[str, tuple[tuple[str, ...], ...]] = {}

    def find(self, text: str, words: tuple[Word, ...]) -> list[Span]:
        """Every phrase of the list, the longest where several begin with one word."""
        found: list[Span] = []
        known = self._known
        past = 0
        for at, word in enumerate(words):
            rests = known.get(word.low)
            if rests is None:
                rests = self._starting(word.low)
            if not rests or word.start < past:
                continue
            after = words[at + 1].low if at + 1 < len(words) else ""
            for rest in rests:
                near = not rest or rest[0] == after or rest[0][-1] == "*"
                if near and _follows(rest, words, at + 1):
                    past = words[at + len(rest)].end
                    found.append(Span(word.start, past, text[word.start : past]))
                    break
        return found

    def _starting(self, low: str) -> tuple[tuple[str, ...], ...]:
        """What may follow a first word, the longest first. Remembered: words come back often."""
        fitting = list(self._whole.get(low, ()))
        for length in self._lengths:
            if length > len(low):
                break
            fitting += self._stems.get(low[:length], ())
        found = tuple(sorted(fitting, key=len, reverse=True))
        if len(self._known) < REMEMBERED:
            self._known[low] = found
        return found


def _split(lists: tuple[str, ...]) -> Iterable[str]:
    for text in lists:
        for phrase in re.split(r"[,\n]", text):
            if phrase.strip():
                yield phrase.strip().lower()


def _follows(rest: tuple[str, ...], words: tuple[Word, ...], at: int) -> bool:
    if at + len(rest) > len(words):
        return False
    for wanted, word in zip(rest, words[at:], strict=False):
        if wanted.endswith("*"):
            if not word.low.startswith(wanted[:-1]):
                return False
        elif wanted != word.low:
            return False
    return True
