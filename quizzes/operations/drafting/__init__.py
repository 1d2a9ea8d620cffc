"""Drafting the questions of a document from what people accepted in it. Nothing is stored."""

from quizzes.operations.drafting.drafting import draft_items
from quizzes.operations.drafting.drafts import PURPOSES, DraftItem
from quizzes.operations.drafting.needs import Need, needs

__all__ = ["PURPOSES", "DraftItem", "Need", "draft_items", "needs"]
