from lessons.models.assignments import ModuleAssignment
from lessons.models.building import Build, BuiltPart
from lessons.models.modules import Lesson, Module, Release, Step
from lessons.models.progress import LessonCompletion, StepCompletion, StepNote

__all__ = [
    "Build",
    "BuiltPart",
    "Lesson",
    "LessonCompletion",
    "Module",
    "ModuleAssignment",
    "Release",
    "Step",
    "StepCompletion",
    "StepNote",
]
