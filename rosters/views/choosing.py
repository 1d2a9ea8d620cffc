"""Between a one-time password and a session.

Who signs in with a one-time password is not in yet: the session holds only that this browser may
choose a new password for that account, for a quarter of an hour. So no page has to ask whether
somebody still has to change hers.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from rosters.models import User

KEY = "rosters-choosing"
MAY_TAKE_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class Choosing:
    """Somebody who has yet to choose a password, and the page wanted after that."""

    person: User
    onward: str


def begin_choosing(request: HttpRequest, person: User, *, onward: str) -> None:
    """Let this browser choose a password for the person who gave the one-time password."""
    logout(request)
    request.session[KEY] = {
        "person": person.pk,
        "hash": person.get_session_auth_hash(),
        "until": timezone.now().timestamp() + MAY_TAKE_SECONDS,
        "onward": onward,
    }


def get_choosing(request: HttpRequest) -> Choosing | None:
    """Who is choosing; None when nobody is, the time is up, or the password changed since."""
    kept = request.session.get(KEY)
    if not kept or kept["until"] < timezone.now().timestamp():
        return None
    person = User.objects.select_related("school").filter(pk=kept["person"], is_active=True).first()
    if person is None or not constant_time_compare(kept["hash"], person.get_session_auth_hash()):
        return None
    return Choosing(person, kept["onward"])


def admit(request: HttpRequest, person: User) -> None:
    """Sign a person in: a new session key, whatever the browser had before."""
    request.session.pop(KEY, None)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
