"""Markdown to safe HTML, with citations and glossary terms. Plain Python: no database, no clock."""

from sources.prose.links import CardLink, TermLink
from sources.prose.markdown import (
    ProseProblem,
    RenderedProse,
    plain_text,
    references_in,
    render_prose,
)
from sources.prose.references import References

__all__ = [
    "CardLink",
    "ProseProblem",
    "References",
    "RenderedProse",
    "TermLink",
    "plain_text",
    "references_in",
    "render_prose",
]
