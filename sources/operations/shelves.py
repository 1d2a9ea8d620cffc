"""A collection for texts that have no module yet; building makes the module."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from rosters.models import User
from sources.models import Collection, Document

SLUG_LENGTH = 60


@transaction.atomic
def make_shelf(title: str, *, by: User, language: str = "en") -> Collection:
    """A private collection of somebody, with an id made from its title."""
    try:
        with transaction.atomic():
            return _made(title, by, language)
    except IntegrityError:
        # Somebody took the id at the same moment: with hers in sight there is another.
        return _made(title, by, language)


def _made(title: str, by: User, language: str) -> Collection:
    taken = Collection.objects.filter(language=language).values_list("slug", flat=True)
    return Collection.objects.create(
        slug=free_slug(title, taken=set(taken), fallback="documents"),
        language=language,
        title=title,
        owner=by,
        visibility=Collection.Visibility.PRIVATE,
    )


def hold_shelf(collection_id: int) -> Collection:
    """A collection, held until something with an id of its own stands on it."""
    # Without its key: what merely refers to the collection need not wait.
    return Collection.objects.select_for_update(no_key=True).get(pk=collection_id)


def title_of_file(name: str) -> str:
    """What a shelf is called while nobody has said more than the name of a file."""
    return name.rpartition(".")[0] or name


def slug_for_document(title: str, collection: Collection) -> str:
    """An id for a new text that no other text of the collection has."""
    taken = Document.objects.filter(collection=collection).values_list("slug", flat=True)
    return free_slug(title, taken=set(taken), fallback="document")


def free_slug(title: str, *, taken: set[str], fallback: str) -> str:
    """The title as an id, with a number behind it where it is taken."""
    slug = slugify(title)[:SLUG_LENGTH].strip("-") or fallback
    number = 1
    tried = slug
    while tried in taken:
        number += 1
        tried = f"{slug}-{number}"
    return tried
