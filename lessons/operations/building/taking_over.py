"""Candidates become terms, events and cards when a person takes them over; never before."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Max, ProtectedError, QuerySet

from lessons.models import BuiltPart, Module
from rosters.models import User
from sources.models import Collection, Event, SourceCard, Term
from sources.operations.editing import record_edit
from sources.operations.entries import FIELDS, entry_content
from sources.prose.dates import read_date

Entry: TypeAlias = SourceCard | Term | Event
MODELS: Mapping[str, type[Entry]] = {
    BuiltPart.Kind.CARD: SourceCard,
    BuiltPart.Kind.TERM: Term,
    BuiltPart.Kind.EVENT: Event,
}


class EditedSince(Exception):
    """The entry was edited, or something cites it, so that it is not taken back from here."""


@transaction.atomic
def take_over(
    module: Module, *, parts: Iterable[int], by: User, at: datetime
) -> tuple[list[BuiltPart], list[BuiltPart]]:
    """Make terms, events and cards of candidates; returns those taken over, and those that are not.

    An event cannot be taken over before somebody has given it a date, nor a word without a
    meaning: a sentence in which it stands explains it to nobody.
    """
    taken, incomplete = [], []
    for part in _candidates(module, parts).filter(decided=False):
        if lacks(part):
            incomplete.append(part)
            continue
        _make_entry(module.collection, part, by=by, at=at)
        part.decided = True
        part.save(update_fields=["decided"])
        taken.append(part)
    return taken, incomplete


@transaction.atomic
def turn_down(module: Module, *, parts: Iterable[int]) -> int:
    """Say of candidates that they are not wanted; later builds do not offer them again."""
    rows = _candidates(module, parts).filter(decided=False)
    return rows.update(decided=True, turned_down=True)


@transaction.atomic
def offer_again(module: Module, *, part_id: int) -> BuiltPart | None:
    """Take back what was said about a candidate; an entry that was made of it goes again.

    Returns None when there is no such candidate. Raises EditedSince.
    """
    part = _candidates(module, [part_id]).select_for_update().filter(decided=True).first()
    if part is None:
        return None
    entry = (
        MODELS[part.kind]
        ._default_manager.filter(collection=module.collection_id, slug=part.slug)
        .first()
    )
    if entry is not None and not part.turned_down:
        _unmake(entry, part)
    part.decided = part.turned_down = False
    part.save(update_fields=["decided", "turned_down"])
    return part


@transaction.atomic
def edit_candidate(part: BuiltPart, *, values: Mapping[str, Any]) -> None:
    """Put a person's words in place of the drafted ones; later builds leave them alone."""
    part.content = {**part.content, **values}
    part.save(update_fields=["content"])


def lacks(part: BuiltPart) -> str:
    """What a candidate needs from a person before it can be used: `date`, `meaning` or nothing."""
    if part.kind == BuiltPart.Kind.EVENT and read_date(str(part.content["date"])) is None:
        return "date"
    if part.kind == BuiltPart.Kind.TERM and not str(part.content["meaning"]).strip():
        return "meaning"
    return ""


def entry_values(part: BuiltPart) -> dict[str, Any]:
    """What the entry of a candidate says."""
    return {name: part.content[name] for name in FIELDS[MODELS[part.kind]]}


def _candidates(module: Module, parts: Iterable[int]) -> QuerySet[BuiltPart]:
    return module.built_parts.filter(kind__in=BuiltPart.CANDIDATES, pk__in=list(parts))


def _make_entry(shelf: Collection, part: BuiltPart, *, by: User, at: datetime) -> None:
    model = MODELS[part.kind]
    rows = model._default_manager.filter(collection=shelf)
    if rows.filter(slug=part.slug).exists():
        return
    last = rows.aggregate(last=Max("position"))["last"] or 0
    entry = model(collection=shelf, slug=part.slug, position=last + 1, **entry_values(part))
    entry.save()
    record_edit(entry, before=None, by=by, at=at)


def _unmake(entry: Entry, part: BuiltPart) -> None:
    said = {name: value for name, value in entry_content(entry).items() if name != "sources"}
    if said != entry_values(part) or entry_content(entry).get("sources"):
        raise EditedSince(str(entry))
    try:
        with transaction.atomic():
            entry.delete()
    except ProtectedError:
        raise EditedSince(str(entry)) from None
