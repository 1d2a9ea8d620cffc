"""What the workbench says in words: of a place, of a decision, of what others did."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.models import Claim, ReviewAct, ReviewVerb, Sentence
from sources.reports.desk import Desk, Part
from sources.reports.desk_claims import DeskClaim
from sources.reports.desk_lines import weakness_name
from sources.reports.desk_news import News

MOST_LINKS = 12


@dataclass(frozen=True, slots=True)
class NewsLine:
    """What one person did of one kind. more: acts beyond those linked."""

    who: str
    verb: str
    acts: list[ReviewAct]
    more: int


def name_of(sentence: Sentence) -> str:
    """The number in the margin, or the id of what has none."""
    return str(sentence.number) if sentence.number else sentence.key


def place_words(first: Sentence, last: Sentence) -> str:
    """“Sentence 21” or “Sentences 21 to 23”."""
    if first.pk == last.pk:
        return _("Sentence %(n)s") % {"n": name_of(first)}
    return _("Sentences %(first)s to %(last)s") % {"first": name_of(first), "last": name_of(last)}


def stretch_words(part: Part, desk: Desk, last_number: int | None) -> str:
    """“Sentences 18 to 74 of 9,120”, by the numbers in the margin."""
    numbers = [row.number for row in desk.sentences.values() if row.number]
    if not numbers or not last_number:
        return _("part %(n)s") % {"n": part.first}
    return _("sentences %(first)s to %(last)s of %(all)s") % {
        "first": number_format(min(numbers)),
        "last": number_format(max(numbers)),
        "all": number_format(last_number),
    }


def state_words(claim: DeskClaim | None) -> str:
    """Whether and by whom it was decided."""
    if claim is None:
        return ""
    words = {
        Claim.Status.SUGGESTED: _("Begun, not decided yet"),
        Claim.Status.ACCEPTED: _("Accepted"),
        Claim.Status.REJECTED: _("Rejected"),
    }
    said = words[Claim.Status(claim.status)]
    if claim.is_sound:
        said = _("Accepted as sound")
    if claim.contested:
        said = _("Accepted as contested")
    return f"{said} · {claim.by}" if claim.by else said


def title_of(weaknesses: list[str], claim: DeskClaim | None, has_suggestion: bool) -> str:
    """What stands over the card."""
    if weaknesses:
        return ", ".join(weakness_name(one) for one in weaknesses)
    if claim is not None and claim.is_sound:
        return _("Sound")
    if claim is not None or has_suggestion:
        return _("A claim without a named weakness")
    return _("Nothing suggested here")


def overtaken_words(claim: Claim | None) -> str:
    """What stands now in place of what the form was built from."""
    if claim is None:
        return _("Somebody made this undecided again.")
    named = ", ".join(weakness_name(one.weakness) for one in claim.weaknesses.all())
    said = {
        Claim.Status.SUGGESTED: _("%(who)s has begun to write about it: %(what)s."),
        Claim.Status.ACCEPTED: _("%(who)s has accepted it: %(what)s."),
        Claim.Status.REJECTED: _("%(who)s has rejected it: %(what)s."),
    }[Claim.Status(claim.status)]
    return said % {
        "who": claim.edited_by or _("Somebody"),
        "what": named or _("no weakness"),
    }


def act_words(act: ReviewAct) -> str:
    """“accepted 21”."""
    verb = ReviewVerb(act.verb).label if act.verb in ReviewVerb else act.verb
    return f"{verb} {name_of(act.sentence)}" if act.sentence else str(verb)


def news_lines(news: News) -> list[NewsLine]:
    """What others did, a line for each person and kind."""
    lines = []
    for who, verbs in news.by_person:
        for verb, acts in verbs.items():
            linked = [act for act in acts if act.sentence is not None][:MOST_LINKS]
            name = str(who) if who else _("Somebody")
            lines.append(NewsLine(name, str(verb), linked, len(acts) - len(linked)))
    return lines


def left_words(count: int) -> str:
    return ngettext("%(n)d waits", "%(n)d wait", count) % {"n": count}


def card_words(card: Any, desk: Desk) -> dict[str, str]:
    """All that the card says of itself."""
    named = [row.weakness.id for row in card.rows]
    return {
        "place_words": place_words(card.place.first, card.place.last),
        "card_title": title_of(named, card.claim, card.suggestion is not None),
        "state_words": state_words(card.claim),
        "no_weakness_words": _(
            "No weakness is named. Accept it as a claim, mark it as sound, or name one under Edit."
        ),
    }
