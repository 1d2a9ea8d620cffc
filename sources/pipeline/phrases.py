"""Lists of words and phrases, found in a sentence in one pass over its words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’\-‑][^\W_]+)*")
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
        for kept in (self._whole, self._stems):
            for rests in kept.values():
                rests.sort(key=len, reverse=True)
        lengths = sorted({len(stem) for stem in self._stems})
        self._lengths = tuple(lengths)

    def find(self, text: str, words: tuple[Word, ...]) -> list[Span]:
        """Every phrase of the list, the longest where several begin with one word."""
        found: list[Span] = []
        past = 0
        for at, word in enumerate(words):
            if word.start < past:
                continue
            longest = self._longest(word.low, words, at)
            if longest:
                past = words[at + longest - 1].end
                found.append(Span(word.start, past, text[word.start : past]))
        return found

    def _longest(self, low: str, words: tuple[Word, ...], at: int) -> int:
        best = 0
        for rests in self._candidates(low):
            for rest in rests:
                if len(rest) + 1 > best and _follows(rest, words, at + 1):
                    best = len(rest) + 1
                    break
        return best

    def _candidates(self, low: str) -> Iterable[list[tuple[str, ...]]]:
        whole = self._whole.get(low)
        if whole is not None:
            yield whole
        for length in self._lengths:
            if length > len(low):
                break
            stem = self._stems.get(low[:length])
            if stem is not None:
                yield stem


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
