"""Loaded word: a word that has judged before any evidence is given."""

import re
from collections.abc import Iterable

from sources.pipeline.charged import JUDGED_NEEDS, MILD, MILD_COUNTS, STRONG
from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, lead, rest

_STRONG = Phrases(STRONG)
_MILD = Phrases(MILD)
_TECHNICAL = re.compile(
    r"\b(?:typolog\w+|classif\w+|defin\w+|chem\w+|radical (?:group|sign)|free radicals?|term|"
    r"charged with|convicted of|sentenced|acquitted|trial for|statute|penal code|crimes act)\b",
    re.I,
)
_SIDES = frozenset({"leftist", "leftists", "left-wing", "right-wing", "far-left", "far-right"})
"""Names of sides: words of a camp, and as often plain description."""
_SHELL = re.compile(r"^\s+(?:Act|Party|Museum|Tribunal|Court)\b")


def find_words(scene: Scene) -> Iterable[Span]:
    """Words that take a side: a strong one, or mild ones in company."""
    strong = [span for span in found(scene, _STRONG) if _counts(scene, span)]
    mild = [
        span
        for span in found(scene, _MILD)
        if not any(other.start <= span.start < other.end for other in strong)
    ]
    if len(strong) + MILD_COUNTS * len(mild) >= JUDGED_NEEDS:
        yield from strong or mild


def find(scene: Scene) -> Iterable[Span]:
    """Strong words in the writer's voice, or in the mouth of somebody who has no name."""
    if _TECHNICAL.search(scene.text):
        return
    for span in found(scene, _STRONG):
        if span.cue.lower() in _SIDES:
            continue
        if _counts(scene, span) and not (scene.quoted(span.start) and scene.by_named()):
            yield span


def _counts(scene: Scene, span: Span) -> bool:
    if _SHELL.match(rest(scene, span)):
        return False
    return not (
        span.cue[:1].isupper() and lead(scene, span).strip() and not scene.quoted(span.start)
    )


RULE = Rule(
    id="loaded",
    cues="regime, shameful, puppet, so-called, brutal, radical, thugs; not a named speaker's words",
    find=find,
    weight=0.7,
    weak=examples("""
The regime's lapdog press praised the harvest.
Thugs of the other side blocked the road.
The shameful treaty was signed at night.
The so-called reform emptied the schools.
A brutal tax fell on the millers.
The puppet king waved from the balcony.
Radical students took over the library.
The corrupt council sold the well.
Her cowardly rivals fled to the coast.
The notorious bridge toll was raised again.
Fanatics burned the archive.
The greedy abbot kept the grain.
"""),
    fine=examples("""
“The regime has fallen,” wrote Colonel Ivar Holt in his diary.
A free radical has one unpaired electron.
The typology counts it as a military regime.
He was convicted of cruel treatment of animals.
The press praised the harvest.
The treaty was signed at night in Kassel.
“A brutal tax,” said Nadia Ferrer, who kept the mill.
The king waved from the balcony.
The council sold the well for 40 crowns.
The term “puppet state” is defined in chapter 2.
The bridge toll was raised from 2 to 3 pence.
The abbot stored the grain in the tithe barn.
"""),
)
