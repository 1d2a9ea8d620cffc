"""Wording that takes a side: words by what they do, and a few signs of how it is written."""

import re
from collections.abc import Iterable
from functools import cache

from sources.pipeline.judging import Cue, Judgement, judge, weights_of
from sources.pipeline.lists import Found, Lists, categories_of, word_set
from sources.pipeline.phrases import Span, Word
from sources.pipeline.scene import Scene

TASK = "loaded"
_NAMES_LATER = frozenset({"insult", "moral blame", "praise", "attack verb", "heat", "strife"})
"""Sorts whose words are parts of names when they stand with a capital inside a sentence."""
_SNEER_WORDS = 3
_PLAIN_LY = word_set("adverbs that judge nothing")
_OURS = frozenset({"we", "our", "us", "ours", "we're", "we've", "we'll"})
_YOURS = frozenset({"you", "your", "you're", "you've", "you'll", "yours", "yourself"})
_SPOKEN = re.compile(r"(?:n't|'re|'ve|'ll)$")
_FIGURE = re.compile(r"[$€£]?\d[\d.,]*")
_CALENDAR = word_set("days and months")
_PLAIN_SAYING = frozenset({"said", "says", "according", "announced", "spokesman", "spokeswoman"})
_ABSTRACT = re.compile(r"[a-z]{4,}(?:ism|isms|ness|cracy|phobia|ization|isation)$")


@cache
def charged_lists() -> Lists:
    """The lists of words that take a side, read once."""
    return Lists(categories_of(TASK))


def charges_in(scene: Scene) -> list[Cue]:
    """Words that take a side, in order; parts of names are left out."""
    return [
        Cue(found.category, found.span)
        for found in charged_lists().find(scene.text, scene.words)
        if not (found.category in _NAMES_LATER and _in_name(scene, found))
    ]


def siding_of(scene: Scene) -> Judgement:
    """Whether the wording takes a side, whoever speaks, and by which words."""
    return judge(cues_of(scene), weights_of(TASK))


def cues_of(scene: Scene) -> list[Cue]:
    """All that counts for or against: charged words, and signs beside them."""
    charges = charges_in(scene)
    taken = [cue.span for cue in charges]
    signs = [
        cue for cue in _signs(scene) if not any(s.start <= cue.span.start < s.end for s in taken)
    ]
    return [*charges, *signs]


def _in_name(scene: Scene, found: Found) -> bool:
    """It has a capital where none is due: after other words, not where a quotation begins."""
    if not found.span.cue[:1].isupper() or found.span.cue.isupper():
        return False
    before = scene.text[: found.span.start].rstrip()
    return bool(before) and before[-1] not in ".!?:—“\"‘'«"


def _signs(scene: Scene) -> Iterable[Cue]:
    """How it is written: who is addressed, with which figures, with what emphasis."""
    yield from _sneers(scene)
    for word in scene.words:
        sort = _sign_of(word)
        if sort:
            yield Cue(sort, Span(word.start, word.end, scene.text[word.start : word.end]))
    if scene.text.rstrip('”" )').endswith("!"):
        yield Cue("sign exclamation", Span(len(scene.text) - 1, len(scene.text), "!"))
    if scene.is_question:
        yield Cue("sign question", Span(len(scene.text) - 1, len(scene.text), "?"))


def _sign_of(word: Word) -> str:
    low = word.low
    if low[0].isdigit():
        return "sign figure"
    if low in _CALENDAR:
        return "sign date"
    if low in _PLAIN_SAYING:
        return "sign plain report"
    if low in _OURS:
        return "sign we"
    if low in _YOURS:
        return "sign you"
    if low.endswith("ly"):
        return "" if low in _PLAIN_LY or len(low) < 6 else "sign adverb"
    if "'" in low and _SPOKEN.search(low):
        return "sign spoken"
    return "sign abstract" if _ABSTRACT.match(low) else ""


def _sneers(scene: Scene) -> Iterable[Cue]:
    """Marks round one to three words that are no title: somebody distances himself from them."""
    for mark in scene.quotations:
        words = scene.text[mark.start + 1 : mark.end - 1].split()
        if not mark.closed or mark.inherited or not 0 < len(words) <= _SNEER_WORDS:
            continue
        if not any(word[:1].isupper() or word[:1].isdigit() for word in words):
            yield Cue("sign sneer", Span(mark.start, mark.end, scene.text[mark.start : mark.end]))
