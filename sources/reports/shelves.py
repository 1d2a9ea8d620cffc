"""The documents that a member of staff may see, by collection, and what is on its way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rosters.models import User
from sources.models import Claim, Collection, Document, Import, ReviewRound
from sources.permissions import changeable_collections, viewable_collections
from sources.reports.reviewed import WORDS, Reviewed, reviewed_of


@dataclass(slots=True)
class DocumentLine:
    """The current version of a text and how far it is; older versions below."""

    document: Document
    decided: int = 0
    reviewed: Reviewed | None = None
    is_rated: bool = False
    modules: list[str] = field(default_factory=list)
    older: list[Document] = field(default_factory=list)

    @property
    def is_begun(self) -> bool:
        return bool(self.decided or self.modules or self.is_rated)


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
    """All of it. Seven queries whatever the number of texts."""
    changeable = changeable_collections(user)
    decided = Claim.objects.filter(document=OuterRef("pk")).exclude(status="suggested")
    rows: QuerySet[Any] = (
        Document.objects.filter(collection__in=viewable_collections(user))
        .select_related("collection")
        .defer("text", "findings")
        .annotate(
            may_change=Exists(changeable.filter(pk=OuterRef("collection_id"))),
            decided=_count(decided),
            words=WORDS,
        )
        .order_by("collection__title", "collection_id", "position", "slug", "-number")
    )
    shelves: dict[int, Shelf] = {}
    lines: dict[tuple[int, str], DocumentLine] = {}
    for row in rows:
        shelf = shelves.setdefault(row.collection_id, Shelf(row.collection, row.may_change))
        key = (row.collection_id, row.slug)
        if key in lines:
            lines[key].older.append(row)
            continue
        lines[key] = DocumentLine(row, decided=row.decided)
        shelf.lines.append(lines[key])
    _add_states({line.document.pk: line for line in lines.values()}, {r.pk: r.words for r in rows})
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


def _add_states(lines: Mapping[int, DocumentLine], words: Mapping[int, int]) -> None:
    """How far each text is reviewed, into which modules it was built, and whether it is rated."""
    for pk, reviewed in reviewed_of({pk: words[pk] for pk in lines}).items():
        lines[pk].reviewed = reviewed
    # The tables of modules stand above this app; what was built points down here.
    built = Document.objects.filter(pk__in=list(lines), builds__isnull=False)
    for pk, title in built.values_list("pk", "builds__module__title").distinct():
        if title not in lines[pk].modules:
            lines[pk].modules.append(title)
    rated = ReviewRound.objects.filter(document__in=list(lines), closed_at=None)
    for pk in rated.values_list("document_id", flat=True):
        lines[pk].is_rated = True
