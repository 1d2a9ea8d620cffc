from lessons.models.modules import Lesson, Module, Release, Step
from lessons.models.progress import LessonCompletion, StepCompletion, StepNote

__all__ = [
    "Lesson",
    "LessonCompletion",
    "Module",
    "Release",
    "Step",
    "StepCompletion",
    "StepNote",
]
