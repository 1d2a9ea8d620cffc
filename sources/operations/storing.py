"""A document that was read becomes rows: blocks, and sentences with their offsets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from sources.models import Block, Collection, Document, Original, Sentence
from sources.operations.suggesting import put_suggestions
from sources.pipeline import text as pipeline
from sources.pipeline.digest import digest_of
from sources.pipeline.suggest import Suggestions, suggest

DEEPEST_HEADING = 3
# Sentences of these can be asked about and have a number in the margin; others have a letter.
LETTERS = {
    Block.Kind.HEADING: "h",
    Block.Kind.PULL_QUOTE: "q",
    Block.Kind.CAPTION: "c",
    Block.Kind.TABLE: "t",
    Block.Kind.BOILERPLATE: "b",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known about a text that is to be stored.

    origin: title, author, publisher, published, address, of which any may be missing. unknown:
    sentences about what nobody knows, for learners too.
    """

    slug: str
    title: str
    language: str = "en"
    licence: str = ""
    topic: str = ""
    origin: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def suggestions_for(read: pipeline.ReadDocument, about: About) -> Suggestions:
    """What the rules say of a text that is to be stored: seconds for a book, and no query.

    To be asked before the transaction that stores it, which holds up everybody's saves.
    """
    origin = {name: about.origin.get(name, "") for name in ("author", "publisher", "published")}
    return suggest(
        replace(
            read,
            provenance=pipeline.Provenance(
                title=about.title,
                address=about.origin.get("address", ""),
                language=about.language,
                rights=about.licence,
                **origin,
            ),
        ),
        per_page=None,
    )


@transaction.atomic
def store_document(
    read: pipeline.ReadDocument,
    *,
    about: About,
    collection: Collection,
    at: datetime,
    original: Original | None = None,
    file_name: str = "",
    newer_than: Document | None = None,
    made: Suggestions | None = None,
) -> Document:
    """Store a text with its blocks, sentences, findings and suggestions; nothing is decided yet.

    newer_than: the current version of the text, which this one supersedes; it gives the slug.
    made: its suggestions, where they were made before (`suggestions_for`).
    Raises IntegrityError when the collection has another document with that slug.
    """
    if newer_than is not None:
        Document.objects.filter(pk=newer_than.pk).update(superseded_at=at)
    document = Document.objects.create(
        collection=collection,
        slug=newer_than.slug if newer_than else about.slug,
        number=newer_than.number + 1 if newer_than else 1,
        supersedes=newer_than,
        position=newer_than.position if newer_than else _next_position(collection),
        title=about.title,
        edition=newer_than.edition if newer_than else Document.Edition.ORIGINAL,
        language=about.language,
        licence=about.licence,
        topic=about.topic,
        adapted_from=dict(about.origin),
        known=list(about.known),
        unknown=list(about.unknown),
        original=original,
        file_name=file_name,
        text="\n\n".join(block.text for block in read.blocks),
        created_at=at,
    )
    write_cut(document, read)
    put_suggestions(document, made or suggestions_for(read, about))
    return document


def write_cut(document: Document, read: pipeline.ReadDocument) -> None:
    """Write the blocks and sentences of a document whose text is that of the blocks."""
    blocks = Block.objects.bulk_create(
        Block(
            document=document,
            position=position,
            kind=block.kind.value,
            level=min(block.level or 1, DEEPEST_HEADING)
            if block.kind is pipeline.Kind.HEADING
            else 0,
            set_aside=block.set_aside,
            why=block.why[:60],
        )
        for position, block in enumerate(read.blocks, start=1)
    )
    sentences = list(_sentences(document, blocks, read))
    Sentence.objects.bulk_create(sentences)
    of_block: dict[int, list[tuple[str, str]]] = {}
    for s in sentences:
        of_block.setdefault(s.block_id, []).append((s.key, document.text[s.start : s.end]))
    document.sha256 = digest_of(
        (block.kind, block.level, of_block.get(block.pk, ())) for block in blocks
    )
    document.save(update_fields=["sha256"])


def _sentences(
    document: Document, blocks: list[Block], read: pipeline.ReadDocument
) -> Iterator[Sentence]:
    offsets, offset = [], 0
    for part in read.blocks:
        offsets.append(offset)
        offset += len(part.text) + 2
    counts: dict[str, int] = {}
    for position, one in enumerate(read.sentences, start=1):
        block = blocks[one.block]
        letter = letter_of(block)
        counts[letter] = counts.get(letter, 0) + 1
        yield Sentence(
            document=document,
            block=block,
            key=f"{letter}{counts[letter]}",
            position=position,
            number=counts[letter] if letter == "s" else None,
            start=offsets[one.block] + one.start,
            end=offsets[one.block] + one.end,
        )


def letter_of(block: Block) -> str:
    """The letter with which the keys of a block's sentences begin."""
    if block.set_aside:
        return LETTERS[Block.Kind.BOILERPLATE]
    return LETTERS.get(Block.Kind(block.kind), "s")


def _next_position(collection: Collection) -> int:
    last = collection.documents.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1
