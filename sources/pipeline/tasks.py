"""Yes-or-no questions about single sentences, which labelled files can hold us to."""

import re
from collections.abc import Callable

from sources.pipeline.lexicons import FIRM_SAYING, HEDGES
from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import lead, rest
from sources.pipeline.weaknesses.loaded import find_words
from sources.pipeline.weaknesses.registry import get_rule
from sources.pipeline.worth import worth_of
from sources.taxonomy import WEAKNESSES

Answer = Callable[[str], bool]

_HEDGES = Phrases(HEDGES)
_FIRM = Phrases(FIRM_SAYING)
_LONG_QUOTE = 4
_MONTH = re.compile(r"^\s*(?:\d|,)")
_CERTAIN = re.compile(r"^\s+(?:that|of|to|death)\b|^\s*[.,;]")
_OWN = re.compile(r"\b(?:I|we|We)\s+(?:\w+\s+)?$")
_NOT_SPEECH = re.compile(r"\b(?:be|to|not|a|the|of|was|is)\s+$", re.I)


def hedges_in(scene: Scene) -> list[Span]:
    """Words of uncertainty and weasel phrases."""
    found = []
    for span in _HEDGES.find(scene.text, scene.words):
        low, after = span.cue.lower(), rest(scene, span)
        if low == "may" and (_MONTH.match(after) or (span.cue == "May" and lead(scene, span))):
            continue
        if low == "certain" and _CERTAIN.match(after):
            continue
        found.append(span)
    return found


def reports_in(scene: Scene) -> list[Span]:
    """Words that report what somebody else said or thought; whole quotations among them."""
    found = [
        span for span in _FIRM.find(scene.text, scene.words) if not _OWN.search(lead(scene, span))
    ]
    found += [
        Span(mark.start, mark.end, scene.text[mark.start : mark.end])
        for mark in scene.quotations
        if _is_speech(scene.text[mark.start : mark.end].split())
    ]
    return sorted(found, key=lambda span: span.start)


def _is_speech(words: list[str]) -> bool:
    """Longer than a term, and not written with capitals as the titles of works are."""
    capitals = sum(word.strip('“"«')[:1].isupper() for word in words)
    return len(words) > _LONG_QUOTE and 2 * capitals <= len(words)


def _of_weakness(weakness_id: str) -> Answer:
    rule = get_rule(weakness_id)
    return lambda text: bool(rule.look(Scene.alone(text)))


TASKS: dict[str, Answer] = {
    "check-worthiness": lambda text: worth_of(text).worthy,
    "hedge": lambda text: bool(hedges_in(Scene.alone(text))),
    "attribution": lambda text: bool(reports_in(Scene.alone(text))),
}
"""Tasks that are no weakness; `loaded` has both meanings and is asked of a single sentence."""


def loaded_in(text: str) -> bool:
    """Wording that takes a side, whoever says it."""
    return any(True for _ in find_words(Scene.alone(text)))


def task_names() -> tuple[str, ...]:
    """Every task that can be asked, the general ones first."""
    return (*TASKS, "loaded", *(name for name in WEAKNESSES if name != "loaded"))


def answer_of(task: str) -> Answer:
    """The function that answers a task for one sentence. Raises KeyError for an unknown task."""
    if task in TASKS:
        return TASKS[task]
    return loaded_in if task == "loaded" else _of_weakness(task)
