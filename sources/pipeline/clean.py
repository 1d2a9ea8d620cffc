"""What each block is: headings that nobody marked, pull quotes, boilerplate set aside."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.pipeline import boilerplate
from sources.pipeline.bylines import with_bylines
from sources.pipeline.text import BOLD_WHY, Block, Kind

ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
QUOTED_WHOLE = re.compile(r"^[\"“«„‘'].+[\"”»’'][.,]?$", re.DOTALL)
# Cut words, and words in brackets that an editor put in their place.
GAP = re.compile(r"\[[^\[\]]{0,60}\]|\(?(?:…|\.\.\.)\)?")
ADDRESS = re.compile(r"@|https?:|www\.")
WORDS = re.compile(r"\w+")
FURTHER_WHY = "further reading"
REPEATS_WHY = "repeats the text"
CAPTION = re.compile(
    r"^(?:(?:table|figure|fig\.|chart|map|plate|tabla|figura|gráfico|cuadro|mapa)\s+\d+[a-z]?[.:]|"
    r"(?:source|photo|image|picture|credit|photograph|fuente|foto|imagen)s?:\s)",
    re.IGNORECASE,
)
LONGEST_CAPTION = 40
SPEAKER_MARK = re.compile(r"^[A-ZÀ-Þ][\w. ]{0,30}:\s")
NUMBERED = re.compile(r"^\d+(?:\.\d+)*\.?\s+[A-ZÀ-Þ]")
LONGEST_HEADING = (12, 90)
SHORTEST_PULL = 3
# A pull quote stands near what it repeats; to look everywhere would cost the square of a book.
NEAR = 60


def clean(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same text in the same order, each block with its kind; nothing is dropped.

    Order matters: captions are told by the quotation before them, pull quotes by the body, and
    neither is a heading.
    """
    cleaned = [block for block in blocks if block.text.strip()]
    cleaned = with_bylines(boilerplate.by_its_words(cleaned))
    cleaned = [_as_caption(block) for block in _with_pull_quotes(cleaned)]
    if sum(block.kind == Kind.HEADING for block in cleaned) < 2:
        cleaned = _with_headings(cleaned)
    else:
        cleaned = _with_bold_lines(cleaned)
    cleaned = boilerplate.by_section(cleaned)
    return tuple(_with_further_reading(cleaned))


def _as_caption(block: Block) -> Block:
    """A line that names a table, a figure or a photographer is a caption."""
    is_line = block.kind == Kind.PARAGRAPH and not block.set_aside and "\n" not in block.text
    if is_line and CAPTION.match(block.text) and len(block.text.split()) <= LONGEST_CAPTION:
        return replace(block, kind=Kind.CAPTION, why="below a table or a picture")
    return block


def _with_headings(blocks: list[Block]) -> list[Block]:
    """Short lines with no end punctuation that a text follows. The first is the title."""
    done: list[Block] = []
    last = len(blocks) - 1
    has_title = any(block.kind == Kind.HEADING for block in blocks)
    for index, block in enumerate(blocks):
        if block.kind == Kind.PARAGRAPH and _looks_like_heading(block.text) and index < last:
            if not has_title:
                level = 1
            else:
                above = done[-1] if done else None
                is_under = above is not None and above.kind == Kind.HEADING and above.level == 2
                level = 3 if is_under else 2
            has_title = True
            block = replace(block, kind=Kind.HEADING, level=level, why="short, no end mark")
        done.append(block)
    return done


def _with_bold_lines(blocks: list[Block]) -> list[Block]:
    """Bold lines that look like headings, one level below the heading that the file marks."""
    done: list[Block] = []
    level = 1
    for index, block in enumerate(blocks):
        if block.kind == Kind.HEADING:
            level = block.level or 1
        follows = blocks[index + 1 : index + 2]
        is_line = block.why == BOLD_WHY and _looks_like_heading(block.text)
        if is_line and follows and follows[0].why != BOLD_WHY:
            block = replace(block, kind=Kind.HEADING, level=min(6, level + 1))
        done.append(block)
    return done


def _looks_like_heading(text: str) -> bool:
    words, characters = LONGEST_HEADING
    if "\n" in text or len(text) > characters or len(text.split()) > words or ADDRESS.search(text):
        return False
    if text.rstrip().endswith("?") and SPEAKER_MARK.match(text):
        # A question in an interview.
        return False
    if text.rstrip().endswith(":") and NUMBERED.match(text):
        return True
    if ENDS_SENTENCE.search(text.strip()) and not text.rstrip().endswith(("?", "?”")):
        return False
    if text.rstrip().endswith("?") and len(text.split()) > 8:
        return False
    first = text.lstrip("\"“«¿¡'‘(")[:1]
    return first.isupper() or first.isdigit()


def _with_pull_quotes(blocks: list[Block]) -> list[Block]:
    """Quotations that the body says again are pull quotes; short lines after one its caption."""
    body = [
        _words(block.text) if block.kind in (Kind.PARAGRAPH, Kind.LIST) and not block.set_aside
        else "" for block in blocks
    ]  # fmt: skip
    done: list[Block] = []
    for index, block in enumerate(blocks):
        if block.set_aside:
            done.append(block)
            continue
        before = done[-1] if done else None
        is_marked = block.kind in (Kind.QUOTATION, Kind.PULL_QUOTE)
        if is_marked or (block.kind == Kind.PARAGRAPH and QUOTED_WHOLE.match(block.text.strip())):
            done.append(_as_quotation(block, _around(body, index)))
        elif before is not None and _is_caption_of(block, before):
            aside = before.kind == Kind.PULL_QUOTE and before.set_aside
            done.append(replace(block, kind=Kind.CAPTION, set_aside=aside, why="below a quotation"))
        elif before is not None and block.kind == Kind.CAPTION and before.kind == Kind.PULL_QUOTE:
            done.append(replace(block, set_aside=before.set_aside))
        else:
            done.append(block)
    return done


def _around(body: list[str], index: int) -> list[str]:
    return [*body[max(0, index - NEAR) : index], *body[index + 1 : index + 1 + NEAR]]


def _as_quotation(block: Block, body: list[str]) -> Block:
    pieces = [words for words in map(_words, GAP.split(block.text)) if words.strip()]
    if sum(len(piece.split()) for piece in pieces) >= SHORTEST_PULL:
        for text in body:
            if text and _says(text, pieces):
                return replace(block, kind=Kind.PULL_QUOTE, set_aside=True, why=REPEATS_WHY)
    if block.kind == Kind.PULL_QUOTE:
        return block
    if block.text.count("“") > 1 or block.text.count('"') > 2:
        # Two quotations with words between them are a paragraph.
        return block
    return replace(block, kind=Kind.QUOTATION, why=block.why or "in quotation marks")


def _words(text: str) -> str:
    """The words in lower case, a blank around each, so that only whole words are found."""
    return f" {' '.join(WORDS.findall(text.lower()))} "


def _says(text: str, pieces: list[str]) -> bool:
    """Whether the pieces stand in the text in their order."""
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece) - 1
    return True


def _is_caption_of(block: Block, quotation: Block) -> bool:
    if block.kind != Kind.PARAGRAPH or quotation.kind not in (Kind.PULL_QUOTE, Kind.QUOTATION):
        return False
    text = block.text.lstrip("—–- ")
    return len(text.split()) <= 10 and not ENDS_SENTENCE.search(text) and "\n" not in text


def _with_further_reading(blocks: list[Block]) -> list[Block]:
    """Flag what stands below a heading for further reading; it stays."""
    done: list[Block] = []
    level: int | None = None
    for block in blocks:
        if block.kind == Kind.HEADING:
            is_below = level is not None and (block.level or 1) > level
            if boilerplate.FURTHER.match(block.text.strip()):
                level = min(level, block.level or 1) if level is not None else block.level or 1
            elif not is_below:
                level = None
        if level is not None and not block.set_aside:
            block = replace(block, why=FURTHER_WHY)
        done.append(block)
    return done
