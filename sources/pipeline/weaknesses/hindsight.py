"""Told from the ending: as if everybody had known how it would end."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, rest

_CUES = Phrases(
    "for years to come, for decades to come, for generations to come, for centuries to come, "
    "for years ahead, for decades ahead, for years afterwards, for generations afterwards, "
    "would later, would eventually, would one day, would go on to, would soon become, "
    "would soon, would ultimately, would come to, would haunt, would shape, would define, "
    "would become, would change the, would never be the same, would never again, would prove, "
    "would cost, would lead to, would end in, would last, would remain, was destined, "
    "were destined, destined to, was doomed, were doomed, was bound to, were bound to, inevitable, "
    "inevitably, paved the way, paving the way, set the stage, setting the stage, marked a, "
    "marked the, marking the, marks a, marking a, the beginning of the end, ushered in, "
    "ushering in, foreshadow*, prefigur*, herald*, "
    "little did, sowed the seeds, sowing the seeds, planted the seeds, the seeds of, "
    "sealed the fate, sealed his fate, "
    "sealed her fate, sealed its fate, sealed their fate, the first step towards, the dawn of, "
    "the birth of modern, "
    "only a matter of time, sooner or later, was fated, a new era, laid the foundation, "
    "laid the foundations, "
    "laid the groundwork, changed history, changed the course, ever the same, never the same, "
    "the course of history, in the end it, writing on the wall, could have foreseen, "
    "could not have known, unaware of the, unaware that, a prelude to, the prelude to, "
    "harbinger, fateful, fatal consequences, a sign of things to come, on the road to, "
    "the road to war, for his later, for her later, for their later, his later role, "
    "the future president, the future king, the future queen, proved to be a, proved to be the, "
    "the last of its kind, the last of their kind, cast a shadow, cast a long shadow, "
    "casting a long shadow, the germ of, the roots of the, the cradle of, the birth of the, "
    "the first stirrings, the first signs of the, this was the moment, from this moment, "
    "from that moment, from then on, no turning back, no way back, point of no return, "
    "the die was cast, as we now know, as history shows, as it turned out, turned out to be the, "
    "nobody guessed, no one guessed, nobody suspected, no one suspected, could have guessed, "
    "nobody knew then, no one knew then, did not yet know, did not know then, did not know yet, "
    "not yet know, what they did not know, what he did not know, what she did not know, "
    "would never see, the end was near, days were numbered, precursor of, precursor to, "
    "forerunner of, ahead of his time, ahead of her time, ahead of its time, prophetic, "
    "far-sighted, already contained, already carried, was one day to, were one day to, "
    "later master, later greatness, later fame, later rise, later fall, the story of the modern, "
    "the long road to, the first chapter, the opening shot, the spark that, "
    "in hindsight, the rest is history, history would, the calm before, a decisive step"
)
_WAS_TO = re.compile(
    r"\b(?:was|were)\s+to\s+(?:have|become|prove|last|change|shape|cost|end|bring|lead|follow|"
    r"haunt|"
    r"be\s+(?:the|his|her|their|its)\s+(?:last|first|undoing|downfall|ruin))\b",
    re.I,
)
_NOT_FATE = re.compile(r"^\s+(?:its?|the|a|an|his|her|their|each|one)\b")
_ROAD = re.compile(r"^\s+[A-Z]")
_LITERAL = re.compile(
    r"^\s+(?:map|tree|door|spot|place|page|grave|boundary|border|line|cross|exam|paper|essays?|"
    r"trail|route|path|site|height|in red|minute|time|hours?|\w+ with)\b|^\s+(?:by the|with chalk)",
    re.I,
)


def find(scene: Scene) -> Iterable[Span]:
    """Wordings that know the ending."""
    for span in found(scene, _CUES):
        low = span.cue.lower()
        if low.startswith("mark") and _LITERAL.match(rest(scene, span)):
            continue
        if low.startswith("set the stage") and re.match(
            r"^\s+(?:on fire|with|up|in the)\b", rest(scene, span)
        ):
            continue
        if scene.quoted(span.start) and scene.by_named():
            continue
        if low.endswith("bound to") and _NOT_FATE.match(rest(scene, span)):
            continue
        if low == "on the road to" and _ROAD.match(rest(scene, span)):
            continue
        if low.startswith("would") and re.search(r"\b(?:if|said|hoped|feared)\b", scene.text, re.I):
            continue
        yield span
    match = _WAS_TO.search(scene.text)
    if match and not scene.has_digit:
        yield Span(match.start(), match.end(), match.group())


RULE = Rule(
    id="hindsight",
    cues="paved the way, set the stage, marked a, would later, inevitably, for years to come",
    find=find,
    weight=0.7,
    weak=examples("""
The inn meeting set the stage for a century of peace.
The duel marked the end of an age.
The war was inevitable after the wedding.
The invention paved the way for the modern kitchen.
The young clerk would later rule the whole coast.
The strike sowed the seeds of the republic.
The empire was doomed from its first winter.
The edict shaped the island for generations to come.
The landing ushered in a time of hunger.
Little did the sailors know that the port was lost.
It was only a matter of time before the wall fell.
The speech changed the course of history.
"""),
    fine=examples("""
The peace lasted until 1914 (see chapter 6).
She marked the map with a red pen.
Workers set the stage on fire by accident.
He said he would later send the bill.
The stonemasons paved the lane behind the inn.
The clerk was elected mayor in 1848, eleven years after.
The teacher marked the essays on Sunday.
If it rained, the match would eventually be moved.
The ship was bound for Riga.
“The war was inevitable,” wrote Colonel Ivar Holt in 1921.
The usher showed them in.
The guide marked the route by the church.
"""),
)
