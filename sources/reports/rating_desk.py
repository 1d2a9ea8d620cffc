"""The workbench of one rater: the text with her own labels, and nothing of anybody else's."""

from collections.abc import Sequence

from rosters.models import User
from sources.models import Document, DocumentToReview, RoundLabel, RoundRater, Sentence
from sources.pipeline.suggest import PER_PAGE
from sources.reports.claim_states import LABEL_FIELDS
from sources.reports.desk import Desk, Way, desk_of
from sources.reports.desk_claims import DeskClaim

NO_CLAIM = 0
"""As the id of a claim: a label is none."""


def rater_in(document: Document, user: User) -> RoundRater | None:
    """What this person is in the document's open round; None without one. One query."""
    return (
        RoundRater.objects.select_related("round", "user")
        .filter(round__document=document, round__closed_at=None, user=user)
        .first()
    )


def labels_by(rater: RoundRater) -> Sequence[DeskClaim]:
    """A rater's own labels as the workbench shows claims, in reading order. One query."""
    rows = (
        RoundLabel.objects.filter(rater=rater)
        .select_related("first", "last")
        .order_by("first__position", "-last__position")
    )
    return [_as_claim(row) for row in rows]


def desk_by(
    rater: RoundRater, document: DocumentToReview, *, at: int | None, per_page: int = PER_PAGE
) -> Desk:
    """The desk of a rater at a position; without one, at the first place that waits.

    With suggestions off its ways go to every sentence that learners could be asked about. Five
    queries at most. Nothing in it depends on what other raters did.
    """
    shows = rater.round.shows_suggestions
    labels = labels_by(rater)
    if shows:
        return desk_of(document, at=at, per_page=per_page, claims=labels)
    ways = _every_sentence(document, labels)
    if at is None:
        at = next((way.position for way in ways if not way.decided), None)
    desk = desk_of(document, at=at, claims=labels, shows_suggestions=False)
    desk.ways = ways
    return desk


def _every_sentence(document: Document, labels: Sequence[DeskClaim]) -> list[Way]:
    covered: set[int] = set()
    for one in labels:
        if one.is_decided and not one.is_of_text:
            covered.update(range(one.first, one.last + 1))
    rows = Sentence.objects.filter(document=document, block__set_aside=False).exclude(number=None)
    places = rows.order_by("position").values_list("pk", "position")
    return [Way(pk, position, position in covered) for pk, position in places]


def _as_claim(row: RoundLabel) -> DeskClaim:
    state = row.labels
    return DeskClaim(
        pk=NO_CLAIM,
        first=row.first.position,
        last=row.last.position,
        status=state["status"],
        contested=False,
        kind=state["kind"],
        support=state["support"],
        first_id=row.first_id,
        last_id=row.last_id,
        begins=state["begins"],
        ends=state["ends"],
        labels={name: state[name] for name in LABEL_FIELDS},
        weaknesses=[dict(one) for one in state["weaknesses"]],
        turned_down=[dict(one) for one in state["turned_down"]],
    )
