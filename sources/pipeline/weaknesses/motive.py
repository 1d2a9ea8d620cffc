"""Mind-reading: what somebody wanted or felt, with no words of theirs."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, lead, rest

_WANTED = Phrases(
    "aim to, aims to, aimed to, aiming to, sought to, seek to, seeks to, seeking to, "
    "looking to, looks to, looked to, want to, wants to, wanted to, wanting to, hoped to, "
    "hopes to, hoping to, intend to, intends to, intended to, intending to, tries to, "
    "trying to, plans to, planned to, wished to, wishes to, longed to, determined to, eager to, "
    "keen to, desperate to, anxious to, in order to please, out of, is afraid, are afraid, "
    "was afraid, were afraid, they know it, know it, knew it, has decided to, "
    "agenda, agendas, aspiration*, ambition*, strategic move, objectives, motivated by, driven by, "
    "obsessed with, jealous of, envied, secretly, deep down, desire for, desire to, "
    "desired, thirst for, "
    "lust for, in the hope of, with the aim of, hated the, hated his, hated her, loved the, "
    "dreamed of, dreamt of, feared the, feared that, feared his, feared her, fear of losing, "
    "resented, willing ally, interest can, to please, to impress, to humiliate, to punish, "
    "to take revenge, revenge for, to distract, to hide, its interests, their interests, "
    "courts, advocating for, ulterior, increasing their presence, "
    "declares itself, counterweight to, putting aside, to challenge, to undermine"
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
        if low in ("agenda", "objectives") and re.search(
            r"\b(?:on|item|meeting['’]s|printed|day['’]s)\b[^.]{0,14}$|^the $", before, re.I
        ):
            continue
        if low.startswith("look") and re.match(r"^\s+(?:the|his|her)\b", after):
            continue
        if re.search(r"\bI\s+$", before):
            continue
        yield span


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
