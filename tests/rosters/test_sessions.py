"""Sessions: kept in the database, and gone when they are over."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from rosters.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    store = SessionStore()
    store["seat"] = 7
    store.save()
    return store.session_key


def test_session_is_read_by_its_key(key):
    assert SessionStore(key)["seat"] == 7


@pytest.mark.parametrize("name", [None, "", "x" * 32])
def test_session_of_an_unknown_key_is_empty(name):
    store = SessionStore(name)
    assert store.get("seat") is None
    assert store.session_key is None


def test_session_that_is_over_is_empty(key):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert SessionStore(key).get("seat") is None


def test_session_changed_elsewhere_is_read_anew(key):
    first = SessionStore(key)
    first["seat"] = 8
    first.save()
    assert SessionStore(key)["seat"] == 8
