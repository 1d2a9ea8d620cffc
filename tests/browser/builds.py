"""The pages of building a module, with examples to visit each; `places.py` asks."""

from django.urls import reverse

from lessons.models import BuiltPart, Module
from sources.models import Document
from tests.browser.documents import Visited
from tests.browser.samples import OWN_MODULE, Samples
from tests.factories_builds import put_build

ACTS = ("state", "decide", "publish", "take-back")


def of_builds(s: Samples) -> Visited:
    """The author's own module, which was built: candidates of each kind wait in it."""
    module = Module.objects.select_related("collection").get(slug=OWN_MODULE)
    if not module.builds.exists():
        put_build(module, s.author, mark="Mill", rows=2)
    texts = Document.objects.current().exclude(edition=Document.Edition.PRACTICE)
    own = texts.filter(collection=module.collection_id).earliest("pk")
    waiting = module.built_parts.filter(kind__in=BuiltPart.CANDIDATES)
    parts = [(part, part.kind) for part in waiting.order_by("pk")[:3]]
    return {
        "lessons:build": [(reverse("lessons:build", args=[own.pk]), s.author, "again")],
        "lessons:build-decisions": [
            (reverse("lessons:build-decisions", args=[module.pk]), s.author, "")
        ],
        **{
            f"lessons:build-{act}": [
                (reverse(f"lessons:build-{act}", args=[module.pk]), s.author, "")
            ]
            for act in ACTS
        },
        "lessons:build-candidate": [
            (reverse("lessons:build-candidate", args=[module.pk, part.pk]), s.author, kind)
            for part, kind in parts
        ],
    }
