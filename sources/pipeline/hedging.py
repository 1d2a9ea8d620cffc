"""Words of uncertainty and weasel phrases, with guards for those that only look like them."""

import re
from collections.abc import Callable
from functools import cache

from sources.pipeline.judging import Cue, Judgement, judge, weights_of
from sources.pipeline.lexicons import NUMBERS
from sources.pipeline.lists import Found, Lists, categories_of
from sources.pipeline.scene import Scene

TASK = "hedge"
_SUPERLATIVE = re.compile(
    r"\b(?:the|its|his|her|their|our|’s|'s|second|third)\s+(?:[\w-]+\s+)?$", re.I
)
_DATE = re.compile(r"^\s*\d")
_SURE_AFTER = re.compile(r"^\s+(?:that|of|to|death)\b|^\s*[.,;]")
_AGREED = re.compile(r"^\s+(?:by (?:the|a|an|his|her|its) [a-z]|the (?:offer|matter|case|appeal))")
_NUMERIC = frozenset(
    {"about", "around", "close to", "just under", "just over", "well over", "up to"}
)
_CROWD_SAYS = re.compile(
    r"^\s+(?:(?:have|has|had|now|still|also|often|widely|even|long|would|already)\s+){0,2}"
    r"(?:say|said|believe|think|thought|argue|claim|suggest|agree|fear|feel|felt|consider|regard|"
    r"see|saw|call|warn|hold|insist|assume|maintain|contend|wonder|complain|criticis|criticiz|"
    r"prais|describe|question|predict|expect|speculat|point|note|doubt|worry|caution|differ|"
    r"dismiss|attribut|disagree|charge|allege|were divided|are divided|put)",
    re.I,
)
_NOT_COUNT = re.compile(r"^\s+(?:day|way|how|where|time later|years? ago)\b", re.I)


@cache
def hedge_lists() -> Lists:
    """The lists of hedges, read once."""
    return Lists(categories_of(TASK))


def hedges_in(scene: Scene) -> list[Cue]:
    """Every word of uncertainty and weasel phrase that is meant as one."""
    cues = []
    for found in hedge_lists().find(scene.text, scene.words):
        guard = _GUARDS.get(found.span.cue.lower())
        if found.category == "crowd noun":
            guard = _crowd_says
        if guard is None or guard(scene, found):
            cues.append(Cue(found.category, found.span))
    return cues


def hedging_of(scene: Scene) -> Judgement:
    """Whether a sentence is uncertain or vague, and by which words."""
    return judge(hedges_in(scene), weights_of(TASK))


def _rest(scene: Scene, found: Found) -> str:
    return scene.text[found.span.end :]


def _lead(scene: Scene, found: Found) -> str:
    return scene.text[: found.span.start]


def _no_month(scene: Scene, found: Found) -> bool:
    """`May 4`, and May with a capital inside a sentence, are months."""
    month = found.span.cue[0] == "M" and bool(_lead(scene, found).strip(" “\"'(—"))
    return not month and not _DATE.match(_rest(scene, found))


def _no_surety(scene: Scene, found: Found) -> bool:
    return not _SURE_AFTER.match(_rest(scene, found))


def _before_number(scene: Scene, found: Found) -> bool:
    """`about` and the like count when a number follows."""
    if found.last + 1 >= len(scene.words):
        return False
    low = scene.words[found.last + 1].low
    after = _rest(scene, found).lstrip()
    return after[:1] in "$€£" or low[:1].isdigit() or low in NUMBERS or low in {"a", "the same"}


def _uncounted(scene: Scene, found: Found) -> bool:
    return not _NOT_COUNT.match(_rest(scene, found))


def _no_superlative(scene: Scene, found: Found) -> bool:
    return not _SUPERLATIVE.search(_lead(scene, found))


def _open(scene: Scene, found: Found) -> bool:
    """`considered` by nobody in particular."""
    return not _AGREED.match(_rest(scene, found))


def _crowd_says(scene: Scene, found: Found) -> bool:
    """People without names count when they say or think something."""
    return bool(_CROWD_SAYS.match(_rest(scene, found)))


_GUARDS: dict[str, Callable[[Scene, Found], bool]] = {
    "may": _no_month,
    "may be": _no_month,
    "may have": _no_month,
    "certain": _no_surety,
    "some": _uncounted,
    "most": _no_superlative,
    "was considered": _open,
    "were considered": _open,
    **dict.fromkeys(_NUMERIC, _before_number),
}
