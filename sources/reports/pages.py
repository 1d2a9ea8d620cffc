"""What pages show of sources: cited cards and terms, and documents as numbered lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse

from rosters.prepared import PreparedObjects, PreparedQuery, Rows, Texts
from sources.models import Collection, Document, Sentence, SourceCard, Term
from sources.prose import CardLink, References, TermLink, references_in


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as a page shows it; `note` and `ask` stand beside it."""

    key: str
    number: int | None
    text: str
    note: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block of a document with its lines, in reading order."""

    kind: str
    level: int
    lines: list[Line] = field(default_factory=list)


def page_references(
    collection: Collection,
    texts: Iterable[str] = (),
    *,
    cards: Iterable[str] = (),
    terms: Iterable[str] = (),
) -> References:
    """What the texts of one page, and the cards and terms named beside them, lead to.

    One query for cards, one for terms, one for cited documents; each only where needed. Ids that
    resolve to nothing are left out and appear in `References.problems` when rendered.
    """
    card_ids, term_ids = dict.fromkeys(cards), dict.fromkeys(terms)
    for text in texts:
        cited, linked = references_in(text)
        card_ids |= dict.fromkeys(cited)
        term_ids |= dict.fromkeys(linked)
    return References(
        cards=card_links(collection, card_ids), terms=term_links(collection, term_ids)
    )


def card_links(collection: Collection, ids: Iterable[str]) -> Mapping[str, CardLink]:
    """Links to cards, and to documents where an id is not a card's. At most two queries."""
    wanted = list(ids)
    if not wanted:
        return {}
    links = {
        card.slug: CardLink(
            id=card.slug,
            label=card.short,
            url=reverse("lessons:card", args=[collection.slug, card.slug]),
            about=card,
        )
        for card in _CARDS.all(collection=collection.pk, slugs=Texts(wanted))
    }
    missing = [slug for slug in wanted if slug not in links]
    if missing:
        for document in _DOCUMENTS.all(collection=collection.pk, slugs=Texts(missing)):
            links[document.slug] = CardLink(
                id=document.slug,
                label=document.title,
                url=reverse("lessons:document", args=[collection.slug, document.slug]),
                about=document,
                has_popover=False,
            )
    return links


def term_links(collection: Collection, ids: Iterable[str]) -> Mapping[str, TermLink]:
    """Links to glossary entries. One query, none without ids."""
    wanted = list(ids)
    if not wanted:
        return {}
    glossary = reverse("lessons:glossary", args=[collection.slug])
    return {
        term.slug: TermLink(
            id=term.slug, label=term.term, url=f"{glossary}#{term.slug}", about=term
        )
        for term in _TERMS.all(collection=collection.pk, slugs=Texts(wanted))
    }


def _cards(collection: int, slugs: Sequence[str]) -> QuerySet[SourceCard]:
    return SourceCard.objects.filter(collection=collection, slug__in=slugs)


def _documents(collection: int, slugs: Sequence[str]) -> QuerySet[Document]:
    found = Document.objects.current().filter(collection=collection, slug__in=slugs)
    return found.only("slug", "title")


def _terms(collection: int, slugs: Sequence[str]) -> QuerySet[Term]:
    return Term.objects.filter(collection=collection, slug__in=slugs)


_NAMED: Mapping[str, type] = {"collection": int, "slugs": Texts}
_CARDS = PreparedObjects[SourceCard](_cards, _NAMED)
_DOCUMENTS = PreparedObjects[Document](_documents, _NAMED)
_TERMS = PreparedObjects[Term](_terms, _NAMED)


def document_lines(
    document: Document,
    *,
    first: str = "",
    last: str = "",
    notes: Mapping[str, Mapping[str, str]] | None = None,
) -> Sequence[ShownBlock]:
    """The blocks of a document, or of the range between two sentence keys, both included.

    notes: by sentence key, `ask` and `note`. One query. A heading that stands right above the
    range comes with it.
    """
    sentences = _SENTENCES.rows(document=document.pk)
    keys = [key for key, *_where in sentences]
    start = keys.index(first) if first in keys else 0
    stop = keys.index(last) + 1 if last in keys else len(keys)
    while start > 0 and sentences[start - 1][-2] == "heading":
        start -= 1
    shown: dict[int, ShownBlock] = {}
    for key, number, begins, ends, block_id, kind, level in sentences[start:stop]:
        block = shown.setdefault(block_id, ShownBlock(kind, level))
        beside = (notes or {}).get(key, {})
        block.lines.append(
            Line(
                key=key,
                number=number,
                text=document.text[begins:ends],
                note=beside.get("note", ""),
                ask=beside.get("ask", ""),
            )
        )
    return list(shown.values())


def _sentences(document: int) -> Rows:
    found = Sentence.objects.filter(document=document, block__set_aside=False)
    return found.order_by("position").values_list(
        "key", "number", "start", "end", "block_id", "block__kind", "block__level"
    )


_SENTENCES = PreparedQuery(_sentences, {"document": int})
