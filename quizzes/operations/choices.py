"""What an author may choose from: everything that the collection of an item holds."""

from django.utils.translation import gettext as _

from quizzes.operations.library import CollectionLibrary
from sources.prose.dates import date_words
from sources.taxonomy import GROUPS, WEAKNESSES


class LibraryChoices:
    """The `Choices` of authoring forms, from a library. Costs what the library has not yet read.

    Five statements at most: documents, sentences, cards, terms, events.
    """

    def __init__(self, library: CollectionLibrary) -> None:
        self.library = library

    def documents(self) -> list[tuple[str, str]]:
        return [(document.slug, document.title) for document in self.library.documents.values()]

    def sentences(self, document: str) -> list[tuple[str, str]]:
        """Numbered as in the margin; what has no number (a heading) stands after a dash."""
        found = self.library.documents.get(document)
        if found is None:
            return []
        return [
            (
                key,
                f"{sentence.number}. {sentence.text}" if sentence.number else f"– {sentence.text}",
            )
            for key, sentence in self.library.sentences[found.pk].items()
        ]

    def cards(self) -> list[tuple[str, str]]:
        return [
            (card.slug, card.title if card.short in card.title else f"{card.short}: {card.title}")
            for card in sorted(self.library.cards.values(), key=lambda card: card.short)
        ]

    def terms(self) -> list[tuple[str, str]]:
        terms = sorted(self.library.terms.values(), key=lambda term: term.term.casefold())
        return [(term.slug, term.term) for term in terms]

    def events(self) -> list[tuple[str, str]]:
        events = sorted(self.library.events.values(), key=lambda event: event.date)
        return [(event.slug, f"{date_words(event.date)}: {event.title}") for event in events]

    def weaknesses(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (_(group.name), [(w.id, _(w.name)) for w in WEAKNESSES.values() if w.group == group.id])
            for group in GROUPS.values()
        ]
