"""What stands beside a module's lessons: glossary and timeline."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from lessons.permissions import OpenModule
from lessons.reports.sources_cited import references_of
from rosters.prepared import PreparedQuery, Row, Rows
from sources.models import Event, Term
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
    also: tuple[str, ...]
    meaning: str
    sources: tuple[Source, ...]
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
    sources: tuple[Source, ...]


def folded(text: str) -> str:
    """Lower case without accents, so that “Víctor” is found by “victor”."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    """The same of what packs wrote, which is read again and again."""
    return folded(text)


def glossary_of(place: OpenModule, *, query: str = "") -> Glossary:
    """The module's terms in alphabetical order, or those in which the query stands.

    Two queries at most: terms with their cards, and what the meanings refer to.
    """
    entries = [_entry(place, rows) for rows in _by_id(_TERMS.rows(collection=_shelf(place)))]
    wanted = folded(query.strip())
    shown = [entry for entry in entries if wanted in entry.search]
    shown.sort(key=lambda entry: _folded(entry.term))
    links = references_of(place, [entry.meaning for entry in shown], popovers=False)
    return Glossary(shown, len(entries), links)


def timeline_of(place: OpenModule) -> tuple[Sequence[DatedEvent], References]:
    """The module's events in their order, and what their texts refer to. Two queries at most."""
    dated = [_dated(place, rows) for rows in _by_id(_EVENTS.rows(collection=_shelf(place)))]
    return dated, references_of(place, [event.why for event in dated], popovers=False)


def _entry(place: OpenModule, rows: Sequence[Row]) -> GlossaryEntry:
    _id, slug, term, also, meaning, *_card = rows[0]
    return GlossaryEntry(
        slug=slug,
        term=term,
        also=tuple(also),
        meaning=meaning,
        sources=_sources(place, rows),
        search=_folded(" ".join([term, *also, meaning])),
    )


def _dated(place: OpenModule, rows: Sequence[Row]) -> DatedEvent:
    _id, slug, date, title, why, *_card = rows[0]
    return DatedEvent(slug, date, title, why, _sources(place, rows))


def _sources(place: OpenModule, rows: Sequence[Row]) -> tuple[Source, ...]:
    """The cards of one thing: each row ends with slug and short name of one, or with None."""
    return tuple(
        Source(short, place.url("card", slug)) for *_thing, slug, short in rows if slug is not None
    )


def _by_id(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    """Rows that begin with the same id, which stand together."""
    for _id, found in groupby(rows, key=lambda row: row[0]):
        yield list(found)


def _shelf(place: OpenModule) -> int:
    return place.module.collection_id


def _terms(collection: int) -> Rows:
    """One row for each card that a term rests on, or one for a term without any."""
    found = Term.objects.filter(collection=collection)
    return found.order_by("position", "id", "term_sources__position").values_list(
        "id", "slug", "term", "also", "meaning",
        "term_sources__card__slug", "term_sources__card__short",
    )  # fmt: skip


def _events(collection: int) -> Rows:
    """The same of events."""
    found = Event.objects.filter(collection=collection)
    return found.order_by("position", "id", "event_sources__position").values_list(
        "id", "slug", "date", "title", "why",
        "event_sources__card__slug", "event_sources__card__short",
    )  # fmt: skip


_TERMS = PreparedQuery(_terms, {"collection": int})
_EVENTS = PreparedQuery(_events, {"collection": int})
