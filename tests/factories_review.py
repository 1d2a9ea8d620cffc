"""A text as it comes into the workbench: cut, with what the rules suggest, and nothing decided."""

from typing import Any

from rosters.models import User
from sources.models import Claim, Collection, Document, ReviewAct, Sentence
from sources.operations.reviewing import Labels, Place, accept, labels_from
from sources.operations.storing import About, store_document
from sources.pipeline.split import split
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument
from sources.reports.claim_states import state_of, token_of, with_all
from tests.factories_quizzes import NOON, CollectionFactory

BRIDGE = "The council opened the bridge in 1911."
CLERK = "A former clerk says that the price was a fairy tale."
HARVEST = "The new bridge led to a rich harvest."
TOLL = "The toll will collapse by spring."
TOWNS = "Numerous towns joined the protest."
ADVERT = "Read more about bridges."


def bridge_text(owner: User, *, long: int = 1, **fields: Any) -> Document:
    """Two paragraphs under a heading, and an advertisement that is set aside: h1, s1 to s5, b1.

    long: how many times over.
    """
    parts = (
        Block(Kind.HEADING, "Whose bridge?", level=1),
        Block(Kind.PARAGRAPH, f"{BRIDGE} {CLERK} {HARVEST}"),
        Block(Kind.PARAGRAPH, f"{TOLL} {TOWNS}"),
        Block(Kind.BOILERPLATE, ADVERT, set_aside=True, why="navigation"),
    )
    blocks = parts * long
    read = ReadDocument(provenance=Provenance(), blocks=blocks, sentences=split(blocks))
    collection = fields.pop("collection", None) or CollectionFactory(
        owner=owner, visibility=Collection.Visibility.SCHOOL
    )
    about = About(slug="bridge", title="Whose bridge?")
    return store_document(read, about=about, collection=collection, at=NOON)


def sentence(document: Document, key: str) -> Sentence:
    return document.sentences.select_related("suggestion", "block").get(key=key)


def place(document: Document, key: str, last: str = "", claim: Claim | None = None) -> Place:
    """A place as the page would show it now."""
    first, end = sentence(document, key), sentence(document, last or key)
    found = with_all(Claim.objects.filter(document=document, first=first, last=end))
    shown = claim or found.first()
    return Place(
        document=document,
        first=first,
        last=end,
        claim_id=shown.pk if shown else None,
        seen=token_of(state_of(shown) if shown else None),
    )


def suggested(document: Document, key: str) -> Labels:
    return labels_from(getattr(sentence(document, key), "suggestion", None))


def accepted(document: Document, key: str, by: User) -> ReviewAct:
    """What the rules suggest of a sentence, accepted as it stands."""
    act = accept(place(document, key), labels=suggested(document, key), by=by, at=NOON)
    assert act is not None
    return act


def claim_at(document: Document, key: str) -> Claim:
    return Claim.objects.get(document=document, first__key=key)
