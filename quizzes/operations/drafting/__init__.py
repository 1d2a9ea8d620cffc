"""Drafting the questions of a document from what people accepted in it. Nothing is stored."""

from quizzes.operations.drafting.drafting import draft_items, gaps
from quizzes.operations.drafting.drafts import PURPOSES, DraftItem, Gap

__all__ = ["PURPOSES", "DraftItem", "Gap", "draft_items", "gaps"]
