"""The words of drafted steps: our own, neutral, and about any text alike."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lessons.operations.building.objectives import weaknesses_in
from lessons.operations.building.outline import Section
from sources.models import Claim, Document
from sources.operations.explaining import escaped, why_of
from sources.taxonomy import WEAKNESSES

ORIGIN = ("author", "published", "publisher", "address")
MOST_QUESTIONS = 5

ASK_OF_ORIGIN: Mapping[str, str | Promise] = {
    "author": gettext_lazy("Nobody is named as the author. Who could have written it?"),
    "published": gettext_lazy("It bears no date. What in it tells you when it was written?"),
    "publisher": gettext_lazy("No publisher is named. Where could such a text have stood?"),
    "address": gettext_lazy("We cannot say where to find it. How would you look for it?"),
}
ASK_OF_FINDINGS: Mapping[str, str | Promise] = {
    "no-sources": gettext_lazy("Which documents does it name, and which people with a name?"),
    "disclaimer": gettext_lazy("A note says what the publisher does not answer for. What is it?"),
    "no-named-source": gettext_lazy("Do any of those who speak in it have a name?"),
    "one-sided": gettext_lazy("Who speaks most often in it, and who would disagree?"),
    "no-reply": gettext_lazy("Is anybody spoken about who does not get to answer?"),
    "no-dates-inside": gettext_lazy("Does any sentence say in which year something happened?"),
    "dates-inside": gettext_lazy("Which years does it name, and what do they tell about its age?"),
}


def origin_text(document: Document) -> str:
    """What to look at before reading the first lesson of a text; findings are put as questions."""
    known = {name: str((document.adapted_from or {}).get(name) or "") for name in ORIGIN}
    missing = [name for name in ORIGIN if known[name] in ("", "unknown")]
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


def closing_text(section: Section) -> str:
    """The words of the last step."""
    return _(
        "You have read sentences %(first)s to %(last)s. "
        "A sentence without support may still be true; it only asks you to trust it. "
        "A sentence with support can still be wrong; but it shows you where to look."
    ) % {"first": _first_number(section), "last": _last_number(section)}


def closing_prompt() -> str:
    """The open question of the last step."""
    return _(
        "Choose one sentence of this part that you would repeat to a friend, and one that you "
        "would not. Say for each what it rests on, or what you would have to look up first."
    )


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
    said = ", ".join(names) if names else _("sound")
    number = claim.first.number or claim.first.key
    words = f"{number}. {said}"
    if claim.contested:
        words = f"{words} ({_('contested')})"
    why = why_of(claim).replace("\n", " ")
    return f"**{words}** {why}".strip()


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _first_number(section: Section) -> str:
    return next((str(s.number) for s in section.sentences if s.number), section.first.key)


def _last_number(section: Section) -> str:
    numbers = [str(s.number) for s in section.sentences if s.number]
    return numbers[-1] if numbers else section.last.key
