"""From a pack to rows: cards, terms and events, edited in place with a history."""

from collections.abc import Iterable, Mapping
from typing import Any

from lessons.content import objects as content
from lessons.operations.load_report import LoadReport
from rosters.models import User
from sources.models import (
    Collection,
    Event,
    EventSource,
    HistoryEntry,
    SourceCard,
    Term,
    TermSource,
)
from sources.operations.entries import entry_content

CARD_FIELDS = (
    "short",
    "title",
    "maker",
    "date",
    "type",
    "purpose",
    "says",
    "limits",
    "citation",
    "address",
    "confidence",
)


def load_entries(
    collection: Collection, pack: content.Pack, *, by: User | None, report: LoadReport
) -> None:
    """Cards, terms and events: edited in place, with a history entry for each change.

    An entry that the pack no longer holds is left alone when something cites it, else removed.
    """
    cards = _load_cards(collection, pack.cards, by, report)
    _load_terms(collection, pack.terms, cards, by, report)
    _load_events(collection, pack.events, cards, by, report)
    _drop_missing_cards(collection, pack.cards, report)


def _load_cards(
    collection: Collection, cards: Iterable[content.Card], by: User | None, report: LoadReport
) -> dict[str, SourceCard]:
    rows = {card.slug: card for card in SourceCard.objects.filter(collection=collection)}
    for position, card in enumerate(cards, start=1):
        values: dict[str, Any] = {name: getattr(card, name) for name in CARD_FIELDS}
        row = rows.get(card.id) or SourceCard(collection=collection, slug=card.id)
        if put_row(row, {**values, "position": position}, report, "cards"):
            HistoryEntry.objects.create(card=row, content=entry_content(row), by=by)
        rows[card.id] = row
    return rows


def _load_terms(
    collection: Collection,
    terms: Iterable[content.Term],
    cards: Mapping[str, SourceCard],
    by: User | None,
    report: LoadReport,
) -> None:
    rows = {
        term.slug: term
        for term in Term.objects.filter(collection=collection).prefetch_related("term_sources")
    }
    wanted = set()
    for position, term in enumerate(terms, start=1):
        wanted.add(term.id)
        row = rows.get(term.id) or Term(collection=collection, slug=term.id)
        values = {
            "term": term.term,
            "also": list(term.also),
            "meaning": term.meaning,
            "position": position,
        }
        cited = [cards[slug].pk for slug in term.sources]
        had = [s.card_id for s in row.term_sources.all()] if row.pk else []
        changed = put_row(row, values, report, "terms", also=cited != had)
        if cited != had:
            TermSource.objects.filter(term=row).delete()
            TermSource.objects.bulk_create(
                TermSource(term=row, card_id=pk, position=n) for n, pk in enumerate(cited)
            )
        if changed:
            HistoryEntry.objects.create(term=row, content=entry_content(row), by=by)
    _drop_missing(Term, collection, wanted, report, "terms")


def _load_events(
    collection: Collection,
    events: Iterable[content.Event],
    cards: Mapping[str, SourceCard],
    by: User | None,
    report: LoadReport,
) -> None:
    rows = {
        event.slug: event
        for event in Event.objects.filter(collection=collection).prefetch_related("event_sources")
    }
    wanted = set()
    for position, event in enumerate(events, start=1):
        wanted.add(event.id)
        row = rows.get(event.id) or Event(collection=collection, slug=event.id)
        values = {"date": event.date, "title": event.title, "why": event.why, "position": position}
        cited = [cards[slug].pk for slug in event.sources]
        had = [s.card_id for s in row.event_sources.all()] if row.pk else []
        changed = put_row(row, values, report, "events", also=cited != had)
        if cited != had:
            EventSource.objects.filter(event=row).delete()
            EventSource.objects.bulk_create(
                EventSource(event=row, card_id=pk, position=n) for n, pk in enumerate(cited)
            )
        if changed:
            HistoryEntry.objects.create(event=row, content=entry_content(row), by=by)
    _drop_missing(Event, collection, wanted, report, "events")


def put_row(
    row: Any, values: Mapping[str, Any], report: LoadReport, kind: str, *, also: bool = False
) -> bool:
    """Give a row these values; saves and counts only what differs. `also`: counts as differing."""
    is_new = row.pk is None
    differs = is_new or any(getattr(row, name) != value for name, value in values.items())
    if differs:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    if differs or also:
        report.count(kind, new=is_new)
    return differs or also


def _drop_missing(
    model: type[Term] | type[Event],
    collection: Collection,
    wanted: set[str],
    report: LoadReport,
    kind: str,
) -> None:
    gone = model._default_manager.filter(collection=collection).exclude(slug__in=wanted)
    for row in gone:
        report.note(f"{kind}: {row.slug} is no longer in the pack and was taken out.")
        row.delete()


def _drop_missing_cards(
    collection: Collection, cards: Iterable[content.Card], report: LoadReport
) -> None:
    wanted = {card.id for card in cards}
    gone = SourceCard.objects.filter(collection=collection).exclude(slug__in=wanted)
    for row in gone:
        if row.evidence_set.exists() or row.termsource_set.exists() or row.eventsource_set.exists():
            report.note(f"cards: {row.slug} is no longer in the pack; it stays, for it is cited.")
        else:
            report.note(f"cards: {row.slug} is no longer in the pack and was taken out.")
            row.delete()
