"""The first page: what can be learned here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lessons.reports.catalogue import catalogue_of


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    found = catalogue_of(request.user)
    return render(request, "lessons/catalogue.html", {"catalogue": found, "nav": "modules"})
