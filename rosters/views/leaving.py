"""Ending a session, for people with an account and for guests alike."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST


def leave(request: HttpRequest, said: str) -> HttpResponse:
    """End the session, tell the browser to drop what it kept for the site, and say so."""
    logout(request)
    messages.success(request, said)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    # Answers that wait in the browser; the theme's cookie stays. Heeded over https and on this
    # computer's own address; `data-sign-out` on the form does the same by script.
    response["Clear-Site-Data"] = '"storage"'
    return response


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; pressed twice it is harmless."""
    return leave(request, _("You are signed out."))
