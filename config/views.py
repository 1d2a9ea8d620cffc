"""Pages and actions that belong to the site as a whole."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from config.context import THEMES

YEAR_SECONDS = 365 * 24 * 60 * 60
# What a browser can have sent for a name that was typed; anything else is not shown again.
HOST_NAME = re.compile(r"[\w.-]{1,100}|\[[0-9a-fA-F:.]{2,45}\]", re.ASCII)


@csrf_exempt  # Changes a colour and nothing else, so that pages without a form need no cookie.
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Save the chosen theme in a cookie and go back to the page that it was chosen on."""
    chosen = request.POST.get("theme", "")
    if chosen not in THEMES:
        return HttpResponseBadRequest(_("There is no such theme."))
    response = HttpResponseRedirect(page_before(request))
    response.set_cookie(
        "theme", chosen, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure()
    )
    return response


def page_before(request: HttpRequest) -> str:
    """Path and query of the page that sent the form, when it is one of ours; else the root."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(
        before, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return "/"
    parts = urlsplit(before)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the site can be used, and what to do where it cannot."""
    return render(request, "accessibility.html")


@require_safe
def about_you(request: HttpRequest) -> HttpResponse:
    """What the site keeps about a person, for how long, and who sees it."""
    return render(request, "about_you.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a 400; where the name was not allowed, it says which and how to allow it."""
    if not isinstance(exception, DisallowedHost):
        return defaults.bad_request(request, exception)
    host = request.META.get("HTTP_HOST", "")
    name = re.sub(r":\d*$", "", host)
    context = {"name": name if HOST_NAME.fullmatch(name) else ""}
    return render(request, "400_host.html", context, status=400)
