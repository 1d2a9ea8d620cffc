from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from rosters.authentication import PeopleBackend
from rosters.models import User
from rosters.views.guests import person_of
from tests.factories import GuestFactory

pytestmark = pytest.mark.django_db


def post_by(user):
    request = RequestFactory().post("/")
    request.user = user
    request.session = SessionStore()
    return request


def test_first_post_of_a_visitor_makes_a_guest():
    request = post_by(AnonymousUser())
    guest = person_of(request)
    assert guest.is_guest
    assert request.session["_auth_user_id"] == str(guest.pk)


def test_session_of_a_guest_lasts_as_long_as_the_work():
    request = post_by(AnonymousUser())
    person_of(request)
    assert request.session.get_expiry_age() == 30 * 24 * 60 * 60


def test_session_of_a_guest_is_kept_on_each_day_of_use():
    request = post_by(GuestFactory(last_active_on=date(2026, 3, 2)))
    person_of(request)
    assert request.session.get_expiry_age() == 30 * 24 * 60 * 60


def test_second_post_finds_the_same_guest():
    request = post_by(AnonymousUser())
    guest = person_of(request)
    assert person_of(request) == guest
    assert User.objects.count() == 1


def test_session_brings_person_and_school_in_one_statement(ada, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert str(PeopleBackend().get_user(ada.pk).school) == "Hilltop School"


def test_closed_account_has_no_session(ada):
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert PeopleBackend().get_user(ada.pk) is None
