"""What is said of a claim's support where nobody has written it yet.

Made from the labels that a person accepted: the words that show a weakness, what the weakness is,
and the question to ask. In the language that is active; callers choose that of the document.
"""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.models import Claim, ClaimWeakness
from sources.taxonomy import SUPPORTS, WEAKNESSES

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#&|~!])")
ASK_OF_SUPPORT: dict[str, Promise | str] = {
    "cited": gettext_lazy("Does that document say what the sentence says?"),
    "named": gettext_lazy("How would this speaker know, and where did they say it?"),
    "anon": gettext_lazy("Who is it, how would they know, and why can they not be named?"),
    "in-text": gettext_lazy("Do the figures, dates or examples beside it bear on it?"),
    "bare": gettext_lazy("What could a reader look up in order to check it?"),
    "common": gettext_lazy("Would anybody in this class dispute it?"),
    "na": gettext_lazy("Does it say that something is so?"),
}
SHOWN: dict[str, Promise | str] = {
    "anon-source": gettext_lazy("“%(cue)s” has no name, so that nobody can ask how they know."),
    "vague-attribution": gettext_lazy(
        "“%(cue)s” does not tell you who thinks so, or where they said it."
    ),
    "orphan-quote": gettext_lazy(
        "“%(cue)s” stands in quotation marks, and no speaker stands near it."
    ),
    "attribution-mismatch": gettext_lazy(
        "At “%(cue)s” the quotation has another speaker than at its other end."
    ),
    "uncheckable-source": gettext_lazy(
        "“%(cue)s” points to a source, and gives too little to find it by."
    ),
    "quote-mining": gettext_lazy("“%(cue)s” was cut so that it means something else."),
    "vague-amount": gettext_lazy("“%(cue)s” stands where a number should be."),
    "unmeasured": gettext_lazy(
        "“%(cue)s” claims much, and no measure says how much, or compared with what."
    ),
    "missing-anchor": gettext_lazy("“%(cue)s” leaves open when, where or which one exactly."),
    "post-hoc": gettext_lazy(
        "“%(cue)s” claims a cause. The text shows only that one thing came with or after the other."
    ),
    "single-cause": gettext_lazy(
        "“%(cue)s” makes one cause explain everything, and leaves no way to prove it wrong."
    ),
    "generalise": gettext_lazy(
        "“%(cue)s” speaks of every case, and the text shows a few, or none."
    ),
    "motive": gettext_lazy(
        "“%(cue)s” tells what somebody wanted or felt, without any words of theirs."
    ),
    "hindsight": gettext_lazy(
        "“%(cue)s” is told from the ending, which nobody could know at the time."
    ),
    "prediction-as-fact": gettext_lazy(
        "“%(cue)s” tells the future as certain, without a “might” and without a method."
    ),
    "opinion-as-fact": gettext_lazy("“%(cue)s” is a judgement that is put as if it were a fact."),
    "loaded": gettext_lazy("“%(cue)s” has judged before any evidence is given."),
    "loaded-question": gettext_lazy(
        "“%(cue)s” takes for granted what would have to be shown first."
    ),
    "circular": gettext_lazy("“%(cue)s” only says the claim again in other words."),
    "false-balance": gettext_lazy(
        "“%(cue)s” gives two sides of very different weight the same weight."
    ),
    "internal-contradiction": gettext_lazy(
        "“%(cue)s” cannot be true together with another sentence of this text."
    ),
}
"""What the words of a sentence show, by weakness. What belongs to a whole text has its meaning."""


def why_of(claim: Claim) -> str:
    """Why the claim is labelled as it is: the reviewer's words, or else drafted from the labels.

    Reads the claim's weaknesses; prefetch them.
    """
    if claim.why.strip():
        return claim.why
    core = core_of(claim)
    if not core:
        return _(SUPPORTS[claim.support].meaning)
    return "\n".join(weakness_words(one.weakness, one.cue) for one in core)


def ask_of(claim: Claim) -> str:
    """The question to ask of the claim: the reviewer's, or that of its first core weakness."""
    if claim.ask.strip():
        return claim.ask
    core = core_of(claim)
    if core:
        return _(WEAKNESSES[core[0].weakness].question)
    return str(ASK_OF_SUPPORT[claim.support])


def weakness_words(weakness: str, cue: str) -> str:
    """Markdown: what the words to look at show, or what the weakness is where none are known."""
    words = cue.strip(' “”"«»')
    if not words or weakness not in SHOWN:
        return _(WEAKNESSES[weakness].definition)
    return str(SHOWN[weakness]) % {"cue": escaped(words)}


def escaped(text: str) -> str:
    """Words of a document on one line, so that Markdown shows them as they are."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def core_of(claim: Claim) -> list[ClaimWeakness]:
    """The core weaknesses of a claim that the taxonomy knows, in their order."""
    return [
        one
        for one in claim.weaknesses.all()
        if one.standing == ClaimWeakness.Standing.CORE and one.weakness in WEAKNESSES
    ]
