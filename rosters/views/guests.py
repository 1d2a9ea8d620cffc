"""The person behind a request; a visitor's first POST makes a guest."""

from django.contrib.auth import login
from django.http import HttpRequest
from django.utils import timezone

from rosters.models import User
from rosters.operations.guests import make_guest, note_activity

BACKEND = "django.contrib.auth.backends.ModelBackend"


def person_of(request: HttpRequest) -> User:
    """The signed-in person or guest; otherwise a new guest, tied to this browser's session.

    Call it in a POST only. Raises GuestsNotAllowed or TooManyGuests.
    """
    user = request.user
    if isinstance(user, User):
        note_activity(user, on=timezone.localdate())
        return user
    guest = make_guest(at=timezone.now())
    login(request, guest, backend=BACKEND)
    return guest
