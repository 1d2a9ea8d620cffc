"""A file becomes a document in one go: read here and now, and stored with what it says itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from rosters.models import User
from sources.models import Collection, Document, Import
from sources.operations.importing import hold_followed, plain_name
from sources.operations.originals import kept_original
from sources.operations.origins import about_text, stated_by, stated_of
from sources.operations.shelves import hold_shelf, slug_for_document
from sources.operations.storing import store_document, suggestions_for
from sources.operations.versions import CarriedOver, carry_over
from sources.pipeline.child import read_file
from sources.pipeline.text import Provenance

Shelf = Callable[[str], Collection]
"""The collection for a text with this title; may make one, which goes if the file fails."""


def import_at_once(
    data: bytes,
    *,
    name: str,
    shelf: Shelf,
    by: User | None,
    at: datetime,
    title: str = "",
    newer_than: Document | None = None,
) -> tuple[Document, CarriedOver | None]:
    """Keep, read and store a file: all of it, or nothing.

    title: of the document; without one, the file's own title or its name. Raises FileRefused,
    NewerVersionThere, RoundUnderWay.
    """
    read = read_file(data, name)
    shown = plain_name(name)
    said = _said(read.provenance, title, shown, newer_than)
    about = about_text(said, slug="")
    made = suggestions_for(read, about)
    with kept_original(data, at=at) as original:
        collection = newer_than.collection if newer_than else shelf(said["title"])
        collection = hold_shelf(collection.pk)
        newer_than = hold_followed(newer_than.pk if newer_than else None)
        document = store_document(
            read,
            about=replace(about, slug=slug_for_document(about.title, collection)),
            collection=collection,
            at=at,
            original=original,
            file_name=shown,
            newer_than=newer_than,
            made=made,
        )
        Import.objects.create(
            collection=collection,
            by=by,
            original=original,
            name=shown,
            new_version_of=newer_than,
            status=Import.Status.STORED,
            done_percent=100,
            document=document,
            created_at=at,
            touched_at=at,
            ended_at=at,
        )
        carried = carry_over(newer_than, document, by=by, at=at) if newer_than else None
    return document, carried


def _said(stated: Provenance, title: str, name: str, newer_than: Document | None) -> dict[str, str]:
    """What is known of the text: from the version before it, the file, and whoever imports it."""
    said = stated_by(stated)
    if newer_than is not None:
        said |= {name: known for name, known in stated_of(newer_than).items() if known}
    said["title"] = (title or said["title"] or name.rpartition(".")[0] or name)[:200]
    return said
