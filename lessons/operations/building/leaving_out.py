"""Drafted questions that a person does not want: out of their check, and back into it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lessons.models import BuiltPart, Module
from lessons.operations.building.comparing import What
from lessons.operations.building.parts import Content, Kind, digest_of_content
from lessons.operations.building.quizzes import remove_items
from lessons.operations.building.standing import Standing, standing_of
from quizzes.models import Item, Quiz, Section, Slot


@transaction.atomic
def leave_out_questions(module: Module, *, parts: Iterable[int], at: datetime) -> int:
    """Take drafted questions out of the check that asks them; later builds leave them out too.

    What is published goes on asking them until the draft is published. parts: ids; other kinds
    among them are passed over. Returns how many were left out.
    """
    Module.objects.select_for_update().get(pk=module.pk)
    rows = list(module.built_parts.filter(kind=Kind.ITEM, pk__in=list(parts), turned_down=False))
    standing = standing_of(module)
    of_quiz: dict[str, list[BuiltPart]] = {}
    for part in rows:
        of_quiz.setdefault(_quiz_of(standing, part.slug), []).append(part)
    for quiz, gone in of_quiz.items():
        if quiz:
            slugs = {part.slug for part in gone}
            items = [slug for slug in _asked(standing, quiz)["items"] if slug not in slugs]
            _ask(module, standing, quiz, items)
        for part in gone:
            part.content = {**part.content, "quiz": quiz}
            part.decided = part.turned_down = True
    remove_items(module.collection, [part.slug for part in rows], at=at)
    BuiltPart.objects.bulk_update(rows, ["content", "decided", "turned_down"])
    return len(rows)


@transaction.atomic
def put_questions_back(module: Module, *, parts: Iterable[int]) -> int:
    """Ask questions again that were left out, last in their check. Returns how many."""
    Module.objects.select_for_update().get(pk=module.pk)
    rows = list(module.built_parts.filter(kind=Kind.ITEM, pk__in=list(parts), turned_down=True))
    slugs = [part.slug for part in rows]
    Item.objects.filter(collection=module.collection_id, slug__in=slugs).update(archived_at=None)
    standing = standing_of(module)
    of_quiz: dict[str, list[str]] = {}
    for part in rows:
        of_quiz.setdefault(str(part.content.get("quiz", "")), []).append(part.slug)
        part.decided = part.turned_down = False
    for quiz, back in of_quiz.items():
        if (Kind.QUIZ, quiz) in standing.contents:
            _ask(module, standing, quiz, [*_asked(standing, quiz)["items"], *back])
    BuiltPart.objects.bulk_update(rows, ["decided", "turned_down"])
    return len(rows)


def _quiz_of(standing: Standing, item: str) -> str:
    """The drafted quiz that asks a question, or would once it is published; empty if none does."""
    quizzes = (slug for kind, slug in standing.parts if kind == Kind.QUIZ)
    return next(
        (
            slug
            for slug in quizzes
            if (Kind.QUIZ, slug) in standing.contents and item in _asked(standing, slug)["items"]
        ),
        "",
    )


def _asked(standing: Standing, quiz: str) -> Content:
    part = standing.parts[Kind.QUIZ, quiz]
    return part.content.get("waits") or standing.contents[Kind.QUIZ, quiz]


def _ask(module: Module, standing: Standing, quiz: str, items: list[str]) -> None:
    """Let a quiz ask these; a published one from the next publishing on. Its other rules stay."""
    key = (Kind.QUIZ, quiz)
    part, content = standing.parts[key], {**_asked(standing, quiz), "items": items}
    row = Quiz.objects.get(collection=module.collection_id, slug=quiz)
    if row.status == Quiz.Status.PUBLISHED:
        part.content = {**part.content, "waits": content}
    else:
        _put_slots(row, items)
    if row.status == Quiz.Status.PUBLISHED or not standing.is_edited(key):
        part.digest = digest_of_content(content)
        _note(standing, part)
    part.save(update_fields=["content", "digest"])


def _put_slots(quiz: Quiz, items: list[str]) -> None:
    """Remove what is asked no more and add what is asked anew; the others keep their sections."""
    slots = Slot.objects.filter(section__quiz=quiz)
    slots.exclude(item_version__item__slug__in=items).delete()
    there = set(slots.values_list("item_version__item__slug", flat=True))
    section = quiz.sections.first() or Section.objects.create(quiz=quiz, slug="questions")
    last = slots.aggregate(last=Max("position"))["last"] or 0
    found = Item.objects.filter(collection=quiz.collection_id, slug__in=set(items) - there)
    versions = [item.current_id for item in found if item.current_id is not None]
    Slot.objects.bulk_create(
        Slot(section=section, item_version_id=version, position=place)
        for place, version in enumerate(versions, start=last + 1)
    )


def _note(standing: Standing, part: BuiltPart) -> None:
    """Remember what stands in the quiz now as the builds' own, so that the next one goes on."""
    if not standing.finished:
        return
    build = standing.finished[0]
    change = {"kind": part.kind, "slug": part.slug, "what": What.CHANGED.value}
    build.changes = [*build.changes, {**change, "digest": part.digest}]
    build.save(update_fields=["changes"])
