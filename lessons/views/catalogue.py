"""The first page: what is due for the learner's classes, and what can be learned here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lessons.reports.catalogue import catalogue_of
from lessons.reports.due import due_for
from rosters.models import Notice, User
from rosters.operations.notices import unread_notices


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    found = catalogue_of(request.user)
    person = request.user
    notices: list[Notice] = []
    if isinstance(person, User) and not person.is_guest:
        notices = list(unread_notices(person))
    context = {
        "catalogue": found,
        "due": due_for(person, found, at=timezone.now()),
        "notices": notices,
        "nav": "modules",
    }
    return render(request, "lessons/catalogue.html", context)
