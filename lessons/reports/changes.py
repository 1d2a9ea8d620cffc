"""What was changed in place since a module was published (decision 15)."""

from collections.abc import Sequence

from django.db.models import Q

from lessons.models import Module, Release
from sources.models import HistoryEntry


def changed_since_publishing(module: Module) -> Sequence[HistoryEntry]:
    """Newest first: edits of cards, terms and events after the published release came out.

    Two queries; empty when nothing is published.
    """
    published = module.releases.filter(status=Release.Status.PUBLISHED).first()
    if published is None:
        return []
    shelf = module.collection_id
    own = Q(card__collection=shelf) | Q(term__collection=shelf) | Q(event__collection=shelf)
    return list(
        HistoryEntry.objects.filter(own, at__gt=published.published_at)
        .select_related("card", "term", "event", "by")
        .order_by("-at", "-pk")[:50]
    )
