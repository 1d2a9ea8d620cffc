"""Who may open a page about an account, and where a page may lead on to."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import user_passes_test
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from rosters.models import User
from rosters.permissions import is_staff

View = Callable[..., HttpResponse]


def has_account(user: User | AnonymousUser) -> bool:
    """Signed in as somebody with a name; a guest is not."""
    return isinstance(user, User) and not user.is_guest


def account_required(view: View) -> View:
    """Send visitors and guests to the sign-in page, and back afterwards."""
    return user_passes_test(has_account)(view)


def person_of_account(request: HttpRequest) -> User:
    """The person of a request to an `account_required` page."""
    if not isinstance(request.user, User):
        raise TypeError("This page is for people with an account.")
    return request.user


def local_path(path: str | None) -> str:
    """The path when it leads to a page of this site, else empty. Never another host's address."""
    if path and path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return path
    return ""


def staff_required(view: View) -> View:
    """Send visitors and guests to the sign-in page; to learners the page does not exist."""

    @wraps(view)
    def for_staff(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_staff(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return account_required(for_staff)
