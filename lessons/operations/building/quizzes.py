"""Drafted questions and quizzes as rows. What is published changes only when it is published."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError

from lessons.operations.building.parts import QUIZ_FIELDS, Content
from quizzes.models import Item, ItemVersion, Quiz, Section, Slot
from quizzes.operations.items import put_item_version
from quizzes.operations.library import CollectionLibrary
from rosters.models import User
from sources.models import Collection

SECTION = "questions"


def write_item(
    library: CollectionLibrary, slug: str, fields: Content, *, by: User | None
) -> ItemVersion:
    """Give a question these fields; one that was archived by an earlier build stands again.

    Raises DefinitionInvalid or LookupError.
    """
    item, made = Item.objects.get_or_create(collection=library.collection, slug=slug)
    if not made and item.archived_at is not None:
        item.archived_at = None
        item.save(update_fields=["archived_at"])
    return put_item_version(item, fields=fields, library=library, by=by)


def write_quiz(shelf: Collection, slug: str, content: Content) -> bool:
    """Give a quiz these rules and questions. False, and nothing written, if it is published."""
    quiz = Quiz.objects.filter(collection=shelf, slug=slug).first()
    if quiz is not None and quiz.status == Quiz.Status.PUBLISHED:
        return False
    if quiz is None:
        last = shelf.quizzes.aggregate(last=Max("position"))["last"] or 0
        quiz = Quiz(collection=shelf, slug=slug, position=last + 1)
    put_quiz(quiz, content)
    return True


def put_quiz(quiz: Quiz, content: Content) -> None:
    """Rules and questions of a quiz, whatever its state."""
    for name in QUIZ_FIELDS:
        setattr(quiz, name, content[name])
    quiz.status = Quiz.Status.DRAFT if quiz.status == Quiz.Status.RETIRED else quiz.status
    quiz.save()
    sections = list(quiz.sections.all())
    section = sections[0] if sections else Section.objects.create(quiz=quiz, slug=SECTION)
    _put_slots(quiz, section, content["items"])


def _put_slots(quiz: Quiz, section: Section, slugs: Sequence[str]) -> None:
    items = Item.objects.filter(collection=quiz.collection_id, slug__in=slugs)
    versions = {item.slug: item.current_id for item in items if item.current_id is not None}
    Slot.objects.filter(section__quiz=quiz).delete()
    Slot.objects.bulk_create(
        Slot(section=section, item_version_id=versions[slug], position=position)
        for position, slug in enumerate(slugs, start=1)
        if slug in versions
    )


def remove_quiz(shelf: Collection, slug: str) -> None:
    """Take away a quiz that no lesson needs; one that somebody has tried is left empty."""
    quiz = Quiz.objects.filter(collection=shelf, slug=slug, status=Quiz.Status.DRAFT).first()
    if quiz is None:
        return
    try:
        with transaction.atomic():
            quiz.delete()
    except (ProtectedError, IntegrityError):
        Slot.objects.filter(section__quiz=quiz).delete()


def remove_items(shelf: Collection, slugs: Sequence[str], *, at: datetime) -> None:
    """Archive questions. One that a published quiz asks goes on being asked there."""
    Item.objects.filter(collection=shelf, slug__in=slugs).update(archived_at=at)
