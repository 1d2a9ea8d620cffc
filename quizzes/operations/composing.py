"""Choosing what a quiz asks."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from quizzes.models import Item, Quiz, Section, Slot
from quizzes.operations.publishing import findings_of_quiz
from rosters.models import User
from rosters.operations.acts import Verb, record
from sources.operations.findings import NotReadyToPublish


@transaction.atomic
def add_items(section: Section, *, items: Iterable[Item], by: User) -> list[Slot]:
    """Put items at the end of a section, in their current version; returns the new slots.

    Items that stand there already, are archived, have no version or belong to another collection
    are passed over. Raises NotReadyToPublish when a published quiz would no longer pass its
    checks, and then nothing is written.
    """
    quiz = Quiz.objects.select_for_update().select_related("collection").get(pk=section.quiz_id)
    is_out = quiz.status == Quiz.Status.PUBLISHED
    known = {finding.message for finding in findings_of_quiz(quiz)} if is_out else set()
    there = set(section.slots.values_list("item_version__item", flat=True))
    last = section.slots.aggregate(last=Max("position"))["last"] or 0
    fitting = [
        item
        for item in items
        if item.pk not in there
        and item.current_id is not None
        and item.archived_at is None
        and item.collection_id == quiz.collection_id
    ]
    slots = Slot.objects.bulk_create(
        Slot(section=section, item_version_id=item.current_id, position=last + place)
        for place, item in enumerate(fitting, start=1)
        if item.current_id is not None
    )
    if is_out:
        new = [f for f in findings_of_quiz(quiz) if f.blocks and f.message not in known]
        if new:
            raise NotReadyToPublish(new)
    if slots:
        Quiz.objects.filter(pk=quiz.pk).update(edited_by=by)
    if slots and is_out:
        record(Verb.CHANGED_SETTINGS, by=by, subject=quiz, detail={"questions_added": len(slots)})
    return slots
