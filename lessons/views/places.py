"""From an address to what it shows: a published module by its slug, or a release as a preview."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lessons.permissions import (
    get_module_for,
    get_release_for_staff,
    get_step_for,
    get_step_for_staff,
)
from rosters.models import User
from rosters.operations.guests import GuestsNotAllowed, TooManyGuests
from rosters.views.guests import person_of

View = Callable[..., HttpResponse]


def shows_module(view: View) -> View:
    """Give the view the module that its address names, as `place`, or answer 404."""

    @wraps(view)
    def loaded(
        request: HttpRequest, *, slug: str = "", release_id: int | None = None, **kwargs: Any
    ) -> HttpResponse:
        if release_id is None:
            place = get_module_for(request.user, slug)
        else:
            place = get_release_for_staff(request.user, release_id)
        return view(request, place, **kwargs)

    return loaded


def shows_step(view: View) -> View:
    """Give the view the step that its address names, as `place` and `step`, or answer 404."""

    @wraps(view)
    def loaded(
        request: HttpRequest,
        *,
        lesson: str,
        step: str,
        slug: str = "",
        release_id: int | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if release_id is None:
            place, found = get_step_for(request.user, slug, lesson, step)
        else:
            place, found = get_step_for_staff(request.user, release_id, lesson, step)
        return view(request, place, found, **kwargs)

    return loaded


def learner_of(request: HttpRequest) -> User | None:
    """The person, or a new guest; None, with a message, where the site takes no guest now."""
    try:
        return person_of(request)
    except GuestsNotAllowed:
        messages.info(request, _("You can read on. To keep your place and your notes, sign in."))
    except TooManyGuests:
        messages.info(
            request,
            _("Too many guests at the moment: you can read on, but your place is not kept."),
        )
    return None
