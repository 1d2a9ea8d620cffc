"""What a document is made of on its way from a file to the tables."""

from dataclasses import dataclass, field
from enum import StrEnum

MARKED = "marked in the file"
BOLD_WHY = "a bold line"
"""What `Block.why` says of kinds that the file itself names, and of lines that it only shows."""


class Kind(StrEnum):
    """What a block is; the values are those of the tables and of `import_document --json`."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    PULL_QUOTE = "pull_quote"
    CAPTION = "caption"
    LIST = "list"
    TABLE = "table"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a document. level: of a heading, 1..6, else None; set_aside: not for learners
    unless somebody brings it back; why: in a few words, what made it what it is."""

    kind: Kind
    text: str
    level: int | None = None
    set_aside: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as offsets into the text of its block.

    block: index of the block; `text == blocks[block].text[start:end]`. quoted: it begins inside a
    quotation that an earlier sentence opened.
    """

    block: int
    start: int
    end: int
    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the file itself says of where it comes from. Empty: it does not say."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    address: str = ""
    language: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A file read, cleaned and split."""

    provenance: Provenance
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...] = ()
    notes: tuple[str, ...] = field(default=())
