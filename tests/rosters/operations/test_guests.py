from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from rosters.models import Registration, Role, SignInFailure, User
from rosters.operations import guests
from rosters.operations.guests import (
    GuestsNotAllowed,
    TooManyGuests,
    make_guest,
    note_activity,
    purge_unused_guests,
    registration_rule,
)
from rosters.tasks import nightly
from tests.factories import GuestFactory, LearnerFactory, SchoolFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)
NIGHT_31 = TODAY - timedelta(days=31)
NIGHT_30 = TODAY - timedelta(days=30)


def test_make_guest_makes_a_row_without_name():
    guest = make_guest(at=timezone.now())
    assert guest.is_guest
    assert not guest.has_usable_password()


def test_make_guest_refuses_when_the_school_says_no():
    SchoolFactory(guests_allowed=False)
    with pytest.raises(GuestsNotAllowed):
        make_guest(at=timezone.now())


def test_make_guest_refuses_more_than_the_share_of_an_hour(monkeypatch):
    monkeypatch.setattr(guests, "MAX_NEW_GUESTS", 2)
    now = timezone.now()
    make_guest(at=now)
    make_guest(at=now)
    with pytest.raises(TooManyGuests):
        make_guest(at=now)
    make_guest(at=now + timedelta(hours=1, seconds=1))


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], Registration.CLOSED),
        ([Registration.CLOSED, Registration.CODE], Registration.CODE),
        ([Registration.OPEN, Registration.CODE], Registration.OPEN),
    ],
)
def test_registration_rule_is_the_most_open_one(rules, expected):
    for rule in rules:
        SchoolFactory(registration=rule)
    assert registration_rule() == expected


def test_note_activity_writes_once_a_day(django_assert_num_queries):
    person = LearnerFactory(last_active_on=NIGHT_31)
    with django_assert_num_queries(1):
        note_activity(person, on=TODAY)
        note_activity(person, on=TODAY)
    person.refresh_from_db()
    assert person.last_active_on == TODAY


def test_purge_deletes_guests_unused_for_thirty_days():
    GuestFactory(last_active_on=NIGHT_31)
    kept = GuestFactory(last_active_on=NIGHT_30)
    learner = LearnerFactory(last_active_on=NIGHT_31)
    assert purge_unused_guests(on=TODAY) == 1
    assert set(User.objects.all()) == {kept, learner}


def test_purge_twice_finds_nothing_more():
    GuestFactory(last_active_on=NIGHT_31)
    assert purge_unused_guests(on=TODAY) == 1
    assert purge_unused_guests(on=TODAY) == 0


def test_purge_works_in_batches(monkeypatch):
    monkeypatch.setattr(guests, "PURGE_BATCH", 2)
    GuestFactory.create_batch(5, last_active_on=NIGHT_31)
    assert purge_unused_guests(on=TODAY) == 5
    assert not User.objects.filter(role=Role.GUEST).exists()


def test_purge_command_says_how_many():
    GuestFactory(last_active_on=timezone.localdate() - timedelta(days=31))
    said = StringIO()
    call_command("purge_guests", stdout=said)
    call_command("purge_guests", stdout=said)
    assert said.getvalue().splitlines() == [
        "Purged 1 guest",
        "No guest has been unused for 30 days.",
    ]


def test_nightly_purges_guests_failures_and_sessions():
    now = timezone.now()
    GuestFactory(last_active_on=timezone.localdate() - timedelta(days=31))
    SignInFailure.objects.create(account="a", address_digest="b", at=now - timedelta(days=2))
    Session.objects.create(session_key="k", session_data="", expire_date=now - timedelta(days=1))
    nightly.call()
    assert not User.objects.exists()
    assert not SignInFailure.objects.exists()
    assert not Session.objects.exists()
