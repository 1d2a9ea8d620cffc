"""Sentences made for practice, as the page of them meets them."""

from django.utils import timezone

from rosters.models import User
from sources.models import Document, Variant

WEAKNESS = "vague-amount"


def put_variants(document: Document, by: User) -> Variant:
    """Of each claim of a document one mended sentence, the first of them approved; returns it."""
    claims = document.claims.accepted().select_related("first").order_by("pk")
    made = []
    for claim in claims:
        approved = not made
        made.append(
            Variant(
                document=document,
                sentence=claim.first,
                change="source-added",
                weakness=WEAKNESS,
                is_sound=True,
                text="It is so (the log, page 4)." if approved else "It is so (____).",
                status=Variant.Status.APPROVED if approved else Variant.Status.OFFERED,
                decided_by=by if approved else None,
                decided_at=timezone.now() if approved else None,
            )
        )
    return Variant.objects.bulk_create(made)[0]
