"""What a web page says of itself: meta elements, JSON-LD, the language, the licence."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from sources.pipeline.read.detect import without_oddities
from sources.pipeline.read.markup import local_name, squeezed
from sources.pipeline.text import Provenance

META = {
    "title": ("citation_title", "dc.title", "og:title", "twitter:title"),
    "author": ("author", "article:author", "citation_author", "dc.creator", "parsely-author"),
    "publisher": ("citation_publisher", "dc.publisher", "og:site_name", "publisher"),
    "published": (
        "article:published_time", "citation_publication_date", "datepublished", "dc.date",
        "dc.date.issued", "date", "pubdate",
    ),
    "address": ("og:url",),
    "language": ("dc.language", "language"),
    "rights": ("dc.rights", "rights", "copyright", "dcterms.rights"),
}  # fmt: skip
LONGEST_JSON = 200_000


def read(tree: etree._Element) -> Provenance:
    """The first of each that the page states; what it does not state is empty."""
    stated = _meta(tree)
    linked = _json_ld(tree)
    found = {
        field: next((stated[name] for name in names if name in stated), "") or linked.get(field, "")
        for field, names in META.items()
    }
    if found["author"].startswith(("http://", "https://")):
        found["author"] = linked.get("author", "")
    found["title"] = found["title"] or _first(tree, "h1") or _first(tree, "title")
    found["published"] = re.sub(r"(?<=\d)T\d.*", "", found["published"] or _time(tree))
    found["address"] = _link(tree, "canonical") or found["address"]
    found["language"] = (_root_language(tree) or found["language"]).strip()
    found["rights"] = found["rights"] or _link(tree, "license")
    return Provenance(**{field: squeezed(without_oddities(text))[:500]
                         for field, text in found.items()})  # fmt: skip


def _meta(tree: etree._Element) -> dict[str, str]:
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if name and content:
            stated.setdefault(name.lower(), content)
    return stated


def _first(tree: etree._Element, tag: str) -> str:
    for element in tree.iter(tag):
        text = squeezed("".join(str(part) for part in element.itertext()))
        if text:
            return text
    return ""


def _time(tree: etree._Element) -> str:
    """The date of the first `<time>`: that of the article, not of what it links to."""
    for element in tree.iter("time"):
        around = {local_name(above) for above in element.iterancestors()}
        if not around & {"nav", "aside", "footer", "li"}:
            return element.get("datetime") or squeezed(element.text or "")
    return ""


def _link(tree: etree._Element, relation: str) -> str:
    for element in tree.iter("link", "a"):
        address = (element.get("href") or "").strip()
        if relation in (element.get("rel") or "").lower().split() and address.startswith("http"):
            return address
    return ""


def _root_language(tree: etree._Element) -> str:
    for element in (tree, *tree.iter("html", "body")):
        language = element.get("lang") or element.get("xml:lang") or ""
        if language:
            return language
    return ""


def _json_ld(tree: etree._Element) -> dict[str, str]:
    for script in tree.iter("script"):
        text = script.text or ""
        if script.get("type") != "application/ld+json" or len(text) > LONGEST_JSON:
            continue
        try:
            stated = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for thing in _things(stated):
            if thing.get("headline") or thing.get("datePublished"):
                return {
                    "title": _name(thing.get("headline")),
                    "author": _name(thing.get("author")),
                    "publisher": _name(thing.get("publisher")),
                    "published": _name(thing.get("datePublished")),
                    "language": _name(thing.get("inLanguage")),
                    "rights": _name(thing.get("license")),
                }
    return {}


def _things(stated: Any) -> Iterator[dict[str, Any]]:
    rows = stated if isinstance(stated, list) else [stated]
    for row in rows:
        if isinstance(row, dict):
            graph = row.get("@graph")
            yield from (one for one in (graph if isinstance(graph, list) else [row])
                        if isinstance(one, dict))  # fmt: skip


def _name(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(one) for one in value[:10])))
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
