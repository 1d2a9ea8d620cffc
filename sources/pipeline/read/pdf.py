"""PDF, by pypdfium2: lines of each page, put together to paragraphs."""

import re
from collections import Counter

import pypdfium2

from sources.pipeline.progress import Phase, report
from sources.pipeline.read.columns import text_by_columns
from sources.pipeline.read.detect import normalised
from sources.pipeline.read.refusals import FileRefused, Limits
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument

ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*$")
HYPHENATED = re.compile(r"[a-záéíóúñü]-$")
PAGE_NUMBER = re.compile(
    r"^(?:page |página |p\. ?)?[-– ]*\d{1,4}[-– ]*(?:(?:of|de|/) ?\d+)?$", re.I
)
DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
PASSWORD = "password"  # noqa: S105  the word in pdfium's message
REPEATS = 3


def read(data: bytes, limits: Limits) -> ReadDocument:
    """Blocks and provenance. Raises FileRefused without a text layer."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        protected = PASSWORD in str(problem).lower()
        raise FileRefused("encrypted" if protected else "damaged") from problem
    try:
        if len(document) > limits.pages:
            raise FileRefused("pages", limit=limits.pages)
        pages = _pages(document, limits)
        stated = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as problem:
        raise FileRefused("damaged") from problem
    finally:
        document.close()
    if not any(line for page in pages for line in page):
        raise FileRefused("no_text_layer")
    body, aside = without_running_lines(pages)
    blocks = [Block(Kind.PARAGRAPH, text) for text in paragraphs(body)]
    blocks += [Block(Kind.BOILERPLATE, line, set_aside=True, why="on every page") for line in aside]
    return ReadDocument(provenance=_provenance(stated), blocks=tuple(blocks))


def _pages(document: pypdfium2.PdfDocument, limits: Limits) -> list[list[str]]:
    pages, characters = [], 0
    for number, page in enumerate(document):
        report(Phase.READING, number, len(document))
        text_page = page.get_textpage()
        text = text_by_columns(page, text_page) or text_page.get_text_range()
        text_page.close()
        page.close()
        characters += len(text)
        if characters > limits.characters:
            raise FileRefused("characters", limit=limits.characters)
        # pdfium writes a hyphen at the end of a line as U+FFFE or as a control character.
        text = re.sub("[\ufffe\x02]\r?\n?", "-\n", text) if text else ""
        pages.append(_lines(normalised(text, limits)))
    return pages


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n")]


def without_running_lines(pages: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """The pages without heads, feet and page numbers; and those lines, each once."""
    edges = Counter(
        _pattern(line) for page in pages for line in {*_edge(page[:2]), *_edge(page[-2:])}
    )
    needed = max(REPEATS, len(pages) // 3)
    body: list[list[str]] = []
    aside: dict[str, str] = {}
    for page in pages:
        kept = []
        for place, line in enumerate(page):
            is_edge = place < 2 or place >= len(page) - 2
            if line and is_edge and edges[_pattern(line)] >= needed:
                aside.setdefault(_pattern(line), line)
            elif not (is_edge and PAGE_NUMBER.match(line)):
                kept.append(line)
        body.append(kept)
    return body, list(aside.values())


def _edge(lines: list[str]) -> list[str]:
    return [line for line in lines if line]


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def paragraphs(pages: list[list[str]]) -> list[str]:
    """Lines to paragraphs: one ends at an empty line, or at a short line that ends a sentence."""
    lines = [line for page in pages for line in page]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return []
    full = lengths[int(len(lengths) * 0.9)]
    done: list[str] = []
    current = last = ""
    for line in lines:
        if not line:
            done.append(current)
            current = ""
        elif HYPHENATED.search(current) and line[0].islower():
            current = current[:-1] + line
        elif current and _goes_on(current, last, line, full):
            current += " " + line
        else:
            done.append(current)
            current = line
        last = line
    return [text for text in [*done, current] if text]


def _goes_on(current: str, last: str, line: str, full: int) -> bool:
    if len(last) < 0.75 * full:
        # A short line ends a paragraph or is a heading, unless the next one goes on in lower case.
        return line[0].islower() and not ENDS_SENTENCE.search(current)
    return not (ENDS_SENTENCE.search(last) and len(last) < 0.9 * full)


def _provenance(stated: dict[str, str]) -> Provenance:
    date = DATE.match(stated.get("CreationDate", ""))
    return Provenance(
        title=" ".join(stated.get("Title", "").split()),
        author=" ".join(stated.get("Author", "").split()),
        published="-".join(part for part in date.groups() if part) if date else "",
    )
