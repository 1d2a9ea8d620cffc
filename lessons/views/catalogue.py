"""The first page: what is due for the learner's classes, and what can be learned here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lessons.reports.catalogue import catalogue_of
from lessons.reports.due import due_for
from rosters.models import User
from rosters.operations.notices import unread_notices


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    found = catalogue_of(request.user)
    has_account = isinstance(request.user, User) and not request.user.is_guest
    context = {
        "catalogue": found,
        "due": due_for(request.user, found, at=timezone.now()),
        "notices": unread_notices(request.user) if has_account else [],
        "nav": "modules",
    }
    return render(request, "lessons/catalogue.html", context)
