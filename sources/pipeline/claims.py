"""What kind of claim a sentence is, and what it rests on, by rules."""

import re

from sources.pipeline.documented import rests_on_document
from sources.pipeline.month_names import ENGLISH_MONTH
from sources.pipeline.phrases import Phrases
from sources.pipeline.scene import Scene

_CITED = re.compile(
    r"\((?:[^()]*\b(?:1[5-9]|20)\d\d\b[^()]*)\)|\b(?:table|page|p\.|pp\.|vol\.|folio|art\.|article|"
    r"no\.|box)\s+\d|https?://|\b(?:letter|minutes|diary|census|report|decree|treaty|log|survey|"
    r"act|bulletin|register)\s+(?:of|for|from)\s+(?:\d|[A-Z][a-z]+\s+\d)",
    re.I,
)
_YEARS = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_DAYS = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{ENGLISH_MONTH})\b|\b(?:{ENGLISH_MONTH})\s+\d{{1,2}}\b"
)
_FIGURE = re.compile(
    r"\d|\b(?:percent|per cent|half|doubled|tripled|twice|majority|dozens?|hundreds?|thousands?|"
    r"millions?|billions?|third of|quarter of)\b",
    re.I,
)
_CAUSE = Phrases(
    "led to, fostered, because, allowing, thanks to, due to, as a result, caused, "
    "gave rise, enabled, "
    "resulted in, triggered, helped, influencing, sparked, boosted, able to, crucial for, deepened"
)
_MOTIVE = Phrases(
    "aimed to, sought to, wanted to, afraid, hoped to, looking to, intended to, "
    "strategic move, agenda, "
    "wants to, ambition*, tried to, in order to, seeking to"
)
_FUTURE = Phrases("will, won't, is set to, is going to, are going to, is bound to, shall, by 2050")
_COMPARE = Phrases(
    "more than, less than, most, leading, overtak*, largest, biggest, best, worst, "
    "greatest, leader, "
    "better, worse, higher, lower, longest, fastest, first, fewer, dominated"
)
_VALUE = Phrases(
    "must, should, shame, crucial, ought to, clearly, rightly, sadly, important, "
    "landmark, disgrace, "
    "wonderful, terrible, deserve*, mistake, unfair, wrong, significant"
)
_DEFINE = Phrases(
    "is a kind of, means, is known as, are known as, is called, refers to, is defined, is a type of"
)
_ORDER = re.compile(r"^(?:see|note|click|read|turn|compare|remember|subscribe|share)\b", re.I)


def kind_of(scene: Scene) -> str:
    """The id of the claim kind that fits best, as the taxonomy lists them."""
    text, words = scene.text, scene.words
    if scene.is_question or len(words) < 3 or _ORDER.match(text):
        return "none"
    wished = bool(_MOTIVE.find(text, words))
    # Somebody who only wanted something has said nothing.
    if scene.quotations or scene.speakers or (scene.says and not wished):
        return "attrib"
    if _FUTURE.find(text, words):
        return "predict"
    if wished:
        return "motive"
    if _CAUSE.find(text, words):
        return "cause"
    # A date is no count.
    if _FIGURE.search(_YEARS.sub("", _DAYS.sub("", text))):
        return "quantity"
    for kind, phrases in (("compare", _COMPARE), ("value", _VALUE), ("define", _DEFINE)):
        if phrases.find(text, words):
            return kind
    return "fact"


def support_of(scene: Scene, kind: str) -> str:
    """The id of the support status that the text alone shows."""
    if kind == "none":
        return "na"
    if _CITED.search(scene.text) or rests_on_document(scene.text):
        return "cited"
    if scene.by_named():
        return "named"
    if kind == "attrib":
        return "anon"
    figure = _FIGURE.search(_YEARS.sub("", scene.text))
    if figure and (scene.has_digit or len(scene.names) > 1):
        return "in-text"
    return "bare"
