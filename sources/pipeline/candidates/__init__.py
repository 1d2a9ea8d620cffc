"""What a text offers beside its claims: words for a glossary, dates, and sources that it names."""

from sources.pipeline.candidates.events import EventCandidate, events_of
from sources.pipeline.candidates.named_sources import SourceCandidate, sources_of
from sources.pipeline.candidates.terms import TermCandidate, no_sources, terms_of

__all__ = [
    "EventCandidate",
    "SourceCandidate",
    "TermCandidate",
    "events_of",
    "no_sources",
    "sources_of",
    "terms_of",
]
