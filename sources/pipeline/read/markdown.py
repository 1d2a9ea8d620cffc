"""Markdown: rendered, then read as HTML; a head of `key: value` lines is provenance."""

import re

from markdown_it import MarkdownIt

from sources.pipeline.read import html
from sources.pipeline.read.detect import decode, normalised
from sources.pipeline.read.markup import html_tree, squeezed
from sources.pipeline.read.refusals import Limits
from sources.pipeline.text import Provenance, ReadDocument

HEAD = re.compile(r"\A\s*---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
LINE = re.compile(r"^([A-Za-z_]+)\s*:\s*(.+)$", re.MULTILINE)
# Notes: the mark in the text, and what begins the note itself.
NOTE = re.compile(r"^\[\^[\w-]{1,40}\]:[ \t]*", re.MULTILINE)
NOTE_MARK = re.compile(r"\[\^[\w-]{1,40}\]")
FIELDS = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "publisher": "publisher",
    "date": "published",
    "published": "published",
    "url": "address",
    "source": "address",
    "address": "address",
    "lang": "language",
    "language": "language",
    "rights": "rights",
    "licence": "rights",
    "license": "rights",
    "copyright": "rights",
}


def read(data: bytes, limits: Limits) -> ReadDocument:
    """Blocks of a Markdown text; HTML in it is read like a page's."""
    text = normalised(decode(data), limits)
    stated: dict[str, str] = {}
    if head := HEAD.match(text):
        text = text[head.end() :]
        for key, value in LINE.findall(head[1]):
            if field := FIELDS.get(key.lower()):
                stated.setdefault(field, squeezed(value.strip("\"'[] ")))
    text = NOTE_MARK.sub("", NOTE.sub("", text))
    renderer = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable("table")
    tree = html_tree(renderer.render(text), limits)
    blocks = html.blocks_of(tree) if tree is not None else ()
    return ReadDocument(provenance=Provenance(**stated), blocks=tuple(blocks))
