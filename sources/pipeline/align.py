"""Which sentences of a newer text are those of an older one."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

SAME_SENTENCE = 0.4
"""Below this share of common words, two sentences in the same place are two sentences."""
ALTERED = 0.6
"""From this share on, a label of the one may fit the other, once a person has looked at it."""
NEARLY = 0.75
"""From this share on, a label of the one is likely to fit the other."""
WIDEST_GAP = 60
"""Gaps up to so many sentences on either side are compared each with each; of wider ones each
sentence only with those about as far along, so that the time stays in line with the length."""

_WORD = re.compile(r"\w+(?:['’]\w+)*|[%$€£]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[%$€£]")
_TURNING = frozenset(
    [
        *["all", "always", "every", "only", "not", "no", "never", "none", "nobody", "nothing"],
        *["neither", "nor", "without", "hardly", "barely", "cannot", "if", "unless", "perhaps"],
        *["may", "might", "could", "would", "possibly", "probably", "allegedly", "ni", "nunca"],
        *["nadie", "nada", "ningún", "ninguno", "ninguna", "sin", "apenas", "quizás", "quizá"],
        *["si", "solo", "sólo", "siempre", "todo", "todos", "todas"],
    ]
)
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})


class Change(StrEnum):
    """How a sentence stands in the newer text."""

    SAME = "same"
    """The same words in the same order; spaces, dashes and quotation marks aside."""
    NEAR = "near"
    """A few other words, and no other number or negation."""
    ALTERED = "altered"
    """Other words that may change what it says."""
    TOO_MUCH = "too-much"
    """In its place stands a sentence that shares some words."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where an old sentence stands now: indices of the first and the last sentence, inclusive.

    first < last: it was cut in two or more. is_joined: the new sentence holds more than this one.
    """

    first: int
    last: int
    change: Change
    is_joined: bool = False


def align(old: Sequence[str], new: Sequence[str]) -> list[Match | None]:
    """Where each old sentence stands in the new text; None where it is gone.

    Sentences of the same words first, in order (those that occur once on both sides hold the
    others in place); then those that were only cut otherwise; then what is most alike within each
    gap, in order; last, a sentence that moved, if it occurs once. Deterministic; the time grows
    with the number of sentences, and with their square only within gaps of `WIDEST_GAP`.
    """
    olds, news = [_plain(text) for text in old], [_plain(text) for text in new]
    found: list[Match | None] = [None] * len(old)
    for gap in _same_in_order(olds, news, found):
        for rest in _cut_otherwise(olds, news, gap, found):
            _most_alike(olds, news, rest, found)
    _moved(olds, news, found)
    return found


def change_between(old: str, new: str) -> Change:
    """How much of what one sentence says stands in another that took its place."""
    one, other = _plain(old), _plain(new)
    if one == other:
        return Change.SAME
    share = likeness(Counter(_words(one)), Counter(_words(other)))
    if share < SAME_SENTENCE:
        return Change.TOO_MUCH
    if share >= NEARLY and _turns(one) == _turns(other):
        return Change.NEAR
    return Change.ALTERED if share >= ALTERED else Change.TOO_MUCH


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient of two bags of words, 0..1: twice what is common by what there is."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _plain(text: str) -> str:
    return " ".join(text.translate(_PLAIN).split())


def _words(plain: str) -> list[str]:
    return _WORD.findall(plain.lower())


def _turns(plain: str) -> Counter[str]:
    """What turns a sentence into another one by itself: numbers, negations, hedges."""
    words = [w for w in _words(plain) if w in _TURNING or w.endswith("n't")]
    return Counter(words + _NUMBER.findall(plain))


@dataclass(frozen=True, slots=True)
class _Gap:
    """Sentences not placed yet: old[a:b] against new[c:d]."""

    a: int
    b: int
    c: int
    d: int


def _same_in_order(
    olds: Sequence[str], news: Sequence[str], found: list[Match | None]
) -> Iterator[_Gap]:
    """Place sentences of the same words, and yield the gaps between them, in order."""
    waiting = [_Gap(0, len(olds), 0, len(news))]
    gaps = []
    while waiting:
        gap = _without_common_ends(olds, news, waiting.pop(), found)
        if gap.a == gap.b:
            continue
        pins = _pins(olds, news, gap) if gap.c < gap.d else []
        if not pins:
            gaps.append(gap)
            continue
        a, c = gap.a, gap.c
        for i, j in pins:
            found[i] = Match(j, j, Change.SAME)
            waiting.append(_Gap(a, i, c, j))
            a, c = i + 1, j + 1
        waiting.append(_Gap(a, gap.b, c, gap.d))
    yield from sorted(gaps, key=lambda gap: gap.a)


def _without_common_ends(
    olds: Sequence[str], news: Sequence[str], gap: _Gap, found: list[Match | None]
) -> _Gap:
    a, b, c, d = gap.a, gap.b, gap.c, gap.d
    while a < b and c < d and olds[a] == news[c]:
        found[a] = Match(c, c, Change.SAME)
        a, c = a + 1, c + 1
    while a < b and c < d and olds[b - 1] == news[d - 1]:
        b, d = b - 1, d - 1
        found[b] = Match(d, d, Change.SAME)
    return _Gap(a, b, c, d)


def _pins(olds: Sequence[str], news: Sequence[str], gap: _Gap) -> list[tuple[int, int]]:
    """The longest run, in order on both sides, of sentences that occur once on each side."""
    places = {text: j for j, text in enumerate(news[gap.c : gap.d], start=gap.c)}
    here, there = Counter(olds[gap.a : gap.b]), Counter(news[gap.c : gap.d])
    pairs = [
        (i, places[text])
        for i, text in enumerate(olds[gap.a : gap.b], start=gap.a)
        if here[text] == 1 and there[text] == 1
    ]
    return _longest_rising(pairs)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second numbers rise (patience sorting, n log n)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        place = bisect_left(ends, j)
        before.append(at[place - 1] if place else -1)
        if place == len(ends):
            ends.append(j)
            at.append(index)
        else:
            ends[place], at[place] = j, index
    chosen = []
    index = at[-1] if at else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _cut_otherwise(
    olds: Sequence[str], news: Sequence[str], gap: _Gap, found: list[Match | None]
) -> Iterator[_Gap]:
    """Place sentences that were only split or joined, from both ends; yield what is left."""
    a, c = gap.a, gap.c
    while (group := _equal_run(olds[a : gap.b], news[c : gap.d])) is not None:
        _place_group(a, c, *group, found)
        a, c = a + group[0], c + group[1]
    b, d = gap.b, gap.d
    while (group := _equal_run(olds[a:b][::-1], news[c:d][::-1], backwards=True)) is not None:
        b, d = b - group[0], d - group[1]
        _place_group(b, d, *group, found)
    if a < b and c < d:
        yield _Gap(a, b, c, d)


def _equal_run(
    olds: Sequence[str], news: Sequence[str], *, backwards: bool = False
) -> tuple[int, int] | None:
    """How many sentences from the beginning on each side are the same letters; None if none."""
    one = other = ""
    i = j = 0
    while i < len(olds) or j < len(news):
        longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
        alike = longer.endswith(shorter) if backwards else longer.startswith(shorter)
        if not alike:
            return None
        if len(one) <= len(other):
            if i == len(olds):
                return None
            piece, i = olds[i].replace(" ", ""), i + 1
            one = piece + one if backwards else one + piece
        else:
            if j == len(news):
                return None
            piece, j = news[j].replace(" ", ""), j + 1
            other = piece + other if backwards else other + piece
        if i and j and one == other:
            return i, j
    return None


def _place_group(a: int, c: int, many: int, others: int, found: list[Match | None]) -> None:
    """Old sentences a.. became new ones c.. without another letter."""
    if many == 1:
        found[a] = Match(c, c + others - 1, Change.SAME)
        return
    for i in range(a, a + many):
        found[i] = Match(c, c + others - 1, Change.SAME, is_joined=True)


def _most_alike(
    olds: Sequence[str], news: Sequence[str], gap: _Gap, found: list[Match | None]
) -> None:
    """Pair the sentences of a gap in order so that their likeness adds up to the most."""
    ours = [Counter(_words(text)) for text in olds[gap.a : gap.b]]
    theirs = [Counter(_words(text)) for text in news[gap.c : gap.d]]
    rows = [_Row(0, [0.0] * (len(theirs) + 1))]
    for i, bag in enumerate(ours):
        above, reach = rows[-1], _within_reach(i, len(ours), len(theirs))
        row = _Row(reach.start, [above.at(reach.start)])
        for j in reach:
            share = likeness(bag, theirs[j])
            paired = above.at(j) + share if share >= SAME_SENTENCE else 0.0
            row.most.append(max(above.at(j + 1), row.most[-1], paired))
        rows.append(row)
    i, j = len(ours), len(theirs)
    while i and j:
        here = rows[i].at(j)
        if here == rows[i - 1].at(j):
            i -= 1
        elif here == rows[i].at(j - 1):
            j -= 1
        else:
            i, j = i - 1, j - 1
            change = change_between(olds[gap.a + i], news[gap.c + j])
            found[gap.a + i] = Match(gap.c + j, gap.c + j, change)


@dataclass(frozen=True, slots=True)
class _Row:
    """The most likeness that the first sentences of both sides add up to, for some columns."""

    start: int
    most: list[float]

    def at(self, column: int) -> float:
        if column < self.start:
            return 0.0
        return self.most[min(column - self.start, len(self.most) - 1)]


def _within_reach(i: int, many: int, others: int) -> range:
    """The new sentences that old sentence i of a gap is compared with."""
    if max(many, others) <= WIDEST_GAP:
        return range(others)
    along, half = round(i * others / many), WIDEST_GAP // 2
    return range(max(0, along - half), min(others, along + half))


def _moved(olds: Sequence[str], news: Sequence[str], found: list[Match | None]) -> None:
    """Place what stands elsewhere now, word for word, if it occurs once on each side."""
    taken = {j for match in found if match for j in range(match.first, match.last + 1)}
    here, there = Counter(olds), Counter(news)
    places = {text: j for j, text in enumerate(news)}
    for i, text in enumerate(olds):
        if found[i] is None and here[text] == 1 and there[text] == 1 and places[text] not in taken:
            found[i] = Match(places[text], places[text], Change.SAME)
