"""People of the bench, on the site and on the floor alike."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.test import Client

PASSWORD = "paper-lantern-41"


def make_people(count: int, name: str, **fields: Any) -> list[Any]:
    """So many people called `name-0`, `name-1` …, who can sign in."""
    model = get_user_model()
    # One hash for all: what is measured is the check at sign-in.
    password = make_password(PASSWORD)
    return list(
        model.objects.bulk_create(
            model(username=f"{name}-{number}", password=password, **fields)
            for number in range(count)
        )
    )


def session_of(person: Any) -> str:
    """The key of a session in which somebody is signed in."""
    browser = Client()
    browser.force_login(person)
    return str(browser.cookies[settings.SESSION_COOKIE_NAME].value)
