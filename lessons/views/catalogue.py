"""The first page: what can be learned here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lessons.reports.catalogue import catalogue_of
from quizzes.reports import assigned_to


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    context = {
        "catalogue": catalogue_of(request.user),
        "assigned": assigned_to(request.user),
        "nav": "modules",
    }
    return render(request, "lessons/catalogue.html", context)
