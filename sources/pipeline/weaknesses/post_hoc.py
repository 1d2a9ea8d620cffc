"""Cause without evidence: led to, fostered, thanks to; no mechanism and no comparison."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, lead, rest

_CAUSES = Phrases(
    "foster*, enabled, enabling, allowing it, allowing them, allowing him, allowing the, "
    "allowed it to, gave rise, gives rise, giving rise, "
    "led to, leads to, leading to, resulted in, resulting in, results in, caused, causing, "
    "triggered, triggering, triggers, sparked, sparking, boosted, boosts, boosting, "
    "deepened, deepening, strengthened, strengthening, helped enhance, helped improve, "
    "helped create, helped build, helped to, helped bring, helped the, helped make, thanks to, "
    "due to, as a result, because of, influenced, influencing, was crucial for, able to, "
    "ended up, brought about, produced a, gave birth to, contributed to, contributing to, "
    "made possible, drove, driving, forced the, prompted, prompting, provoked, provoking, "
    "transformed, paved the way for, set off, in response to this, undermined, "
    "undermining, destroyed the, ruined the, saved the, turned the, consequently, "
    "that is why, which is why, have increased scepticism, stimulated, fuelled, fueled, ushered, "
    "put an end to, ended the, weakened, plunged, crippled, promised economic"
)
_THROUGH = re.compile(r"^(?:Through|With|Thanks to)\s+(?:the|its|his|her|this|these)\b.*?,")
_ABLE = re.compile(r"\b(?:be|is|are|was|were|been|being|not)\s+$", re.I)
_COMPARED = re.compile(
    r"\b(?:compared|whereas|while|against|control|inquiry|investigators?|autopsy|trial|experiment|"
    r"measured|regression|tested)\b.*\d|\d.*\b(?:compared|whereas|while|against|control)\b|"
    r"\b(?:the )?(?:inquiry|investigation|post-mortem|court|commission|engineers?['’] report|"
    r"autopsy|log)\b.*\b(?:found|traced|ruled|shows?|names?)\b",
    re.I,
)
_DUE = re.compile(
    r"^\s+(?:open|arrive|leave|retire|meet|begin|start|end|speak|appear|report|sail|be|close|"
    r"finish|return)\b",
    re.I,
)
_ROAD = re.compile(
    r"\b(?:road|path|door|stairs|street|gate|corridor|lane|bridge|track|steps|"
    r"passage|tunnel)s?\s+(?:that\s+|which\s+)?$",
    re.I,
)
_OBJECT = re.compile(r"^\s+(?:car|bus|train|cart|home|north|south|east|west|to|into|past|lorry)\b")


def find(scene: Scene) -> Iterable[Span]:
    """Causal words in a sentence that compares nothing and names no inquiry."""
    if _COMPARED.search(scene.text):
        return
    for span in found(scene, _CAUSES):
        low, after, before = span.cue.lower(), rest(scene, span), lead(scene, span)
        if low == "due to" and _DUE.match(after):
            continue
        if low.startswith(("led to", "leading to", "leads to")) and _ROAD.search(before):
            continue
        if low in ("drove", "driving") and _OBJECT.match(after):
            continue
        if low == "able to" and ("not be" in before[-12:] or not _ABLE.search(before)):
            continue
        yield span
    match = _THROUGH.match(scene.text)
    if match and not scene.has_digit:
        yield Span(0, match.end(), match.group().split()[0])


RULE = Rule(
    id="post-hoc",
    cues="led to, fostered, thanks to, as a result, was able to; no comparison, no inquiry",
    find=find,
    weight=0.7,
    weak=examples("""
The new flag led to a rich harvest.
Thanks to the mayor, the shops filled again.
The ties fostered a spirit of trade between the ports.
The comet caused the fall of the dynasty.
Through the reform, the island found its voice.
The school burned down; as a result the village lost its faith.
Her songs sparked the rising of the weavers.
The canal boosted the pride of the province.
Due to the treaty, the youth began to travel.
The book deepened understanding between the two peoples.
The alliance enabled the farmers to grow rich.
The speech triggered a wave of weddings.
"""),
    fine=examples("""
Yields rose 30 percent in irrigated districts, compared with 2 percent in dry ones.
The road that led to the mill was paved.
The train is due to leave at nine.
Following the war, the parliament met in Kassel.
The inquiry found that a cracked axle caused the crash.
She drove to the coast and took the ferry.
The court ruled that the leak was due to a faulty valve.
A door leading to the garden stood open.
After the flood the school moved to the hill.
The autopsy found that arsenic caused his death.
In the trial, 12 of 100 fell ill in the treated group against 40 of 100 in the control group.
The mayor cut the ribbon and the band played.
"""),
)
