"""What a build writes, as plain values, and what stands there now in the same form."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from lessons.models import BuiltPart, Module, Release, Step
from quizzes.models import Item, Quiz, Slot
from quizzes.operations.items import pack_fields
from sources.models import Collection

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
    """One part that a build would write. content: plain values, as `standing_parts` has them."""

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


def standing_parts(module: Module, release: Release | None) -> dict[Key, Content]:
    """What stands now: the lessons and steps of a release, the shelf's questions and quizzes.

    Archived questions and retired quizzes do not stand. Five queries, whatever the size.
    """
    shelf = module.collection
    found: dict[Key, Content] = dict(_lessons_of(release)) if release is not None else {}
    items = Item.objects.filter(collection=shelf, archived_at=None).select_related("current")
    for item in items:
        if item.current is not None:
            found[Kind.ITEM, item.slug] = pack_fields(item.current)
    asked = _asked_on(shelf)
    for quiz in Quiz.objects.filter(collection=shelf).exclude(status=Quiz.Status.RETIRED):
        rules = {name: getattr(quiz, name) for name in QUIZ_FIELDS}
        found[Kind.QUIZ, quiz.slug] = {**rules, "items": asked.get(quiz.pk, [])}
    return found


def _asked_on(shelf: Collection) -> dict[int, list[str]]:
    """The items of each quiz by their ids, in the order in which it asks them."""
    slots = (
        Slot.objects.filter(section__quiz__collection=shelf)
        .order_by("section__position", "section_id", "position", "pk")
        .values_list("section__quiz_id", "item_version__item__slug")
    )
    asked: dict[int, list[str]] = {}
    for quiz, slug in slots:
        asked.setdefault(quiz, []).append(slug)
    return asked


def _lessons_of(release: Release) -> Iterable[tuple[Key, Content]]:
    steps = Prefetch("steps", Step.objects.select_related("quiz"))
    for lesson in release.lessons.prefetch_related(steps):
        values = {name: getattr(lesson, name) for name in LESSON_FIELDS}
        yield (Kind.LESSON, lesson.slug), values
        for step in lesson.steps.all():
            shown = {name: getattr(step, name) for name in STEP_FIELDS}
            shown["quiz"] = step.quiz.slug if step.quiz else ""
            yield (Kind.STEP, f"{lesson.slug}/{step.slug}"), shown
