from sources.models.cards import (
    Event,
    EventSource,
    HistoryEntry,
    SourceCard,
    Term,
    TermSource,
)
from sources.models.claims import Claim, ClaimWeakness, Evidence, Rating
from sources.models.collections import Collection, CollectionShare
from sources.models.documents import Block, Document, Sentence

__all__ = [
    "Block",
    "Claim",
    "ClaimWeakness",
    "Collection",
    "CollectionShare",
    "Document",
    "Event",
    "EventSource",
    "Evidence",
    "HistoryEntry",
    "Rating",
    "Sentence",
    "SourceCard",
    "Term",
    "TermSource",
]
