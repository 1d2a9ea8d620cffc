"""Which documents of a module reach learners, and which only those who see drafts."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from lessons.models import Release, Step
from lessons.reports.open_module import OpenModule
from rosters.models import User
from sources.models import Document
from sources.permissions import viewable_collections


def documents_in(place: OpenModule, user: "User | AnonymousUser") -> QuerySet[Document]:
    """What learners may read; for those who may see drafts, every current document instead.

    Passages made for practice are quiz material: for staff only.
    """
    shelf = place.module.collection_id
    if not user.is_staff:
        return learners_documents(shelf)
    sees_drafts = Q(collection__in=viewable_collections(user))
    return Document.objects.filter(
        Q(sees_drafts, superseded_at=None) | (~sees_drafts & reaches_learners()),
        collection_id=shelf,
    )


def learners_documents(collection_id: int) -> QuerySet[Document]:
    """Those of a module's documents that anybody may read who may read the module."""
    return Document.objects.filter(reaches_learners(), collection_id=collection_id)


def reaches_learners() -> Q:
    """Condition on Document. Passages made for practice never do.

    A text that somebody imported does not before a published lesson shows it, or tells where it
    comes from; until then the version before it stays where published lessons show that one.
    """
    published = Step.objects.filter(
        lesson__release__status=Release.Status.PUBLISHED,
        lesson__release__module__collection=OuterRef("collection"),
    )
    is_shown = Q(Exists(published.filter(document=OuterRef("pk"))))
    is_shown |= Q(Exists(published.filter(provenance_of=OuterRef("pk"))))
    is_of_imports = Q(original__isnull=False) | Q(superseded_by__original__isnull=False)
    came_in_a_pack = Q(original=None, superseded_at=None)
    return ~Q(edition=Document.Edition.PRACTICE) & (came_in_a_pack | (is_shown & is_of_imports))
