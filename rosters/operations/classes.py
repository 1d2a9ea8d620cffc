"""Classes: making them, filling them, setting them aside."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from rosters.models import Act, Classroom, Enrollment, Registration, Role, School, User
from rosters.operations.acts import Verb, record
from rosters.operations.people import NotAllowed
from rosters.permissions import can_change_classroom, can_make_classrooms

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without letters and digits that look alike on a board."""

CODE_LENGTH = 8
"""31^8, about 850 milliards: too many to guess through a web page."""


class MayNotMakeClasses(Exception):
    """Only instructors and school admins of the school make classes."""


class ClassNameTaken(Exception):
    """The school has another class of that name."""


class ClassSetAside(Exception):
    """The class is set aside; bring it back first."""


class GuestCannotJoin(Exception):
    """A guest has no name that a teacher could know: make an account first."""


class PersonOfAnotherSchool(Exception):
    """The person belongs to another school than the class."""


class NotATeacher(Exception):
    """Only instructors and school admins teach a class."""


class CodesNotAllowed(Exception):
    """The school makes all accounts itself: nobody comes with a class code."""


class WrongCode(Exception):
    """No class that is open has this code."""


@transaction.atomic
def make_classroom(name: str, *, school: School, by: User | None, form: str = "") -> Classroom:
    """Make a class; an instructor who makes one teaches it.

    by: None stands for a command. form: the number of the form that asks, by which `made_by_form`
    finds the class when the form is sent again. Raises MayNotMakeClasses, ClassNameTaken.
    """
    if by is not None and not (
        can_make_classrooms(by) and (by.is_superuser or by.school_id == school.pk)
    ):
        raise MayNotMakeClasses
    try:
        with transaction.atomic():
            classroom = Classroom.objects.create(name=name.strip(), school=school)
    except IntegrityError as error:
        raise ClassNameTaken from error
    detail = {"made_by_form": form} if form else {}
    record(Verb.MADE_CLASS, by=by, classroom=classroom, detail=detail)
    if by is not None and by.role == Role.INSTRUCTOR:
        enroll(classroom, by, role=Enrollment.Role.TEACHER)
    return classroom


def made_by_form(form: str, *, by: User) -> Classroom | None:
    """The class that this form made when it was sent before, with its school. One query."""
    acts = Act.objects.filter(verb=Verb.MADE_CLASS, actor=by, detail__made_by_form=form)
    act = acts.select_related("classroom__school").first() if form else None
    return act.classroom if act else None


@transaction.atomic
def rename_classroom(classroom: Classroom, name: str, *, by: User) -> bool:
    """Give a class another name; returns False when it was that already.

    Raises NotAllowed, ClassNameTaken, ClassSetAside.
    """
    _check(classroom, by)
    if classroom.archived_at is not None:
        raise ClassSetAside
    wanted = Classroom.objects.filter(pk=classroom.pk).exclude(name=name.strip())
    try:
        with transaction.atomic():
            changed = wanted.update(name=name.strip())
    except IntegrityError as error:
        raise ClassNameTaken from error
    classroom.name = name.strip()
    if changed:
        record(Verb.RENAMED_CLASS, by=by, classroom=classroom)
    return bool(changed)


@transaction.atomic
def enroll(
    classroom: Classroom,
    person: User,
    *,
    role: str = Enrollment.Role.LEARNER,
    by: User | None = None,
) -> Enrollment:
    """Give somebody a place in a class; who has one keeps it as it is.

    by: the member of staff who does it, for the log; None where somebody comes by herself, or with
    the making of the class. A person without a school gets the school of the class. Raises
    NotAllowed, ClassSetAside, GuestCannotJoin, PersonOfAnotherSchool, NotATeacher.
    """
    if by is not None:
        _check(classroom, by)
    check_place(classroom, person, role=role)
    place, made = Enrollment.objects.get_or_create(
        classroom=classroom, user=person, defaults={"role": role}
    )
    if made and by is not None:
        verb = Verb.ADDED_TEACHER if role == Enrollment.Role.TEACHER else Verb.SEATED
        record(verb, by=by, person=person, classroom=classroom)
    if person.school_id is None and not person.is_superuser:
        User.objects.filter(pk=person.pk, school=None).update(school=classroom.school_id)
        person.school_id = classroom.school_id
    return place


def check_place(classroom: Classroom, person: User, *, role: str) -> None:
    """Raise what `enroll` raises; for forms that save the place themselves."""
    if classroom.archived_at is not None:
        raise ClassSetAside
    if person.is_guest:
        raise GuestCannotJoin
    if person.school_id not in (None, classroom.school_id) and not person.is_superuser:
        raise PersonOfAnotherSchool
    if role == Enrollment.Role.TEACHER and not person.is_instructor:
        raise NotATeacher


def join_class(person: User, code: str) -> Enrollment:
    """Take the place that a class code offers. Raises WrongCode and what `enroll` raises."""
    return enroll(get_class_by_code(code), person)


def get_class_by_code(code: str) -> Classroom:
    """The class, with its school, that is open to whoever has this code. Raises WrongCode."""
    wanted = tidy_code(code)
    classroom = (
        Classroom.objects.select_related("school")
        .filter(join_code=wanted, archived_at=None)
        .first()
    )
    if not wanted or classroom is None:
        raise WrongCode
    return classroom


def tidy_code(code: str) -> str:
    """Bring a code as people type it into the form K7M2-QXPA."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return f"{letters[:4]}-{letters[4:]}" if letters else ""


@transaction.atomic
def renew_join_code(classroom: Classroom, *, by: User) -> str:
    """Give a class a new code; the one before stops working.

    Raises NotAllowed, ClassSetAside, and CodesNotAllowed where the school makes all accounts.
    """
    _check(classroom, by)
    if classroom.school.registration == Registration.CLOSED:
        raise CodesNotAllowed
    letters = "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))
    code = tidy_code(letters)
    changed = Classroom.objects.filter(pk=classroom.pk, archived_at=None).update(join_code=code)
    if not changed:
        raise ClassSetAside
    classroom.join_code = code
    record(Verb.SET_CODE, by=by, classroom=classroom)
    return code


@transaction.atomic
def withdraw_join_code(classroom: Classroom, *, by: User) -> bool:
    """Close a class to people who come with a code; who is in it stays.

    Returns False when it had none. Raises NotAllowed.
    """
    _check(classroom, by)
    with_code = Classroom.objects.filter(pk=classroom.pk, join_code__isnull=False)
    withdrawn = with_code.update(join_code=None)
    classroom.join_code = None
    if withdrawn:
        record(Verb.WITHDREW_CODE, by=by, classroom=classroom)
    return bool(withdrawn)


@transaction.atomic
def set_aside(classroom: Classroom, *, at: datetime, by: User) -> bool:
    """Archive a class: nobody joins or works in it, nothing is deleted, its code is withdrawn.

    Returns False when it was set aside before; the first time stays. Raises NotAllowed.
    """
    _check(classroom, by)
    moved = Classroom.objects.filter(pk=classroom.pk, archived_at=None).update(
        archived_at=at, join_code=None
    )
    classroom.refresh_from_db(fields=["archived_at", "join_code"])
    if moved:
        record(Verb.ARCHIVED_CLASS, by=by, classroom=classroom)
    return bool(moved)


@transaction.atomic
def bring_back(classroom: Classroom, *, by: User) -> bool:
    """Undo `set_aside`, except for the code. Returns False when the class was not set aside.

    Raises NotAllowed, and ClassNameTaken when another class took the name meanwhile.
    """
    _check(classroom, by)
    try:
        with transaction.atomic():
            moved = Classroom.objects.filter(pk=classroom.pk, archived_at__isnull=False).update(
                archived_at=None
            )
    except IntegrityError as error:
        raise ClassNameTaken from error
    classroom.archived_at = None
    if moved:
        record(Verb.RESTORED_CLASS, by=by, classroom=classroom)
    return bool(moved)


def _check(classroom: Classroom, by: User) -> None:
    if not can_change_classroom(by, classroom):
        raise NotAllowed
