"""What a learner's Next and her notes write down. Nothing here is ever taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from lessons.models import LessonCompletion, StepCompletion, StepNote
from lessons.permissions import OpenModule
from lessons.reports.outlines import LessonRow, Outline, outline_of
from lessons.reports.work import work_in
from rosters.models import User


class PreviewWritesNothing(Exception):
    """A preview shows staff what learners would see; it keeps no progress and no note."""


@dataclass(frozen=True, slots=True)
class ReadStep:
    """What pressing Next led to: the outline afterwards, and the lessons that it completed."""

    outline: Outline
    completed: Sequence[LessonRow] = field(default_factory=list)


@transaction.atomic
def read_step(
    place: OpenModule, *, learner: User, lesson: str, step: str, at: datetime
) -> ReadStep:
    """Record that a step was read, and every lesson that now meets the rule.

    Pressing Next twice changes nothing: the first time stays. Four statements, one more when a
    lesson is completed. Raises PreviewWritesNothing.
    """
    if place.is_preview:
        raise PreviewWritesNothing(place.release.pk)
    StepCompletion.objects.bulk_create(
        [
            StepCompletion(
                learner=learner,
                module=place.module,
                step_key=f"{lesson}/{step}",
                completed_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    return record_completions(place, learner=learner, at=at)


def record_completions(place: OpenModule, *, learner: User, at: datetime) -> ReadStep:
    """Record, once and with this release, the lessons whose steps are read and checks passed.

    Called at each POST in the module, so that a check which was passed in between counts too.
    Two statements, one more when there is something to record. Raises PreviewWritesNothing.
    """
    if place.is_preview:
        raise PreviewWritesNothing(place.release.pk)
    outline = outline_of(place.release, work_in(place.module, learner))
    fresh = [row for row in outline.lessons if row.meets_rule and row.completed_at is None]
    if fresh:
        LessonCompletion.objects.bulk_create(
            [
                LessonCompletion(
                    learner=learner,
                    module=place.module,
                    lesson_slug=row.slug,
                    release=place.release,
                    completed_at=at,
                )
                for row in fresh
            ],
            ignore_conflicts=True,
        )
    return ReadStep(outline, fresh)


def save_note(
    place: OpenModule, *, learner: User, step_key: str, text: str, at: datetime
) -> StepNote | None:
    """Keep what the learner wrote under a step's prompt, in place of what stood there.

    None when there is nothing to keep: no note yet, and a blank text. Raises
    PreviewWritesNothing.
    """
    if place.is_preview:
        raise PreviewWritesNothing(place.release.pk)
    if not text.strip():
        notes = StepNote.objects.filter(learner=learner, module=place.module, step_key=step_key)
        notes.update(text="", updated_at=at)
        return notes.first()
    note, _made = StepNote.objects.update_or_create(
        learner=learner,
        module=place.module,
        step_key=step_key,
        defaults={"text": text, "updated_at": at},
    )
    return note
