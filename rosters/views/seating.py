"""From pasted names to a seated class and its cards; new one-time passwords.

Passwords stand in one answer and nowhere else: not in a session, a message or a row. A form that
is sent twice is known again by its number, and answered with the way to new ones.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rosters.forms.classes import PasteForm
from rosters.forms.seating import SeatForm
from rosters.forms.sent import new_form_number
from rosters.models import Classroom, User
from rosters.operations.classes import ClassSetAside, PersonOfAnotherSchool
from rosters.operations.passwords import DoneBefore, never_signed_in, reset_passwords, was_done
from rosters.operations.pasted_names import Order, TooManyLines
from rosters.operations.people import NotAllowed, OneTimePassword
from rosters.operations.seating import Fate, LogInsTaken, PlannedLine, plan_seating, seat
from rosters.permissions import get_open_classroom_for, get_place_for
from rosters.views.access import person_of_account, staff_required

SECONDS_PER_PASSWORD = 0.05
"""Measured with 30 on two busy cores (1.4 s); half of that when nothing else runs."""

GET_AND_POST = ["GET", "HEAD", "POST"]
LOOPBACK = ("localhost", "127.", "[::1]")


@sensitive_post_parameters()
@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def class_seat(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """Paste names, look at what they mean, make the accounts, print the cards."""
    classroom = get_open_classroom_for(request.user, classroom_id)
    if "make" in request.POST:
        return seat_and_show(request, classroom)
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        return render_plan(request, classroom)
    context = {"nav": "classes", "classroom": classroom, "form": form}
    return render(request, "rosters/classes/seat.html", context)


def render_plan(
    request: HttpRequest, classroom: Classroom, *, hidden: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The table of lines for the names that were posted. hidden: what a new class needs besides."""
    posted = {
        "names": request.POST.get("names", ""),
        "order": request.POST.get("order") or Order.FAMILY_FIRST.value,
        "form": new_form_number(),
        "site": request.build_absolute_uri("/"),
    }
    plan = plan_seating(classroom, posted["names"], order=Order(posted["order"]))
    return _show_plan(request, classroom, SeatForm(initial=posted, plan=plan), hidden)


def seat_and_show(
    request: HttpRequest,
    classroom: Classroom,
    *,
    make: Callable[[], Classroom | None] | None = None,
    hidden: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Make the accounts and show their cards; or the table again, when something stands in the way.

    make: makes the class first, where `classroom` is only meant to be.
    """
    if classroom.pk and was_done(classroom, request.POST.get("form", "")):
        return show_done_before(request, classroom)
    form = SeatForm(request.POST, plan=_posted_plan(request, classroom))
    if not form.is_valid():
        return _show_plan(request, classroom, form, hidden)
    made = make() if make else classroom
    if made is None:
        return redirect("rosters:class-new")
    try:
        seated = seat(
            made, form.seats(), form=form.cleaned_data["form"], by=person_of_account(request)
        )
    except DoneBefore:
        return show_done_before(request, made)
    except LogInsTaken as error:
        form.say_taken(error)
    except PersonOfAnotherSchool:
        form.add_error(None, _("Somebody in the list has left the school. Look at it once more."))
    except (NotAllowed, ClassSetAside):
        messages.warning(request, _("Nothing was changed: this class is not open to you now."))
        return redirect("rosters:classes")
    else:
        return _show_cards(
            request, made, seated.made, site=form.cleaned_data["site"], put_in=seated.put_in
        )
    return _show_plan(request, made, form, None)


def _posted_plan(request: HttpRequest, classroom: Classroom) -> Sequence[PlannedLine]:
    order = request.POST.get("order", "")
    known = Order(order) if order in list(Order) else Order.FAMILY_FIRST
    try:
        return plan_seating(classroom, request.POST.get("names", ""), order=known)
    except TooManyLines:
        return []


def _show_plan(
    request: HttpRequest,
    classroom: Classroom,
    form: SeatForm,
    hidden: Mapping[str, Any] | None,
) -> HttpResponse:
    makeable = [line for line in form.plan if line.fate != Fate.PROBLEM]
    new = form.count_of(Fate.NEW)
    context = {
        "nav": "classes",
        "classroom": classroom,
        "form": form,
        "rows": list(form.rows()),
        "hidden": hidden or {},
        "action": reverse("rosters:class-seat", args=[classroom.pk])
        if classroom.pk
        else reverse("rosters:class-new"),
        "new": new,
        "known": form.count_of(Fate.SAME_NAME),
        "left_out": form.count_of(Fate.IN_CLASS, Fate.TWICE),
        "problems": form.count_of(Fate.PROBLEM),
        "can_make": bool(makeable),
        "seconds": max(1, math.ceil(new * SECONDS_PER_PASSWORD)),
        "is_loopback": request.get_host().startswith(LOOPBACK),
    }
    return render(request, "rosters/classes/plan.html", context)


def _show_cards(
    request: HttpRequest,
    classroom: Classroom,
    made: Sequence[OneTimePassword],
    *,
    site: str,
    put_in: int = 0,
) -> HttpResponse:
    context = {
        "nav": "classes",
        "classroom": classroom,
        "made": made,
        "put_in": put_in,
        "site": site.removeprefix("http://").removesuffix("/"),
    }
    response = render(request, "rosters/classes/cards.html", context)
    response["Cache-Control"] = "no-store"
    return response


def show_done_before(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """The form was sent before: say so, and how to get new passwords."""
    context = {
        "nav": "classes",
        "classroom": classroom,
        "waiting": never_signed_in(classroom).count(),
    }
    return render(request, "rosters/classes/done_before.html", context)


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def class_passwords(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """New one-time passwords for all who never signed in, and their cards."""
    classroom = get_open_classroom_for(request.user, classroom_id)
    waiting = sorted(never_signed_in(classroom), key=lambda person: person.name_order)
    if request.method == "POST":
        return _reset(request, classroom, waiting, is_first=True)
    context = {
        "nav": "classes",
        "classroom": classroom,
        "waiting": waiting,
        "seconds": max(1, math.ceil(len(waiting) * SECONDS_PER_PASSWORD)),
        "form_number": new_form_number(),
        "site": request.build_absolute_uri("/"),
    }
    return render(request, "rosters/classes/passwords.html", context)


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def class_person_password(request: HttpRequest, classroom_id: int, person_id: int) -> HttpResponse:
    """A new one-time password for one learner, and her card."""
    place = get_place_for(request.user, classroom_id, person_id)
    if request.method == "POST":
        return _reset(request, place.classroom, [place.user])
    context = {
        "nav": "classes",
        "classroom": place.classroom,
        "person": place.user,
        "form_number": new_form_number(),
        "site": request.build_absolute_uri("/"),
    }
    return render(request, "rosters/classes/person_password.html", context)


def _reset(
    request: HttpRequest, classroom: Classroom, people: Sequence[User], *, is_first: bool = False
) -> HttpResponse:
    number = request.POST.get("form", "")[:40] or new_form_number()
    site = request.POST.get("site", "")[:120] or request.build_absolute_uri("/")
    try:
        made = reset_passwords(
            people,
            classroom=classroom,
            form=number,
            by=person_of_account(request),
            is_first=is_first,
        )
    except DoneBefore:
        return show_done_before(request, classroom)
    except NotAllowed:
        said = _("Nothing was changed: one of these accounts is for somebody else to change.")
        messages.warning(request, said)
        return redirect("rosters:class-people", classroom.pk)
    return _show_cards(request, classroom, made, site=site)
