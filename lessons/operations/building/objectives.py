"""What a lesson aims at, by the weaknesses and kinds of claims that its passages hold."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources.models import Claim, ClaimWeakness

MOST_OBJECTIVES = 4
MOST_SKILLS = 5

OF_WEAKNESSES: Mapping[str, str | Promise] = {
    "anon-source": _("Ask who a nameless source is and how that person could know."),
    "vague-attribution": _("Spot “it is said” and ask by whom, and where."),
    "orphan-quote": _("Find the speaker of each quotation, or notice that none is named."),
    "attribution-mismatch": _("Follow a quotation from its first word to its owner."),
    "single-source": _("Count the voices in a text and name who was not asked."),
    "uncheckable-source": _("Tell a source that you could find from one that you could not."),
    "quote-mining": _("Ask what was cut from a quotation and whether it matters."),
    "vague-amount": _("Spot words that stand in for a number, and ask for the number."),
    "unmeasured": _("Ask how something big or important was measured."),
    "missing-anchor": _("Notice where a date, a place or a name is missing."),
    "post-hoc": _("Tell a cause that is shown from one that is only said."),
    "single-cause": _("Look for further causes where a text gives only one."),
    "generalise": _("Ask how many cases stand behind “all”, “always” or “never”."),
    "motive": _("Tell what people said they wanted from what a writer thinks they wanted."),
    "hindsight": _("Ask what people could have known at the time."),
    "prediction-as-fact": _("Tell a forecast from a fact, and ask what it rests on."),
    "opinion-as-fact": _("Tell a judgement from a fact, even where it is put like one."),
    "loaded": _("Find words that judge, and put neutral ones in their place."),
    "loaded-question": _("Find the claim that hides in a question."),
    "circular": _("Test whether a reason says more than the claim itself."),
    "false-balance": _("Ask how much evidence stands behind each of two sides."),
    "internal-contradiction": _("Compare the sentences of a text with each other."),
}

OF_KINDS: Mapping[str, str | Promise] = {
    "fact": _("Say which record could show that a statement is true."),
    "quantity": _("Ask where a number comes from and what it counts."),
    "cause": _("Say what would show that one thing led to another."),
    "compare": _("Ask what is compared with what, and how."),
    "attrib": _("Tell what the writer says from what somebody else says."),
    "motive": _("Say what could show what people wanted."),
    "predict": _("Ask what a statement about the future rests on."),
    "value": _("Tell a judgement from a statement that a record could show."),
    "define": _("Say what a word means in this text, and who decides that."),
}

OF_ORIGIN = _("Say where this text comes from, and what nobody knows about that.")
OF_ANY_TEXT = _("Say what each sentence claims, and what it rests on.")


def objectives_of(claims: Sequence[Claim], *, with_origin: bool) -> list[str]:
    """At most `MOST_OBJECTIVES` sentences that begin with a verb: the origin, then weaknesses by
    how often they were found, then kinds; never none.
    """
    found: list[str | Promise] = [OF_ORIGIN] if with_origin else []
    weak = [OF_WEAKNESSES[id_] for id_ in weaknesses_in(claims) if id_ in OF_WEAKNESSES]
    found += weak[: MOST_OBJECTIVES - 1 - len(found)]
    kinds = [OF_KINDS[id_] for id_ in _by_count(c.kind for c in claims) if id_ in OF_KINDS]
    found += kinds[: MOST_OBJECTIVES - len(found)]
    if len(found) < MOST_OBJECTIVES and not kinds:
        found.append(OF_ANY_TEXT)
    return [str(sentence) for sentence in found]


def skills_of(claims: Sequence[Claim], *, with_origin: bool) -> list[str]:
    """The ids of skills that a lesson trains: its weaknesses, and what every passage asks for."""
    general = ["sourcing"] if with_origin else ["close-reading"]
    return (general + weaknesses_in(claims))[:MOST_SKILLS]


def weaknesses_in(claims: Sequence[Claim]) -> list[str]:
    """The core weaknesses of claims that are not contested, the most frequent first."""
    return _by_count(
        weakness.weakness
        for claim in claims
        if not claim.contested
        for weakness in claim.weaknesses.all()
        if weakness.standing == ClaimWeakness.Standing.CORE
    )


def _by_count(ids: Iterable[Any]) -> list[str]:
    counts = Counter(ids)
    return sorted(counts, key=lambda id_: -counts[id_])
