"""Check-worthiness by the learned cue list: a sum of weights, with the words that counted."""

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sources.pipeline.features import features_of, tokens_of

_DATA = Path(__file__).resolve().parent / "data" / "check_worthiness.json"


@dataclass(frozen=True, slots=True)
class CueList:
    """Weights by word or pair of words; a sum of `threshold` or more means check-worthy."""

    weights: dict[str, float]
    bias: float
    threshold: float
    digest: str


@dataclass(frozen=True, slots=True)
class Worth:
    """How check-worthy a sentence is, 0..1, and what counted, the largest first."""

    chance: float
    worthy: bool
    reasons: tuple[tuple[str, float], ...]


@cache
def cue_list() -> CueList:
    """The list that ships with the site, read once."""
    data = _DATA.read_bytes()
    learned = json.loads(data)
    return CueList(
        weights=learned["weights"],
        bias=learned["bias"],
        threshold=learned["threshold"],
        digest=hashlib.sha256(data).hexdigest()[:8],
    )


def worth_of(text: str) -> Worth:
    """The check-worthiness of one sentence; words that count nothing are no reasons."""
    cues = cue_list()
    weights = cues.weights
    counted = [
        (feature, weights[feature])
        for feature in features_of(tokens_of(text))
        if feature in weights
    ]
    total = cues.bias + sum(weight for _, weight in counted)
    counted.sort(key=lambda pair: (-abs(pair[1]), pair[0]))
    shown = tuple(pair for pair in counted if not pair[0].startswith("#length"))[:5]
    # At the threshold the chance shown is one half, so that ranks and the threshold agree.
    chance = 1 / (1 + math.exp(-(total - cues.threshold)))
    return Worth(chance, total >= cues.threshold, shown)
