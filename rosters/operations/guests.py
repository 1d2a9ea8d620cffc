"""Guests: rows without a name that belong to one browser session (decision 21)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from rosters.models import Registration, Role, School, User

UNUSED_AFTER = timedelta(days=30)
"""A guest's row that nobody used for so long is purged."""

MAX_NEW_GUESTS = 300
"""New guests per hour and site: enough for a school day, too few to fill a disk."""

PURGE_BATCH = 50


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
    """How people get accounts by themselves: `closed`, `code` or `open`.

    Of several schools the most open rule holds for the page; the code then names the school.
    """
    rules = set(School.objects.values_list("registration", flat=True))
    for rule in (Registration.OPEN, Registration.CODE):
        if rule in rules:
            return rule
    return Registration.CLOSED


def note_activity(user: User, *, on: date) -> bool:
    """Remember the day on which a person last did something; at most one write a day.

    Returns whether it was the first time that day.
    """
    if user.last_active_on == on:
        return False
    User.objects.filter(pk=user.pk).update(last_active_on=on)
    user.last_active_on = on
    return True


def count_guests() -> int:
    """How many guests' rows there are; they are counted and never listed."""
    return User.objects.filter(role=Role.GUEST).count()


def purge_unused_guests(*, on: date) -> int:
    """Delete guests unused for 30 days, with all that they did. Returns how many.

    Beside erasure the only deletion of what learners did; guests stand in no report. Done in
    batches, so that nobody else's answer waits long to be saved.
    """
    unused = User.objects.filter(role=Role.GUEST, last_active_on__lt=on - UNUSED_AFTER)
    purged = 0
    while batch := list(unused.values_list("pk", flat=True)[:PURGE_BATCH]):
        with transaction.atomic():
            # Locked and asked once more: a guest may have made an account since.
            still = list(
                unused.filter(pk__in=batch).select_for_update().values_list("pk", flat=True)
            )
            User.objects.filter(pk__in=still).delete()
            purged += len(still)
    return purged
