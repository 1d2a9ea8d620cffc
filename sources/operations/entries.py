"""Cards, terms and events as plain values, for their append-only history."""

from typing import Any

from sources.models import Event, SourceCard, Term

FIELDS = {
    SourceCard: (
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
    ),
    Term: ("term", "also", "meaning"),
    Event: ("date", "title", "why"),
}


def entry_content(entry: SourceCard | Term | Event) -> dict[str, Any]:
    """What an entry says now, with the slugs of the cards that it cites. One query for those."""
    content: dict[str, Any] = {name: getattr(entry, name) for name in FIELDS[type(entry)]}
    if isinstance(entry, Term):
        content["sources"] = [s.card.slug for s in entry.term_sources.select_related("card")]
    if isinstance(entry, Event):
        content["sources"] = [s.card.slug for s in entry.event_sources.select_related("card")]
    return content
