"""Check-worthiness by the learned cue list: a sum of weights, with the words that counted."""

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sources.pipeline.features import features_of, signs_of, tokens_of

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
    tokens = tokens_of(text)
    counted = [
        (feature, weights[feature])
        for feature in (*features_of(tokens), *signs_of(text, tokens))
        if feature in weights
    ]
    total = cues.bias + sum(weight for _, weight in counted)
    shown: dict[str, float] = {}
    for feature, weight in counted:
        if not feature.startswith("#length"):
            name = _shown_as(feature)
            shown[name] = round(shown.get(name, 0.0) + weight, 3)
    ranked = sorted(shown.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
    # At the threshold the chance shown is one half, so that ranks and the threshold agree.
    chance = 1 / (1 + math.exp(-(total - cues.threshold)))
    return Worth(chance, total >= cues.threshold, tuple(ranked[:5]))


def _shown_as(feature: str) -> str:
    """A word as it is; a sign in brackets, under one name wherever it stands."""
    return f"({feature[1:].removeprefix('written ')})" if feature[0] == "~" else feature
