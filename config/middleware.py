"""What every response carries, and whom a request came from when proxies stand in front."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from config.views import bad_request

GetResponse = Callable[[HttpRequest], HttpResponse]

# In the words of SQLite's driver, of PostgreSQL's, and of PostgreSQL itself.
NOT_ASKED = (
    "too large to convert to SQLite",
    "cannot contain NUL",
    "\\u0000 cannot be",
    "out of range",
)
HUGE_NUMBER = re.compile(r"/[0-9]{16,}(?![^/])")


class SecurityHeadersMiddleware:
    """Send the Content-Security-Policy and the Permissions-Policy.

    `SECURE_CSP` and `SECURE_CSP_REPORT_ONLY` have the shape that Django 6 gave them, so that its
    own middleware can take this one's place. There are no nonces: nothing on any page is inline.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": policy_text(settings.SECURE_CSP),
            "Content-Security-Policy-Report-Only": policy_text(settings.SECURE_CSP_REPORT_ONLY),
            "Permissions-Policy": settings.PERMISSIONS_POLICY,
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            # A view that sends a stricter policy (a sandboxed download) keeps it.
            if value and name not in response:
                response[name] = value
        return response


def policy_text(directives: Mapping[str, Iterable[str] | str | bool | None]) -> str:
    """Write a policy as its header's text; True stands for no values, empty for no directive."""
    parts = []
    for directive, values in directives.items():
        if values is True:
            parts.append(directive)
        elif values:
            listed = values if isinstance(values, str) else " ".join(values)
            parts.append(f"{directive} {listed}")
    return "; ".join(parts)


class SchoolTimeMiddleware:
    """Show times in the zone of the person's school; without one, in that of the site.

    Costs no statement of its own: the school comes with the person, and every page of somebody
    who is signed in asks for the person anyway.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = ""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            school = getattr(request.user, "school", None)
            zone = school.time_zone if school else ""
        with timezone.override(zoneinfo.ZoneInfo(zone) if zone else None):
            return self.get_response(request)


class OddValuesMiddleware:
    """Refuse what no link and no form of ours sends, and no database can be asked about: a zero
    byte, and the number of a row that is longer than any."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            raise BadRequest("a zero byte in the address")
        if HUGE_NUMBER.search(request.path):
            raise Http404("a number that no row has")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a 400 where the database could not even be asked."""
        if isinstance(exception, OverflowError | ValueError | DataError) and any(
            words in str(exception) for words in NOT_ASKED
        ):
            return bad_request(request, exception)
        return None


class TrustedProxiesMiddleware:
    """Put the visitor's own address into REMOTE_ADDR, as the outermost trusted proxy saw it.

    Each proxy adds to the right of X-Forwarded-For the address that called it. With n trusted ones
    the n-th from the right was written by our own outermost proxy; what stands further left anybody
    can make up. Without trusted proxies the header is not looked at.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        count = settings.TRUSTED_PROXIES
        if count:
            hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            if len(hops) >= count and (visitor := hops[-count].strip()):
                request.META["REMOTE_ADDR"] = visitor
        return self.get_response(request)
