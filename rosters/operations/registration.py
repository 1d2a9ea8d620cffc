"""Making one's own account, as far as the school allows it (decision 21)."""

from datetime import datetime, timedelta

from django.db import transaction

from rosters.models import Classroom, Registration, Role, School, User
from rosters.operations.classes import enroll, get_class_by_code
from rosters.operations.guests import registration_rule
from rosters.operations.people import make_learner, name_guest

MAX_NEW_ACCOUNTS = 300
"""Accounts that people make themselves, per hour and site."""


class RegistrationClosed(Exception):
    """The school makes the accounts."""


class CodeNeeded(Exception):
    """The school asks for a class code."""


class TooManyAccounts(Exception):
    """More people registered within the hour than the site takes."""


@transaction.atomic
def register(
    *,
    username: str,
    display_name: str,
    password: str,
    email: str = "",
    code: str = "",
    guest: User | None = None,
    at: datetime,
) -> User:
    """Make a learner's account, and a place in the class whose code was given.

    guest: whose work the account takes over. Raises RegistrationClosed, CodeNeeded, WrongCode,
    TooManyAccounts, NameTaken, and NotAGuest when the guest has an account by now.
    """
    school, classroom = find_place(code)
    hour = User.objects.filter(
        role=Role.LEARNER, date_joined__gt=at - timedelta(hours=1), last_login__isnull=False
    )
    if hour.count() >= MAX_NEW_ACCOUNTS:
        raise TooManyAccounts
    details = {
        "username": username,
        "display_name": display_name,
        "password": password,
        "email": email,
    }
    if guest is not None and guest.is_guest:
        person = name_guest(guest, school=school, **details)
    else:
        person = make_learner(school=school, **details)
    if classroom is not None:
        enroll(classroom, person)
    return person


def find_place(code: str) -> tuple[School | None, Classroom | None]:
    """The school, and the class if a code was given, that a new account belongs to.

    Raises RegistrationClosed, CodeNeeded, WrongCode.
    """
    rule = registration_rule()
    if rule == Registration.CLOSED:
        raise RegistrationClosed
    if code:
        classroom = get_class_by_code(code)
        if classroom.school.registration == Registration.CLOSED:
            raise RegistrationClosed
        return classroom.school, classroom
    if rule == Registration.CODE:
        raise CodeNeeded
    return School.objects.filter(registration=Registration.OPEN).order_by("pk").first(), None
