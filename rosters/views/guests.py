"""The person behind a request; a visitor's first POST makes a guest, who may finish and leave."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from rosters.models import Registration, User
from rosters.operations.guests import UNUSED_AFTER, make_guest, note_activity, registration_rule
from rosters.views.leaving import leave

LEAVE = "leave"


def person_of(request: HttpRequest) -> User:
    """The signed-in person or guest; otherwise a new guest, tied to this browser's session.

    Call it in a POST only. Raises GuestsNotAllowed or TooManyGuests.
    """
    user = request.user
    if isinstance(user, User):
        if note_activity(user, on=timezone.localdate()) and user.is_guest:
            _keep_session(request)
        return user
    guest = make_guest(at=timezone.now())
    login(request, guest, backend=settings.AUTHENTICATION_BACKENDS[0])
    _keep_session(request)
    return guest


def _keep_session(request: HttpRequest) -> None:
    """The cookie is the only key to a guest's work: from today it lasts as long as the work."""
    request.session.set_expiry(int(UNUSED_AFTER.total_seconds()))


@never_cache
def finish(request: HttpRequest) -> HttpResponse:
    """A guest's way out: say what is lost, then forget it. The masthead's button asks here."""
    user = request.user
    if not isinstance(user, User):
        return redirect(settings.LOGOUT_REDIRECT_URL)
    if not user.is_guest:
        return redirect("rosters:account")
    if request.method == "POST" and LEAVE in request.POST:
        return leave(request, _("You have left. Your work as a guest cannot be found again."))
    if request.method == "POST":
        return redirect("rosters:finish")
    return render(
        request,
        "rosters/finish.html",
        {
            "can_register": registration_rule() != Registration.CLOSED,
            "days": UNUSED_AFTER.days,
            "leave": LEAVE,
        },
    )
