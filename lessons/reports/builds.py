"""What the page shows from which a module is built."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lessons.models import Build, Module, Release
from sources.models import Claim, Document, Sentence, Suggestion


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that may be built from, and how far its review is."""

    document: Document
    sentences: int
    accepted: int
    begun: int
    suggested: int


@dataclass(frozen=True, slots=True)
class BuildPage:
    """module: of the shelf, None before the first build. last: the newest build, if any."""

    module: Module | None
    rows: Sequence[DocumentRow]
    last: Build | None = None
    has_published: bool = False

    @property
    def documents(self) -> list[Document]:
        return [row.document for row in self.rows]


def build_page_of(document: Document) -> BuildPage:
    """The shelf of a document: what can be built from, and what was. Three queries."""
    shelf = document.collection
    module = (
        Module.objects.filter(collection=shelf)
        .annotate(
            published=Count("releases", filter=_published()),
        )
        .first()
    )
    last = None
    if module is not None:
        module.collection = shelf
        last = module.builds.select_related("by").first()
    return BuildPage(
        module=module,
        rows=_rows(document),
        last=last,
        has_published=bool(module is not None and vars(module)["published"]),
    )


def _rows(document: Document) -> list[DocumentRow]:
    documents = (
        Document.objects.current()
        .filter(collection=document.collection_id)
        .exclude(edition=Document.Edition.PRACTICE)
        .select_related("collection")
        .defer("text")
        .annotate(
            held=_number(Sentence.objects.filter(block__set_aside=False)),
            accepted=_number(Claim.objects.accepted()),
            begun=_number(Claim.objects.filter(status=Claim.Status.SUGGESTED)),
            suggested=_number(Suggestion.objects.all()),
        )
    )
    return [
        DocumentRow(
            document=row,
            sentences=vars(row)["held"],
            accepted=vars(row)["accepted"],
            begun=vars(row)["begun"],
            suggested=vars(row)["suggested"],
        )
        for row in documents
    ]


def _number(rows: QuerySet[Any]) -> Coalesce:
    """How many of these belong to the document of the outer query."""
    counted = rows.filter(document=OuterRef("pk")).order_by().values("document")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


def _published() -> Q:
    return Q(releases__status=Release.Status.PUBLISHED)
