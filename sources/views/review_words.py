"""What the workbench says in words: of a place, of a decision, of what others did."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from sources.models import Claim, ReviewAct, ReviewVerb, Sentence
from sources.operations.claim_rows import PlaceIsGone, RangeIsTaken
from sources.operations.cutting import BothDecided, CutIsFixed, NothingToJoin, NothingToSplit
from sources.operations.reviewing import NewerVersion, RangeEnds, RoundIsOpen
from sources.operations.undoing import AlreadyUndone, ChangedSince, IsOfARound, NothingToUndo
from sources.reports.desk import Desk, Part
from sources.reports.desk_claims import DeskClaim
from sources.reports.desk_lines import weakness_name
from sources.reports.desk_news import News
from sources.taxonomy import KINDS

MOST_LINKS = 12


@dataclass(frozen=True, slots=True)
class NewsLine:
    """What one person did of one kind. acts: those that are linked, of `count`."""

    who: str
    verb: str
    acts: list[ReviewAct]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.acts)


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
        "first": number_format(min(numbers), force_grouping=True),
        "last": number_format(max(numbers), force_grouping=True),
        "all": number_format(last_number, force_grouping=True),
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
    if claim is not None and claim.has_no_weakness:
        return claim.name_without_weakness
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
            lines.append(NewsLine(name, str(verb), linked, len(acts)))
    return lines


def refusal_words(refused: Exception) -> str:
    """What happened and what to do, in one or two sentences."""
    if isinstance(refused, ChangedSince):
        if refused.by is None:
            return _("It has been changed since, so it was not undone. Look at it as it is now.")
        return _("%(who)s changed it since, so it was not undone. Look at it as it is now.") % {
            "who": refused.by
        }
    if isinstance(refused, CutIsFixed):
        return fixed_words(refused.resting)
    return str(_REFUSALS[type(refused)])


def fixed_words(resting: Mapping[str, int]) -> str:
    """What rests on a document as it is cut, and the way out."""
    named = ", ".join(f"{name} ({count})" for name, count in resting.items())
    return _(
        "The sentences and parts of this text stay as they are, for something rests on them: "
        "%(what)s. Import a new version of the document: it can be cut otherwise."
    ) % {"what": named}


_REFUSALS: Mapping[type[Exception], Any] = {
    RoundIsOpen: _lazy("An independent review is under way: nobody decides for all until it ends."),
    NewerVersion: _lazy("There is a newer version of this document. Review that one."),
    RangeIsTaken: _lazy("These sentences carry an accepted claim already: change that one."),
    RangeEnds: _lazy("The range cannot go further that way."),
    PlaceIsGone: _lazy("What this pointed at is no longer there. Nothing was changed."),
    NothingToUndo: _lazy("You have done nothing here yet that could be undone."),
    AlreadyUndone: _lazy("That was undone before."),
    IsOfARound: _lazy("An independent review is undone as a whole, on its own page."),
    NothingToSplit: _lazy("Choose a place inside the sentence, with words on both sides."),
    NothingToJoin: _lazy("No sentence follows in the same part of the text: nothing to join."),
    BothDecided: _lazy(
        "Both sentences carry claims. Make one of them undecided again, then join them."
    ),
}


def asked_words(newly_named: list[str]) -> str:
    """Asks for the words of weaknesses that were named just now; nothing was decided yet."""
    if not newly_named:
        return ""
    named = ", ".join(weakness_name(one) for one in newly_named)
    return _(
        "Which words of the sentence show it (%(what)s)? Enter them below, then decide. "
        "If no words of their own show it, leave the field empty."
    ) % {"what": named}


def offered_words(kind: str) -> str:
    """That the kind was set after a weakness, and by what."""
    if not kind:
        return ""
    return _("The kind is now “%(kind)s”, for this weakness says so. Change it if it is not.") % {
        "kind": _(KINDS[kind].name)
    }


def card_words(card: Any, desk: Desk) -> dict[str, str]:
    """All that the card says of itself."""
    named = [row.weakness.id for row in card.rows]
    return {
        "place_words": place_words(card.place.first, card.place.last),
        "card_title": title_of(named, card.claim, card.suggestion is not None),
        "state_words": state_words(card.claim),
        "asked_words": asked_words(card.form.newly_named),
        "offered_words": offered_words(card.form.offered_kind),
        "no_weakness_words": _(
            "No weakness is named, and the rules miss some. Accept it as a claim, mark it as "
            "sound, or name one under Edit. Sound sentences count too, above all those that look "
            "weak and are not: learners must tell them from the weak ones."
        ),
    }
