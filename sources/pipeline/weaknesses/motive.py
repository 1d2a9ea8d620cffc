"""Mind-reading: what somebody wanted or felt, with no words of theirs."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, lead, rest

_WANTED = Phrases(
    "aim to, aims to, aimed to, aiming to, aimed at, sought to, seek to, seeks to, seeking to, "
    "looking to, looks to, looked to, want to, wants to, wanted to, wanting to, hoped to, "
    "hopes to, hoping to, hoping for, hopes of, intend to, intends to, intended to, intending to, "
    "intended the, tries to, try to, tried to, "
    "trying to, plans to, planned to, wished to, wishes to, longed to, determined to, eager to, "
    "eager for, keen to, desperate to, anxious to, willing to, unwilling to, reluctant to, "
    "set out to, sets out to, setting out to, mean to be, means to be, they mean to, they meant "
    "to, "
    "he means to, he meant to, she means to, she meant to, so as to, in an attempt to, "
    "in a bid to, in an effort to, with a view to, in order to please, "
    "in order to win, in order to keep, in order to gain, in order to hide, "
    "in order to save, in order to weaken, in order to control, "
    "for the sake of, as a ploy, as a trap, under the pretext, pretended to, pretends to, "
    "out of, is afraid, are afraid, "
    "was afraid, were afraid, they know it, know it, knew it, has decided to, have decided to, "
    "has resolved to, have resolved to, hidden agenda, secret agenda, own agenda, expansion "
    "agenda, "
    "agendas for, agendas of, aspiration*, ambition*, strategic move, strategic step, "
    "strategic interest*, motivated by, driven by, "
    "obsessed with, jealous of, envied, coveted, secretly, deep down, desire for, desire to, "
    "desired, thirst for, only cares, only cared, cares only, cared only, only interested in, "
    "no interest in, no sympathy for, little sympathy for, indifferent to, "
    "frightened by, frightened of, terrified of, alarmed by, embarrassed by, humiliated by, "
    "furious at, angry at, ashamed of, proud of, convinced that, tempted by, fed up with, "
    "lust for, in the hope of, in the hope that, with the aim of, with the intention of, "
    "hated the, hated his, hated her, loved the, "
    "dreamed of, dreamt of, dreams of, fears the, fears that, fears a, feared a, "
    "feared the, feared that, feared his, feared her, fear of losing, "
    "resented, resents, to please, to impress, to humiliate, to punish, to appease, "
    "to take revenge, revenge for, for revenge, to distract, to hide, its interests, "
    "their interests, own interests, their hopes, the hopes of, "
    "courts, woo, woos, ulterior, its real objective*, their real objective*, "
    "for fear of the, for fear of being, no intention of, has no intention, had no intention, "
    "would love to, would like nothing, to show its, to show his power, to show their power, "
    "to show who, to prove that he, to prove that they, in revenge, out to get, out to destroy, "
    "bent on, hell-bent on, loathed, despised, adored, craved, yearned, distrusted, mistrusted, "
    "envied, never forgave, could not forgive, refused to admit, knew perfectly, knew very well, "
    "secret wish, real reason, real motive, true motive, real aim, true aim, real goal, "
    "real purpose, true purpose, felt threatened, felt betrayed, felt guilty, felt ashamed, "
    "feel threatened, feels threatened, felt no, was glad, were glad, was relieved, was furious, "
    "were furious, was bitter, was desperate, were desperate, was worried, were worried, "
    "could not bear, in love with power, hungry for, greedy for, had enough of, tired of, "
    "does not want, do not want, did not want, doesn't want, don't want, didn't want, "
    "sympathised with, sympathized with, hopes for, hoped for, wished for, wanted a, wanted the, "
    "wants a, wants the, cared little, cares little, cared nothing, cares nothing, "
    "to challenge, to undermine, to outwit, to curry favour, to win favour, to save face"
)
_FEARS = re.compile(r"\b(?:[A-Z]\w+|he|she|they|who)\s+(?:fears?|feared|dreads?|dreaded)\s+[a-z]")
_PLAN_OF = re.compile(
    r"\b(?:has|have|had|with)\s+an?\s+(?:[\w-]+\s+){0,3}?(?:agenda|plan of|plan for|plan to|"
    r"design on)\b"
)
_AFTER = re.compile(
    r"\b(?:was|were|is|are)\s+(?:only\s+|really\s+)?after\s+(?:the|his|her|its|their)\s+[\w’']+\s*"
    r"(?:land|money|power|votes?|throne|seat|job|wealth|gold|oil|\w+ness)?[.,]"
)
_ONLY_TO = re.compile(
    r"\bonly\s+(?:\w+ed|came|did|went|built|made|gave|took|wrote|met|"
    r"spoke)\b[^.,;]{0,50}\bto\s+[a-z]+"
)
_SEES_AS = re.compile(
    r"\b[A-Z]\w+\s+(?:sees|saw|regards|regarded|views|viewed|considers|"
    r"considered)\s+(?:[\w’'-]+\s+)"
    r"{1,4}?as\s+(?:an?|the|its|his|her)\b"
)
_OUT_OF = re.compile(
    r"^\s+(?:jealousy|spite|fear|greed|pride|envy|revenge|hatred|love|malice|vanity|anger|"
    r"guilt|boredom|ambition)\b",
    re.I,
)
_OWN_WORDS = re.compile(
    r"\b(?:wrote|writes|letter|diary|memoir|minutes|told|said|says|testified|memo|interview|speech|"
    r"announced|statement|declared that|noted in)\b",
    re.I,
)
_THINGS = re.compile(r"\b(?:meeting|session|day|conference|the)['’]?s?\s+$", re.I)
_OBJECT_AIM = re.compile(
    r"^\s+(?:the (?:target|door|wall|bird|guns?|children|beginners)|pupils|\w+ers)\b"
)
_COURT = re.compile(r"\b(?:the|high|law|appeal|county|lower|tennis)\s+$", re.I)


def find(scene: Scene) -> Iterable[Span]:
    """Words for wishes and fears where nobody's own words are given."""
    own = _OWN_WORDS.search(scene.text) and (scene.by_named() or scene.has_digit)
    for span in found(scene, _WANTED):
        low, after, before = span.cue.lower(), rest(scene, span), lead(scene, span)
        if own and not scene.quoted(span.start):
            continue
        if low == "out of" and not _OUT_OF.match(after):
            continue
        if low == "courts" and (_COURT.search(before) or not re.match(r"^\s+[A-ZÀ-Þ]", after)):
            continue
        if low.startswith("look") and re.match(r"^\s+(?:the|his|her)\b", after):
            continue
        if low in ("aimed at", "intended the") and _OBJECT_AIM.match(after):
            continue
        if re.search(r"\bI\s+$", before):
            continue
        yield span
    if own:
        return
    for pattern in (_FEARS, _PLAN_OF, _SEES_AS, _AFTER, _ONLY_TO):
        for match in pattern.finditer(scene.text):
            yield Span(match.start(), match.end(), match.group())


RULE = Rule(
    id="motive",
    cues="aimed to, sought to, wanted to, is afraid, out of jealousy, agenda; no letter, no speech",
    find=find,
    weight=0.7,
    weak=examples("""
The queen wanted to humiliate her cousin.
The company sought to silence the town.
The bishop acted out of jealousy.
The general was afraid of his own officers.
The republic aimed to extend its power over the straits.
He burned the letters to hide his debts.
The guild looked to strengthen its hold on the market.
The minister secretly hated the opera.
Driven by greed, the heirs sold the forest.
They lowered the tax to please the merchants.
The party has a hidden agenda.
The duke dreamed of a crown and resented his brother.
"""),
    fine=examples("""
In her letter of 2 June she wrote that she wanted to leave the court.
The road looks to the east.
“I intend to retire,” said Mayor Ines Duarte.
The agenda of the meeting of 4 May had nine points.
The county courts opened in March.
The dog ran out of the house.
The minutes of 1904 state that the board planned to sell the mill.
In his diary for 9 May the captain noted that he hoped to land before dark.
The queen met her cousin at Dover.
The printed agenda lay on the table.
The tenants paid the tax in oats.
I want to thank the printers of this book.
"""),
)
