"""The audit log: what staff did to people, marks, keys and settings. Rows are only ever added."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from rosters.models import Act, Classroom, School, User


class Verb(models.TextChoices):
    """What can be done. The words are kept in rows for good: add to them, never change one.

    All apps' acts stand here, so that the log and its filter know every one of them.
    """

    MADE_PERSON = "person-made", _("Made an account")
    GAVE_ROLE = "role-given", _("Gave a role")
    SET_PASSWORD = "password-set", _("Gave a new one-time password")
    RENAMED_PERSON = "person-renamed", _("Changed a name or mail address")
    STOPPED_PERSON = "person-stopped", _("Closed an account")
    STARTED_PERSON = "person-started", _("Opened an account again")
    EXPORTED_PERSON = "person-exported", _("Exported somebody's data")
    ERASED_PERSON = "person-erased", _("Erased somebody")
    SET_SCHOOL = "person-school-set", _("Set the school of somebody")
    CHANGED_RIGHTS = "rights-changed", _("Changed rights")
    GAVE_TIME = "extra-time-given", _("Set standing extra time")
    MADE_CLASS = "class-made", _("Made a class")
    RENAMED_CLASS = "class-renamed", _("Renamed a class")
    ARCHIVED_CLASS = "class-archived", _("Archived a class")
    RESTORED_CLASS = "class-restored", _("Brought a class back")
    SET_CODE = "class-code-set", _("Gave a class a new code")
    WITHDREW_CODE = "class-code-withdrawn", _("Withdrew a class code")
    SEATED = "seated", _("Put into a class")
    UNSEATED = "unseated", _("Took out of a class")
    MOVED = "moved", _("Moved to another class")
    ADDED_TEACHER = "teacher-added", _("Gave a class a teacher")
    REMOVED_TEACHER = "teacher-removed", _("Took a teacher off a class")
    ASSIGNED = "assigned", _("Assigned to a class")
    ADDED_QUIZZES = "quizzes-added", _("Added quizzes to an assigned module")
    CHANGED_ASSIGNMENT = "assignment-changed", _("Changed an assignment")
    WITHDREW_ASSIGNMENT = "assignment-withdrawn", _("Took an assignment back")
    RESTORED_ASSIGNMENT = "assignment-restored", _("Gave an assignment again")
    ADDED_TIME = "attempt-time-added", _("Added time to an attempt")
    ALLOWED_ATTEMPT = "attempt-allowed", _("Allowed one more attempt")
    REOPENED_ATTEMPT = "attempt-reopened", _("Reopened an attempt")
    SET_ASIDE_ATTEMPT = "attempt-set-aside", _("Set an attempt aside")
    BROUGHT_BACK_ATTEMPT = "attempt-brought-back", _("Brought an attempt back")
    ACCEPTED_LATE = "late-answer-accepted", _("Accepted a late answer")
    LEFT_LATE = "late-answer-left", _("Left a late answer out")
    MARKED = "marked", _("Marked a response")
    TOOK_BACK_MARK = "mark-taken-back", _("Took back a mark")
    RELEASED_MARKS = "marks-released", _("Released marks")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")
    SHARED = "shared", _("Said who may see and change a module")
    ARCHIVED_MODULE = "module-archived", _("Archived a module")
    RESTORED_MODULE = "module-restored", _("Brought a module back")
    LOADED_PACK = "pack-loaded", _("Loaded a pack")
    CHANGED_KEY = "key-changed", _("Changed a key")
    TOOK_OUT_RATER = "rater-taken-out", _("Took a rater out of a review")
    BROUGHT_BACK_RATER = "rater-brought-back", _("Brought a rater back into a review")
    RESTORED_SITE = "site-restored", _("Brought the site back from a backup")
    CHANGED_SETTINGS = "settings-changed", _("Changed settings")


class SentBefore(Exception):
    """This very form was sent before, and what it asks for was done then: by `act`."""

    def __init__(self, act: Act) -> None:
        super().__init__(act.pk)
        self.act = act


def check_unsent(form: str, **where: Any) -> None:
    """Raise SentBefore if an act carries the number of this form. One query, none without one.

    where: which acts could. The caller holds a lock that two sendings of one form both need, so
    that the second waits for the first.
    """
    act = Act.objects.filter(detail__form=form, **where).first() if form else None
    if act is not None:
        raise SentBefore(act)


def of_form(form: str) -> dict[str, str]:
    """What the detail of an act holds of the form that asked for it."""
    return {"form": form} if form else {}


def record(
    verb: Verb,
    *,
    by: User | None,
    person: User | None = None,
    classroom: Classroom | None = None,
    school: School | None = None,
    subject: models.Model | None = None,
    detail: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Act:
    """Add one act to the log, in the transaction of whoever calls. One INSERT.

    by: None stands for a command at the computer itself. school: whose admins may read it; without
    one, that of the class, of the person, of the actor. subject: a saved row that is neither a
    person nor a class. detail: JSON-able, without names.
    """
    return Act.objects.create(
        verb=verb.value,
        actor=by,
        person=person,
        classroom=classroom,
        school_id=_school_id(school, classroom, person, by),
        subject_kind=subject._meta.model_name or "" if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        detail=dict(detail or {}),
        reason=reason.strip()[:500],
    )


def record_each(
    verb: Verb,
    *,
    by: User | None,
    people: Iterable[User],
    classroom: Classroom,
    detail: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Add one act for each of these people in a class, in one INSERT for all of them."""
    Act.objects.bulk_create(
        Act(
            verb=verb.value,
            actor=by,
            person=person,
            classroom=classroom,
            school_id=classroom.school_id,
            detail=dict(detail or {}),
            reason=reason.strip()[:500],
        )
        for person in people
    )


def acts_on(subject: models.Model) -> models.QuerySet[Act]:
    """What was done to one thing, the newest first, with who did it."""
    return Act.objects.filter(
        subject_kind=subject._meta.model_name, subject_id=subject.pk
    ).select_related("actor")


def label_of(verb: str) -> str:
    """A verb as people read it; a word of an older version is shown as it is."""
    return str(Verb(verb).label) if verb in Verb else verb


def _school_id(
    school: School | None, classroom: Classroom | None, person: User | None, by: User | None
) -> int | None:
    if school is not None:
        return school.pk
    if classroom is not None:
        return classroom.school_id
    return next((who.school_id for who in (person, by) if who and who.school_id), None)
