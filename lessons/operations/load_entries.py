"""From a pack to rows: cards, terms and events, edited in place with a history."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lessons.content import objects as content
from lessons.operations.load_report import Load, LoadReport
from sources.models import (
    Collection,
    Event,
    EventSource,
    HistoryEntry,
    SourceCard,
    Term,
    TermSource,
)
from sources.operations.editing import Entry, record_edit
from sources.operations.entries import FIELDS, entry_content


def load_entries(load: Load, collection: Collection) -> Mapping[str, SourceCard]:
    """Cards, terms and events by the pack, with a history entry for each change.

    Returns all cards of the collection by id, those included that the pack does not hold.
    """
    cards = _load_cards(load, collection)
    _load_terms(load, collection, cards)
    _load_events(load, collection, cards)
    return cards


def _load_cards(load: Load, collection: Collection) -> dict[str, SourceCard]:
    rows = {card.slug: card for card in SourceCard.objects.filter(collection=collection)}
    for position, card in enumerate(load.pack.cards, start=1):
        row = rows.get(card.id) or SourceCard(collection=collection, slug=card.id)
        _put_entry(load, row, _values(row, card, position), "cards")
        rows[card.id] = row
    return rows


def _load_terms(load: Load, collection: Collection, cards: Mapping[str, SourceCard]) -> None:
    known = Term.objects.filter(collection=collection).prefetch_related("term_sources")
    rows = {term.slug: term for term in known}
    for position, term in enumerate(load.pack.terms, start=1):
        row = rows.get(term.id) or Term(collection=collection, slug=term.id)
        had = [source.card_id for source in row.term_sources.all()] if row.pk else []
        cited = [cards[slug].pk for slug in term.sources]
        values = _values(row, term, position) | {"also": list(term.also)}
        _put_entry(load, row, values, "terms", had=had, cited=cited)


def _load_events(load: Load, collection: Collection, cards: Mapping[str, SourceCard]) -> None:
    known = Event.objects.filter(collection=collection).prefetch_related("event_sources")
    rows = {event.slug: event for event in known}
    for position, event in enumerate(load.pack.events, start=1):
        row = rows.get(event.id) or Event(collection=collection, slug=event.id)
        had = [source.card_id for source in row.event_sources.all()] if row.pk else []
        cited = [cards[slug].pk for slug in event.sources]
        values = _values(row, event, position)
        _put_entry(load, row, values, "events", had=had, cited=cited)


def _values(
    row: Entry, thing: content.Card | content.Term | content.Event, position: int
) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in FIELDS[type(row)]} | {"position": position}


def _put_entry(
    load: Load,
    row: Entry,
    values: Mapping[str, Any],
    kind: str,
    *,
    had: Sequence[int] = (),
    cited: Sequence[int] = (),
) -> None:
    is_new = row.pk is None
    moved = list(had) != list(cited)
    if not (is_new or moved or differs(row, values)):
        return
    before = None if is_new else entry_content(row)
    put_row(row, values, load.report, kind, also=moved)
    if moved:
        _cite(row, cited)
    elsewhere = _editor_elsewhere(load, row) if before is not None else None
    if record_edit(row, before=before, by=load.by, at=load.at) and elsewhere:
        load.report.note(
            f"{kind}: {row.slug} was edited on this site by {elsewhere}; the pack's words stand "
            "now, and the history keeps the others."
        )


def _cite(row: Entry, cited: Iterable[int]) -> None:
    """Give a term or an event exactly these cards, in this order."""
    if isinstance(row, Term):
        row.term_sources.all().delete()
        TermSource.objects.bulk_create(
            TermSource(term=row, card_id=pk, position=n) for n, pk in enumerate(cited)
        )
    elif isinstance(row, Event):
        row.event_sources.all().delete()
        EventSource.objects.bulk_create(
            EventSource(event=row, card_id=pk, position=n) for n, pk in enumerate(cited)
        )


def _editor_elsewhere(load: Load, row: Entry) -> str:
    """The log-in name of the person, other than who loads, whose edit is the newest."""
    last: HistoryEntry | None = row.history.select_related("by").first()
    if last is None or last.by is None or not load.is_foreign(last.by_id):
        return ""
    return last.by.get_username()


def differs(row: Any, values: Mapping[str, Any]) -> bool:
    """Whether a row has another value than one of these."""
    return any(getattr(row, name) != value for name, value in values.items())


def put_row(
    row: Any, values: Mapping[str, Any], report: LoadReport, kind: str, *, also: bool = False
) -> bool:
    """Give a row these values; saves and counts only what differs. `also`: counts as differing."""
    is_new = row.pk is None
    changed = is_new or differs(row, values)
    if changed:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    if changed or also:
        report.count(kind, new=is_new)
    return changed or also
