"""A stored document as the pipeline knows it."""

from collections.abc import Mapping
from typing import Any

from sources.models import Document, Sentence
from sources.pipeline.quotations import with_quotations
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument


def read_from(document: Document) -> ReadDocument:
    """A stored document as the pipeline knows it, its sentences in their order. Two queries."""
    rows = list(document.blocks.order_by("position"))
    sentences: dict[int, list[Sentence]] = {}
    for sentence in document.sentences.order_by("position"):
        sentences.setdefault(sentence.block_id, []).append(sentence)
    blocks: list[Block] = []
    cut: list[tuple[int, int, int]] = []
    for index, row in enumerate(rows):
        mine = sentences.get(row.pk, [])
        begins = mine[0].start if mine else 0
        text = document.text[begins : mine[-1].end] if mine else ""
        kind = Kind(row.kind)
        blocks.append(Block(kind, text, row.level or None, row.set_aside, row.why))
        cut += [(index, s.start - begins, s.end - begins) for s in mine]
    return ReadDocument(
        provenance=_provenance(document),
        blocks=tuple(blocks),
        sentences=with_quotations(blocks, cut),
    )


def _provenance(document: Document) -> Provenance:
    origin: Mapping[str, Any] = document.adapted_from or {}
    stated = {name: str(origin.get(name) or "") for name in ("author", "publisher", "published")}
    return Provenance(
        title=document.title,
        address=str(origin.get("address") or ""),
        language=document.language,
        rights=document.licence,
        **stated,
    )
