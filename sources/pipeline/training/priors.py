"""Weights that learning starts from, for signs and frames that stand in no list."""

BIAS = {"hedge": -1.6, "attribution": -1.8, "loaded": -1.6}

SIGNS: dict[str, dict[str, float]] = {
    "hedge": {},
    "attribution": {
        "quote long": 2.2,
        "quote short": 0.8,
        "quote open": 1.5,
        "quote colon": 1.0,
        "calls it": 1.3,
        "noun that": 2.0,
        "noun owned": 1.0,
        "noun of": 0.8,
        "noun alone": 0.1,
        "sign own voice": -0.4,
    },
    "loaded": {
        "sign exclamation": 1.0,
        "sign question": 0.4,
        "sign sneer": 0.7,
        "sign figure": -0.5,
        "sign date": -0.5,
        "sign plain report": -0.4,
        "sign we": 0.4,
        "sign you": 0.4,
        "sign spoken": 0.35,
        "sign adverb": 0.4,
        "sign abstract": 0.4,
    },
}

_COMPLEMENTS = ("that", "quote", "clause", "wh", "end", "thing")
_TABLE: dict[str, tuple[float, ...]] = {
    "say firm subject": (3.0, 3.5, 3.0, 2.5, 2.5, 2.0),
    "say firm none": (2.5, 3.0, 2.0, 2.0, 1.5, 1.2),
    "say other subject": (2.5, 2.5, 1.5, 1.2, 0.4, 0.3),
    "say other none": (1.8, 1.5, 0.6, 0.6, 0.0, 0.0),
    "think firm subject": (2.5, 1.0, 2.5, 2.0, 0.8, 1.3),
    "think firm none": (1.8, 0.8, 1.3, 1.2, 0.2, 0.6),
    "think other subject": (2.0, 0.8, 1.2, 1.0, 0.0, 0.2),
    "think other none": (1.2, 0.4, 0.4, 0.4, 0.0, 0.0),
}
_OTHERS = {
    "say firm": {"turned": 3.0, "modal clause": 1.5, "modal bare": 0.6, "ing clause": 2.0,
                 "ing bare": 1.0},
    "say other": {"turned": 1.0, "modal clause": 1.0, "modal bare": 0.0, "ing clause": 1.2,
                  "ing bare": 0.1},
    "think firm": {"turned": 0.8, "modal clause": 1.0, "modal bare": 0.2, "ing clause": 1.2,
                   "ing bare": 0.5},
    "think other": {"turned": 0.2, "modal clause": 0.6, "modal bare": 0.0, "ing clause": 0.6,
                    "ing bare": 0.0},
}  # fmt: skip

FRAMES: dict[str, float] = {
    **{
        f"{verb} {follows}": weight
        for verb, weights in _TABLE.items()
        for follows, weight in zip(_COMPLEMENTS, weights, strict=True)
    },
    **{
        f"{verb} {frame}": weight
        for verb, frames in _OTHERS.items()
        for frame, weight in frames.items()
    },
}
"""By list of the verb, whether somebody who can speak stands before it, and what follows it."""
