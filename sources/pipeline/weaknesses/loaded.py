"""Loaded word: a word that has judged before any evidence is given."""

import re
from collections.abc import Iterable

from sources.pipeline.charged import STRONG_SORTS
from sources.pipeline.phrases import Span
from sources.pipeline.scene import Scene
from sources.pipeline.siding import charges_in
from sources.pipeline.weaknesses.base import Rule, examples, rest

_TECHNICAL = re.compile(
    r"\b(?:typolog\w+|classif\w+|defin\w+|chem\w+|radical (?:group|sign)|free radicals?|term|"
    r"charged with|convicted of|sentenced|acquitted|trial for|statute|penal code|crimes act)\b",
    re.I,
)
_SHELL = re.compile(r"^\s+(?:Act|Party|Museum|Tribunal|Court)\b")


def find(scene: Scene) -> Iterable[Span]:
    """Strong words in the writer's voice, or in the mouth of somebody who has no name."""
    if _TECHNICAL.search(scene.text):
        return
    for cue in charges_in(scene):
        if cue.sort not in STRONG_SORTS or _SHELL.match(rest(scene, cue.span)):
            continue
        if not (scene.quoted(cue.span.start) and scene.by_named()):
            yield cue.span


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
