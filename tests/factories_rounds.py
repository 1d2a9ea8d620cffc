"""An independent review as two colleagues would do it: a short text, opened, labelled, done."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rosters.models import User
from sources.models import Claim, Collection, Document, ReviewRound, RoundLabel, RoundRater
from sources.operations.rating import RatedPlace, rate, seen_of
from sources.operations.reviewing import Labels
from sources.operations.rounds import open_round, say_done
from sources.pipeline.ratings import figures
from tests.factories_content import document_of
from tests.factories_quizzes import NOON, CollectionFactory

SENTENCES = (
    "Many towns lost their bridges in the flood.",
    "The mill opened in 1902, the clerk wrote.",
    "Trade then doubled because of the new bridge.",
    "Nobody in the valley trusted the bank.",
)


def school_document(owner: User, *sentences: str) -> Document:
    """A text that its owner's school may change."""
    collection = CollectionFactory(owner=owner, visibility=Collection.Visibility.SCHOOL)
    return document_of(*(sentences or SENTENCES), collection=collection)


def opened(document: Document, *raters: User, shows: bool = False) -> ReviewRound:
    """A round that the first rater opened."""
    return open_round(document, raters=raters, shows_suggestions=shows, by=raters[0], at=NOON)


def rater(round_: ReviewRound, person: User) -> RoundRater:
    return RoundRater.objects.select_related("round__document", "user").get(
        round=round_, user=person
    )


def labels(*weaknesses: str, **fields: Any) -> Labels:
    """Labels of a bare fact with these core weaknesses; `id:cue` names the cue."""
    named = [one.partition(":") for one in weaknesses]
    core = [{"id": name, "cue": cue, "standing": "core"} for name, _, cue in named]
    return Labels(**{"kind": "fact", "support": "bare", "weaknesses": core, **fields})


def give(
    round_: ReviewRound,
    person: User,
    first: int,
    *weaknesses: str,
    last: int | None = None,
    status: str = "accepted",
    **fields: Any,
) -> RoundLabel:
    """One label of a person, over sentences by position."""
    mine = rater(round_, person)
    sentences = {one.position: one for one in round_.document.sentences.all()}
    known = RoundLabel.objects.filter(rater=mine, first=sentences[first]).first()
    place = RatedPlace(
        rater=mine, first=sentences[first], last=sentences[last or first], seen=seen_of(known)
    )
    given = rate(place, labels=labels(*weaknesses, **fields), status=status, at=NOON)
    assert given is not None
    return given


def put_rounds(collection: Collection, *raters: User) -> None:
    """Of the first text a closed round in which all its claims were labelled; of the practice
    text an open one. Rows only: nothing follows from them."""
    text, practice = (collection.documents.get(slug=slug) for slug in ("text-0", "practice"))
    closed = _closed(text, raters)
    running = ReviewRound.objects.create(
        document=practice, number=1, opened_by=raters[0], opened_at=NOON
    )
    rating = [
        RoundRater.objects.create(round=each, user=user, number=number)
        for each in (closed, running)
        for number, user in enumerate(raters, start=1)
    ]
    RoundLabel.objects.bulk_create(
        RoundLabel(rater=one, first=claim.first, last=claim.last, decided=True, labels=state)
        for one in rating[: len(raters)]
        for claim, state in _labelled(text)
    )


def _labelled(text: Document) -> list[tuple[Claim, dict[str, Any]]]:
    """The claims of a text, and a label of each."""
    decided = {"status": "accepted", "contested": False, **asdict(labels("vague-amount"))}
    claims = text.claims.select_related("first", "last").order_by("pk")
    return [
        (claim, {"begins": claim.first.start, "ends": claim.last.end, **decided})
        for claim in claims
    ]


def _closed(text: Document, raters: Sequence[User]) -> ReviewRound:
    ranges = [
        {
            "claim": claim.pk,
            "begins": state["begins"],
            "ends": state["ends"],
            "result": "differs",
            "left_alone": False,
            "same_as_before": False,
        }
        for claim, state in _labelled(text)
    ]
    return ReviewRound.objects.create(
        document=text,
        number=1,
        opened_by=raters[0],
        opened_at=NOON,
        closed_at=NOON,
        agreement={
            **figures([], raters=len(raters)),
            "raters": [number for number, _ in enumerate(raters, start=1)],
            "sentences": len(ranges),
            "results": {"differs": len(ranges)},
            "ranges": ranges,
        },
    )


def finish(round_: ReviewRound, *people: User) -> ReviewRound:
    """These say, in this order, that they are done."""
    for person in people:
        say_done(rater(round_, person), at=NOON)
    round_.refresh_from_db()
    return round_


def sentence(document, position):
    return document.sentences.get(position=position)


def decided_on(document, position, **fields):
    place = sentence(document, position)
    return Claim.objects.create(
        document=document, first=place, last=place, **{"kind": "fact", "support": "bare", **fields}
    )


def claims(document):
    """Each claim as (first position, status, contested, core weaknesses)."""
    return [
        (
            claim.first.position,
            claim.status,
            claim.contested,
            [w.weakness for w in claim.weaknesses.all() if w.standing == "core"],
        )
        for claim in document.claims.order_by("first__position", "last__position")
    ]


def ended(round_):
    return [one["result"] for one in round_.agreement["ranges"]]
