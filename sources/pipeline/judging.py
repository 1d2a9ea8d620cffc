"""A yes or no by a sum of weights: what counted for it, and how much."""

import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sources.pipeline.phrases import Span

FOLDER = Path(__file__).resolve().parent / "data"
_MOST = 2
"""How often a category counts in one sentence."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Something in a sentence that speaks for or against: of what sort, and where it stands."""

    sort: str
    span: Span


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sort of cue counts for. A sum of `threshold` or more means yes."""

    by_sort: dict[str, float]
    bias: float
    threshold: float
    digest: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer to one question about one sentence.

    chance: 0..1, one half at the threshold. reasons: words and their weights, the largest first.
    spans: where the words stand that speak for it, in order.
    """

    yes: bool
    chance: float
    reasons: tuple[tuple[str, float], ...]
    spans: tuple[Span, ...]


@cache
def weights_of(task: str) -> Weights:
    """The weights that ship with the site, read once."""
    data = (FOLDER / f"{task}.json").read_bytes()
    learned = json.loads(data)
    return Weights(
        by_sort=learned["weights"],
        bias=learned["bias"],
        threshold=learned["threshold"],
        digest=hashlib.sha256(data).hexdigest()[:8],
    )


def counted(cues: Iterable[Cue]) -> list[Cue]:
    """The cues that count: of each sort the first ones only."""
    seen: dict[str, int] = {}
    kept = []
    for cue in cues:
        seen[cue.sort] = seen.get(cue.sort, 0) + 1
        if seen[cue.sort] <= _MOST:
            kept.append(cue)
    return kept


def judge(cues: Iterable[Cue], weights: Weights) -> Judgement:
    """Add up what speaks for and against."""
    kept = [(cue, weights.by_sort.get(cue.sort, 0.0)) for cue in counted(cues)]
    total = weights.bias + sum(weight for _, weight in kept)
    over = total - weights.threshold
    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, over))))
    said = sorted(
        ((cue.span.cue, weight) for cue, weight in kept if weight),
        key=lambda reason: (-abs(reason[1]), reason[0]),
    )
    spans = sorted(
        (cue.span for cue, weight in kept if weight > 0), key=lambda span: (span.start, span.end)
    )
    return Judgement(over >= 0, chance, tuple(said[:5]), tuple(spans))
