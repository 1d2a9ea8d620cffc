"""Prediction as fact: the future without a might."""

import re
from collections.abc import Iterable

from sources.pipeline.lexicons import STRONG_HEDGES
from sources.pipeline.month_names import ENGLISH_MONTH
from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, lead, rest

_FUTURE = Phrases(
    "will, won't, shall, is going to, are going to, is set to, are set to, is bound to, "
    "are bound to, is certain to, are certain to, is about to, are about to, is doomed to, "
    "are doomed to, is destined to, it'll, they'll, there'll, we'll, he'll, she'll, is sure to, "
    "are sure to, is heading for, are heading for, is headed for, are headed for, on course for, "
    "on track to, has no future, have no future, days are numbered, is only a matter of time, "
    "there'll be, it's going to, they're going to, we're going to, is coming soon, going to be"
)
_HEDGED = Phrases(
    STRONG_HEDGES,
    "expects, expect, expected, forecast, forecasts, estimate*, projected, projects that, "
    "plans, scheduled, whether, unless, hopes, hope, promised, pledged, vowed, announced, asked",
)
_SCHEDULE = re.compile(
    r"\b(?:on|at|from|until)\s+(?:\d|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    rf"{ENGLISH_MONTH}|noon)|"
    r"\b(?:meet|open|close|depart|arrive|start|begin|take place|be held|publish|play|sail)\b.*"
    r"\b(?:\d|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|next week|noon)",
    re.I,
)
_NOUN = re.compile(
    r"\b(?:his|her|their|my|last|the|a|good|ill|free|of|at|own|political|s)\s+$", re.I
)
_LAW = re.compile(r"^\s+(?:pay|be fined|apply to|mean|read|find that|see|notice)\b|^\s*[,.;]", re.I)


def find(scene: Scene) -> Iterable[Span]:
    """The future told as certain, in sentences without a hedge, a method or a timetable."""
    spans = found(scene, _FUTURE)
    if not spans or found(scene, _HEDGED) or _SCHEDULE.search(scene.text):
        return
    for span in spans:
        if span.cue in ("will", "Will") and (
            _NOUN.search(lead(scene, span))
            or _LAW.match(rest(scene, span))
            or (span.cue == "Will" and re.match(r"^\s+[A-Z]", rest(scene, span)))
        ):
            continue
        yield span


RULE = Rule(
    id="prediction-as-fact",
    cues="will, is set to, is bound to; no might, no forecast, no timetable",
    find=find,
    weight=0.75,
    weak=examples("""
The currency will collapse by spring.
The party is bound to lose the coast.
Robots will replace every clerk within ten years.
The alliance won't survive the winter.
The river is going to swallow the old town.
Prices are set to double.
Our children will never see snow again.
The rebels shall win in the end.
The island is certain to leave the union.
The club is doomed to fall apart.
Merchants will not forgive the harbour master.
They'll regret the sale of the forest.
"""),
    fine=examples("""
The bank expects growth of 3 percent (range 2 to 5).
The currency might collapse by spring.
The museum will open on 4 May at nine.
He left the house to his niece in his will.
If the dam breaks, the town will flood.
The party could lose the coast.
The next ferry will depart at noon.
The council will probably reject the plan.
Will Harper painted the gate.
The forecast says it will rain, with a chance of 60 percent.
The rebels had the will of iron.
The team is likely to lose.
"""),
)
