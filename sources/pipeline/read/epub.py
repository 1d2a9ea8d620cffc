"""EPUB books: our own reader of the package file; the chapters are read as HTML."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from sources.pipeline.progress import Phase, report
from sources.pipeline.read import html, zips
from sources.pipeline.read.detect import decode, normalised
from sources.pipeline.read.markup import html_tree, local_name, refuse_entities, squeezed, xml_tree
from sources.pipeline.read.refusals import FileRefused, Limits
from sources.pipeline.text import Block, Provenance, ReadDocument

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
# Fonts are often obfuscated by these two; the text is not.
FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
CHAPTER_TYPES = ("application/xhtml+xml", "text/html")
DUBLIN_CORE = {
    "title": "title",
    "creator": "author",
    "publisher": "publisher",
    "date": "published",
    "source": "address",
    "language": "language",
    "rights": "rights",
}


def read(data: bytes, limits: Limits) -> ReadDocument:
    """Blocks of all chapters in reading order, without the table of contents; provenance."""
    parts = zips.unpack(data, _is_wanted, limits)
    _refuse_protection(parts, limits)
    path = _package_path(parts, limits)
    package = xml_tree(parts[path], limits)
    blocks: list[Block] = []
    characters = 0
    chapters = list(_chapters(package, posixpath.dirname(path)))
    for number, chapter in enumerate(chapters):
        report(Phase.READING, number, len(chapters))
        content = parts.get(chapter)
        if content is None:
            continue
        refuse_entities(content)
        text = normalised(decode(content), limits)
        characters += len(text)
        if characters > 4 * limits.characters:
            raise FileRefused("characters", limit=limits.characters)
        tree = html_tree(text, limits)
        if tree is not None:
            blocks += html.blocks_of(tree)
    return ReadDocument(provenance=_provenance(package), blocks=tuple(blocks))


def _is_wanted(name: str) -> bool:
    return name.lower().endswith((".xml", ".opf", ".xhtml", ".html", ".htm"))


def _refuse_protection(parts: dict[str, bytes], limits: Limits) -> None:
    if "META-INF/rights.xml" in parts:
        raise FileRefused("encrypted")
    if stated := parts.get(ENCRYPTION):
        for element in xml_tree(stated, limits).iter():
            method = element.get("Algorithm")
            if local_name(element) == "encryptionmethod" and method not in FONTS_ONLY:
                raise FileRefused("encrypted")


def _package_path(parts: dict[str, bytes], limits: Limits) -> str:
    if CONTAINER in parts:
        for element in xml_tree(parts[CONTAINER], limits).iter():
            path = element.get("full-path") or ""
            if local_name(element) == "rootfile" and path in parts:
                return path
    raise FileRefused("damaged")


def _chapters(package: etree._Element, folder: str) -> Iterator[str]:
    listed: dict[str, str] = {}
    for item in package.iter():
        is_contents = "nav" in (item.get("properties") or "").split()
        is_chapter = item.get("media-type") in CHAPTER_TYPES and not is_contents
        if local_name(item) == "item" and is_chapter:
            listed[item.get("id") or ""] = unquote(item.get("href") or "")
    for place in package.iter():
        if local_name(place) == "itemref" and place.get("linear") != "no":
            href = listed.get(place.get("idref") or "")
            if href:
                yield posixpath.normpath(posixpath.join(folder, href))


def _provenance(package: etree._Element) -> Provenance:
    stated: dict[str, list[str]] = {}
    for element in package.iter():
        field, text = DUBLIN_CORE.get(local_name(element)), squeezed(element.text or "")
        if field and text:
            stated.setdefault(field, []).append(text)
    first = {field: found[0] for field, found in stated.items()}
    if "author" in stated:
        first["author"] = ", ".join(stated["author"][:10])
    if "published" in first:
        first["published"] = first["published"].partition("T")[0]
    return Provenance(**first)
