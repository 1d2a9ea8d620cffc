"""Saved web pages, and the HTML that other readers make: from elements to blocks.

Nothing is thrown away but what is no text (scripts, styles, forms): what stands around the article
becomes blocks that are set aside.
"""

import re
from collections.abc import Iterator

from lxml import etree

from sources.pipeline.bylines import BYLINE_WHY
from sources.pipeline.read import html_provenance
from sources.pipeline.read.detect import decode, normalised, without_oddities
from sources.pipeline.read.markup import (
    DOCTYPE_WITH_SUBSET,
    html_tree,
    local_name,
    refuse_entities,
    squeezed,
)
from sources.pipeline.read.refusals import FileRefused, Limits
from sources.pipeline.text import BOLD_WHY, MARKED, Block, Kind, ReadDocument

NO_TEXT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "form",
        "button",
        "select",
        "input",
        "textarea",
        "head",
        "title",
        "img",
        "picture",
        "source",
        "map",
        "dialog",
    ]
)
CONTAINERS = frozenset(
    [
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "figure",
        "figcaption",
        "details",
        "center",
        "summary",
        "hgroup",
        "address",
        "fieldset",
        "dl",
        "dt",
        "dd",
        "tbody",
        "thead",
        "tfoot",
        "td",
        "th",
    ]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
ENDS_BLOCK = (
    CONTAINERS
    | HEADINGS.keys()
    | frozenset(["p", "blockquote", "ul", "ol", "table", "pre", "hr", "li", "tr"])
)
AROUND = {"nav": "navigation", "footer": "page footer", "aside": "beside the text"}
AROUND_ROLES = {
    "navigation": "navigation",
    "banner": "page header",
    "contentinfo": "page footer",
    "search": "search",
    "dialog": "dialogue",
    "alertdialog": "dialogue",
    "complementary": "beside the text",
}
WORDS_OF = re.compile(r"[a-z]+")
AROUND_NAMES = {
    "cookie": "cookie bar", "cookies": "cookie bar", "consent": "cookie bar",
    "gdpr": "cookie bar", "nav": "navigation", "navbar": "navigation",
    "navigation": "navigation", "menu": "navigation", "breadcrumb": "navigation",
    "breadcrumbs": "navigation", "related": "related list", "recommended": "related list",
    "trending": "related list", "popular": "related list", "share": "share links",
    "sharing": "share links", "social": "share links", "newsletter": "newsletter box",
    "subscribe": "newsletter box", "promo": "advertisement", "advert": "advertisement",
    "advertisement": "advertisement", "sidebar": "beside the text", "footer": "page footer",
    "masthead": "page header", "comments": "comments", "disclaimer": "legal notice",
    "legal": "legal notice", "navbox": "navigation", "catlinks": "navigation", "toc": "navigation",
    "noprint": "page furniture", "byline": BYLINE_WHY, "relatedposts": "related list",
    "infobar": "page furniture",
}  # fmt: skip
AROUND_STARTS = {
    "cookie": "cookie bar", "consent": "cookie bar", "gdpr": "cookie bar",
    "newsletter": "newsletter box", "advert": "advertisement", "breadcrumb": "navigation",
    "related": "related list", "navigation": "navigation",
}  # fmt: skip
# Small controls that wikis put into headings and sentences.
CONTROLS = frozenset({"editsection", "noprint"})
BREAK = "\u2028"
# Those that a page can name in its own letters; it cannot name UTF-16 in them.
CHARSETS = re.compile(
    r"(?:utf-?8|us-ascii|iso-?8859-?\d+|latin-?\d+|windows-?\d+|cp-?\d+|koi8-[ru]|mac\w*|gb\w+|"
    r"big5\w*|shift_jis|euc-\w+)$",
    re.IGNORECASE,
)
LATIN = re.compile(r"(?:us-ascii|iso-?8859-?1|latin-?1|utf-?8)$")
LINK_BAR = (3, 300, 0.8, 4)
PULL_NAMES = frozenset({"pullquote", "pull", "callout"})
CAPTION_NAMES = frozenset({"caption", "figcaption", "credit", "thumbcaption", "wpcaption"})
SPEAKER_TAGS = ("cite", "footer", "figcaption")


def read(data: bytes, limits: Limits) -> ReadDocument:
    """Blocks and provenance of a page."""
    if DOCTYPE_WITH_SUBSET.search(data[:2048].replace(b"\0", b"")):
        refuse_entities(data)
    tree = html_tree(normalised(_decoded(data), limits), limits)
    if tree is None:
        raise FileRefused("no_text")
    return ReadDocument(
        provenance=html_provenance.read(tree), blocks=tuple(blocks_of(tree, is_page=True))
    )


def _decoded(data: bytes) -> str:
    """As UTF-8 where it is that; else by the charset that the page names, or as any text."""
    named = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    charset = named[1].decode("ascii", "replace").lower() if named else ""
    if not CHARSETS.match(charset) or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Browsers read what calls itself Latin-1 as windows-1252, for that is what it is.
        charset = "windows-1252" if LATIN.match(charset) else charset
    try:
        return data.decode(charset)
    except (LookupError, UnicodeError):
        return decode(data)


def blocks_of(tree: etree._Element, *, is_page: bool = False) -> Iterator[Block]:
    """The blocks below an element, in the order of the text.

    is_page: what stands around an article is told by elements, roles and class names.
    """
    yield from _Walk(is_page).below(tree, "", Kind.PARAGRAPH)


class _Walk:
    """One walk over a tree; `around` is why the place is outside the article, or empty."""

    def __init__(self, is_page: bool) -> None:
        self.is_page = is_page

    def below(self, element: etree._Element, around: str, kind: Kind) -> Iterator[Block]:
        loose: list[str] = [element.text or ""]
        for child in element:
            if not isinstance(child.tag, str) or local_name(child) in NO_TEXT or _hidden(child):
                loose.append(child.tail or "")
            elif kind in (Kind.QUOTATION, Kind.PULL_QUOTE) and local_name(child) in SPEAKER_TAGS:
                yield from _made(kind, "".join(loose), around)
                yield from _made(Kind.CAPTION, inline_text(child), around)
                loose = [child.tail or ""]
            elif self._is_block(child):
                yield from _made(kind, "".join(loose), around)
                yield from self.block(child, around, kind)
                loose = [child.tail or ""]
            else:
                gap = " " if _touches_link(child) else ""
                loose.append(inline_text(child) + gap + (child.tail or ""))
        yield from _made(kind, "".join(loose), around)

    def block(self, element: etree._Element, around: str, kind: Kind) -> Iterator[Block]:
        tag = local_name(element)
        if not around and "toc" in _names(element):
            around = "table of contents"
        around = around or (self._why_around(element) if self.is_page else "")
        if tag in HEADINGS:
            yield from _made(Kind.HEADING, inline_text(element), around, level=HEADINGS[tag])
        elif tag in ("ul", "ol"):
            yield from _made(Kind.LIST, "\n".join(_items(element)), around, lines=True)
        elif tag == "table" and not _is_layout(element):
            yield from _made(Kind.TABLE, "\n".join(_rows(element)), around, lines=True)
        elif tag == "pre":
            yield from _made(kind, inline_text(element), around, lines=True)
        elif tag == "p" and kind == Kind.PARAGRAPH and not around and _is_bold(element):
            text = squeezed(without_oddities(inline_text(element)))
            yield Block(kind, text, why=BOLD_WHY)
        else:
            yield from self.below(element, around, _kind_of(element, kind))

    def _is_block(self, element: etree._Element) -> bool:
        if local_name(element) in ENDS_BLOCK:
            return True
        return any(local_name(below) in ENDS_BLOCK for below in element.iterdescendants())

    def _why_around(self, element: etree._Element) -> str:
        tag, role = local_name(element), (element.get("role") or "").lower()
        if tag in AROUND and not _names(element) & PULL_NAMES:
            # The head and foot of an article are its own.
            if tag == "footer" and _is_inside(element, "article") and not _is_short(element):
                return ""
            return AROUND[tag]
        if role in AROUND_ROLES:
            return AROUND_ROLES[role]
        if tag in ("div", "section", "ul", "ol", "p", "header"):
            for name in _names(element):
                why = AROUND_NAMES.get(name) or _why_by_start(name)
                if why and not _holds_article(element):
                    return why
        if tag in ("div", "section", "td", "p", "header", "center") and _is_link_bar(element):
            return "navigation"
        return ""


def _why_by_start(name: str) -> str:
    return next((why for start, why in AROUND_STARTS.items() if name.startswith(start)), "")


def _is_link_bar(element: etree._Element) -> bool:
    """Whether little but short links stands in it. Looks at no more than a few hundred letters."""
    fewest, longest, share, words = LINK_BAR
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > longest:
            return False
    links = [squeezed(inline_text(link)) for link in element.iter("a")]
    links = [link for link in links if link]
    linked = sum(map(len, links))
    is_short = sum(len(link.split()) for link in links) <= words * len(links)
    return len(links) >= fewest and is_short and linked >= share * size


def _kind_of(element: etree._Element, inherited: Kind) -> Kind:
    tag = local_name(element)
    names = _names(element)
    if names & PULL_NAMES and tag in ("blockquote", "aside", "div", "p", "figure", "section"):
        return Kind.PULL_QUOTE
    if tag == "figcaption" or (names & CAPTION_NAMES and tag in ("p", "div")):
        return Kind.CAPTION
    if tag == "blockquote":
        return Kind.QUOTATION
    return inherited


def _made(
    kind: Kind, text: str, around: str, *, level: int | None = None, lines: bool = False
) -> Iterator[Block]:
    rows = [squeezed(without_oddities(row)) for row in text.split("\n")] if lines else []
    if lines:
        texts = ["\n".join(row for row in rows if row)]
    else:
        # Two breaks in a row end a paragraph.
        parts = [text] if kind == Kind.HEADING else re.split(rf"{BREAK}\s*{BREAK}\s*", text)
        texts = [squeezed(without_oddities(part)) for part in parts]
    for made in filter(None, texts):
        if around:
            yield Block(Kind.BOILERPLATE, made, set_aside=True, why=around)
        else:
            marked = "" if kind == Kind.PARAGRAPH else MARKED
            yield Block(kind, made, level=level, why=marked)


def inline_text(element: etree._Element) -> str:
    """The text of an element, breaks as blanks; references to notes and the like left out."""
    tag = local_name(element)
    if not tag or tag in NO_TEXT or _hidden(element) or _names(element) & CONTROLS:
        return ""
    if tag == "br":
        return "\n" if _is_inside(element, "pre") else BREAK
    if tag == "a" and "noteref" in f"{element.get('epub:type')} {element.get('role')}":
        return ""
    if tag == "sup" and any("note" in (a.get("href") or "") for a in element.iter("a")):
        return ""
    if tag == "a" and re.match(r"#(?:foot|end)note-(?:ref-)?\d", element.get("href") or ""):
        return ""
    parts = ["“" if tag == "q" else "", element.text or ""]
    for child in element:
        gap = " " if local_name(child) in ENDS_BLOCK or _touches_link(child) else ""
        parts += [gap, inline_text(child), gap, child.tail or ""]
    return "".join(parts) + ("”" if tag == "q" else "")


def _is_bold(paragraph: etree._Element) -> bool:
    """Whether all its words are bold, and no more than a line of them."""
    whole = squeezed(inline_text(paragraph))
    bold = "".join(inline_text(one) for one in paragraph if local_name(one) in ("b", "strong"))
    return 0 < len(whole) <= 120 and squeezed(bold) == whole


def _touches_link(element: etree._Element) -> bool:
    """Whether it is a link with another right behind it: their words are apart on the screen."""
    following = element.getnext()
    is_next = following is not None and local_name(following) == "a" and not element.tail
    return local_name(element) == "a" and is_next


def _items(element: etree._Element) -> Iterator[str]:
    for child in element:
        nested = [below for below in child.iter("ul", "ol") if below is not child]
        if local_name(child) in ("ul", "ol"):
            yield from _items(child)
            continue
        if not nested:
            yield squeezed(inline_text(child))
            continue
        yield squeezed((child.text or "") + "".join(_before_lists(child)))
        for inner in child:
            if local_name(inner) in ("ul", "ol"):
                yield from _items(inner)


def _before_lists(item: etree._Element) -> Iterator[str]:
    for child in item:
        if local_name(child) not in ("ul", "ol"):
            yield inline_text(child)
        yield child.tail or ""


def _rows(table: etree._Element) -> Iterator[str]:
    for row in table.iter("tr"):
        cells = [squeezed(inline_text(cell)) for cell in row if local_name(cell) in ("td", "th")]
        if any(cells):
            yield " | ".join(cells)


def _is_layout(table: etree._Element) -> bool:
    """A table that only places things: one cell, or paragraphs of an article in its cells."""
    cells = [cell for cell in table.iter("td", "th") if squeezed(inline_text(cell))]
    blocks = sum(1 for _ in table.iter("p", "h1", "h2", "h3", "table")) - 1
    return len(cells) <= 1 or blocks > 2 * len(cells)


def _hidden(element: etree._Element) -> bool:
    style = re.sub(r"\s", "", element.get("style") or "").lower()
    return "hidden" in element.attrib or "display:none" in style


def _names(element: etree._Element) -> set[str]:
    joined = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return set(WORDS_OF.findall(joined))


def _is_inside(element: etree._Element, tag: str) -> bool:
    return any(local_name(above) == tag for above in element.iterancestors())


def _is_short(element: etree._Element) -> bool:
    return len(inline_text(element).split()) < 60


def _holds_article(element: etree._Element) -> bool:
    """Whether long paragraphs stand in it: then its name misleads (`class="share-layout"`)."""
    if local_name(element) == "p":
        return False
    return sum(len(inline_text(p).split()) for p in element.iter("p")) > 300
