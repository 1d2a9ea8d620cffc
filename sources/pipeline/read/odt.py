"""OpenDocument texts: our own reader of content.xml, styles.xml and meta.xml."""

import re
from collections.abc import Iterator

from lxml import etree

from sources.pipeline.read import zips
from sources.pipeline.read.detect import without_oddities
from sources.pipeline.read.markup import local_name, squeezed, xml_tree
from sources.pipeline.read.refusals import FileRefused, Limits
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument

PARTS = ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")
LEFT_OUT = frozenset(
    [
        "tracked-changes",
        "annotation",
        "annotation-end",
        "note-citation",
        "forms",
        "sequence-decls",
        "table-of-content",
        "alphabetical-index",
        "illustration-index",
    ]
)
STYLE_KINDS = (
    (re.compile(r"quot|cita\b", re.IGNORECASE), Kind.QUOTATION),
    (re.compile(r"caption|illustration|figure|leyenda", re.IGNORECASE), Kind.CAPTION),
    (re.compile(r"^(title|título)$", re.IGNORECASE), Kind.HEADING),
)
META = {
    "title": "title",
    "initial-creator": "author",
    "creator": "author",
    "publisher": "publisher",
    "creation-date": "published",
    "language": "language",
    "rights": "rights",
}


def read(data: bytes, limits: Limits) -> ReadDocument:
    """Blocks and provenance; notes stand after the paragraph that they belong to."""
    parts = zips.unpack(data, PARTS.__contains__, limits)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise FileRefused("encrypted")
    if "content.xml" not in parts:
        raise FileRefused("damaged")
    content = xml_tree(parts["content.xml"], limits)
    styles = _styles([content], limits, parts.get("styles.xml"))
    body = next((one for one in content.iter() if local_name(one) == "text"), None)
    blocks = tuple(_blocks(body, styles)) if body is not None else ()
    return ReadDocument(provenance=_provenance(parts.get("meta.xml"), limits), blocks=blocks)


def _attribute(element: etree._Element, name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _styles(
    trees: list[etree._Element], limits: Limits, named: bytes | None
) -> dict[str, list[str]]:
    """For each style its names and those of its parents, nearest first."""
    if named:
        trees.append(xml_tree(named, limits))
    parents: dict[str, tuple[str, str]] = {}
    for tree in trees:
        for element in tree.iter():
            if local_name(element) == "style":
                shown = _attribute(element, "display-name")
                name = _attribute(element, "name")
                parents[name] = (shown or name, _attribute(element, "parent-style-name"))
    return {name: _line(name, parents) for name in parents}


def _line(name: str, parents: dict[str, tuple[str, str]]) -> list[str]:
    names: list[str] = []
    while name in parents and len(names) < 20:
        shown, parent = parents[name]
        names.append(shown)
        name = parent
    return [*names, name] if name else names


def _blocks(element: etree._Element, styles: dict[str, list[str]]) -> Iterator[Block]:
    for child in element:
        tag = local_name(child)
        if tag in LEFT_OUT:
            continue
        if tag == "h":
            level = _attribute(child, "outline-level")
            number = min(6, max(1, int(level))) if level.isdecimal() else 1
            yield from _block(Kind.HEADING, _text(child), number)
        elif tag == "p":
            kind = _kind(_attribute(child, "style-name"), styles)
            yield from _block(kind, _text(child), 1 if kind == Kind.HEADING else None)
            yield from _asides(child, styles)
        elif tag == "list":
            items = [_text(one) for one in child.iter() if local_name(one) in ("p", "h")]
            yield from _block(Kind.LIST, "\n".join(filter(None, items)))
        elif tag == "table":
            yield from _block(Kind.TABLE, "\n".join(_rows(child)))
        else:
            yield from _blocks(child, styles)


def _asides(paragraph: etree._Element, styles: dict[str, list[str]]) -> Iterator[Block]:
    """Notes and text boxes, which stand inside the paragraph that they are anchored in."""
    for below in paragraph:
        tag = local_name(below)
        if tag in ("note", "frame", "text-box"):
            yield from _blocks(below, styles)
        elif tag not in LEFT_OUT:
            yield from _asides(below, styles)


def _block(kind: Kind, text: str, level: int | None = None) -> Iterator[Block]:
    if text:
        yield Block(kind, text, level, why="" if kind == Kind.PARAGRAPH else "marked in the file")


def _kind(style: str, styles: dict[str, list[str]]) -> Kind:
    for name in styles.get(style, [style]):
        for pattern, kind in STYLE_KINDS:
            if pattern.search(name.replace("_20_", " ")):
                return kind
    return Kind.PARAGRAPH


def _text(element: etree._Element) -> str:
    return squeezed(without_oddities("".join(_pieces(element))))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        tag = local_name(child)
        if tag in ("s", "tab", "line-break"):
            yield " "
        elif tag not in LEFT_OUT and tag not in ("note", "frame"):
            yield from _pieces(child)
        yield child.tail or ""


def _rows(table: etree._Element) -> Iterator[str]:
    for row in table.iter():
        if local_name(row) == "table-row":
            cells = [
                squeezed(" ".join(_text(p) for p in cell.iter() if local_name(p) in ("p", "h")))
                for cell in row
                if local_name(cell) == "table-cell"
            ]
            if any(cells):
                yield " | ".join(cells)


def _provenance(meta: bytes | None, limits: Limits) -> Provenance:
    stated: dict[str, str] = {}
    if meta:
        for element in xml_tree(meta, limits).iter():
            field, text = META.get(local_name(element)), squeezed(element.text or "")
            if field and text:
                stated.setdefault(field, text)
    if "published" in stated:
        stated["published"] = stated["published"].partition("T")[0]
    return Provenance(**stated)
