"""Making and sharing a module. It comes with the collection on which everything of it stands."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lessons.models import Module, Release
from rosters.models import User
from rosters.operations.acts import Verb, record
from sources.models import Collection, CollectionShare


@transaction.atomic
def make_module(module: Module, *, by: User) -> Module:
    """Save a new module with a private collection of its maker and an empty draft.

    module: unsaved, with its own words set; slug and language become the collection's too.
    """
    module.collection = Collection.objects.create(
        slug=module.slug,
        language=module.language,
        title=module.title,
        owner=by,
        visibility=Collection.Visibility.PRIVATE,
    )
    module.save()
    Release.objects.create(module=module, number=1, edited_by=by)
    return module


@transaction.atomic
def share_module(
    module: Module, *, visibility: str, people: Iterable[User], by: User | None
) -> None:
    """Say who may see and change a module: nobody else, named colleagues, the school, all staff.

    What belongs to the instance stays public. The log says what changed, if anything did.
    """
    collection = Collection.objects.select_for_update().get(pk=module.collection_id)
    before = collection.visibility if collection.owner_id is not None else visibility
    if collection.owner_id is not None:
        Collection.objects.filter(pk=collection.pk).update(visibility=visibility)
    named = {person.pk for person in people} - {collection.owner_id}
    there = set(collection.shares.values_list("user", flat=True))
    collection.shares.exclude(user__in=named).delete()
    CollectionShare.objects.bulk_create(
        CollectionShare(collection=collection, user_id=pk) for pk in sorted(named - there)
    )
    detail = {"added": sorted(named - there), "removed": sorted(there - named)}
    if before != visibility or any(detail.values()):
        record(
            Verb.SHARED,
            by=by,
            subject=module,
            detail={"title": module.title, "visibility": visibility, **detail},
        )


@transaction.atomic
def archive_module(module: Module, *, at: datetime | None, by: User | None) -> None:
    """Take a module out of the catalogue, or (with None) put it back. Nothing is lost."""
    Module.objects.filter(pk=module.pk).update(archived_at=at)
    verb = Verb.ARCHIVED_MODULE if at else Verb.RESTORED_MODULE
    record(verb, by=by, subject=module, detail={"title": module.title})
