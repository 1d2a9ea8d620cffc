"""Pages of independent reviews with examples to visit each; `places.py` asks."""

from django.urls import reverse

from sources.models import Document, ReviewRound
from tests.browser.documents import Visited
from tests.browser.samples import OWN_MODULE, Samples
from tests.factories_rounds import finish, give, opened


def of_rounds(s: Samples) -> Visited:
    """A review that has ended, one under way, and a text with none: the author and Root rate."""
    texts = Document.objects.filter(collection__slug=OWN_MODULE, superseded_at=None)
    closed, running = texts.select_related("collection").order_by("pk")[:2]
    if not ReviewRound.objects.filter(document__in=[closed, running]).exists():
        _make(closed, running, s)
    number = {"document_id": closed.pk, "number": 1}
    claim = number | {"claim_id": closed.claims.earliest("pk").pk}
    sentence = running.sentences.exclude(number=None).earliest("pk")
    label = {"document_id": running.pk, "sentence_id": sentence.pk}

    def at(name: str, **kwargs: int) -> str:
        return reverse(f"sources:{name}", kwargs=kwargs)

    rate = at("round-rate", document_id=running.pk)
    acts = {
        **{
            name: at(name, document_id=running.pk)
            for name in ("round-open", "round-abandon", "round-done", "round-go-on", "round-raters")
        },
        "round-label": at("round-label", **label),
        "round-undo": at("round-undo", **number),
        "round-settle": at("round-settle", **claim),
    }
    return {
        "sources:rounds": [
            (at("rounds", document_id=closed.pk), s.author, "to open one"),
            (at("rounds", document_id=running.pk), s.author, "under way"),
        ],
        "sources:round": [(at("round", **number), s.author, "")],
        "sources:round-rate": [
            (f"{rate}?at={sentence.pk}", s.author, "labelled"),
            (rate, s.root, "done"),
        ],
        **{f"sources:{name}": [(path, s.author, "")] for name, path in acts.items()},
    }


def _make(closed: Document, running: Document, s: Samples) -> None:
    ended = opened(closed, s.author, s.root)
    numbered = closed.sentences.exclude(number=None).order_by("position")
    for place, position in enumerate(numbered.values_list("position", flat=True)[:14]):
        give(ended, s.author, position, *(["vague-amount"] if place % 2 else []))
        give(ended, s.root, position, *(["vague-amount"] if place % 3 else ["generalise"]))
    finish(ended, s.author, s.root)
    going_on = opened(running, s.author, s.root)
    first = running.sentences.exclude(number=None).earliest("position").position
    give(going_on, s.author, first, "unmeasured")
    finish(going_on, s.root)
