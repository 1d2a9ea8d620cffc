"""Big word, no measure: important, historic, the most, without a ruler."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, rest

_BIG = Phrases(
    "significant*, crucial, crucially, vital, landmark, historic, pivotal, unprecedented, "
    "remarkable, remarkably, renowned, world-renowned, world-famous, world-leading, iconic, "
    "groundbreaking, ground-breaking, legendary, very clear, very plain, very strong, intricate, "
    "turning point, dominat*, overtak*, overtook, outperform*, outstrip*, outpac*, surpass*, "
    "dwarf*, everything, enormous, enormously, "
    "immense, immensely, massive*, huge, vast, dramatic*, drastic*, extraordinary, "
    "extraordinarily, exceptional*, important, importance, major, key, main driver, "
    "leading, flourish*, booming, thriving, skyrocket*, soar*, plummet*, considerable, "
    "considerably, profound*, tremendous*, world-class, first-class, unrivalled, unparalleled, "
    "unmatched, second to none, like never before, milestone, "
    "game-changer, game changer, revolutionary, revolutionised, revolutionized, monumental, "
    "far-reaching, golden age, heyday, global stage, world stage, hugely, greatly, vastly, "
    "deeply, strong presence, impressive, spectacular*, stunning, outstanding, prestigious, "
    "influential, famous, famed, celebrated, cutting-edge, state-of-the-art, incredible, "
    "incredibly, amazing*, astonishing*, out of control, in full swing, on a grand scale, "
    "scale up, scales up, scaling up, scaled up, step up, steps up, stepping up, stepped up, "
    "ramp up, ramps up, ramping up, ramped up, turning up its, far ahead, leaving them behind, "
    "leaves them behind, left them behind, leaving it behind, left its rivals, increasingly, "
    "more and more, ever more, staggering, colossal, gigantic, epoch-making, "
    "staking everything, risking everything"
)
_CLEAR = re.compile(
    r"\b(?:clear|obvious|strong|unmistakable|undeniable|plain)\s+(?:majority|signals?|signs?|"
    r"links?|"
    r"alignment|patterns?|trends?|lead|advantages?|improvements?|shift|connections?|ties|growth|"
    r"support|demand|evidence|increase|decline|rise)\b",
    re.I,
)
_MOST = re.compile(
    r"\bthe\s+(?:(?:\w+['’]s\s+)?(?:most\s+\w+|best|worst|greatest|strongest|finest|richest|"
    r"leader|power\b|leading|biggest|largest|fastest|poorest|worst|happiest|cruellest))\b",
    re.I,
)
_ONE_OF = re.compile(
    r"\b(?:one of|among)\s+(?:the|its|their|our)\s+(?:\w+['’]s\s+)?(?:happi|loveli|friendli|pretti|"
    r"liveli|healthi|wealthi|lucki|clean|safe|kind|proud|noble?|brave?|clever|dark|sadd|grand|wise|"
    r"tough|harsh|bright|dull|ugli)e?st\s+[a-z]",
    re.I,
)
_NO_OTHER = re.compile(
    r"^No\s+(?:other\s+)?[a-z]+\s+(?:in|of|on)\b[^,.;]{2,40}?\b(?:as|so)\s+[a-z]+\s+as\b"
)
_MORE = re.compile(
    r"\b(?:more|less)\s+(?!than|or\b|about|of\b|to\b|and\b|information|details?\b)\w+ly?\b"
    r"(?!.*\bthan\b)",
    re.I,
)
_ADJECTIVE = re.compile(
    r"\b(?:more|less)\s+(?:[\w-]+(?:ed|ful|ous|ive|al|ant|ent|able|ible|ic|y|ish|ist|wing|ern))\b"
    r"(?!.*\bthan\b)"
    r"|\b(?:much|far|even|still|ever|vastly)\s+(?:more|less|better|worse|[a-z]{3,}er)\b"
    r"(?!\s+(?:than|of)\b(?!\s+any))"
    r"|\b(?:become|became|becomes|becoming|grew|grown|grows|get|gets|got|getting)\s+(?:\w+\s+)?"
    r"(?:better|worse|[a-z]{3,}ier)\b(?!.*\bthan\b)"
    r"|\b(?:better|worse|bigger|stronger|larger|more \w+)\s+than\s+(?:anything|anyone|any other|"
    r"ever)",
    re.I,
)
_MEASURED = re.compile(
    r"(?<![\d.,])\d[\d.,]*+\s*+(?:%|percent|per cent|km|kilomet|met(?:re|er)s?|miles?|tons?|"
    r"tonnes?|kg|years?|"
    r"million|billion|thousand|votes?|people|pupils|houses|points|times|degrees|litres|feet|ha\b|"
    r"hectares|seats|goals|copies|euros?|pounds?|dollars?|mm|cm|m\b|hours?|of\b)|[$€£]\s?\d|"
    r"\bfrom \d[\d.,]* to \d|\(\s*\d",
    re.I,
)
_TERM = re.compile(
    r"^\s+(?:question|point|thing|notice|note|powers|general|key|scale|party|premises|digits?|"
    r"figures|to\b|article|C\b|scale|up\b|road|under|in (?:the|a|his|her) (?:lock|drawer|door|"
    r"pocket)|signature|on the table)",
    re.I,
)
_OFFICER = re.compile(
    r"^(?:['’]s\b|\s+(?:was|is|had|has|who|and|said|sold|took|went|came|rode|left|[a-z]+ed)\b|[,.])"
)
_LED = re.compile(r"^\s+(?:the|a|an|to|from|his|her|into|up|north|south|east|west|down|them|him)\b")


def find(scene: Scene) -> Iterable[Span]:
    """Big words and bare comparisons in a sentence that measures nothing."""
    if _MEASURED.search(scene.text):
        return
    taken: list[Span] = []
    for span in found(scene, _BIG):
        low, after = span.cue.lower(), rest(scene, span)
        if _TERM.match(after) or (low == "leading" and _LED.match(after)):
            continue
        if span.cue[0].isupper() and span.start:
            continue
        if low == "everything" and scene.quoted(span.start) is False and "risk" not in scene.text:
            continue
        if low == "major" and (re.match(r"^\s+[A-ZÀ-Þ]", after) or _OFFICER.match(after)):
            continue
        if low == "key" and not re.match(r"^\s+[a-z]{4,}", after):
            continue
        taken.append(span)
    for pattern in (_MOST, _ONE_OF, _NO_OTHER, _ADJECTIVE, _CLEAR):
        taken.extend(
            Span(match.start(), match.end(), match.group())
            for match in pattern.finditer(scene.text)
            if not any(span.start < match.end() and match.start() < span.end for span in taken)
        )
    yield from taken


RULE = Rule(
    id="unmeasured",
    cues="significant, crucial, landmark, the most …, more … with no “than”; no figure with a unit",
    find=find,
    weight=0.6,
    weak=examples("""
It was the most important canal in the region.
The treaty was a landmark moment for the island.
Her crucial speech changed a great deal.
The new port quickly overtook its rivals.
The reform was a turning point for the schools.
Wages rose dramatically under the new mayor.
He was the greatest general of the century.
The town became more prosperous in those years.
The museum holds a remarkable collection.
The factory played a vital role in the war.
Printing had an enormous effect on the valley.
The festival is one of the leading events of the north.
The village is one of the happiest places on the coast.
It was one of its loveliest streets.
No port in the kingdom suffered as badly as Norra.
"""),
    fine=examples("""
It was the region's longest canal (212 km; the next one 140 km).
Wages rose by 14 percent under the new mayor, twice as much as before.
Major Hallam led the column out of the pass.
The road leading to the mill is closed.
The museum holds 4,200 coins, more than any other in the province.
The key question is who paid for it.
The choir sang the Mass in B minor.
The town was more prosperous than its neighbour, by the tax lists of 1510.
The general rode at the head of his men.
Her speech lasted nine minutes.
The leading actor fell ill, with a fever of 39 degrees.
The vote grew from 310 to 2,950.
It is one of the safest ports (two wrecks in 90 years, against 31 at Norra).
One of the kindergartens stands in the square.
No house in the street is as high as 12 metres.
"""),
)
