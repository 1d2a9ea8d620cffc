"""What a new version of a text took over from the one before it, and what waits for a person."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from sources.models import Document, ReviewAct, ReviewVerb
from sources.pipeline.carried import Entry, What, Why, entries_from
from sources.taxonomy import WEAKNESSES

WHAT_WORDS = {
    What.CLAIM: _("A decision"),
    What.WEAKNESS: _("A weakness"),
    What.EVIDENCE: _("Evidence"),
    What.RATINGS: _("Ratings"),
    What.TURNED_DOWN: _("A suggestion that was turned down"),
    What.MADE_SENTENCE: _("A made sentence"),
}
WHY_WORDS = {
    Why.GONE: _("its sentence is not in the new version."),
    Why.CHANGED: _("its sentence says something else now."),
    Why.JOINED: _("its sentence is a part of a longer one now."),
    Why.RANGE_BROKEN: _("its sentences no longer follow each other."),
    Why.SET_ASIDE: _("its sentence is set aside in the new version."),
    Why.DECIDED_HERE: _("the new version has a decision there already."),
    Why.CUE_GONE: _("the words that show it are gone."),
    Why.EVIDENCE_GONE: _("the sentence that it points at is gone."),
    Why.OTHER_WORDS: _("the words changed, so it has to be decided again."),
    Why.PART_LOST: _("a part of it was lost, so it has to be decided again."),
}


@dataclass(frozen=True, slots=True)
class CarriedEntry:
    """One line: what it was about, why it waits, the old words, and the new sentence if any."""

    what: str
    about: str
    why: str
    text: str
    now: str
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """look_again: carried and waiting for a person; lost: not carried at all."""

    number: int
    carried: int
    near: int
    look_again: list[CarriedEntry] = field(default_factory=list)
    lost: list[CarriedEntry] = field(default_factory=list)


def carried_to(document: Document) -> Carried | None:
    """The lists that the import of this version wrote; None for a first one. Two queries."""
    if document.supersedes_id is None:
        return None
    act = document.review_acts.filter(verb=ReviewVerb.CARRY_OVER).order_by("pk").first()
    return _from(act, document) if act else None


def _from(act: ReviewAct, document: Document) -> Carried:
    said = act.after
    look_again, lost = (entries_from(said.get(name, [])) for name in ("look_again", "lost"))
    keys = {entry.new for entry in (*look_again, *lost) if entry.new}
    ids = dict(document.sentences.filter(key__in=keys).values_list("key", "pk")) if keys else {}
    return Carried(
        number=said.get("from", {}).get("number", document.number - 1),
        carried=said.get("carried", 0),
        near=len(said.get("near", [])),
        look_again=[_entry(entry, ids) for entry in look_again],
        lost=[_entry(entry, ids) for entry in lost],
    )


def _entry(entry: Entry, ids: dict[str, int]) -> CarriedEntry:
    weakness = WEAKNESSES.get(entry.about)
    return CarriedEntry(
        what=str(WHAT_WORDS[entry.what]),
        about=str(weakness.name) if weakness else "",
        why=str(WHY_WORDS[entry.why]),
        text=entry.text,
        now=entry.now,
        sentence=ids.get(entry.new),
    )
