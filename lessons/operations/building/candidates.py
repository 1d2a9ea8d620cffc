"""Words, dates and sources that a text names, as a person may take them over."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lessons.operations.building.parts import Kind, PlannedPart
from quizzes.operations.library import CollectionLibrary
from sources.models import Document, SourceCard
from sources.operations.explaining import escaped
from sources.operations.reading_back import read_from
from sources.pipeline.candidates import (
    EventCandidate,
    SourceCandidate,
    TermCandidate,
    events_of,
    no_sources,
    sources_of,
    terms_of,
)

MOST_TERMS = 20
MOST_EVENTS = 30
MOST_UNRESOLVED = 5
MOST_CARDS = 30
SLUG_LENGTH = 60
QUOTE_LENGTH = 300
TYPES: Mapping[str, str | Promise] = {
    "book": gettext_lazy("book"),
    "newspaper": gettext_lazy("newspaper"),
    "record": gettext_lazy("record"),
    "study": gettext_lazy("study"),
    "web": gettext_lazy("web page"),
    "speaker": gettext_lazy("somebody's words"),
    "text": gettext_lazy("text"),
}
KINDS: Mapping[str, str | Promise] = {
    "person": gettext_lazy("A person"),
    "organisation": gettext_lazy("An organisation"),
    "place": gettext_lazy("A place"),
    "treaty": gettext_lazy("A treaty, a law or a war"),
    "name": gettext_lazy("A name"),
    "acronym": gettext_lazy("A short form"),
    "word": gettext_lazy("A word"),
}


class Candidates:
    """The candidates of several documents of a shelf, each thing once.

    What the shelf has already, by its name or id, is not offered again.
    """

    def __init__(self, library: CollectionLibrary) -> None:
        self.library = library
        terms, cards = library.terms.values(), library.cards.values()
        self._taken: dict[str, set[str]] = {
            Kind.TERM: {each.casefold() for term in terms for each in (term.term, *term.also)},
            Kind.EVENT: {f"{e.date} {e.title}".casefold() for e in library.events.values()},
            Kind.CARD: {each.casefold() for card in cards for each in (card.short, card.title)},
        }
        self._slugs: set[tuple[str, str]] = set()

    def of_document(self, document: Document) -> Iterator[PlannedPart]:
        """Sources, words and dates of one document. Two queries."""
        read = read_from(document)
        sentences = self.library.sentences[document.pk].values()
        rows = [(row.key, row.number) for row in sentences]
        quotes = _Quotes(document, [s.text for s in read.sentences], rows)
        sources = sources_of(read)[:MOST_CARDS]
        for source in sources:
            yield from self._offer(Kind.CARD, source.short, _card(source, quotes))
        # Who speaks in the text has a card, and needs no second row for the glossary.
        for term in no_sources(terms_of(read, most=MOST_TERMS), sources):
            yield from self._offer(Kind.TERM, term.term, _term(term, quotes))
        for event in _worth_offering(events_of(read)):
            name = f"{event.form or event.words} {event.title}"
            yield from self._offer(Kind.EVENT, name, _event(event, quotes))

    def _offer(self, kind: str, name: str, content: dict[str, Any]) -> Iterator[PlannedPart]:
        slug = slugify(name)[:SLUG_LENGTH].strip("-")
        if not slug or name.casefold() in self._taken[kind] or (kind, slug) in self._slugs:
            return
        self._taken[kind].add(name.casefold())
        self._slugs.add((kind, slug))
        yield PlannedPart(kind, slug, content)


class _Quotes:
    """The sentences of a document, to be shown with where they stand."""

    def __init__(
        self, document: Document, texts: list[str], rows: list[tuple[str, int | None]]
    ) -> None:
        self.document, self.texts, self.rows = document, texts, rows

    def place(self, sentence: int) -> dict[str, Any]:
        """Where a candidate comes from, for the page on which it is decided."""
        return {"document": self.document.slug, "at": self.rows[sentence][0],
                "sentence": self.texts[sentence]}  # fmt: skip

    def quoted(self, sentence: int) -> str:
        """“…” (sentence 4 of “Title”), as Markdown."""
        key, number = self.rows[sentence]
        text = self.texts[sentence]
        if len(text) > QUOTE_LENGTH:
            text = text[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
        return _("“%(text)s” (“%(title)s”, sentence %(number)s)") % {
            "text": escaped(text.strip('“”"')),
            "title": escaped(self.document.title),
            "number": number or key,
        }


def _worth_offering(found: tuple[EventCandidate, ...]) -> Iterator[EventCandidate]:
    """Dates that say when, and a few that only another date could explain."""
    dated = [event for event in found if event.form]
    at = {event.sentence for event in dated}
    unresolved = [event for event in found if not event.form and event.sentence not in at]
    chosen = [*dated[:MOST_EVENTS], *unresolved[:MOST_UNRESOLVED]]
    return iter(sorted(chosen, key=lambda event: event.sentence))


def _term(term: TermCandidate, quotes: _Quotes) -> dict[str, Any]:
    """A word with the meaning that the text gives it; where it gives none, a person has to."""
    meaning = ""
    if term.expansion:
        meaning = _("Short for “%(long)s”.") % {"long": escaped(term.expansion)}
    elif term.defined:
        meaning = _("In the text: %(quoted)s") % {"quoted": quotes.quoted(term.sentence)}
    return {
        "term": term.term[:120],
        "also": list(term.also),
        "meaning": meaning,
        "times": term.times,
        "sort": term.kind,
        **quotes.place(term.sentence),
    }


def _event(event: EventCandidate, quotes: _Quotes) -> dict[str, Any]:
    return {
        "date": event.form,
        "title": event.title[:200],
        "why": _("The text dates it so: %(quoted)s") % {"quoted": quotes.quoted(event.sentence)},
        "words": event.words,
        "sort": event.precision,
        **quotes.place(event.sentence),
    }


def _card(source: SourceCandidate, quotes: _Quotes) -> dict[str, Any]:
    """A card with everything that is not known left open, for all to see."""
    unknown = _("unknown")
    return {
        "short": source.short[:80],
        "title": (source.title or source.short)[:200],
        "maker": _maker(source)[:200] or unknown,
        "date": source.date or unknown,
        "type": str(TYPES[source.type])[:60],
        "purpose": _("Not known yet."),
        **_what_is_known(source, quotes.quoted(source.sentence)),
        "citation": _("Named in “%(title)s”.") % {"title": escaped(quotes.document.title)},
        "address": source.address[:300],
        "confidence": SourceCard.Confidence.NAMED.value,
        "times": source.times,
        "sort": source.type,
        **quotes.place(source.sentence),
    }


def _maker(source: SourceCandidate) -> str:
    """Who made it, as far as the text tells: of somebody's words the speaker, if named."""
    if source.maker or source.type != "speaker":
        return source.maker
    return source.short if source.short.split()[-1][:1].isupper() and " " in source.short else ""


def _what_is_known(source: SourceCandidate, quoted: str) -> dict[str, str]:
    """What a card says and its limits, while nobody has looked the source up."""
    if source.type == "speaker":
        says = _("These words are known only from the text: %(quoted)s")
        limits = _("Nobody here has heard them. All we have is what one text reports.")
    else:
        says = _("What it says has not been looked up. The text names it here: %(quoted)s")
        limits = _("Nobody here has seen it. All we have is what one text says of it.")
    return {"says": says % {"quoted": quoted}, "limits": limits}
