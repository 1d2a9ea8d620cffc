"""What was made of a file, before it is stored."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sources.models import Block
from sources.pipeline.text import Kind, ReadDocument

MOST_SHOWN = 60
MOST_ASIDE = 300


@dataclass(frozen=True, slots=True)
class PreviewBlock:
    """One block; index: its place in the text, by which it is brought back."""

    index: int
    kind: str
    words: str
    text: str
    why: str
    level: int = 0
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """The first blocks of the text, and all that was set aside (within reason)."""

    shown: list[PreviewBlock] = field(default_factory=list)
    aside: list[PreviewBlock] = field(default_factory=list)
    blocks: int = 0
    asides: int = 0
    sentences: int = 0

    @property
    def more(self) -> int:
        """Blocks of the text that are not shown here."""
        return self.blocks - len(self.shown)


def preview_of(read: ReadDocument, *, back: Collection[int] = ()) -> Preview:
    """What was read, for a person to look at. No query. back: what she brings back."""
    kept: list[PreviewBlock] = []
    aside: list[PreviewBlock] = []
    for index, block in enumerate(read.blocks):
        (aside if block.set_aside else kept).append(
            PreviewBlock(
                index=index,
                kind=block.kind.value,
                words=str(Block.Kind(block.kind.value).label),
                text=block.text,
                why=block.why,
                level=block.level or 0 if block.kind is Kind.HEADING else 0,
                is_back=index in back,
            )
        )
    return Preview(
        shown=kept[:MOST_SHOWN],
        aside=aside[:MOST_ASIDE],
        blocks=len(kept),
        asides=len(aside),
        sentences=sum(not read.blocks[one.block].set_aside for one in read.sentences),
    )
