"""The authoring admin of items, quizzes and assignments; attempts to read."""

from quizzes.admin import assignments, items, quizzes

__all__ = ["assignments", "items", "quizzes"]
