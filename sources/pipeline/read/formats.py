"""Which reader reads which format."""

from collections.abc import Callable

from sources.pipeline.read import docx, epub, html, markdown, odt, pdf, plain
from sources.pipeline.read.detect import Format, detect
from sources.pipeline.read.refusals import FileRefused, Limits
from sources.pipeline.text import ReadDocument

READERS: dict[Format, Callable[[bytes, Limits], ReadDocument]] = {
    Format.TEXT: plain.read,
    Format.MARKDOWN: markdown.read,
    Format.HTML: html.read,
    Format.DOCX: docx.read,
    Format.ODT: odt.read,
    Format.EPUB: epub.read,
    Format.PDF: pdf.read,
}


def read(data: bytes, name: str, limits: Limits) -> ReadDocument:
    """Blocks and provenance as the file has them. Raises FileRefused, also for no text at all."""
    document = READERS[detect(data, name, limits)](data, limits)
    characters = sum(len(block.text) for block in document.blocks)
    if not characters:
        raise FileRefused("no_text")
    if characters > limits.characters:
        raise FileRefused("characters", limit=limits.characters)
    return document
