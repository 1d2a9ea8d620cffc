"""XML and HTML to trees: no entities, no DTD, no network, no end of nesting."""

import re

from lxml import etree, html

from sources.pipeline.read.refusals import FileRefused, Limits

DECLARES = re.compile(rb"<!\s*(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
DOCTYPE_WITH_SUBSET = re.compile(rb"<!\s*DOCTYPE[^>]*\[", re.IGNORECASE)


def refuse_entities(data: bytes) -> None:
    """Raise FileRefused when the XML declares anything, in whatever Unicode encoding."""
    # UTF-16 and UTF-32 write ASCII letters as themselves and NULs.
    plain = data.replace(b"\0", b"")
    if DECLARES.search(plain) or DOCTYPE_WITH_SUBSET.search(plain):
        raise FileRefused("entities")


def xml_tree(data: bytes, limits: Limits) -> etree._Element:
    """Parse XML. Raises FileRefused for entities, damage and nesting."""
    refuse_entities(data)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False,
        remove_comments=True, remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise FileRefused("damaged") from problem
    _refuse_depth(tree, limits)
    return tree


def html_tree(text: str, limits: Limits) -> etree._Element | None:
    """Parse HTML leniently; None when nothing is in it. Raises FileRefused for nesting."""
    # An encoding that the text names would be believed, though it is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))
    if not text.strip():
        return None
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    _refuse_depth(tree, limits)
    return tree


def _refuse_depth(tree: etree._Element, limits: Limits) -> None:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.depth:
            raise FileRefused("depth", limit=limits.depth)


def local_name(element: etree._Element) -> str:
    """The name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def squeezed(text: str) -> str:
    """The text with every run of white space as one blank, none at the ends."""
    return " ".join(text.split())
