"""The page of one document for whoever reviews it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sources.models import Block, Document, Import
from sources.pipeline.finding_words import TEMPLATES, Part, say
from sources.reports.carried import Carried, carried_to

BLOCKS_A_PAGE = 80


@dataclass(frozen=True, slots=True)
class StaffBlock:
    """A block as it stands in the text, set aside or not."""

    block: Block
    text: str


@dataclass(slots=True)
class StaffPage:
    """runs: blocks that follow each other and are all set aside, or none of them."""

    runs: list[tuple[bool, list[StaffBlock]]] = field(default_factory=list)
    carried: Carried | None = None
    versions: list[Document] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    imported: Import | None = None


def finding_words(stored: Mapping[str, Any]) -> str:
    """A finding in the reader's language; as it was stored where it is older than its parts."""
    parts = [Part(one["name"], one["values"]) for one in stored.get("parts", ())]
    if not parts or any(part.name not in TEMPLATES for part in parts):
        return str(stored.get("message", ""))
    return say(parts, _)


def staff_page_of(document: Document, blocks: Iterable[Block]) -> StaffPage:
    """What stands beside the document's own fields. Three queries, two more for a new version."""
    shown = list(blocks)
    ranges: dict[int, tuple[int, int]] = {}
    sentences = document.sentences.filter(block__in=[block.pk for block in shown])
    for block_id, start, end in sentences.order_by("position").values_list(
        "block_id", "start", "end"
    ):
        first, _end = ranges.get(block_id, (start, end))
        ranges[block_id] = (first, end)
    page = StaffPage(
        carried=carried_to(document),
        versions=list(
            Document.objects.filter(collection_id=document.collection_id, slug=document.slug)
            .defer("text", "findings")
            .order_by("-number")
        ),
        findings=[finding_words(one) for one in document.findings],
        imported=Import.objects.filter(document=document)
        .select_related("by")
        .defer("read")
        .first(),
    )
    for block in shown:
        start, end = ranges.get(block.pk, (0, 0))
        if not page.runs or page.runs[-1][0] != block.set_aside:
            page.runs.append((block.set_aside, []))
        page.runs[-1][1].append(StaffBlock(block, document.text[start:end]))
    return page
