"""What the texts of one page of a module may refer to: cards, terms and documents."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet, TextField, Value

from lessons.permissions import OpenModule
from rosters.prepared import PreparedQuery, Row, Rows, Texts
from sources.models import Document, SourceCard, Term
from sources.prose import CardLink, References, TermLink, references_in

_BLANK = Value("", TextField())
_FIELDS = 7


def references_of(place: OpenModule, texts: Iterable[str], *, popovers: bool = True) -> References:
    """Links for the citations and terms of a page's texts.

    One query for cards, terms and documents together; none when nothing is referred to. A link
    stays in the preview where the page is one. Without popovers, citations are plain links to the
    cards' pages, which keeps a long list lean. What resolves to nothing is left out.
    """
    card_ids, term_ids = dict[str, None](), dict[str, None]()
    for text in texts:
        cited, linked = references_in(text)
        card_ids |= dict.fromkeys(cited)
        term_ids |= dict.fromkeys(linked)
    found_cards: dict[str, CardLink] = {}
    found_documents: dict[str, CardLink] = {}
    found_terms: dict[str, TermLink] = {}
    for row in _rows(place, list(card_ids), list(term_ids)):
        if row[0] == "card":
            found_cards[row[1]] = _card_link(place.url("card", row[1]), row, popovers)
        elif row[0] == "document":
            found_documents[row[1]] = _document_link(place, row)
        else:
            found_terms[row[1]] = _term_link(place.glossary_path, row)
    return References(cards=found_documents | found_cards, terms=found_terms)


def _rows(place: OpenModule, card_ids: Sequence[str], term_ids: Sequence[str]) -> Iterable[Row]:
    shelf = place.module.collection_id
    if card_ids and term_ids:
        return _BOTH.rows(collection=shelf, cards=Texts(card_ids), terms=Texts(term_ids))
    if card_ids:
        return _CARDS.rows(collection=shelf, cards=Texts(card_ids))
    if term_ids:
        return _TERMS.rows(collection=shelf, terms=Texts(term_ids))
    return []


def _cards(collection: int, cards: Sequence[str]) -> Rows:
    """Cards, and documents where an id is not a card's."""
    own = SourceCard.objects.filter(slug__in=cards, collection=collection)
    documents = Document.objects.current().filter(slug__in=cards, collection=collection)
    return _columns(own, "card", "short", "title", "type", "maker", "date", "says", "limits").union(
        _columns(documents, "document", "title", "title"), all=True
    )


def _terms(collection: int, terms: Sequence[str]) -> Rows:
    found = Term.objects.filter(slug__in=terms, collection=collection)
    return _columns(found, "term", "term", "", "", "", "", "meaning")


def _both(collection: int, cards: Sequence[str], terms: Sequence[str]) -> Rows:
    return _cards(collection, cards).union(_terms(collection, terms), all=True)


_CARDS = PreparedQuery(_cards, {"collection": int, "cards": Texts})
_TERMS = PreparedQuery(_terms, {"collection": int, "terms": Texts})
_BOTH = PreparedQuery(_both, {"collection": int, "cards": Texts, "terms": Texts})


def _columns(found: QuerySet[Any], is_a: str, *names: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Rows alike from unlike tables: what it is, its slug, then the fields named, blank to 7."""
    fields = [name or _BLANK for name in names]
    fields += [_BLANK] * (_FIELDS - len(fields))
    return found.order_by().values_list(Value(is_a, TextField()), "slug", *fields)


@lru_cache(maxsize=512)
def _card_link(url: str, row: Row, popovers: bool) -> CardLink:
    """The same row, the same link: it holds nothing that the row and the address do not."""
    _is_a, slug, short, title, kind, maker, date, says, limits = row
    card = SourceCard(
        slug=slug, short=short, title=title, type=kind, maker=maker, date=date, says=says,
        limits=limits,
    )  # fmt: skip
    return CardLink(id=slug, label=short, url=url, about=card, has_popover=popovers)


def _document_link(place: OpenModule, row: Row) -> CardLink:
    url = place.url("document", row[1])
    return CardLink(id=row[1], label=row[2], url=url, about=None, has_popover=False)


@lru_cache(maxsize=512)
def _term_link(url: str, row: Row) -> TermLink:
    term = Term(slug=row[1], term=row[2], meaning=row[7])
    return TermLink(id=row[1], label=row[2], url=f"{url}#{row[1]}", about=term)
