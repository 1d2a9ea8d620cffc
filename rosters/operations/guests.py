"""Guests: rows without a name that belong to one browser session (decision 21)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from rosters.models import Registration, Role, School, User

UNUSED_AFTER = timedelta(days=30)
"""A guest's row that nobody used for so long is purged."""

MAX_NEW_GUESTS = 300
"""New guests per hour and site: enough for a school day, too few to fill a disk."""


class GuestsNotAllowed(Exception):
    """The school has switched guests off."""


class TooManyGuests(Exception):
    """More guests came within the hour than the site takes."""


def make_guest(*, at: datetime) -> User:
    """A new guest. Raises GuestsNotAllowed, or TooManyGuests when the hour's share is used."""
    if not guests_allowed():
        raise GuestsNotAllowed
    recent = User.objects.filter(role=Role.GUEST, date_joined__gt=at - timedelta(hours=1))
    if recent.count() >= MAX_NEW_GUESTS:
        raise TooManyGuests
    return User.objects.create_guest()


def guests_allowed() -> bool:
    """Whether visitors may try modules without an account: yes, unless the school said no."""
    school = School.objects.order_by("pk").first()
    return school is None or school.guests_allowed


def registration_rule() -> str:
    """How people get accounts by themselves: `closed`, `code` or `open`."""
    school = School.objects.order_by("pk").first()
    return school.registration if school else Registration.CLOSED


def note_activity(user: User, *, on: date) -> None:
    """Remember the day on which a person last did something; at most one write a day."""
    if user.last_active_on != on:
        User.objects.filter(pk=user.pk).update(last_active_on=on)
        user.last_active_on = on


@transaction.atomic
def purge_unused_guests(*, on: date) -> int:
    """Delete guests unused for 30 days, with all that they did. Returns how many.

    Beside erasure the only deletion of what learners did; guests stand in no report.
    """
    unused = User.objects.filter(role=Role.GUEST, last_active_on__lt=on - UNUSED_AFTER)
    count = unused.count()
    unused.delete()
    return count
