"""Orphan quotation: words in quotation marks with no speaker near them."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Span, words_of
from sources.pipeline.scene import Scene
from sources.pipeline.speakers import is_title
from sources.pipeline.weaknesses.base import Rule, examples

_FEWEST_WORDS = 4
_CAPTION = re.compile(r"(?:[—–-]\s*|\()[A-ZÀ-Þ][\w’'. -]+[,)]?[^.]*$")
_TITLE_BEFORE = re.compile(
    r"\b(?:titled|entitled|called|headline|headed|slogan|motto|book|novel|song|poem|film|play|"
    r"article|essay|painting|series|include|read|reads|phrase|words?|term|chapter|album|report|"
    r"inscription|letter|diary|sign|banner|statute|constitution|clause|and)\b[^.“\"]{0,12}$"
)
_VERB_OF_TEXT = re.compile(r"\b(?:reads?|ran|says|goes|opens|begins|states|runs):?,?\s*$")


def find(scene: Scene) -> Iterable[Span]:
    """Quotations of some words that nobody is said to have said."""
    if scene.captioned or not scene.quotations or scene.says:
        return
    for quotation in scene.quotations:
        words = scene.text[quotation.start : quotation.end]
        if quotation.inherited and scene.opener is not None:
            continue
        if len(words_of(words)) < _FEWEST_WORDS or _owned(scene, quotation.start, quotation.end):
            continue
        if scene.nearby is not None or is_title(words.split()):
            continue
        yield Span(quotation.start, quotation.end, words)


def _owned(scene: Scene, start: int, end: int) -> bool:
    before, after = scene.text[:start], scene.text[end:]
    return bool(
        _TITLE_BEFORE.search(before) or _VERB_OF_TEXT.search(before) or _CAPTION.search(after)
    )


RULE = Rule(
    id="orphan-quote",
    cues="a quotation of four words or more; no verb of saying, caption or title near it",
    find=find,
    weight=0.9,
    weak=examples("""
Trade is collapsing. “They lied to us from the start.”
The market was silent that morning. “Nobody dares to buy any more.”
“It was never about the water.” The dam was finished in spring.
The strike went into its third week; “we will not give in to threats”.
“Our grandfathers built this road with their hands.”
In the villages the mood was plain: “the king has forgotten us”.
The school has changed. "You cannot even find chalk in the rooms."
“They came at night and took the grain away.”
The bakery is new. “The flour here was never clean in my time.”
The election is close. “Everything depends on the islands now.”
“A country without a coast has to dream of the sea.”
After the flood came the bills. "The insurers were gone before the mud had dried."
"""),
    fine=examples("""
“They lied to us from the start,” said Nadia Ferrer, who ran the stall.
The so-called “iron road” was made of oak.
“It was never about the water.” — Ivo Tamm, engineer, 1958
The sign above the door reads “no dogs and no bicycles allowed”.
Her novel “The Long Way to the River” sold 900 copies.
He called the plan “a castle in the air”.
According to the captain, “the fog came down like a wall”.
The word “guild” meant a payment at first.
“We will not give in to threats,” the union wrote in its letter of 3 May.
The treaty was nicknamed the “butter peace”.
The song “When the Ships Come Home Again” was banned.
The minutes of 2 June 1904 state: “the motion was lost by one vote”.
"""),
)
