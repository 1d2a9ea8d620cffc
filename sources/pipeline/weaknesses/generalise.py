"""A few become all: always, never, everyone, all."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, lead, rest

_ALL = Phrases(
    "always, never, everyone, everybody, nobody, no one, anyone, anybody, every, none, everywhere, "
    "all, nothing, the entire, without exception, the whole nation, the whole country, "
    "the whole world, the whole town, the whole village, the whole city, the whole school, "
    "the whole class, the whole region, the whole continent, the whole island, the whole people, "
    "the whole population, the whole community, "
    "the whole county, the whole valley, the whole army, the whole party, the whole press, "
    "the whole generation, the whole industry, the whole court, the whole family, "
    "invariably, nowhere, everything, no longer, at all, in every case, in all cases, "
    "the world over, to a man, whatever they, whoever, not a single"
)
_GROUPS = (
    r"(?:young people|old people|people|teenagers|adolescents|politicians|women|men|immigrants|"
    r"migrants|foreigners|journalists|teachers|lawyers|bankers|doctors|boys|girls|students|"
    r"children|parents|farmers|peasants|workers|soldiers|the rich|the poor|the young|the old|"
    r"americans|germans|scots|russians|europeans|southerners|northerners|islanders|villagers|"
    r"nomads|tribesmen|merchants|civil servants|tourists|drivers|managers|artists)"
)
_KIND = re.compile(
    rf"^(?:the\s+)?{_GROUPS}\s+(?:today\s+|simply\s+|just\s+|only\s+)*"
    r"(?:are known|are (?!\w+ed\b|taught|given|held|kept|sent|born|paid|told|invited)\w+|do not|"
    r"don['’]t|"
    r"cannot|can['’]t|love|hate|prefer|have no|lack|only|want|think|care|trust|like)\b",
    re.I,
)
_PEOPLE_OF = re.compile(
    r"^(?:people|those|folk|women|men)\s+(?:in|from|of)\s+(?:the\s+)?[\w-]+\s+(?:simply\s+|"
    r"just\s+|all\s+)*"
    r"(?:are|do not|don['’]t|never|always|cannot|can['’]t|hate|love|trust|prefer|think|want)\b",
    re.I,
)
_CLAUSE = re.compile(
    r"^\s+(?:the|he|she|they|it|we|you|that|about|is|was|will|depends|changed|went|got|in (?:the|"
    r"this)"
    r"|for)\b"
)
_OF_THESE = re.compile(
    r"^\s+(?:(?:on|in|at|from) (?:the|this|that) (?:list|room|photograph|register|roll|table|train|"
    r"ship|picture|hall|bus|team)|present|listed|named|who signed|aboard|on board|his|her|my)\b",
    re.I,
)
_GONE = re.compile(r"\bat all\b", re.I)
_COUNT = re.compile(
    r"^\s+(?:of\s+)?(?:the\s+|his\s+|her\s+|its\s+|their\s+)?(?:\d|(?:one|two|three|four|five|six|"
    r"seven|"
    r"eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred)\b)",
    re.I,
)
_IDIOM = re.compile(
    r"^\s+(?:but|over|told|along|right|the same|at once|too|night|day long|day|other|saints|rights|"
    r"hallows|in all|about|of a sudden|the way|and any|and sundry|the more|the while|things "
    r"considered|clear|stations?)\b",
    re.I,
)
_REGULAR = re.compile(
    r"^\s+(?:(?:second|third|other|few|single)\s+)?(?:\w+\s+)?(?:day|days|week|month|year|hour|"
    r"hours|minute|"
    r"minutes|morning|evening|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"summer|winter|spring|autumn|easter|time|\d+)\b",
    re.I,
)
_NOT = re.compile(
    r"\b(?:not|at|for|in|of|after|above|first of|nearly|almost|hardly|once and for|by|nor|"
    r"well)\s+$",
    re.I,
)
_LAW = re.compile(r"\b(?:must|shall|may|please|has to|have to|is required|are required)\b", re.I)


def find(scene: Scene) -> Iterable[Span]:
    """Words for all and none that no number follows."""
    kind = _KIND.match(scene.text) or _PEOPLE_OF.match(scene.text)
    if kind and not scene.has_digit:
        yield Span(0, kind.end(), kind.group())
    for span in found(scene, _ALL):
        low, after, before = span.cue.lower(), rest(scene, span), lead(scene, span)
        if _COUNT.match(after) or _IDIOM.match(after) or _OF_THESE.match(after):
            continue
        if low == "everything" and not _CLAUSE.match(after):
            continue
        if low == "no longer" and not _GONE.search(after):
            continue
        if low == "at all" and not re.search(r"\b(?:no|any|never|nothing)\b", before, re.I):
            continue
        if low in ("everybody", "anybody", "anyone", "everyone") and before.lower().endswith(
            "not "
        ):
            continue
        if low == "every" and _REGULAR.match(after):
            continue
        if (
            low in ("all", "every", "everyone", "anyone")
            and _NOT.search(before)
            and not (
                before.lower().endswith(("of ", "in ", "for "))
                and low in ("everyone", "anyone", "every", "all")
                and not before.lower().endswith("not ")
                and not after.lower().startswith((",", "."))
            )
            and not (low == "anyone" and "of " in before[-4:])
        ):
            continue
        if _LAW.search(scene.text) and low in ("every", "all", "anyone", "no one", "everyone"):
            continue
        if low == "never" and scene.has_year:
            continue
        if low in ("nothing", "all") and not after.strip(" .!”"):
            continue
        yield span


RULE = Rule(
    id="generalise",
    cues="always, never, everyone, nobody, all, every; no number follows",
    find=find,
    weight=0.6,
    weak=examples("""
Nobody in the city trusted banks.
Everyone knew that the duke was ill.
Islanders always keep their word.
The people of the plain never travel.
All teachers love the new timetable.
Every sailor was afraid of the cape.
None of the young can read a map.
The entire village hated the miller.
No one has ever understood the law.
Bakers everywhere mixed chalk into the flour.
The northern clans never lent a coin to anyone.
Artists are invariably poor.
The whole country was watching the harbour.
The masters always treated the apprentices fairly.
The whole valley mourned the old queen.
"""),
    fine=examples("""
All 12 jurors agreed.
The train stops here every day at nine.
Every pupil must sign the register.
All of the 40 houses were counted on 2 May.
The school was not open to all.
After all, the bridge held.
Some bakers mixed chalk into the flour.
The judges met every second Monday.
She walked all night to the coast.
Above all, the charter names the guilds.
All three sisters signed the deed.
They split the bread with each other.
The whole of the first page is torn.
The door was not always locked.
She read the whole letter aloud.
"""),
)
