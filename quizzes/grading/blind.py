"""What a learner would earn who does not read: the blind strategies and their scores.

One list for everybody: the item builder, the publishing checks, the pack loader and the tests
all ask this module, so that no two of them can disagree.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

CEILING = Fraction(35, 100)
"""No shipped highlight passage may pay a blind strategy more than this (decision 12)."""

_DIGIT = re.compile(r"\d")
_QUOTE = re.compile(r"[\"“”„«»]")
_BRACKET = re.compile(r"[()\[\]]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Markable:
    """One sentence with a checkbox: its text and whether marking it is right, wrong or uncounted.

    ``counts`` is ``"target"``, ``"lure"`` or ``"also"`` (also acceptable or contested).
    """

    text: str
    counts: str


def has_capital_inside(text: str) -> bool:
    """Whether a word other than the first one starts with a capital letter."""
    words = _WORD.findall(text)
    return any(word[0].isupper() for word in words[1:])


def marks_of(texts: Sequence[str]) -> dict[str, frozenset[int]]:
    """The sentences that each blind strategy marks, as positions from 0.

    texts: the sentences with a checkbox, in reading order; n of them, n >= 1.
    Halves hold n // 2 sentences; of two equally long sentences the earlier one is taken first.
    """
    positions = range(len(texts))
    half = len(texts) // 2
    by_length = sorted(positions, key=lambda i: (-len(texts[i]), i))
    by_shortness = sorted(positions, key=lambda i: (len(texts[i]), i))

    def where(test: Mapping[int, bool] | Sequence[bool]) -> frozenset[int]:
        return frozenset(i for i in positions if test[i])

    digit = [bool(_DIGIT.search(text)) for text in texts]
    quote = [bool(_QUOTE.search(text)) for text in texts]
    capital = [has_capital_inside(text) for text in texts]
    bracket = [bool(_BRACKET.search(text)) for text in texts]
    return {
        "all": frozenset(positions),
        "none": frozenset(),
        "longest half": frozenset(by_length[:half]),
        "shortest half": frozenset(by_shortness[:half]),
        "with a digit": where(digit),
        "without a digit": where([not flag for flag in digit]),
        "with a quotation mark": where(quote),
        "without a quotation mark": where([not flag for flag in quote]),
        "with a capitalised word inside": where(capital),
        "without a capitalised word inside": where([not flag for flag in capital]),
        "with a bracket": where(bracket),
        "without a bracket": where([not flag for flag in bracket]),
        "no digit and no quotation mark": where(
            [not a and not b for a, b in zip(digit, quote, strict=True)]
        ),
        "first half": frozenset(positions[:half]),
        "last half": frozenset(positions[len(texts) - half :]),
        "odd sentences": frozenset(positions[0::2]),
        "even sentences": frozenset(positions[1::2]),
    }


def highlight_scores(sentences: Sequence[Markable]) -> dict[str, Fraction]:
    """What each blind strategy earns on one passage: max(0, J), 0..1, exact.

    J = hits / targets - false alarms / lures (``taxonomy.md`` 2b). Raises ValueError when the
    passage has no target or no lure, because J is then undefined.
    """
    targets = {i for i, s in enumerate(sentences) if s.counts == "target"}
    lures = {i for i, s in enumerate(sentences) if s.counts == "lure"}
    if not targets or not lures:
        raise ValueError("a highlight passage needs at least one target and one lure")
    return {
        name: max(
            Fraction(0),
            Fraction(len(marked & targets), len(targets))
            - Fraction(len(marked & lures), len(lures)),
        )
        for name, marked in marks_of([s.text for s in sentences]).items()
    }


def option_scores(texts: Sequence[str], right: frozenset[int]) -> dict[str, Fraction]:
    """What "the first option" and "the longest option" earn on a one-best-answer item: 0 or 1.

    texts: the options in the order of the pack; right: positions of the right ones.
    """
    longest = max(range(len(texts)), key=lambda i: (len(texts[i]), -i))
    return {
        "the first option": Fraction(int(0 in right)),
        "the longest option": Fraction(int(longest in right)),
    }
