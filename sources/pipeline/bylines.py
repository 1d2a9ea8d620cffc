"""Who wrote it and when, where a line under the title says so."""

import re
from dataclasses import replace

from sources.pipeline.text import Block, Kind, Provenance

BYLINE_WHY = "byline"
"""What `Block.why` says of such a line; the marks of web pages use it too."""
FIRST_BLOCKS = 10
LONGEST = 24
_MONTHS = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-zé]*\.?|marzo|mayo|"
    r"junio|"
    r"julio|septiembre|octubre|noviembre|enero|febrero"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:de\s+)?(?:{_MONTHS})\s+(?:de\s+)?\d{{4}}"
    rf"|(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_NAME = (
    r"[A-ZÀ-Þ][\w.’'-]+(?:\s+(?:(?:de|del|de la|van|van der|von|da|di|y|and|"
    r"&)\s+)?[A-ZÀ-Þ][\w.’'-]*)"
    r"{1,5}"
)
_BY = re.compile(rf"(?:^|\s)(?:By|by|BY|Por|por|Words by|Text by|Author:|Autora?:)\s+({_NAME})")
_OPENS = re.compile(
    r"^(?:by|por|words by|text by|author:|autora?:|posted|published|written|updated|last updated|"
    r"publicado|actualizado|escrito)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\b\d{1,2}[.:]\d\d\b|\b[A-Z]{3,4}\b|\bat\b", re.I
)


def is_byline(text: str) -> bool:
    """Whether a line names an author, or a day of publication, and nothing else."""
    text = text.strip()
    if len(text.split()) > LONGEST or text.endswith((".", "?", "!", ":")) or "\n" in text:
        return False
    if _OPENS.match(text):
        named = _BY.search(text)
        return bool(named and named.start() < 60) or bool(_DATE.search(text))
    without = _WEEKDAY.sub(" ", _DATE.sub(" ", text))
    return bool(_DATE.search(text)) and not re.search(r"\w{2,}", without)


def with_bylines(blocks: list[Block]) -> list[Block]:
    """Set aside the lines near the top that say who wrote it and when; never the first line."""
    done: list[Block] = []
    for index, block in enumerate(blocks):
        near = 0 < index < FIRST_BLOCKS and block.kind == Kind.PARAGRAPH and not block.set_aside
        if near and is_byline(block.text):
            block = replace(block, kind=Kind.BOILERPLATE, set_aside=True, why=BYLINE_WHY)
        done.append(block)
    return done


def with_stated(provenance: Provenance, blocks: tuple[Block, ...]) -> Provenance:
    """Author and date of the bylines, where the file itself does not say them."""
    author, published = provenance.author, provenance.published
    for block in blocks[: 2 * FIRST_BLOCKS]:
        if block.why != BYLINE_WHY:
            continue
        named, dated = _BY.search(block.text), _DATE.search(block.text)
        author = author or (named[1] if named else "")
        published = published or (dated[0] if dated else "")
    return replace(provenance, author=author, published=published)
