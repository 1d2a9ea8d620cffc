"""The words of a sentence as the learned cue list counts them, and signs that no style owns.

Words of debates say little about news or an encyclopaedia. The signs (`~figures`, `~compared`, …)
say what sort of words stand there, and are the same in all of them.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from sources.pipeline.lexicons import NUMBERS
from sources.pipeline.lists import word_set

_WORD = re.compile(r"\$?\d[\d.,]*%?|[^\W\d_]+(?:['’][^\W\d_]+)?")
_MONEY = "$€£"
_OWN = word_set("own voice")
_JUDGING = word_set("judging and asking for")
_FUTURE = word_set("what is to come")
_COMPARED = word_set("comparing")
_CHANGED = word_set("rise and fall")
_DONE = word_set("done by law or power")
_COUNTED = word_set("counted things")
_PAST = word_set("past of common verbs")
_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'m", "'d")
_SUPERLATIVE = re.compile(r"[a-z]{3,}(?:est)$")
_NAME = re.compile(r"(?<=[a-z,;] )[A-ZÀ-Þ][\w'’-]*")
_NO_SUPERLATIVES = word_set("no superlatives")


def tokens_of(text: str) -> list[str]:
    """The words of a text in lower case; numbers by their sort: `#year`, `#money`, `#share`,
    `#number`."""
    return [_named(match) for match in _WORD.findall(text)]


def features_of(tokens: list[str]) -> Iterable[str]:
    """Each word, each pair of neighbours and one feature for the length, each once."""
    found = dict.fromkeys(tokens)
    found.update(dict.fromkeys(map(" ".join, pairwise(tokens))))
    found[f"#length {min(len(tokens) // 5, 7)}"] = None
    return found


def signs_of(text: str, tokens: list[str]) -> list[str]:
    """Signs of a checkable claim, or of none, that do not hang on the words of one style."""
    low = set(tokens)
    figures = sum(token[0] == "#" for token in tokens)
    years = "#year" in low
    found = [
        name
        for name, words in (
            ("~own voice", _OWN), ("~judging", _JUDGING), ("~to come", _FUTURE),
            ("~compared", _COMPARED), ("~changed", _CHANGED), ("~done", _DONE),
            ("~counted", _COUNTED),
        )
        if not low.isdisjoint(words)
    ]  # fmt: skip
    if figures - years:
        found.append("~figures" if figures - years == 1 else "~more figures")
    if not low.isdisjoint(NUMBERS):
        found.append("~number word")
    if any(_SUPERLATIVE.match(token) and token not in _NO_SUPERLATIVES for token in low):
        found.append("~superlative")
    if any((token.endswith("ed") and len(token) > 4) or token in _PAST for token in low):
        found.append("~past")
    names = len(_NAME.findall(text))
    if names:
        found.append("~name" if names == 1 else "~more names")
    spoken = "~own voice" in found or any(token.endswith(_CONTRACTED) for token in low)
    if text.rstrip().endswith("?"):
        found.append("~question")
    if not spoken:
        found += ["~written", *[f"~written {sign[1:]}" for sign in found]]
    return found


def _named(word: str) -> str:
    first = word[0]
    if first in _MONEY:
        return "#money"
    if first.isdigit():
        if word.endswith("%"):
            return "#share"
        digits = word.rstrip(".,")
        year = len(digits) == 4 and digits.isdigit() and 1000 <= int(digits) <= 2100
        return "#year" if year else "#number"
    return word.lower().replace("’", "'")
