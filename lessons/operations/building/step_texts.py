"""The words of drafted steps: our own, neutral, and about any text alike."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lessons.operations.building.objectives import weaknesses_in
from lessons.operations.building.outline import Section
from sources.models import Claim, Document
from sources.operations.explaining import escaped, why_of
from sources.reports.soundness import name_without_weakness
from sources.taxonomy import WEAKNESSES

ORIGIN = ("author", "published", "publisher", "address")
MOST_QUESTIONS = 5

ASK_OF_ORIGIN: Mapping[str, str | Promise] = {
    "author": gettext_lazy("Nobody is named as the author. Who could have written it?"),
    "published": gettext_lazy("It bears no date. What in it tells you when it was written?"),
    "publisher": gettext_lazy("No publisher is named. Where could such a text have stood?"),
    "address": gettext_lazy("We cannot say where to find it. How would you look for it?"),
}
CLOSINGS: tuple[str | Promise, ...] = (
    gettext_lazy(
        "A sentence without support may still be true; it only asks you to trust it. "
        "A sentence with support can still be wrong; but it shows you where to look."
    ),
    gettext_lazy(
        "A text mixes sentences that you can follow up with others that you cannot. "
        "Keep them apart, so that the first do not lend their weight to the others."
    ),
    gettext_lazy(
        "To ask for support is not to doubt everything. You may go on believing a sentence, "
        "as long as you know what you would look up."
    ),
    gettext_lazy(
        "Support is something you could go to: a page, a person, a record. "
        "How sure a sentence sounds is none."
    ),
)
PROMPTS: tuple[str | Promise, ...] = (
    gettext_lazy(
        "Choose one sentence of this part that you would repeat to a friend, and one that you "
        "would not. Say for each what it rests on, or what you would have to look up first."
    ),
    gettext_lazy(
        "Take one sentence of this part that offers nothing for what it says. Write it anew so "
        "that a reader could check it. Invent no facts: leave a gap for what has to be looked up."
    ),
    gettext_lazy(
        "Which sentence of this part did you believe at first, and which of its words made you "
        "ask? Write two sentences."
    ),
    gettext_lazy(
        "You may put one question to the writer of this part. Which would it be, and about which "
        "sentence?"
    ),
)
MOST_LOOKED_BACK_AT = 3

ASK_OF_FINDINGS: Mapping[str, str | Promise] = {
    "no-sources": gettext_lazy("Which documents does it name, and which people with a name?"),
    "no-named-source": gettext_lazy("Do any of those who speak in it have a name?"),
    "one-sided": gettext_lazy("Who speaks most often in it, and who would disagree?"),
    "no-reply": gettext_lazy("Is anybody spoken about who does not get to answer?"),
    "no-dates-inside": gettext_lazy("Does any sentence say in which year something happened?"),
    "dates-inside": gettext_lazy("Which years does it name, and what do they tell about its age?"),
}


def origin_text(document: Document) -> str:
    """What to look at before reading the first lesson of a text; findings are put as questions."""
    missing = [name for name in ORIGIN if _origin_of(document, name) == ""]
    paragraphs = [
        _(
            "Before you read a text, look at where it comes from. "
            "Beside this page stands what is known about “%(title)s”, and what is not."
        )
        % {"title": escaped(document.title)}
    ]
    questions = [str(ASK_OF_ORIGIN[name]) for name in missing]
    found = [str(finding.get("id", "")) for finding in document.findings]
    questions += [str(ASK_OF_FINDINGS[id_]) for id_ in found if id_ in ASK_OF_FINDINGS]
    if not questions:
        questions = [_("Who made it, when, and for whom?")]
    if missing:
        paragraphs.append(
            _(
                "Something is missing there. That makes the text neither false nor true. "
                "It tells you what you cannot check, and how careful you should be."
            )
        )
    paragraphs.append(_("Keep these questions in mind while you read:"))
    paragraphs.append(_listed(questions[:MOST_QUESTIONS]))
    return "\n\n".join(paragraphs)


def opening_text(section: Section, claims: Sequence[Claim]) -> str:
    """What to look for in a further lesson of a text, without saying where it stands."""
    questions = [
        str(_(WEAKNESSES[id_].question)) for id_ in weaknesses_in(claims) if id_ in WEAKNESSES
    ]
    first = _(
        "You go on with the text, from sentence %(first)s to sentence %(last)s. "
        "Some of its sentences say what they rest on, and some do not."
    ) % {"first": _first_number(section), "last": _last_number(section)}
    ask = _("These questions help to tell them apart:")
    general = [
        _("What exactly is said to be so?"),
        _("What does the text offer for it: a document, a name, a number, or nothing?"),
    ]
    return "\n\n".join([first, ask, _listed([*general, *questions][:MOST_QUESTIONS])])


def passage_text(first: str, last: str) -> str:
    """The words above a passage."""
    if first == last:
        return _("Read sentence %(number)s slowly. What does it rest on?") % {"number": first}
    return _(
        "Read sentences %(first)s to %(last)s slowly. "
        "At each one ask what it claims, and what it rests on."
    ) % {"first": first, "last": last}


def origin_prompt(document: Document) -> str:
    """The open question before a text: about its origin, where anything is known of that."""
    if all(_origin_of(document, name) == "" for name in ORIGIN):
        return _(
            "Nothing is known of where this text comes from. What would you want to know first, "
            "and why? Write one sentence."
        )
    return _("What do you expect of a text that comes from there? Write one sentence.")


def closing_text(section: Section, claims: Sequence[Claim], *, number: int) -> str:
    """The words of the last step: what was met in this part, and a thought to take along.

    number: which lesson of the module it is, from 1; neighbours end with different thoughts.
    """
    words = {"first": _first_number(section), "last": _last_number(section)}
    thought = str(CLOSINGS[(number - 1) % len(CLOSINGS)])
    met = [id_ for id_ in weaknesses_in(claims) if id_ in WEAKNESSES][:MOST_LOOKED_BACK_AT]
    if not met:
        read = _("You have read sentences %(first)s to %(last)s.") % words
        return f"{read} {thought}"
    read = _(
        "In sentences %(first)s to %(last)s you met these weaknesses most often, "
        "each with the question that finds it:"
    )
    listed = _listed(f"**{_(WEAKNESSES[id_].name)}**: {_(WEAKNESSES[id_].question)}" for id_ in met)
    return "\n\n".join([read % words, listed, thought])


def closing_prompt(*, number: int) -> str:
    """The open question of the last step of a lesson; neighbours ask different ones."""
    return str(PROMPTS[(number - 1) % len(PROMPTS)])


def teachers_text(document: Document, section: Section, claims: Sequence[Claim]) -> str:
    """What the review found in the range of a lesson, for whoever teaches it."""
    head = _(
        "Drafted from the review of “%(title)s”, sentences %(first)s to %(last)s. "
        "What was accepted there:"
    ) % {
        "title": escaped(document.title),
        "first": _first_number(section),
        "last": _last_number(section),
    }
    if not claims:
        return _(
            "Drafted from “%(title)s”. No claim of this part has been accepted yet, so that "
            "there is nothing to ask about it."
        ) % {"title": escaped(document.title)}
    return "\n\n".join([head, _listed(_of_teacher(claim) for claim in claims)])


def _of_teacher(claim: Claim) -> str:
    names = [
        str(_(WEAKNESSES[w.weakness].name))
        for w in claim.weaknesses.all()
        if w.weakness in WEAKNESSES
    ]
    said = ", ".join(names) if names else name_without_weakness(claim.kind, claim.support)
    number = claim.first.number or claim.first.key
    words = f"{number}. {said}"
    if claim.contested:
        words = f"{words} ({_('contested')})"
    why = why_of(claim).replace("\n", " ")
    return f"**{words}** {why}".strip()


def _origin_of(document: Document, name: str) -> str:
    """What is known of it; empty where that is nothing."""
    known = str((document.adapted_from or {}).get(name) or "")
    return "" if known == "unknown" else known


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _first_number(section: Section) -> str:
    return next((str(s.number) for s in section.sentences if s.number), section.first.key)


def _last_number(section: Section) -> str:
    numbers = [str(s.number) for s in section.sentences if s.number]
    return numbers[-1] if numbers else section.last.key
