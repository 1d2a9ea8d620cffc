"""Files on their way and the pages of documents, with examples to visit each; `places.py` asks."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from rosters.models import User
from sources.models import Collection, Document, Import
from tests.browser.documents import Visited
from tests.browser.samples import MODULE, OWN_MODULE, Samples
from tests.factories_imports import make_import

ACTS = ("state", "cancel", "retry", "put-away")


def of_imports(s: Samples) -> Visited:
    """A file in each state, the way in, and documents of hers and of others."""
    own = _own_document(s.author)
    shipped = Document.objects.filter(collection__slug=MODULE, supersedes=None).earliest("pk")
    new = reverse("sources:import-new")
    files = {about: _file(s.author, about) for about in ("read", "refused", "under way", "silent")}
    refused = {"import_id": files["refused"].pk}
    return {
        "sources:documents": [
            (reverse("sources:documents"), person, "") for person in (s.author, s.teacher)
        ],
        "sources:import-new": [
            (new, s.author, "files"),
            (f"{new}?new_version_of={own.pk}", s.author, "a new version"),
        ],
        "sources:import": [
            (reverse("sources:import", args=[one.pk]), s.author, about)
            for about, one in files.items()
        ],
        **{
            f"sources:import-{act}": [
                (reverse(f"sources:import-{act}", kwargs=refused), s.author, "")
            ]
            for act in ACTS
        },
        "sources:document": [
            (reverse("sources:document", args=[own.pk]), s.author, "hers"),
            (reverse("sources:document", args=[shipped.pk]), s.teacher, "the site's"),
        ],
        **{
            f"sources:{name}": [(reverse(f"sources:{name}", args=[own.pk]), s.author, "")]
            for name in ("original", "document-block")
        },
    }


def _own_document(author: User) -> Document:
    """A text of hers that came as a file, with a part of it set aside."""
    own = Document.objects.filter(collection__slug=OWN_MODULE, supersedes=None).earliest("pk")
    if own.original is None:
        own.original, own.file_name = _file(author, "read").original, "mill.txt"
        own.save(update_fields=["original", "file_name"])
    return own


def _file(author: User, about: str) -> Import:
    """The one file of this name; made when it is asked for the first time."""
    name = f"{about}.txt"
    made = Import.objects.filter(by=author, name=name).first()
    if made is not None:
        return made
    shelf = Collection.objects.get(slug=OWN_MODULE)
    now = timezone.now()
    if about in ("read", "refused"):
        return make_import(shelf, author, name=name, status=about)
    # Under way for as long as the browser looks; the other one has been silent for an hour.
    touched = now + timedelta(days=1) if about == "under way" else now - timedelta(hours=1)
    return make_import(
        shelf, author, name=name, status="reading", touched_at=touched, done_percent=40,
        phase="reading", phase_done=3, phase_total=9,
    )  # fmt: skip
