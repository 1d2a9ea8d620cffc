"""All named changes, one per file, and what they make of a sentence."""

from collections.abc import Iterator

from sources.pipeline.scene import Scene
from sources.pipeline.variants import (
    actor_dropped,
    cause_invented,
    date_dropped,
    generalised,
    hedge_dropped,
    number_changed,
    number_dropped,
)
from sources.pipeline.variants.base import Change, Made
from sources.pipeline.weaknesses.registry import get_rule

CHANGES: tuple[Change, ...] = tuple(
    module.CHANGE
    for module in (
        number_dropped,
        number_changed,
        date_dropped,
        actor_dropped,
        hedge_dropped,
        cause_invented,
        generalised,
    )
)


def spoiled(text: str, language: str) -> Iterator[tuple[Change, Made]]:
    """Every change that the sentence takes, each once, in a language whose grammar it knows."""
    for change in CHANGES:
        if language.split("-")[0] in change.languages:
            for made in change.spoil(text):
                yield change, made


def shown_by(weakness: str, text: str) -> str:
    """The words by which the rule of a weakness finds it in a sentence; empty if it does not."""
    found = get_rule(weakness).look(Scene.alone(text))
    return found[0].cue if found else ""
