from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, Response, ResponseRevision
from quizzes.models.items import Anchor, Item, ItemVersion
from quizzes.models.quizzes import Quiz, Section, Slot
from quizzes.models.scores import Score

__all__ = [
    "Anchor",
    "Assignment",
    "Attempt",
    "Item",
    "ItemVersion",
    "Quiz",
    "Response",
    "ResponseRevision",
    "Score",
    "Section",
    "Slot",
]
