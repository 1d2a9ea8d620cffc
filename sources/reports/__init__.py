"""What pages show of sources, as dataclasses with a stated query count."""

from sources.reports.pages import (
    Line,
    ShownBlock,
    card_links,
    document_lines,
    page_references,
    term_links,
)

__all__ = [
    "Line",
    "ShownBlock",
    "card_links",
    "document_lines",
    "page_references",
    "term_links",
]
