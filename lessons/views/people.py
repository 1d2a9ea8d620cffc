"""What is kept of a person: handing it out, to herself as well, and erasing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lessons.forms.people import EraseForm
from lessons.operations.erasure import count_holdings, erase_person
from lessons.operations.person_export import (
    OWN_PER_HOUR,
    OwnDataNotOffered,
    TooManyExports,
    export_own,
    export_person,
)
from rosters.models import User
from rosters.operations.erasure import (
    ErasesHerself,
    LastSuperuser,
    forget_deleted_text,
    refuse_erasing,
)
from rosters.permissions import get_person_to_change_for
from rosters.views.access import account_required, person_of_account, staff_required

GET_AND_POST = ["GET", "HEAD", "POST"]
SECOND_STEP = "go-on"
"""In the address of the page that asks for the log-in name."""


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def person_export(request: HttpRequest, person_id: int) -> HttpResponse:
    """Say what the zip holds; by POST make it and hand it out."""
    by = person_of_account(request)
    person = get_person_to_change_for(by, person_id)
    if request.method == "POST":
        return _download(person, export_person(person, by=by, at=timezone.now()))
    return render(request, "lessons/person/export.html", {"person": person})


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def person_erase(request: HttpRequest, person_id: int) -> HttpResponse:
    """First what goes and what stays; then, at a second address, the log-in name and a reason."""
    by = person_of_account(request)
    person = get_person_to_change_for(by, person_id)
    refused = _why_not(person, by)
    context = {"person": person, "refused": refused, "second_step": SECOND_STEP}
    if request.method == "POST" and not refused:
        form = EraseForm(request.POST, person=person)
        if form.is_valid():
            return _erase(request, person, by, form.cleaned_data["reason"])
        return render(request, "lessons/person/erase_confirm.html", context | {"form": form})
    if SECOND_STEP in request.GET and not refused:
        context["form"] = EraseForm(person=person)
        return render(request, "lessons/person/erase_confirm.html", context)
    context["holdings"] = count_holdings(person)
    return render(request, "lessons/person/erase.html", context)


@never_cache
@require_POST
@account_required
def own_data(request: HttpRequest) -> HttpResponse:
    """The same zip of herself, a few times an hour, where the school offers it."""
    person = person_of_account(request)
    try:
        return _download(person, export_own(person, at=timezone.now()))
    except OwnDataNotOffered:
        messages.info(request, _("Your school hands these out itself: ask it for your data."))
    except TooManyExports:
        said = _("You have downloaded your data %(count)d times within the hour. Try later again.")
        messages.warning(request, said % {"count": OWN_PER_HOUR})
    return redirect("rosters:account")


def _download(person: User, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type="application/zip")
    # By number: names of files end up in lists of downloads on shared computers.
    response["Content-Disposition"] = f'attachment; filename="person-{person.pk}.zip"'
    return response


def _why_not(person: User, by: User) -> str:
    """What stands against erasing this person, in a sentence; empty for nothing."""
    try:
        refuse_erasing(person, by=by)
    except ErasesHerself:
        return _("Nobody erases herself. Ask somebody else who runs the school or the site.")
    except LastSuperuser:
        return _("This is the last account that may do everything. Make another one first.")
    return ""


def _erase(request: HttpRequest, person: User, by: User, reason: str) -> HttpResponse:
    erased = erase_person(person, by=by, reason=reason, at=timezone.now())
    messages.success(request, _("Erased. The row is now called %(name)s.") % {"name": erased})
    if not forget_deleted_text():
        messages.info(
            request, _("Rests in the files of the database go when they are next written anew.")
        )
    return redirect("admin:rosters_user_changelist")
