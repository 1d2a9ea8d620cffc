"""Erasing a person: everything that says who she is goes, everything that only counts stays."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lessons.models import LessonCompletion, StepCompletion, StepNote
from quizzes.operations.erasure import WorkInQuizzes, count_work, erase_answers
from rosters.models import User
from rosters.operations.acts import Verb, record
from rosters.operations.erasure import (
    KnownOfPerson,
    all_names_of,
    count_known,
    count_together,
    erase_identity,
    refuse_erasing,
    without_names,
)
from sources.models import Collection, CollectionShare


@dataclass(frozen=True, slots=True)
class Holdings:
    """Counts of all that is kept of a person: what erasing her takes, and what it leaves.

    notes: under prompts, which go; steps and lessons: what she read and completed; collections:
    modules that she owns, which stay with her number.
    """

    known: KnownOfPerson
    work: WorkInQuizzes
    notes: int
    steps: int
    lessons: int
    collections: int


def count_holdings(person: User) -> Holdings:
    """What erasing this person would take, and what it would leave. Four queries."""
    counts = count_together(
        person,
        notes=StepNote.objects.filter(learner=person).exclude(text=""),
        steps=StepCompletion.objects.filter(learner=person),
        lessons=LessonCompletion.objects.filter(learner=person),
        collections=Collection.objects.filter(owner=person),
    )
    return Holdings(known=count_known(person), work=count_work(person), **counts)


@transaction.atomic
def erase_person(person: User, *, by: User | None, reason: str, at: datetime) -> User:
    """Make somebody a number, in one transaction; returns her row as it is now.

    Goes: name, log-in name, mail address, password, sessions, rights, notes, answers in words of
    her own with every saved state, comments on them, extra time, notices, reasons in the log, her
    name wherever the logs hold it. Stays: the number, places in classes, scores, choices, steps
    read, receipts, what she made for others. Running attempts are handed in first.

    by: None stands for a command at the computer itself. reason: why; her name in it is replaced.
    Recorded once: a second time is harmless and takes what has come since. Call
    `forget_deleted_text` after the commit. Raises what `refuse_erasing` raises.
    """
    refuse_erasing(person, by=by)
    locked = User.objects.select_for_update().get(pk=person.pk)
    is_first, names = locked.erased_at is None, all_names_of(locked)
    erase_answers(locked, at=at)
    StepNote.objects.filter(learner=locked).exclude(text="").update(text="")
    CollectionShare.objects.filter(user=locked).delete()
    number = erase_identity(locked, at=at)
    if is_first:
        why = without_names(reason, names, number)
        record(Verb.ERASED_PERSON, by=by, person=locked, reason=why)
    person.refresh_from_db()
    return person
