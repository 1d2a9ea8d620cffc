"""Addresses of documents of a member of staff, with examples to visit each; `places.py` asks."""

from collections.abc import Mapping

from django.urls import reverse

from rosters.models import User
from sources.models import Document, Variant
from tests.browser.samples import MODULE, Samples

Visited = Mapping[str, list[tuple[str, User, str]]]
"""By name of the address: paths, as whom, and what is to be seen there."""


def of_reviews(s: Samples) -> Visited:
    """The workbench: of a shipped text, for who may decide there and for who may only look."""
    text = Document.objects.filter(collection__slug=MODULE, supersedes=None).earliest("pk")
    weak = text.sentences.filter(claims_beginning__weaknesses__isnull=False)
    sentence = weak.earliest("position")
    document = {"document_id": text.pk}
    of_document = ("review-undo", "review-seen", "review-history")
    of_sentence = ("review-decide", "review-cut")
    takes = dict.fromkeys(of_document, document)
    takes |= dict.fromkeys(of_sentence, document | {"sentence_id": sentence.pk})
    review = f"{reverse('sources:review', kwargs=document)}?at={sentence.pk}"
    return {
        "sources:review": [(review, s.root, "to decide"), (review, s.teacher, "to look at")],
        **{
            f"sources:{name}": [(reverse(f"sources:{name}", kwargs=kwargs), s.root, "")]
            for name, kwargs in takes.items()
        },
    }


def of_variants(s: Samples) -> Visited:
    """Practice sentences of a shipped text, of which one is offered."""
    text = Document.objects.filter(collection__slug=MODULE, supersedes=None).earliest("pk")
    sentence = text.sentences.filter(claims_beginning__weaknesses__weakness="post-hoc").earliest(
        "position"
    )
    made, _ = Variant.objects.get_or_create(
        document=text,
        sentence=sentence,
        change="source-added",
        weakness="post-hoc",
        defaults={"is_sound": True, "text": "As the minutes of ____ show, it followed."},
    )
    document = {"document_id": text.pk}
    page = f"{reverse('quizzes:variants', kwargs=document)}?weakness=post-hoc"
    takes = {
        "variants-offer": document,
        "variants-undo": document,
        "variant-decide": document | {"variant_id": made.pk},
    }
    return {
        "quizzes:variants": [(page, s.root, "to decide"), (page, s.teacher, "to look at")],
        **{
            f"quizzes:{name}": [(reverse(f"quizzes:{name}", kwargs=kwargs), s.root, "")]
            for name, kwargs in takes.items()
        },
    }
