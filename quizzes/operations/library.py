"""What items point at, read once from a collection: sentences, cards, terms, events."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import F
from django.utils.translation import override

from quizzes.models import Anchor
from sources.models import (
    Claim,
    ClaimWeakness,
    Collection,
    Document,
    Event,
    Sentence,
    SourceCard,
    Term,
)
from sources.operations.explaining import ask_of, why_of
from sources.taxonomy import WEAKNESSES

_Found = TypeVar("_Found")


class NotInCollection(LookupError):
    """An item points at something that its collection does not hold."""


class CollectionLibrary:
    """The `Library` that item types ask when a version is made whole.

    Reads each table once, on first use. `touched` lists the ranges of sentences that were
    looked up since `forget()`, as (document, first, last): the anchors of the version.
    """

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.touched: list[tuple[Document, Sentence, Sentence]] = []

    def forget(self) -> None:
        self.touched = []

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        current = Document.objects.current().filter(collection=self.collection)
        return {document.slug: document for document in current}

    @cached_property
    def sentences(self) -> Mapping[int, Mapping[str, Sentence]]:
        """Sentences in reading order by document id and key."""
        found: dict[int, dict[str, Sentence]] = {d.pk: {} for d in self.documents.values()}
        by_id = {d.pk: d for d in self.documents.values()}
        for sentence in Sentence.objects.filter(document__in=by_id).select_related("block"):
            sentence.document = by_id[sentence.document_id]
            found[sentence.document_id][sentence.key] = sentence
        return found

    @cached_property
    def accepted(self) -> Sequence[Claim]:
        """Every accepted claim of the current documents."""
        return list(
            Claim.objects.accepted()
            .filter(document__in=self.documents.values())
            .select_related("first", "last")
            .prefetch_related("weaknesses", "evidence__card")
        )

    @cached_property
    def claims(self) -> Mapping[int, Claim]:
        """Accepted claims by the id of each sentence that they cover.

        A sentence's own claim comes before one that covers several sentences.
        """
        found: dict[int, Claim] = {}
        places = {
            document: {one.position: one.pk for one in sentences.values()}
            for document, sentences in self.sentences.items()
        }
        for claim in sorted(self.accepted, key=lambda c: c.first.position - c.last.position):
            place = places[claim.document_id]
            for position in range(claim.first.position, claim.last.position + 1):
                if position in place:
                    found[place[position]] = claim
        return found

    @cached_property
    def broken(self) -> set[int]:
        """Current item versions that rest on sentences of an older version of a text, where the
        newer one has other words under the same ids, or more or fewer. Two queries at most, and
        none while no text has a second version.
        """
        newer = {d.slug: d for d in self.documents.values() if d.number > 1}
        if not newer:
            return set()
        anchors = list(
            Anchor.objects.filter(
                item_version=F("item_version__item__current"),
                document__collection=self.collection,
                document__slug__in=newer,
            )
            .exclude(document__in=newer.values())
            .select_related("document", "first", "last")
        )
        old: dict[int, list[Sentence]] = {}
        rows = Sentence.objects.filter(document__in={a.document_id for a in anchors})
        for sentence in rows.order_by("position"):
            old.setdefault(sentence.document_id, []).append(sentence)
        return {
            anchor.item_version_id
            for anchor in anchors
            if not self._stands(anchor, old[anchor.document_id], newer[anchor.document.slug])
        }

    def _stands(self, anchor: Anchor, old: Sequence[Sentence], document: Document) -> bool:
        """Whether an anchor's sentences stand in the newer text, word for word, under their ids."""
        first, last = anchor.first.position, anchor.last.position
        text = anchor.document.text
        was = [(s.key, text[s.start : s.end]) for s in old if first <= s.position <= last]
        now = self.sentences[document.pk]
        begin, end = now.get(anchor.first.key), now.get(anchor.last.key)
        if begin is None or end is None:
            return False
        held = [s for s in now.values() if begin.position <= s.position <= end.position]
        return was == [(s.key, s.text) for s in held]

    @cached_property
    def cards(self) -> Mapping[str, SourceCard]:
        return {card.slug: card for card in SourceCard.objects.filter(collection=self.collection)}

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        return {term.slug: term for term in Term.objects.filter(collection=self.collection)}

    @cached_property
    def events(self) -> Mapping[str, Event]:
        return {event.slug: event for event in Event.objects.filter(collection=self.collection)}

    # What `quizzes.itemtypes.base.Library` asks for

    def document(self, slug: str) -> Mapping[str, Any]:
        document = self._document(slug)
        return {
            "slug": slug,
            "title": document.title,
            "edition": document.edition,
            "label": str(document.get_edition_display()),
        }

    def sentence(self, reference: str, document: str = "") -> Mapping[str, Any]:
        sentence = self.find_sentence(reference, document)
        self.touched.append((sentence.document, sentence, sentence))
        return {"text": sentence.text, "number": sentence.number}

    def passage(self, document: str, first: str, last: str) -> Sequence[Mapping[str, Any]]:
        start, end = self.find_sentence(first, document), self.find_sentence(last, document)
        self.touched.append((start.document, start, end))
        with override(start.document.language):
            return list(self._described(start, end))

    def card(self, card_id: str) -> Mapping[str, Any]:
        card = _find(self.cards, card_id, "card")
        return {"id": card.slug, "short": card.short, "title": card.title}

    def term(self, term_id: str) -> str:
        return _find(self.terms, term_id, "term").term

    def event(self, event_id: str) -> Mapping[str, Any]:
        event = _find(self.events, event_id, "event")
        return {"title": event.title, "date": event.date}

    def weakness(self, weakness_id: str) -> Mapping[str, Any]:
        weakness = _find(WEAKNESSES, weakness_id, "weakness")
        return {"name": weakness.name, "means": weakness.definition}

    def find_sentence(self, reference: str, document: str = "") -> Sentence:
        """The sentence of `slug#s05`, or of `s05` in the document given."""
        slug, _, key = reference.rpartition("#")
        owner = self._document(slug or document)
        return _find(self.sentences[owner.pk], key, f"sentence of {owner.slug}")

    def _document(self, slug: str) -> Document:
        return _find(self.documents, slug, "document")

    def _described(self, start: Sentence, end: Sentence) -> Iterator[Mapping[str, Any]]:
        for sentence in self.sentences[start.document_id].values():
            if not start.position <= sentence.position <= end.position:
                continue
            if sentence.block.set_aside:
                continue
            described: dict[str, Any] = {
                "id": sentence.key,
                "text": sentence.text,
                "block": sentence.block.kind,
                "paragraph": sentence.block.position,
                "number": sentence.number,
            }
            claim = self.claims.get(sentence.pk)
            if claim is not None:
                described |= _describe_claim(claim)
            yield described


def _describe_claim(claim: Claim) -> dict[str, Any]:
    standing = ClaimWeakness.Standing
    labels: dict[str, list[dict[str, str]]] = {standing.CORE: [], standing.ALSO: []}
    for weakness in claim.weaknesses.all():
        label = {"id": weakness.weakness}
        if weakness.cue:
            label["cue"] = weakness.cue
        labels[weakness.standing].append(label)
    return {
        "kind": claim.kind,
        "weaknesses": labels[standing.CORE],
        "also_ok": labels[standing.ALSO],
        "contested": claim.contested,
        "why": why_of(claim),
        "ask": ask_of(claim),
        "known": claim.known,
        "cards": [e.card.slug for e in claim.evidence.all() if e.card is not None],
    }


def _find(table: Mapping[str, _Found], key: str, what: str) -> _Found:
    try:
        return table[key]
    except KeyError:
        message = f"There is no {what} {key!r} in this collection."
        raise NotInCollection(message) from None
