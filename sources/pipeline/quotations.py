"""Who still speaks: a state that runs over sentences, and needs nothing but the text."""

import itertools
from collections.abc import Iterable, Sequence

from sources.pipeline.text import Block, Kind, Sentence

OPENING, CLOSING = "“«„", "”»"


def with_quotations(
    blocks: Sequence[Block], cut: Iterable[tuple[int, int, int]]
) -> tuple[Sentence, ...]:
    """Sentences with who still speaks. cut: index of the block, start and end, in their order."""
    found: list[Sentence] = []
    is_open = False
    for at, spans_of_block in itertools.groupby(cut, key=lambda span: span[0]):
        block = blocks[at]
        # A speech of several paragraphs opens its quotation marks anew in each.
        is_open = is_open and block.text[:1] in (*OPENING, '"') and block.kind == Kind.PARAGRAPH
        is_first = True
        for _, start, end in spans_of_block:
            text = block.text[start:end]
            found.append(Sentence(at, start, end, text, quoted=is_open))
            is_open = _after(text, is_open, reopens=is_first and is_open)
            is_first = False
    return tuple(found)


def _after(text: str, is_open: bool, *, reopens: bool) -> bool:
    """Whether a quotation is open after this sentence."""
    marks = text[1:] if reopens else text
    for character in marks:
        if character in OPENING:
            is_open = True
        elif character in CLOSING:
            is_open = False
        elif character == '"':
            is_open = not is_open
    return is_open
