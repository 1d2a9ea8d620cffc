"""Where somebody was in the workbench, and how far they know what others did."""

from django.db import transaction

from rosters.models import User
from sources.models import Document, ReviewVisit


@transaction.atomic
def note_place(document: Document, *, by: User, sentence_id: int | None) -> None:
    """Remember at which sentence the next visit begins."""
    ReviewVisit.objects.update_or_create(
        document=document, user=by, defaults={"current_sentence_id": sentence_id}
    )


@transaction.atomic
def note_seen(document: Document, *, by: User, upto: int) -> None:
    """Remember that the acts up to this one are no news any more; never fewer than before."""
    visit, _made = ReviewVisit.objects.get_or_create(document=document, user=by)
    ReviewVisit.objects.filter(pk=visit.pk, seen_act__lt=upto).update(seen_act=upto)
