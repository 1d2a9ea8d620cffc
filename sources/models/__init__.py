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
from sources.models.documents import Block, Document, Original, Sentence
from sources.models.imports import Import
from sources.models.review_facts import DocumentToReview
from sources.models.review_verbs import ReviewVerb
from sources.models.reviewing import (
    ReviewAct,
    ReviewRound,
    ReviewVisit,
    RoundLabel,
    RoundRater,
    Suggestion,
    Variant,
)

__all__ = [
    "Block",
    "Claim",
    "ClaimWeakness",
    "Collection",
    "CollectionShare",
    "Document",
    "DocumentToReview",
    "Event",
    "EventSource",
    "Evidence",
    "HistoryEntry",
    "Import",
    "Original",
    "Rating",
    "ReviewAct",
    "ReviewRound",
    "ReviewVerb",
    "ReviewVisit",
    "RoundLabel",
    "RoundRater",
    "Sentence",
    "SourceCard",
    "Suggestion",
    "Term",
    "TermSource",
    "Variant",
]
