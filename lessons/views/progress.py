"""My progress, over everything and within one module."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lessons.permissions import get_module_for
from lessons.reports.progress import progress_in, progress_of


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    found = progress_of(request.user, at=timezone.now())
    context = {"progress": found, "report": found.report, "nav": "progress"}
    return render(request, "lessons/progress.html", context)


@require_GET
def progress_module(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_module_for(request.user, slug)
    found = progress_in(place, request.user, at=timezone.now())
    context = {
        "place": place,
        "progress": found,
        "outline": found.outline,
        "report": found.report,
        "nav": "progress",
    }
    return render(request, "lessons/progress_module.html", context)
