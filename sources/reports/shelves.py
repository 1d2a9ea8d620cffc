"""The documents that a member of staff may see, by collection, and what is on its way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rosters.models import User
from sources.models import Claim, Collection, Document, Import, ReviewRound, Suggestion
from sources.permissions import changeable_collections, viewable_collections


@dataclass(slots=True)
class DocumentLine:
    """The current version of a text; decided of suggested sentences; older versions below."""

    document: Document
    suggested: int = 0
    decided: int = 0
    is_rated: bool = False
    modules: list[str] = field(default_factory=list)
    older: list[Document] = field(default_factory=list)


@dataclass(slots=True)
class Shelf:
    """A collection with its texts."""

    collection: Collection
    may_change: bool
    lines: list[DocumentLine] = field(default_factory=list)


@dataclass(slots=True)
class Shelves:
    """own: what she may change; others: what she may only see; the rest is not stored yet."""

    own: list[Shelf]
    others: list[Shelf]
    under_way: list[Import]

    @property
    def is_empty(self) -> bool:
        return not (self.own or self.under_way)


def shelves_of(user: User) -> Shelves:
    """All of it. Six queries whatever the number of texts."""
    changeable = set(changeable_collections(user).values_list("pk", flat=True))
    rows = list(
        Document.objects.filter(collection__in=viewable_collections(user))
        .select_related("collection", "collection__owner")
        .defer("text", "findings")
        .annotate(
            suggested=_count(Suggestion.objects.filter(document=OuterRef("pk"))),
            decided=_count(
                Claim.objects.filter(document=OuterRef("pk")).exclude(status="suggested")
            ),
        )
        .order_by("collection__title", "collection_id", "position", "slug", "-number")
    )
    shelves: dict[int, Shelf] = {}
    lines: dict[tuple[int, str], DocumentLine] = {}
    for row in rows:
        shelf = shelves.setdefault(
            row.collection_id, Shelf(row.collection, row.collection_id in changeable)
        )
        key = (row.collection_id, row.slug)
        if key in lines:
            lines[key].older.append(row)
            continue
        lines[key] = DocumentLine(row, suggested=row.suggested, decided=row.decided)
        shelf.lines.append(lines[key])
    _add_modules(list(lines.values()))
    under_way = (
        Import.objects.filter(collection__in=changeable)
        .exclude(status=Import.Status.STORED)
        .select_related("collection")
        .defer("read")
    )
    return Shelves(
        own=[shelf for shelf in shelves.values() if shelf.may_change],
        others=[shelf for shelf in shelves.values() if not shelf.may_change],
        under_way=list(under_way),
    )


def _count(rows: "QuerySet[Any]") -> Coalesce:
    counted = rows.order_by().values("document").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _add_modules(lines: Sequence[DocumentLine]) -> None:
    """Which modules were built of a text, and whether it is being rated. Two queries."""
    ids = [line.document.pk for line in lines]
    built: dict[int, dict[str, None]] = {}
    # The module's table is above this app; what is built points down here.
    named = Document.objects.filter(pk__in=ids, builds__isnull=False).values_list(
        "pk", "builds__module__title"
    )
    for pk, title in named:
        built.setdefault(pk, {})[title] = None
    rated = set(
        ReviewRound.objects.filter(document__in=ids, closed_at=None).values_list(
            "document_id", flat=True
        )
    )
    for line in lines:
        line.modules = list(built.get(line.document.pk, ()))
        line.is_rated = line.document.pk in rated
