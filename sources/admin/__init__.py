"""The authoring admin of documents, claims, cards, terms and events."""

from sources.admin.claims import ClaimAdmin
from sources.admin.documents import DocumentAdmin
from sources.admin.entries import CardAdmin, EventAdmin, TermAdmin

__all__ = ["CardAdmin", "ClaimAdmin", "DocumentAdmin", "EventAdmin", "TermAdmin"]
