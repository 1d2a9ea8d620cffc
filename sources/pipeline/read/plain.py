"""Plain text: lines, and the paragraphs that they make."""

import itertools
import re
from collections.abc import Iterator

from sources.pipeline.read.detect import decode, normalised
from sources.pipeline.read.refusals import Limits
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument

# Lines of a text that was wrapped by hand or by a mail program are hardly ever longer.
WIDEST_WRAPPED = 110
SHORTEST_WRAPPED = 30
# No paragraph ends like this: a long line without an end mark, and the next in lower case.
SURELY_WRAPPED = 45
ENDS = re.compile(r"[.!?…:;][\"”’»)\]]*$")
INDENTED = re.compile(r"\s{2,}|\t")
BULLET = re.compile(r"(?:[-*•–‣]|\d{1,3}[.)]|[a-z]\))\s+\S")


def read(data: bytes, limits: Limits) -> ReadDocument:
    """Blocks of a plain text; what is a heading is guessed later, in `clean`."""
    text = normalised(decode(data), limits)
    return ReadDocument(provenance=Provenance(), blocks=tuple(blocks_of(text)))


def blocks_of(text: str) -> Iterator[Block]:
    """Each line is a block, except where lines were wrapped or make a list."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = _width(lines)
    chunk: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            if (
                chunk
                and INDENTED.match(line)
                and BULLET.match(chunk[-1])
                and not BULLET.match(line.strip())
            ):
                chunk[-1] += f" {line.strip()}"
            else:
                chunk.append(line.strip())
        elif chunk:
            yield from _blocks_of_chunk(chunk, width)
            chunk = []


def _width(lines: list[str]) -> int:
    """How wide the text was wrapped; 0 when its lines are whole paragraphs."""
    widest = max(map(len, lines), default=0)
    long = [line for line in lines if len(line) >= SHORTEST_WRAPPED]
    full = sum(len(line) > widest - 16 for line in long)
    return widest if widest <= WIDEST_WRAPPED and full >= 3 and 3 * full >= len(long) else 0


def _blocks_of_chunk(chunk: list[str], width: int) -> Iterator[Block]:
    for tabs, run in itertools.groupby(chunk, key=lambda line: line.count("\t")):
        lines = list(run)
        if tabs and len(lines) > 1:
            rows = [" | ".join(cell.strip() for cell in line.split("\t")) for line in lines]
            yield Block(Kind.TABLE, "\n".join(rows), why="tabs")
        else:
            yield from _blocks_of_lines([" ".join(line.split("\t")) for line in lines], width)


def _blocks_of_lines(chunk: list[str], width: int) -> Iterator[Block]:
    joined: list[str] = []
    last = ""
    for line in chunk:
        if joined and not BULLET.match(line) and _is_wrapped(last, line, width):
            joined[-1] += " " + line
        else:
            joined.append(line)
        last = line
    items: list[str] = []
    for line in joined:
        if BULLET.match(line):
            items.append(line)
            continue
        yield from _list(items)
        items = []
        yield Block(Kind.PARAGRAPH, line)
    yield from _list(items)


def _list(items: list[str]) -> Iterator[Block]:
    if len(items) == 1:
        yield Block(Kind.PARAGRAPH, items[0])
    elif items:
        yield Block(Kind.LIST, "\n".join(items), why="bullets")


def _is_wrapped(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    if len(line) >= SURELY_WRAPPED and not ENDS.search(line) and following[0].islower():
        return True
    if not width or len(line) < SHORTEST_WRAPPED:
        return False
    return len(line) + 1 + len(following.split()[0]) > width - 8
