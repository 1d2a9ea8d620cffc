"""What the texts of one page of a module may refer to: cards, terms and documents."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet, TextField, Value

from lessons.permissions import OpenModule
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
            found_cards[row[1]] = _card_link(place, row, popovers)
        elif row[0] == "document":
            found_documents[row[1]] = _document_link(place, row)
        else:
            found_terms[row[1]] = _term_link(place, row)
    return References(cards=found_documents | found_cards, terms=found_terms)


def _rows(
    place: OpenModule, card_ids: Sequence[str], term_ids: Sequence[str]
) -> Iterable[tuple[Any, ...]]:
    parts: list[QuerySet[Any, tuple[Any, ...]]] = []
    here = {"collection": place.collection}
    if card_ids:
        cards = SourceCard.objects.filter(slug__in=card_ids, **here)
        documents = Document.objects.current().filter(slug__in=card_ids, **here)
        parts += [
            _columns(cards, "card", "short", "title", "type", "maker", "date", "says", "limits"),
            _columns(documents, "document", "title", "title"),
        ]
    if term_ids:
        terms = Term.objects.filter(slug__in=term_ids, **here)
        parts.append(_columns(terms, "term", "term", "", "", "", "", "meaning"))
    if not parts:
        return []
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _columns(found: QuerySet[Any], is_a: str, *names: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Rows alike from unlike tables: what it is, its slug, then the fields named, blank to 7."""
    fields = [name or _BLANK for name in names]
    fields += [_BLANK] * (_FIELDS - len(fields))
    return found.order_by().values_list(Value(is_a, TextField()), "slug", *fields)


def _card_link(place: OpenModule, row: tuple[Any, ...], popovers: bool) -> CardLink:
    _is_a, slug, short, title, kind, maker, date, says, limits = row
    card = SourceCard(
        slug=slug, short=short, title=title, type=kind, maker=maker, date=date, says=says,
        limits=limits,
    )  # fmt: skip
    return CardLink(
        id=slug, label=short, url=place.url("card", slug), about=card, has_popover=popovers
    )


def _document_link(place: OpenModule, row: tuple[Any, ...]) -> CardLink:
    url = place.url("document", row[1])
    return CardLink(id=row[1], label=row[2], url=url, about=None, has_popover=False)


def _term_link(place: OpenModule, row: tuple[Any, ...]) -> TermLink:
    term = Term(slug=row[1], term=row[2], meaning=row[7])
    url = f"{place.glossary_path}#{row[1]}"
    return TermLink(id=row[1], label=row[2], url=url, about=term)
