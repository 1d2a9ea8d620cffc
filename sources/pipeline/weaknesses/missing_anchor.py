"""Missing date or place: recently, at the time, other partners: when, where, which?"""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, lead, rest

_WHEN = Phrases(
    "recent, recently, currently, now that, nowadays, these days, in the past, at some point, "
    "during this period, in this period, for years, at the time, of the time, for decades, "
    "for centuries, for generations, long ago, some time ago, in those days, in recent years, "
    "in recent months, "
    "in recent decades, lately, a while ago, years ago, one day, at one time, at this time, "
    "until recently, in the near future, over the years, soon, shortly after, "
    "in ancient times, in former times, once upon a time, in modern times, at that time, "
    "a long time, years later, decades later, months later, centuries later, "
    "last two, last few, last several, last three, latest, "
    "last election, last elections, last year, last week, last month, last summer, last winter, "
    "last spring, last autumn, last season, last decade, last century, previous government, "
    "back then, over time, to this day, until now, until then, ever since, for some time, "
    "was later, were later, later became, has since, have since, had since, eventually, "
    "nearly a century ago, a few years, some years, several years, many years, not long after, "
    "around that time, about that time, around this time, at that point, by then, in due course, "
    "sometime, from time to time, some years earlier, years earlier, a few months, last night, "
    "during the crisis, during the unrest, during the troubles, during the dictatorship, "
    "in the old days, in olden times, in the early days, in the months that followed, "
    "in the years that followed, "
    "has now, have now, is now, are now, now has, now have, now is, now are, today"
)
_WHICH = Phrases(
    "what has happened, what became of, other partners, certain countries, certain groups, "
    "certain circles, multilateral organisations, multilateral areas, multilateral bodies, "
    "multilateral scenarios, multilateral settings, international agreements, international "
    "organisations, "
    "a certain country, in some places, in some regions, somewhere, a foreign power, "
    "in various places, in many places, in several places, in various parts, in many parts, "
    "in some parts, in several parts, in several cities, in many cities, elsewhere, "
    "several foreign leaders, foreign leaders, world leaders, a certain businessman, "
    "a certain politician, a certain firm, a certain bank, a certain man, a certain person, "
    "a certain group, a certain company, in certain areas, some region, a nearby town, other "
    "countries, other nations, foreign powers, "
    "other parts of, in other parts, another country, another state, a neighbouring state, "
    "a large company, a major city, a well-known company, a neighbouring country, "
    "in another country, a certain village, western powers, western nations, internal affairs, "
    "abroad, overseas, around the world, across the globe, worldwide, in the region"
)
_MADE_CLEAR = re.compile(r"\b(?:has|have|had)\s+made\s+(?:it\s+)?(?:very\s+|quite\s+)?clear\b")
_UNNAMED = re.compile(
    r"\b(?:new|economic|political|cultural|technical|military|financial|social|scientific|"
    r"important|further|additional|major|close|closer|increased|international|diplomatic|"
    r"foreign|official|humanitarian|certain|different|far-reaching|sweeping|secret|local)\s+"
    r"(?:and\s+\w+\s+)?"
    r"(?:benefits|gains|changes|reforms|measures|opportunities|avenues|paths|ties|sectors|fields|"
    r"developments|projects|initiatives|agreements|accords|exchanges?|challenges|problems|"
    r"advantages|concessions|activities|assistance|aid|help|support|cooperation|contacts|"
    r"pressures?|incentives|steps|circles|groups|factions|commitments|losses)\b",
    re.I,
)
_NAMELESS_FIRMS = re.compile(
    r"\b(?:has|have|had|employs?|uses?|runs?|through|with)\s+(?:\w+\s+)?(?:companies|firms|agents|"
    r"agencies|partners|networks)\s+(?:that|which|who|specialis|specializ|devoted|working)",
)
_OTHER = re.compile(r"\bother\s+(?:[A-Z]\w+\s+)?(?:partners|allies|powers|nations|countries)\b")
_DATE = re.compile(
    r"\b(?:1[0-9]|20)\d\d\b|\b\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|"
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\s+\d|\bat \d|\b\d+(?:st|nd|rd|th) century\b"
)
_NAMED_LIST = re.compile(r"^\s*(?:\(|:|,\s*(?:namely|such as|including|among them))\s*[A-ZÀ-Þ\d]")
_DRINK = re.compile(r"^\s+(?:of (?:his|her|its|their|the)\b)", re.I)
_NOT_TIME = {
    "soon": re.compile(r"\b(?:as|too|very)\s+$", re.I),
    "today": re.compile(r"\b(?:until|of|from)\s+$", re.I),
    "latest": re.compile(r"\bat the\s+$", re.I),
    "recent": re.compile(r"\bmost\s+$", re.I),
}
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|came|fell|left|took|became|lost|won|went|met|built|broke|made|"
    r"rose|sank|said|told|wrote|gave|saw|held|sold|bought|ran|stood|grew|got|began|sent|brought|"
    r"found|kept|led|put|paid|set|fled|drew|fought|spoke|threw)\b"
    r"|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bbeing )(?<!\bget )"
    r"\b(?!need|indeed|hundred|\w*(?:ceed|seed|feed|peed|reed)\b)[a-z]{2,}ed\b",
    re.I,
)
"""Something happened. “is heated”, “are listed” tell what is always so."""
_STANDING = re.compile(
    r"\b(?:is|are|be)\s+(?:found|kept|made|sold|held|built|set|put|paid|lost|met)\b"
)
_ALWAYS_SO = frozenset(
    {"over time", "to this day", "eventually", "soon", "abroad", "overseas", "worldwide",
     "elsewhere", "around the world", "across the globe", "a few years", "some years",
     "several years", "many years", "a few months"}
)  # fmt: skip
"""What may stand in a sentence that tells of no event, and then lacks no date."""
_NAME_GIVEN = re.compile(r"^\s+(?:called|known as|named)\b")
_DIGIT_LATER = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+$"
)


def find(scene: Scene) -> Iterable[Span]:
    """Words of time and place that point nowhere, unless a date stands here or just before.

    In a sentence that is always so, words that could stand in it for that very reason are none.
    """
    spans = [*_of_time(scene), *_of_place(scene)]
    if spans and _is_always_so(scene):
        return [span for span in spans if not _may_be_always_so(span)]
    return spans


def _of_time(scene: Scene) -> Iterable[Span]:
    if not _DATE.search(scene.text) and not scene.dated_before:
        yield from (span for span in found(scene, _WHEN) if _is_time(scene, span))


def _of_place(scene: Scene) -> Iterable[Span]:
    patterns = [_OTHER] if scene.has_digit else [_OTHER, _MADE_CLEAR, _UNNAMED, _NAMELESS_FIRMS]
    which = [
        *found(scene, _WHICH),
        *(
            Span(match.start(), match.end(), match.group())
            for pattern in patterns
            for match in pattern.finditer(scene.text)
        ),
    ]
    seen: set[int] = set()
    for span in which:
        if span.start not in seen and not _NAMED_LIST.match(rest(scene, span)):
            seen.add(span.start)
            yield span


def _may_be_always_so(span: Span) -> bool:
    return span.cue.lower() in _ALWAYS_SO or bool(_UNNAMED.fullmatch(span.cue))


def _is_always_so(scene: Scene) -> bool:
    """The sentence tells of no event and names nobody: “Students who go abroad need a visa.”"""
    if scene.names or scene.quotations:
        return False
    return not _PAST.search(_STANDING.sub("", scene.text))


def _is_time(scene: Scene, span: Span) -> bool:
    """Whether the words point to a time, and to none that the sentence tells."""
    low, before = span.cue.lower(), lead(scene, span)
    if low in ("at the time", "at one time") and _DRINK.match(rest(scene, span)):
        return False
    if low in ("is now", "are now") and _NAME_GIVEN.match(rest(scene, span)):
        return False
    if low.endswith(" later") and _DIGIT_LATER.search(before):
        return False
    guard = _NOT_TIME.get(low)
    return guard is None or not guard.search(before)


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
