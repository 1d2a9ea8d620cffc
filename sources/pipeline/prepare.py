"""The whole way of one file: read, cleaned, split. Runs in the child."""

from dataclasses import replace

from sources.pipeline.bylines import with_stated
from sources.pipeline.clean import FURTHER_WHY, clean
from sources.pipeline.progress import Phase, report
from sources.pipeline.read.formats import read
from sources.pipeline.read.refusals import LIMITS, Limits
from sources.pipeline.split import split
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument


def prepare(data: bytes, name: str, limits: Limits = LIMITS) -> ReadDocument:
    """A file as a document. name: only its ending counts. Raises FileRefused."""
    report(Phase.READING)
    document = read(data, name, limits)
    report(Phase.CLEANING)
    blocks = clean(document.blocks)
    report(Phase.SPLITTING, 0, len(blocks))
    return ReadDocument(
        provenance=with_stated(_with_title(document.provenance, blocks), blocks),
        blocks=blocks,
        sentences=split(blocks),
        notes=(*document.notes, *_notes(blocks)),
    )


def _with_title(provenance: Provenance, blocks: tuple[Block, ...]) -> Provenance:
    if provenance.title:
        return provenance
    titles = [block for block in blocks[:5] if block.kind == Kind.HEADING]
    return replace(provenance, title=titles[0].text[:200]) if titles else provenance


def _notes(blocks: tuple[Block, ...]) -> list[str]:
    notes = []
    if aside := sum(block.set_aside for block in blocks):
        notes.append(f"{aside} blocks were set aside.")
    if any(block.why == FURTHER_WHY for block in blocks):
        notes.append("There is a section for further reading.")
    return notes
