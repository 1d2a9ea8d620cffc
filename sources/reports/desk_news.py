"""What others did to a document since somebody looked last, and what one can undo."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from rosters.models import User
from sources.models import DocumentToReview, ReviewAct, ReviewVerb

MOST = 200


@dataclass(slots=True)
class News:
    """acts: of others since the last visit, the newest first; mine: the last act of one's own that
    can be undone; again: the last undoing, when nothing was done after it; upto: the newest id."""

    acts: Sequence[ReviewAct] = field(default_factory=list)
    mine: ReviewAct | None = None
    again: ReviewAct | None = None
    upto: int = 0

    @property
    def by_person(self) -> list[tuple[User | None, dict[str, list[ReviewAct]]]]:
        """Who did what: acts by person and verb, in the order of the newest."""
        found: dict[int | None, tuple[User | None, dict[str, list[ReviewAct]]]] = {}
        for act in self.acts:
            _who, verbs = found.setdefault(act.by_id, (act.by, {}))
            verbs.setdefault(str(ReviewVerb(act.verb).label), []).append(act)
        return list(found.values())


def news_for(document: DocumentToReview, reader: User) -> News:
    """One query."""
    seen = document.seen_act or 0
    acts = list(
        ReviewAct.objects.filter(document=document)
        .filter(Q(by=reader, undone_by=None) | (Q(pk__gt=seen) & ~Q(by=reader)))
        .select_related("by", "sentence")
        .defer("before", "after")
        .order_by("-pk")[:MOST]
    )
    own = [act for act in acts if act.by_id == reader.pk]
    alone = (act for act in own if act.verb not in (ReviewVerb.UNDO, ReviewVerb.CLOSE_ROUND))
    mine = next(alone, None)
    again = own[0] if own and own[0].verb == ReviewVerb.UNDO else None
    return News(
        acts=[act for act in acts if act.by_id != reader.pk],
        mine=mine,
        again=again,
        upto=acts[0].pk if acts else 0,
    )
