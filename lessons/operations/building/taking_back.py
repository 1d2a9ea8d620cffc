"""Taking back the newest build, as long as nothing of it was edited, decided or published."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from lessons.models import Build, BuiltPart, Lesson, Module, Release, Step
from lessons.operations.building.comparing import What
from lessons.operations.building.parts import Key, Kind, digest_of_content
from lessons.operations.building.quizzes import remove_items, remove_quiz
from lessons.operations.building.standing import Standing, standing_of


class CannotBeTakenBack(Exception):
    """Somebody has edited, decided or published something of it, or it changed what was there."""


def can_be_taken_back(standing: Standing) -> bool:
    """Whether the newest build only added, and all of it stands as it wrote it. No query."""
    build = newest_of(standing)
    if build is None:
        return False
    if build.release is None or build.release.status != Release.Status.DRAFT:
        return False
    return all(_is_untouched(standing, change) for change in build.changes)


def newest_of(standing: Standing) -> Build | None:
    """The newest build that wrote something; None where one runs, or the newest is taken back.

    Builds that found nothing to change, or failed, are passed over: a button pressed twice.
    """
    for build in standing.builds:
        if build.status == Build.Status.DONE and build.changes:
            return build
        if build.status not in (Build.Status.DONE, Build.Status.FAILED):
            return None
    return None


def _is_untouched(standing: Standing, change: Mapping[str, str]) -> bool:
    key = (change["kind"], change["slug"])
    part = standing.parts.get(key)
    if change["what"] != What.ADDED or part is None or part.decided:
        return False
    is_candidate = part.kind in BuiltPart.CANDIDATES
    content = part.content if is_candidate else standing.contents.get(key)
    return content is not None and digest_of_content(content) == change["digest"]


@transaction.atomic
def take_back(module: Module, *, at: datetime) -> None:
    """Remove what the newest build added. A lesson to which a person added a step stays.

    Raises CannotBeTakenBack, and then nothing is written.
    """
    Module.objects.select_for_update().get(pk=module.pk)
    standing = standing_of(module)
    build = newest_of(standing)
    if build is None or not can_be_taken_back(standing):
        raise CannotBeTakenBack(module.pk)
    for kind in (Kind.STEP, Kind.LESSON, Kind.QUIZ, Kind.ITEM, *BuiltPart.CANDIDATES):
        for change in build.changes:
            if change["kind"] == kind:
                _remove(module, build, (change["kind"], change["slug"]), at=at)
    Build.objects.filter(pk=build.pk).update(status=Build.Status.TAKEN_BACK, changes=[])


def _remove(module: Module, build: Build, key: Key, *, at: datetime) -> None:
    kind, slug = key
    shelf = module.collection
    if kind == Kind.STEP:
        lesson, _slash, name = slug.partition("/")
        Step.objects.filter(lesson__release=build.release, lesson__slug=lesson, slug=name).delete()
    elif kind == Kind.LESSON:
        Lesson.objects.filter(release=build.release, slug=slug, steps=None).delete()
    elif kind == Kind.QUIZ:
        remove_quiz(shelf, slug)
    elif kind == Kind.ITEM:
        _remove_item(module, slug, at=at)
    module.built_parts.filter(kind=kind, slug=slug).delete()


def _remove_item(module: Module, slug: str, *, at: datetime) -> None:
    """Delete a question that nothing ever asked; archive it otherwise."""
    item = module.collection.items.filter(slug=slug).first()
    if item is None:
        return
    try:
        with transaction.atomic():
            item.current = None
            item.save(update_fields=["current"])
            item.versions.all().delete()
            item.delete()
    except ProtectedError:
        remove_items(module.collection, [slug], at=at)
