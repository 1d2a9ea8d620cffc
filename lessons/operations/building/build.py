"""Building a module from documents: a thing a person asks for, and a thing that takes a while."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from lessons.models import Build, Module, Release
from lessons.operations.building.applying import apply_build
from lessons.operations.building.comparing import Change
from lessons.operations.building.planning import plan_build
from lessons.operations.building.standing import standing_of
from quizzes.operations.library import CollectionLibrary
from quizzes.operations.practice import put_practice_passages
from rosters.models import User
from sources.models import Collection, Document
from sources.operations.shelves import free_slug, hold_shelf

UNDER_WAY = (Build.Status.WAITING, Build.Status.RUNNING)
LONGEST = timedelta(minutes=20)
"""A build that has neither ended nor begun anew for so long has died with its server."""


class NothingToBuildFrom(Exception):
    """No document was named, or one of them is not current."""


class DocumentsApart(Exception):
    """The documents stand on different shelves: a module is built from one."""


def module_for(documents: Sequence[Document], *, title: str, by: User | None) -> Module:
    """The module of the documents' collection; made, with an empty draft, if there is none yet.

    Raises NothingToBuildFrom or DocumentsApart.
    """
    collection = shelf_of(documents)
    with override(documents[0].language), transaction.atomic():
        # Whoever sends the form twice waits here, and finds the module of the first time.
        hold_shelf(collection.pk)
        module = Module.objects.filter(collection=collection).first()
        if module is not None:
            return module
        if title and title != collection.title:
            _rename(collection, title)
        module = Module.objects.create(
            collection=collection,
            slug=collection.slug,
            language=collection.language,
            title=collection.title,
            summary=_("What “%(title)s” says, and what it rests on.")
            % {"title": documents[0].title},
        )
        Release.objects.create(module=module, number=1, edited_by=by)
    return module


def _rename(collection: Collection, title: str) -> None:
    """Give a shelf that has no module yet the module's title, and an id made from it."""
    others = Collection.objects.filter(language=collection.language).exclude(pk=collection.pk)
    taken = set(others.values_list("slug", flat=True))
    collection.title = title
    collection.slug = free_slug(title, taken=taken, fallback=collection.slug)
    collection.save(update_fields=["title", "slug"])


def shelf_of(documents: Sequence[Document]) -> Collection:
    """The one collection on which they all stand. Raises NothingToBuildFrom or DocumentsApart."""
    if not documents or any(document.superseded_at for document in documents):
        raise NothingToBuildFrom
    if len({document.collection_id for document in documents}) > 1:
        raise DocumentsApart
    return documents[0].collection


def documents_with_earlier(documents: Sequence[Document]) -> list[Document]:
    """These documents, and those that the last build of their module was made from, in order.

    Of an earlier one its current version. So that naming a further document adds its lessons and
    takes away none. Two queries.
    """
    found = {document.pk: document for document in documents}
    if documents:
        collection = documents[0].collection
        last = Build.objects.filter(module__collection=collection, status=Build.Status.DONE).first()
        if last is not None:
            slugs = last.documents.values_list("slug", flat=True)
            current = Document.objects.current().filter(collection=collection, slug__in=slugs)
            found |= {document.pk: document for document in current.select_related("collection")}
    return sorted(found.values(), key=lambda document: (document.position, document.pk))


def build_module(
    documents: Sequence[Document], *, title: str = "", by: User | None, at: datetime
) -> tuple[Build, list[Change]]:
    """Draft a module, or bring its draft up to what was reviewed since. At once, in the caller.

    Raises NothingToBuildFrom or DocumentsApart.
    """
    module = module_for(documents, title=title, by=by)
    build = begin_build(module, documents, by=by, at=at)
    return build, run_build(build, at=at)


def begin_build(
    module: Module, documents: Sequence[Document], *, by: User | None, at: datetime
) -> Build:
    """Note that a build is to run. Raises IntegrityError while another one runs.

    One whose server has died is marked as failed, and holds up nobody.
    """
    with transaction.atomic():
        died = Build.objects.filter(module=module, status__in=UNDER_WAY, at__lt=at - LONGEST)
        died.update(status=Build.Status.FAILED)
        build = Build.objects.create(module=module, by=by, at=at, status=Build.Status.WAITING)
        build.documents.set(documents)
    return build


def is_under_way(build: Build, *, at: datetime) -> bool:
    """Whether a build waits or runs, as far as anybody can tell."""
    return build.status in UNDER_WAY and build.at >= at - LONGEST


def _note(rows: QuerySet[Build], percent: int) -> None:
    """Say how far it is, for a page that waits."""
    rows.update(done_percent=percent)


def run_build(build: Build, *, at: datetime) -> list[Change]:
    """Plan a build, telling how far it is, and write it. It is marked as failed if it raises."""
    Build.objects.filter(pk=build.pk).update(status=Build.Status.RUNNING, at=at)
    rows = Build.objects.filter(pk=build.pk)
    documents = list(build.documents.order_by("position", "pk").select_related("collection"))
    try:
        for document in documents:
            put_practice_passages(document, by=build.by, at=at)
        planned = plan_build(
            documents,
            library=CollectionLibrary(build.module.collection),
            unwanted=standing_of(build.module).unwanted,
            tell=lambda percent: _note(rows, percent),
        )
        changes = apply_build(build, planned, by=build.by, at=at)
    except Exception:
        rows.update(status=Build.Status.FAILED)
        raise
    build.refresh_from_db()
    return changes
