"""The sentences made for practice of one text, each beside the one that it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

from sources.models import Document, Variant
from sources.pipeline.variants.base import differing


@dataclass(frozen=True, slots=True)
class MadeRow:
    """A made sentence beside its original: (before, changed words, after) of each."""

    variant: Variant
    original: tuple[str, str, str]
    now: tuple[str, str, str]


def made_sentences(document: Document) -> list[Variant]:
    """All of them in reading order, each with its sentence and who decided on it. One query."""
    rows = document.variants.select_related("sentence", "decided_by")
    return list(rows.order_by("sentence__position", "pk"))


def made_rows(document: Document, variants: Iterable[Variant]) -> list[MadeRow]:
    """Each made sentence with what differs marked in both. No query."""
    found = []
    for variant in variants:
        variant.sentence.document = document
        original, now = differing(" ".join(variant.sentence.text.split()), variant.text)
        found.append(MadeRow(variant, original, now))
    return found
