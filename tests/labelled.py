"""A small document with accepted claims, written the short way.

A sentence is its text, kind, support, its core weaknesses by cue, and whatever else the claim
has; a heading is a text alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizzes.models import Item, ItemVersion
from quizzes.operations.drafting import draft_items
from quizzes.operations.items import put_item_version
from quizzes.operations.library import CollectionLibrary
from sources.models import Block, Claim, ClaimWeakness, Collection, Document, Sentence
from tests.factories_content import DocumentFactory


@dataclass(frozen=True)
class Said:
    """One sentence of a test's document. kind "": nobody has labelled it."""

    text: str
    kind: str = ""
    support: str = ""
    weak: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    claim: Mapping[str, Any] = field(default_factory=dict)


def weak(text: str, weakness: str = "vague-amount", cue: str = "Many", **claim: Any) -> Said:
    """A weak sentence: the writer's word alone."""
    return Said(text, "fact", "bare", {weakness: cue}, claim=claim)


def sound(text: str, kind: str = "fact", support: str = "cited", **claim: Any) -> Said:
    """A sentence that a reader can follow up."""
    return Said(text, kind, support, claim=claim)


def labelled_document(*paragraphs: list[Said] | str, **fields: Any) -> Document:
    """A current document; a paragraph that is a text is a heading. Keys s01, s02 …, h1, h2 …"""
    document: Document = DocumentFactory(**fields)
    text, position, number, headings = "", 0, 0, 0
    for place, paragraph in enumerate(paragraphs, start=1):
        is_heading = isinstance(paragraph, str)
        block = Block.objects.create(
            document=document,
            position=place,
            kind=Block.Kind.HEADING if is_heading else Block.Kind.PARAGRAPH,
            level=1 if is_heading else 0,
        )
        text += "\n\n" if text else ""
        said = [Said(paragraph)] if isinstance(paragraph, str) else paragraph
        for index, one in enumerate(said):
            text += " " if index else ""
            position += 1
            number, headings = (number, headings + 1) if is_heading else (number + 1, headings)
            sentence = Sentence.objects.create(
                document=document,
                block=block,
                key=f"h{headings}" if is_heading else f"s{number:02}",
                position=position,
                number=None if is_heading else number,
                start=len(text),
                end=len(text) + len(one.text),
            )
            text += one.text
            if one.kind:
                accept(sentence, one)
    document.text = text
    document.save(update_fields=["text"])
    return document


def accept(sentence: Sentence, said: Said, **fields: Any) -> Claim:
    """The accepted claim of one sentence."""
    claim = Claim.objects.create(
        document=sentence.document,
        first=sentence,
        last=sentence,
        kind=said.kind,
        support=said.support,
        **{**said.claim, **fields},
    )
    standing = ClaimWeakness.Standing
    labels = [(standing.CORE, said.weak), (standing.ALSO, said.also)]
    for kind, weaknesses in labels:
        for place, (weakness, cue) in enumerate(weaknesses.items()):
            ClaimWeakness.objects.create(
                claim=claim, weakness=weakness, cue=cue, standing=kind, position=place
            )
    return claim


def put_all(document: Document, collection: Collection) -> dict[str, ItemVersion]:
    """Store every draft of a document as an item; the versions by slug."""
    library = CollectionLibrary(collection)
    return {
        draft.slug: put_item_version(
            Item.objects.create(collection=collection, slug=draft.slug),
            fields=draft.fields,
            library=library,
        )
        for draft in draft_items(document, collection=collection)
    }
