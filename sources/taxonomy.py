"""The taxonomy as data: kinds of claims, support, records, stances, weaknesses and skills.

Ids never change, because claims, items and progress are stored by them. Names and sentences are
English; whoever renders them passes them through gettext.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Entry:
    """One id of a list, its name for people and what it means."""

    id: str
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Weakness:
    """A way in which the support of a claim fails.

    `of_text`: it belongs to a whole text, so that a claim over many sentences which has it says
    nothing about any single one of them.
    """

    id: str
    name: str
    definition: str
    question: str
    group: str
    of_text: bool = False


_Identified = TypeVar("_Identified", Entry, Weakness)


def _by_id(*entries: _Identified) -> MappingProxyType[str, _Identified]:
    return MappingProxyType({entry.id: entry for entry in entries})


KINDS = _by_id(
    Entry("fact", "Fact", "It says that something happened or is so; a record could show it."),
    Entry("quantity", "Quantity", "It gives a count, a share or a rate."),
    Entry("cause", "Cause", "It says that one thing produced another."),
    Entry("compare", "Comparison", "It says more, less, first or most."),
    Entry("attrib", "Statement", "It says that somebody said or thought something."),
    Entry("motive", "Motive", "It says what somebody wanted, hoped or feared."),
    Entry("predict", "Prediction", "It tells something that has not happened yet."),
    Entry("value", "Judgement", "It says what is good or bad, or what should be done."),
    Entry("define", "Definition", "It says what a word means or what class a thing belongs to."),
    Entry("none", "No claim", "A question, a heading, a signpost or an instruction."),
)

SUPPORTS = _by_id(
    Entry("cited", "Cited", "It names a document that a reader could trace."),
    Entry("named", "Named", "A person or body with a name and a role stands behind it."),
    Entry("anon", "Nameless", "It rests on somebody who has no name."),
    Entry("in-text", "Shown in the text", "Figures, dates or examples beside it bear on it."),
    Entry("bare", "Bare", "The writer says so and offers nothing."),
    Entry("common", "Common knowledge", "Nobody in this class would dispute it."),
    Entry("na", "Not a claim", "It claims nothing, so it needs no support."),
)
SOUND_SUPPORTS = frozenset({"cited", "named", "in-text", "common"})
"""What a sound claim rests on: a reader can follow it up, or need not."""

RECORDS = _by_id(
    Entry("supported", "Supported", "The cards bear it out."),
    Entry("partly", "Partly supported", "The cards bear out a part of it."),
    Entry("contradicted", "Contradicted", "At least one card goes against it."),
    Entry("open", "Open", "No card that we have settles it."),
)

STANCES = _by_id(
    Entry("supports", "Supports", "It bears the claim out."),
    Entry("challenges", "Challenges", "It goes against the claim."),
    Entry("frames", "Frames", "It gives the background and decides nothing."),
)

GROUPS = _by_id(
    Entry("who", "Who says so?", "Weaknesses of the source."),
    Entry("what", "How much, when, where?", "Weaknesses of the measure."),
    Entry("why", "Why, and what follows?", "Weaknesses of the reasoning."),
    Entry("how", "How is it put?", "Weaknesses of the wording."),
)

WEAKNESSES = _by_id(
    Weakness(
        "anon-source",
        "Nameless source",
        "The person who is said to have said it has no name.",
        "Who is it, how would they know, and why can they not be named?",
        "who",
    ),
    Weakness(
        "vague-attribution",
        "Nameless crowd",
        "It is said, seen or believed, but nobody could tell you by whom.",
        "By whom, and where did they say it?",
        "who",
    ),
    Weakness(
        "orphan-quote",
        "Orphan quotation",
        "Words stand in quotation marks, and no speaker stands near them.",
        "Whose words are these?",
        "who",
    ),
    Weakness(
        "attribution-mismatch",
        "One quotation, two owners",
        "A quotation begins with one speaker and ends with another.",
        "How many people are speaking here?",
        "who",
    ),
    Weakness(
        "single-source",
        "One voice only",
        "The whole text rests on one voice or on one side.",
        "Who would disagree, and were they asked?",
        "who",
        of_text=True,
    ),
    Weakness(
        "uncheckable-source",
        "Source you cannot find",
        "A source is mentioned, with too little to find it by.",
        "Could I find the exact page in ten minutes?",
        "who",
    ),
    Weakness(
        "quote-mining",
        "Cut quotation",
        "Words were cut from a quotation, and the cut changes what it means.",
        "What was cut?",
        "who",
    ),
    Weakness(
        "vague-amount",
        "Vague amount",
        "A word such as “many” stands where a number should be.",
        "How many, out of how many?",
        "what",
    ),
    Weakness(
        "unmeasured",
        "Big word, no measure",
        "Something is called big, important or more than before, and no measure is given.",
        "Measured how, and compared with what?",
        "what",
    ),
    Weakness(
        "missing-anchor",
        "Missing date or place",
        "A date, a place, a name or a unit is missing where a reader needs one.",
        "When, where, and which one exactly?",
        "what",
    ),
    Weakness(
        "post-hoc",
        "Cause without evidence",
        "One thing is said to have caused another, and only their order or nearness is shown.",
        "What else changed, and would it have happened anyway?",
        "why",
    ),
    Weakness(
        "single-cause",
        "One cause explains all",
        "A single cause is made to explain everything, and nothing could prove it wrong.",
        "What would we see if this were false?",
        "why",
    ),
    Weakness(
        "generalise",
        "A few become all",
        "A few cases, or none, are turned into everybody, always or never.",
        "How many cases, and how were they chosen?",
        "why",
    ),
    Weakness(
        "motive",
        "Mind-reading",
        "The writer says what somebody wanted or felt, and offers no words of theirs.",
        "How does the writer know what they wanted?",
        "why",
    ),
    Weakness(
        "hindsight",
        "Told from the ending",
        "The past is told as if everybody had known how it would end.",
        "Could people have known it then?",
        "why",
    ),
    Weakness(
        "prediction-as-fact",
        "Prediction as fact",
        "The future is told as certain, without a “might” and without a method.",
        "On what basis, and how sure?",
        "why",
    ),
    Weakness(
        "opinion-as-fact",
        "Opinion as fact",
        "A judgement is put as if it were a fact.",
        "Could a fair person disagree?",
        "how",
    ),
    Weakness(
        "loaded",
        "Loaded word",
        "A word has judged before any evidence is given.",
        "What would the other side call it?",
        "how",
    ),
    Weakness(
        "loaded-question",
        "Loaded question",
        "A claim is dressed up as a question.",
        "What must I already accept in order to answer?",
        "how",
    ),
    Weakness(
        "circular",
        "Reason in a circle",
        "The reason only says the claim again in other words.",
        "If I take away the claim, is any reason left?",
        "how",
    ),
    Weakness(
        "false-balance",
        "False balance",
        "Two sides of very different weight are given the same weight.",
        "How many stand on each side, and how much do they know?",
        "how",
    ),
    Weakness(
        "internal-contradiction",
        "Text against itself",
        "Two sentences of the same text cannot both be true.",
        "Can both be true?",
        "how",
    ),
)

GENERAL_SKILLS = _by_id(
    Entry("sourcing", "Sourcing", "Asking who made a text, when, for whom and from what."),
    Entry("contextualisation", "Setting in time and place", "Asking what was going on then."),
    Entry("corroboration", "Comparing sources", "Asking what other sources say."),
    Entry("close-reading", "Close reading", "Asking what the words say, and what they do not."),
)

SKILL_IDS = (*GENERAL_SKILLS, *WEAKNESSES)
"""Every id that an item or a lesson may name as a skill, in the order in which to show them."""


def skill_name(skill_id: str) -> str:
    """The English name of a weakness or a general skill. Raises KeyError when there is none."""
    if skill_id in WEAKNESSES:
        return WEAKNESSES[skill_id].name
    return GENERAL_SKILLS[skill_id].name
