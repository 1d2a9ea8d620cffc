"""The words of a sentence as the learned cue list counts them."""

import re
from collections.abc import Iterable
from itertools import pairwise

_WORD = re.compile(r"\$?\d[\d.,]*%?|[^\W\d_]+(?:['’][^\W\d_]+)?")
_MONEY = "$€£"


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
