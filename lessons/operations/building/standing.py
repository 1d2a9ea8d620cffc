"""What stands of a module now, in the form in which builds write it, and what builds wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch

from lessons.models import Build, BuiltPart, Module, Release, Step
from lessons.operations.building.parts import (
    QUIZ_FIELDS,
    Content,
    Key,
    Kind,
    digest_of_content,
    lesson_content,
    step_content,
)
from quizzes.models import Item, ItemVersion, Quiz, Slot
from quizzes.operations.items import pack_fields
from sources.models import Collection


@dataclass(frozen=True)
class Standing:
    """The lessons and steps of the draft, or of what is published where there is no draft; the
    shelf's questions and quizzes, archived and retired ones left out; drafted parts and builds.

    contents and rows: of each thing its plain values and its id. builds: the newest first.
    """

    release: Release | None
    parts: Mapping[Key, BuiltPart]
    builds: Sequence[Build]
    contents: dict[Key, Content] = field(default_factory=dict)
    rows: dict[Key, int] = field(default_factory=dict)
    versions: dict[str, ItemVersion] = field(default_factory=dict)

    @cached_property
    def written(self) -> Mapping[Key, set[str]]:
        """The digests of all that builds ever wrote: what has another one, a person edited."""
        found: dict[Key, set[str]] = {}
        for build in self.finished:
            for change in build.changes:
                if change.get("digest"):
                    found.setdefault((change["kind"], change["slug"]), set()).add(change["digest"])
        return found

    @property
    def finished(self) -> list[Build]:
        done = (Build.Status.DONE, Build.Status.TAKEN_BACK)
        return [build for build in self.builds if build.status in done]

    def is_edited(self, key: Key) -> bool:
        """Whether what stands there is none of what builds wrote there."""
        return digest_of_content(self.contents[key]) not in self.written.get(key, set())

    def was_taken_out(self, key: Key) -> bool:
        """Whether a person deleted it. What went with a discarded draft was not deleted."""
        if key not in self.parts or key in self.contents:
            return False
        return key[0] not in (Kind.LESSON, Kind.STEP) or key in self._survived

    @property
    def unwanted(self) -> frozenset[str]:
        """The drafted questions that a person took out."""
        return frozenset(slug for kind, slug in self.parts if kind == Kind.ITEM) - frozenset(
            slug for kind, slug in self.contents if kind == Kind.ITEM
        )

    @cached_property
    def _survived(self) -> set[Key]:
        """Lessons and steps written into a release that is there, or that this one came from."""
        number = self.release.number if self.release is not None else 0
        return {
            (change["kind"], change["slug"])
            for build in self.finished
            if build.release is not None and build.release.number <= number
            for change in build.changes
        }


def standing_of(module: Module) -> Standing:
    """Eight queries, whatever the size; seven without a release."""
    releases = module.releases.exclude(status=Release.Status.RETIRED).order_by("status")
    standing = Standing(
        release=releases.first(),
        parts={(part.kind, part.slug): part for part in module.built_parts.all()},
        builds=list(module.builds.select_related("release", "by")),
    )
    if standing.release is not None:
        _read_lessons(standing, standing.release)
    _read_items(standing, module.collection)
    _read_quizzes(standing, module.collection)
    return standing


def _read_lessons(standing: Standing, release: Release) -> None:
    steps = Prefetch("steps", Step.objects.select_related("quiz"))
    for lesson in release.lessons.prefetch_related(steps):
        key: Key = (Kind.LESSON, lesson.slug)
        standing.contents[key] = lesson_content(lesson)
        standing.rows[key] = lesson.pk
        for step in lesson.steps.all():
            key = (Kind.STEP, f"{lesson.slug}/{step.slug}")
            standing.contents[key] = step_content(step)
            standing.rows[key] = step.pk


def _read_items(standing: Standing, shelf: Collection) -> None:
    items = Item.objects.filter(collection=shelf, archived_at=None).select_related("current")
    for item in items:
        if item.current is not None:
            standing.contents[Kind.ITEM, item.slug] = pack_fields(item.current)
            standing.rows[Kind.ITEM, item.slug] = item.pk
            standing.versions[item.slug] = item.current


def _read_quizzes(standing: Standing, shelf: Collection) -> None:
    asked: dict[int, list[str]] = {}
    slots = (
        Slot.objects.filter(section__quiz__collection=shelf)
        .order_by("section__position", "section_id", "position", "pk")
        .values_list("section__quiz_id", "item_version__item__slug")
    )
    for quiz_id, slug in slots:
        asked.setdefault(quiz_id, []).append(slug)
    for quiz in Quiz.objects.filter(collection=shelf).exclude(status=Quiz.Status.RETIRED):
        rules = {name: getattr(quiz, name) for name in QUIZ_FIELDS}
        standing.contents[Kind.QUIZ, quiz.slug] = {**rules, "items": asked.get(quiz.pk, [])}
        standing.rows[Kind.QUIZ, quiz.slug] = quiz.pk
