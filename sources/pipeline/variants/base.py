"""What a change of one sentence is: a stretch of words for another, and back."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

BLANK = "____"
"""What a person fills in before a repaired sentence can be used."""
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
MOST_WORDS = 300
"""So many characters of before and after are kept."""


@dataclass(frozen=True, slots=True)
class Made:
    """A sentence after one change: `before` stood at `start`, where `after` stands now."""

    text: str
    start: int
    before: str
    after: str


Spoil = Callable[[str], Iterator[Made]]


@dataclass(frozen=True, slots=True)
class Change:
    """One named change that takes something from a sound sentence.

    weakness: what the changed sentence has. languages: of the texts whose grammar it knows.
    """

    id: str
    weakness: str
    spoil: Spoil
    languages: tuple[str, ...] = ("en",)


def swap(text: str, start: int, end: int, after: str) -> Made:
    """The text with other words from start to end. Raises ValueError when nothing would change."""
    before = text[start:end]
    if before == after:
        raise ValueError("the change changes nothing")
    return Made(text[:start] + after + text[end:], start, before, after)


def reverse(made: Made) -> str:
    """The sentence as it was before the change."""
    end = made.start + len(made.after)
    return made.text[: made.start] + made.before + made.text[end:]


def differing(original: str, text: str) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Two sentences as what they share before, the words in which they differ, and after.

    Cut between words and signs. Where they are equal, all of it is shared before.
    """
    old, new = _TOKEN.findall(original), _TOKEN.findall(text)
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return _cut(old, first, last), _cut(new, first, last)


def _cut(tokens: Sequence[str], first: int, last: int) -> tuple[str, str, str]:
    end = len(tokens) - last
    return "".join(tokens[:first]), "".join(tokens[first:end]), "".join(tokens[end:])


def differing_words(original: str, text: str) -> tuple[str, str]:
    """The words in which two sentences differ, those of each, without the space around them."""
    (_, before, _), (_, after, _) = differing(original, text)
    return before.strip()[:MOST_WORDS], after.strip()[:MOST_WORDS]


def word_end(text: str, at: int) -> int:
    """Where the word that begins at or after a place ends."""
    while at < len(text) and text[at].isspace():
        at += 1
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
