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
    """One sentence of Markdown: the words to look at, if they are known, and what they show."""
    meaning = _(WEAKNESSES[weakness].definition)
    if not cue.strip():
        return meaning
    return _("“%(cue)s”: %(meaning)s") % {"cue": escaped(cue), "meaning": meaning}


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
