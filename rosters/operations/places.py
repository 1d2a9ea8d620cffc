"""Who is in a class: putting in, taking out, moving, teachers, extra time."""

from decimal import Decimal

from django.db import transaction

from rosters.models import Accommodation, Classroom, Enrollment, User
from rosters.operations.acts import Verb, record
from rosters.operations.classes import ClassSetAside, PersonOfAnotherSchool, enroll
from rosters.operations.people import NotAllowed
from rosters.permissions import (
    can_change_learner,
    classrooms_staff_may_change,
    colleagues_to_add,
    learners_of_school,
)

LEAST_PERCENT, MOST_PERCENT = 100, 400


class NotInClass(Exception):
    """The person has no such place in the class, or has given it up by now."""


class LastTeacher(Exception):
    """A class without a teacher would be nobody's: give it another first."""


class NoSuchTime(Exception):
    """Extra time lies between 100 and 400 percent of the usual time."""


@transaction.atomic
def put_in(classroom: Classroom, person: User, *, by: User) -> Enrollment:
    """Give a learner of the school a place in a class; who has one keeps it.

    Raises NotAllowed, ClassSetAside, PersonOfAnotherSchool for anybody but a learner of the school.
    """
    if not learners_of_school(classroom).filter(pk=person.pk).exists():
        raise PersonOfAnotherSchool
    return enroll(classroom, person, by=by)


@transaction.atomic
def take_out(classroom: Classroom, person: User, *, by: User) -> None:
    """Take a learner out of one class. Her account, her work and her other classes stay.

    Raises NotAllowed, NotInClass.
    """
    _check(classroom, by)
    _remove(classroom, person, Enrollment.Role.LEARNER)
    record(Verb.UNSEATED, by=by, person=person, classroom=classroom)


@transaction.atomic
def move(person: User, *, old: Classroom, new: Classroom, by: User) -> None:
    """Take a learner from one class into another of the same school; both are `by`'s to change.

    Raises NotAllowed, NotInClass, ClassSetAside, PersonOfAnotherSchool.
    """
    _check(old, by)
    _check(new, by)
    if old.school_id != new.school_id:
        raise PersonOfAnotherSchool
    _remove(old, person, Enrollment.Role.LEARNER)
    enroll(new, person)
    detail = {"from_class": old.pk, "to_class": new.pk}
    record(Verb.MOVED, by=by, person=person, classroom=new, detail=detail)


@transaction.atomic
def add_teacher(classroom: Classroom, person: User, *, by: User) -> Enrollment:
    """Let a colleague of the school teach a class too.

    Raises NotAllowed, ClassSetAside, PersonOfAnotherSchool for anybody but a colleague without a
    place in the class.
    """
    if not colleagues_to_add(classroom).filter(pk=person.pk).exists():
        raise PersonOfAnotherSchool
    return enroll(classroom, person, role=Enrollment.Role.TEACHER, by=by)


@transaction.atomic
def remove_teacher(classroom: Classroom, person: User, *, by: User) -> None:
    """Take a teacher off a class. Raises NotAllowed, NotInClass, LastTeacher."""
    _check(classroom, by)
    # Two who remove one another at once take turns at this row.
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    others = Enrollment.objects.filter(classroom=classroom, role=Enrollment.Role.TEACHER)
    if not others.exclude(user=person).exists():
        raise LastTeacher
    _remove(classroom, person, Enrollment.Role.TEACHER)
    record(Verb.REMOVED_TEACHER, by=by, person=person, classroom=classroom)


@transaction.atomic
def set_extra_time(
    person: User,
    *,
    percent: int,
    reason: str = "",
    by: User,
    classroom: Classroom | None = None,
) -> None:
    """Let every timed quiz give a learner so many percent of its usual time: 150 is half as much
    again, 100 takes extra time away. It holds for attempts that start from now on.

    percent: from 100 to 400. Raises NotAllowed, NoSuchTime.
    """
    if not can_change_learner(by, person):
        raise NotAllowed
    if not LEAST_PERCENT <= percent <= MOST_PERCENT:
        raise NoSuchTime
    if percent == LEAST_PERCENT:
        Accommodation.objects.filter(user=person).delete()
    else:
        values = {"time_factor": Decimal(percent) / 100, "reason": reason.strip()}
        Accommodation.objects.update_or_create(user=person, defaults=values)
    detail = {"percent": percent}
    record(Verb.GAVE_TIME, by=by, person=person, classroom=classroom, detail=detail, reason=reason)


def _remove(classroom: Classroom, person: User, role: str) -> None:
    places = Enrollment.objects.filter(classroom=classroom, user=person, role=role)
    removed, _by_model = places.delete()
    if not removed:
        raise NotInClass


def _check(classroom: Classroom, by: User) -> None:
    """Raise NotAllowed, or ClassSetAside for an archived class."""
    if classroom.archived_at is not None:
        raise ClassSetAside
    if not classrooms_staff_may_change(by).filter(pk=classroom.pk).exists():
        raise NotAllowed
