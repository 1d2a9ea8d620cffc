"""Yes-or-no questions about single sentences, which labelled files can hold us to."""

from collections.abc import Callable

from sources.pipeline.hedging import hedging_of
from sources.pipeline.reporting import reporting_of
from sources.pipeline.scene import Scene
from sources.pipeline.siding import siding_of
from sources.pipeline.weaknesses.registry import get_rule
from sources.pipeline.worth import worth_of
from sources.taxonomy import WEAKNESSES

Answer = Callable[[str], bool]


def _of_weakness(weakness_id: str) -> Answer:
    rule = get_rule(weakness_id)
    return lambda text: bool(rule.look(Scene.alone(text)))


TASKS: dict[str, Answer] = {
    "check-worthiness": lambda text: worth_of(text).worthy,
    "hedge": lambda text: hedging_of(Scene.alone(text)).yes,
    "attribution": lambda text: reporting_of(Scene.alone(text)).yes,
}
"""Tasks that are no weakness; `loaded` has both meanings and is asked of a single sentence."""


def loaded_in(text: str) -> bool:
    """Wording that takes a side, whoever says it."""
    return siding_of(Scene.alone(text)).yes


def task_names() -> tuple[str, ...]:
    """Every task that can be asked, the general ones first."""
    return (*TASKS, "loaded", *(name for name in WEAKNESSES if name != "loaded"))


def answer_of(task: str) -> Answer:
    """The function that answers a task for one sentence. Raises KeyError for an unknown task."""
    if task in TASKS:
        return TASKS[task]
    return loaded_in if task == "loaded" else _of_weakness(task)
