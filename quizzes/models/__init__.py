from quizzes.models.allowances import ExtraAttempt
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, Response, ResponseRevision
from quizzes.models.items import Anchor, Item, ItemVersion
from quizzes.models.marks import Mark
from quizzes.models.quizzes import Quiz, Section, Slot
from quizzes.models.scores import Score

__all__ = [
    "Anchor",
    "Assignment",
    "Attempt",
    "ExtraAttempt",
    "Item",
    "ItemVersion",
    "Mark",
    "Quiz",
    "Response",
    "ResponseRevision",
    "Score",
    "Section",
    "Slot",
]
