"""Vague amount: a word such as “many” where a number should be."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, lead, rest

_AMOUNTS = Phrases(
    "many, various, numerous, several, countless, some, a number of, a group of, "
    "in many cases, in some cases, plenty of, a wide range of, a range of, countries like, "
    "a handful of, dozens of, scores of, hundreds of, thousands of, millions of, "
    "tens of thousands, a lot of, lots of, a majority of, the majority of, a large part, "
    "large numbers of, a great deal, a variety of, a large number, a small number, "
    "a few, a fraction of, most of, few, multiple, innumerable, myriad, certain, "
    "a series of, considerable number, most people, much of, a large share, a growing number, "
    "growing numbers of, an increasing number, the vast majority, vast majority of, the bulk of, "
    "millions, billions, thousands, hundreds, dozens, scores of, tens of millions, "
    "hundreds of thousands, hundreds of millions, a good many, a great many, a great number, "
    "a considerable number, a considerable part, a sizeable, a sizable, a minority of, "
    "a small minority, a good part of, a great part of, a large portion, a portion of, "
    "any number of, no small number, quite a few, an unknown number, untold, uncounted, "
    "overwhelming majority, nearly all, almost all, virtually all"
)
_COUNTED = re.compile(
    r"^\s*+(?:[\w’'-]++\s*+){0,3}?(?:\(\s*(?:\d|[A-ZÀ-Þ])|[:]\s*[A-ZÀ-Þ\d]|,\s*(?:namely"
    r"|among them|such "
    r"as|including)\s+[A-ZÀ-Þ\d]|—\s*[A-ZÀ-Þ\d])|^\s+(?:of\s+)?(?:the\s+)?\d"
    r"|^[^.;,(]{0,40}[,(]\s*\d[\d,.]*\s*(?:percent|per cent|%|of\b|in all)"
)
_NOT_AMOUNT = re.compile(
    r"^\s+(?:day|sort|way|kind|time|reason|of (?:it|this)|where|how)\b|^\s+(?:"
    r"years?|miles?|metres?|hours?|minutes?) (?:ago|later|away)\b",
    re.I,
)
_CERTAIN = re.compile(
    r"^\s+(?:that|of|to|he|she|it|they|about|death|enough|we|i)\b|^\s*[.,;]", re.I
)
_HOW = re.compile(
    r"\b(?:one of the|how|so|too|as|not|quite|one|make|for|are|is|was|were|made|almost)\s+$", re.I
)
_EXACT = re.compile(r"\b\d[\d,.]*\s+(?:\w+\s+)?(?:or|and|,)?\s*$")


def find(scene: Scene) -> Iterable[Span]:
    """Words for an amount that neither a number nor a list of names follows."""
    for span in found(scene, _AMOUNTS):
        after, before = rest(scene, span), lead(scene, span)
        low = span.cue.lower()
        if _COUNTED.match(after) or _NOT_AMOUNT.match(after) or _HOW.search(before):
            continue
        if low == "certain" and (_CERTAIN.match(after) or before.lower().endswith(" a ")):
            continue
        if (low == "some" and re.match(r"^\s+\d", after)) or _EXACT.search(before):
            continue
        yield span


RULE = Rule(
    id="vague-amount",
    cues="many, various, numerous, several, a number of; no number or names after",
    find=find,
    weight=0.55,
    weak=examples("""
Numerous towns joined the revolt.
Many children left school before the winter.
The law was changed in several ways by various committees.
Countless ships went down off the cape.
A number of shops closed after the bypass was built.
Dozens of witnesses came to the town hall.
The plague killed a majority of the weavers.
In many cases the landlord kept the deposit.
Some of the bridges were never inspected.
Thousands of letters were burned in the yard.
The guild had a wide range of privileges.
Certain countries refused to sign.
"""),
    fine=examples("""
Several towns (Arl, Bex and Cully) joined the revolt.
Of 212 children, 40 left school before the winter.
Some 300 people signed the petition of 2 May.
How many ships went down was written on the stone.
She was certain that the bridge would hold.
Fourteen shops closed after the bypass was built.
Some day the comet will return.
Two committees changed the law in three places.
Many rivers: Drava, Mur and Enns, flooded that June.
The plague killed 61 of the 90 weavers.
He was too many steps behind to see the flag.
The guild had the right to weigh, to stamp and to seal.
"""),
)
