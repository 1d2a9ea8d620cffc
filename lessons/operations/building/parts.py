"""What a build writes, as plain values."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lessons.models import BuiltPart, Lesson, Step

Kind = BuiltPart.Kind
Key = tuple[str, str]
Content = Mapping[str, Any]

LESSON_FIELDS = ("title", "summary", "minutes", "objectives", "skills", "teacher_notes")
STEP_FIELDS = (
    "title", "kind", "purpose", "minutes", "body", "prompt", "document_id", "from_key", "to_key",
    "notes", "provenance_of_id",
)  # fmt: skip
QUIZ_FIELDS = ("title", "purpose", "intro", "show_feedback", "pass_percent")


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One part that a build would write. content: plain values, as `standing_of` has them."""

    kind: str
    slug: str
    content: Content

    @property
    def key(self) -> Key:
        return self.kind, self.slug

    @property
    def digest(self) -> str:
        return digest_of_content(self.content)


def digest_of_content(content: Content) -> str:
    """SHA-256, in hex, over plain values, whatever the order of their names."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def lesson_content(lesson: Lesson) -> Content:
    """A lesson without its steps."""
    return {name: getattr(lesson, name) for name in LESSON_FIELDS}


def step_content(step: Step) -> Content:
    """A step; its quiz by the quiz's id. Reads the quiz: select it with the step."""
    shown = {name: getattr(step, name) for name in STEP_FIELDS}
    return {**shown, "quiz": step.quiz.slug if step.quiz else ""}
