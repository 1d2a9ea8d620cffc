"""What stands beside a module's lessons: glossary and timeline."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from lessons.permissions import OpenModule
from lessons.reports.sources_cited import references_of
from sources.models import Event, EventSource, Term, TermSource
from sources.prose import References


@dataclass(frozen=True, slots=True)
class Source:
    """A card that something rests on, as a link."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term with the cards that it rests on. search: what a query is looked for in."""

    slug: str
    term: str
    also: Sequence[str]
    meaning: str
    sources: Sequence[Source]
    search: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The entries that were asked for, of `total`, in the order of their words."""

    entries: Sequence[GlossaryEntry]
    total: int
    links: References


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event with why it matters and the cards that it rests on."""

    slug: str
    date: str
    title: str
    why: str
    sources: Sequence[Source]


def folded(text: str) -> str:
    """Lower case without accents, so that “Víctor” is found by “victor”."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def glossary_of(place: OpenModule, *, query: str = "") -> Glossary:
    """The module's terms in alphabetical order, or those in which the query stands.

    Three queries at most: terms, their cards, and what the meanings refer to.
    """
    terms = Term.objects.filter(collection=place.collection).prefetch_related(
        Prefetch(
            "term_sources",
            TermSource.objects.select_related("card").only("term_id", "card__slug", "card__short"),
        )
    )
    entries = [_entry(place, term) for term in terms]
    wanted = folded(query.strip())
    shown = [entry for entry in entries if wanted in entry.search]
    shown.sort(key=lambda entry: folded(entry.term))
    links = references_of(place, [entry.meaning for entry in shown], popovers=False)
    return Glossary(shown, len(entries), links)


def _entry(place: OpenModule, term: Term) -> GlossaryEntry:
    return GlossaryEntry(
        slug=term.slug,
        term=term.term,
        also=term.also,
        meaning=term.meaning,
        sources=[
            Source(each.card.short, place.url("card", each.card.slug))
            for each in term.term_sources.all()
        ],
        search=folded(" ".join([term.term, *term.also, term.meaning])),
    )


def timeline_of(place: OpenModule) -> tuple[Sequence[DatedEvent], References]:
    """The module's events in their order, and what their texts refer to. Three queries at most."""
    events = Event.objects.filter(collection=place.collection).prefetch_related(
        Prefetch(
            "event_sources",
            EventSource.objects.select_related("card").only(
                "event_id", "card__slug", "card__short"
            ),
        )
    )
    dated = [
        DatedEvent(
            slug=event.slug,
            date=event.date,
            title=event.title,
            why=event.why,
            sources=[
                Source(each.card.short, place.url("card", each.card.slug))
                for each in event.event_sources.all()
            ],
        )
        for event in events
    ]
    return dated, references_of(place, [event.why for event in dated], popovers=False)
