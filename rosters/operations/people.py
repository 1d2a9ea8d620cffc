"""Making people, giving them roles, and setting their passwords."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Case, Value, When

from rosters.models import Classroom, Enrollment, Role, School, User
from rosters.operations.acts import Verb, record
from rosters.permissions import can_change_learner, can_change_person, can_make_person

PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105  an alphabet
"""Without letters and digits that look alike when they are read out or copied by hand."""

ROLES_TO_GIVE = (Role.LEARNER, Role.INSTRUCTOR, Role.SCHOOL_ADMIN)
STAFF_ROLES = (Role.INSTRUCTOR, Role.SCHOOL_ADMIN)


class NotAllowed(Exception):
    """The person who asks may not do this to that person."""


class NameTaken(Exception):
    """Somebody already has this log-in name, in whatever mix of capitals."""


class NoSuchRole(Exception):
    """Only learner, instructor and school admin are given."""


class PersonHasNoSchool(Exception):
    """A school admin needs a school to run."""


class NotAGuest(Exception):
    """The row has a name already, or is gone."""


@dataclass(frozen=True, slots=True)
class OneTimePassword:
    """A password that is told once and works for one sign-in, in which its owner replaces it."""

    person: User
    password: str


def make_person(
    username: str,
    *,
    display_name: str,
    role: str = Role.LEARNER,
    school: School | None = None,
    classroom: Classroom | None = None,
    email: str = "",
    by: User | None,
) -> OneTimePassword:
    """Make an account with a one-time password; a learner's with a place in a class, if one is
    given. `rosters.operations.seating` makes many at once.

    by: who makes it; None stands for the person at the computer itself (a command).
    Raises NotAllowed when `by` neither runs that school nor makes a learner in a class that she
    teaches, NameTaken, NoSuchRole, and PersonHasNoSchool for a school admin without a school.
    """
    _check_role(role, school)
    if by is not None and not can_make_person(by, role=role, school=school, classroom=classroom):
        raise NotAllowed
    password = make_one_time_password()
    person = User(
        username=User.normalize_username(username.strip()),
        display_name=display_name.strip(),
        email=User.objects.normalize_email(email),
        role=role,
        is_staff=role in STAFF_ROLES,
        school=school,
        password=make_password(password),
        must_change_password=True,
    )
    with transaction.atomic():
        _save_new(person)
        if classroom is not None and role == Role.LEARNER:
            Enrollment.objects.create(classroom=classroom, user=person)
        detail = {"role": str(role)}
        record(Verb.MADE_PERSON, by=by, person=person, classroom=classroom, detail=detail)
    return OneTimePassword(person, password)


@transaction.atomic
def give_role(person: User, role: str, *, by: User) -> None:
    """Make somebody learner, instructor or school admin, with the right to enter the staff pages
    that goes with it.

    Never touches is_superuser, groups or permissions; a superuser keeps the staff pages. Giving
    the role that somebody has changes nothing.
    Raises NotAllowed when `by` may not change this person, or is that person: nobody lifts
    herself, and nobody locks herself out. Raises NoSuchRole, PersonHasNoSchool.
    """
    _check_role(role, person.school)
    if by.pk == person.pk or not can_change_person(by, person):
        raise NotAllowed
    before = person.role
    moved = (
        User.objects.filter(pk=person.pk)
        .exclude(role=Role.GUEST)
        .update(
            role=role,
            is_staff=Case(
                When(is_superuser=True, then=Value(True)), default=Value(role in STAFF_ROLES)
            ),
        )
    )
    if not moved:
        raise NotAllowed
    person.refresh_from_db(fields=["role", "is_staff"])
    if before != role:
        record(Verb.GAVE_ROLE, by=by, person=person, detail={"role": str(role)})


def reset_password(person: User, *, by: User) -> OneTimePassword:
    """Give somebody a one-time password; every session of that person ends.

    Raises NotAllowed; also for oneself, who changes her own on the account page. A teacher resets
    those of learners in classes that she teaches: `rosters.operations.passwords`.
    """
    if by.pk == person.pk or not can_change_person(by, person):
        raise NotAllowed
    password = make_one_time_password()
    person.set_password(password)
    person.must_change_password = True
    with transaction.atomic():
        person.save(update_fields=["password", "must_change_password"])
        record(Verb.SET_PASSWORD, by=by, person=person)
    return OneTimePassword(person, password)


@transaction.atomic
def rename_person(person: User, display_name: str, *, by: User) -> bool:
    """Give a learner another name; returns False when it was that already.

    Raises NotAllowed when `by` is neither her teacher nor her school's admin.
    """
    if not can_change_learner(by, person):
        raise NotAllowed
    name = display_name.strip()
    changed = User.objects.filter(pk=person.pk).exclude(display_name=name).update(display_name=name)
    person.display_name = name
    if changed:
        record(Verb.RENAMED_PERSON, by=by, person=person, detail={"fields": ["display_name"]})
    return bool(changed)


def choose_password(person: User, password: str) -> None:
    """Set a password that its owner chose. Other sessions of that person end."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])


def name_guest(
    guest: User,
    *,
    username: str,
    display_name: str,
    password: str,
    email: str = "",
    school: School | None = None,
) -> User:
    """Turn a guest's row into a learner's account; what the guest did stays on the row.

    Returns the person freshly read. Raises NotAGuest when the row was named before (a second tab),
    NameTaken.
    """
    name = User.normalize_username(username.strip())
    if is_name_taken(name):
        raise NameTaken
    try:
        with transaction.atomic():
            named = User.objects.filter(pk=guest.pk, role=Role.GUEST).update(
                username=name,
                display_name=display_name.strip(),
                email=User.objects.normalize_email(email),
                password=make_password(password),
                role=Role.LEARNER,
                school=school,
            )
    except IntegrityError as error:
        raise NameTaken from error
    if not named:
        raise NotAGuest
    return User.objects.select_related("school").get(pk=guest.pk)


def make_learner(
    *,
    username: str,
    display_name: str,
    password: str,
    email: str = "",
    school: School | None = None,
) -> User:
    """Make a learner's account whose owner chose the password herself. Raises NameTaken."""
    person = User(
        username=User.normalize_username(username.strip()),
        display_name=display_name.strip(),
        email=User.objects.normalize_email(email),
        school=school,
        password=make_password(password),
    )
    _save_new(person)
    return person


def is_name_taken(username: str, *, except_for: int | None = None) -> bool:
    """Whether somebody has this log-in name in any mix of capitals; one row may be left out."""
    same = User.objects.filter(username__iexact=username)
    return (same if except_for is None else same.exclude(pk=except_for)).exists()


def make_one_time_password() -> str:
    """Three groups of four letters and digits, some 59 bits, easy to read out."""
    return "-".join(
        "".join(secrets.choice(PASSWORD_LETTERS) for _letter in range(4)) for _group in range(3)
    )


def _save_new(person: User) -> None:
    if is_name_taken(person.username or ""):
        raise NameTaken
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise NameTaken from error


def _check_role(role: str, school: School | None) -> None:
    if role not in ROLES_TO_GIVE:
        raise NoSuchRole
    if role == Role.SCHOOL_ADMIN and school is None:
        raise PersonHasNoSchool
