"""Missing date or place: recently, at the time, other partners: when, where, which?"""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, rest

_WHEN = Phrases(
    "recent, recently, currently, now that, nowadays, these days, in the past, at some point, "
    "during this period, in this period, for years, at the time, of the time, for decades, "
    "for centuries, long ago, some time ago, in those days, in recent years, in recent months, "
    "in recent decades, lately, a while ago, years ago, one day, at one time, "
    "until recently, in the near future, over the years, soon after, shortly after, "
    "in ancient times, in former times, once upon a time, in modern times, at that time, "
    "a long time, years later, decades later, last two, last few, last several, last three"
)
_WHICH = Phrases(
    "what has happened, has made it clear, other partners, certain countries, certain groups, "
    "certain circles, multilateral organisations, multilateral areas, multi-lateral scenarios, "
    "multilateral scenarios, international agreements, various factions, political factions, "
    "a certain country, in some places, in some regions, somewhere, a foreign power, "
    "in certain areas, some region, a nearby town, other countries, other nations, foreign powers, "
    "a large company, a major city, a well-known company, a neighbouring country, "
    "in another country, a certain village, western powers, western nations, internal affairs"
)
_OTHER = re.compile(r"\bother\s+(?:[A-Z]\w+\s+)?(?:partners|allies|powers|nations|countries)\b")
_DATE = re.compile(
    r"\b(?:1[0-9]|20)\d\d\b|\b\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|"
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\s+\d|\bat \d|\b\d+(?:st|nd|rd|th) century\b"
)
_NAMED_LIST = re.compile(r"^\s*(?:\(|:|,\s*(?:namely|such as|including|among them))\s*[A-ZÀ-Þ\d]")
_DRINK = re.compile(r"^\s+(?:of (?:his|her|its|their|the)\b)", re.I)


def find(scene: Scene) -> Iterable[Span]:
    """Words of time and place that point nowhere, unless a date stands here or just before."""
    dated = bool(_DATE.search(scene.text)) or scene.dated_before
    if not dated:
        for span in found(scene, _WHEN):
            if not (
                span.cue.lower() in ("at the time", "at one time")
                and _DRINK.match(rest(scene, span))
            ):
                yield span
    which = [
        *found(scene, _WHICH),
        *(Span(match.start(), match.end(), match.group()) for match in _OTHER.finditer(scene.text)),
    ]
    seen: set[int] = set()
    for span in which:
        if span.start not in seen and not _NAMED_LIST.match(rest(scene, span)):
            seen.add(span.start)
            yield span


RULE = Rule(
    id="missing-anchor",
    cues="recently, at the time, in those days, other partners; no date here or just before",
    find=find,
    weight=0.6,
    weak=examples("""
A recent vote shocked the members.
The mill was recently sold to strangers.
At the time, bread was cheap.
For years the river was poisoned.
In those days nobody locked the door.
Given what has happened in some places, the shah hesitated.
The king signed several treaties with foreign powers.
During this period, the town changed its laws.
The company is currently building a tower.
Some time ago a ship was found in the ice.
Certain groups opposed the railway.
In ancient times the island was green.
"""),
    fine=examples("""
The vote of 3 March 2019 shocked the members.
The mill was sold on 4 May 1921, as recently agreed.
In 1788, at the time of the drought, bread cost nine sous.
Fourteen pupils arrived at eight.
The king signed treaties with Venice and Genoa.
Between 1840 and 1848, during this period of reform, the town changed its laws.
The partners signed the deed in Lübeck.
A ship was found in the ice off Cape Morris on 2 July.
Three groups opposed the railway: the millers, the carters and the abbey.
The clock has shown the time since Easter.
In 1650 BC, in ancient times, the island was green.
Other partners, namely Ross and Hale, left the firm.
"""),
)
