"""The page of a class, its grid as a file, and the page of one of its learners."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lessons.permissions import get_class_for, get_learner_in
from lessons.reports.class_csv import csv_of, file_name_of
from lessons.reports.class_learner import learner_page
from lessons.reports.class_page import class_page
from rosters.views.access import account_required


@never_cache
@require_GET
@account_required
def class_detail(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """A class as its teacher sees it: in all that is given to it, or in the module asked for."""
    seen = get_class_for(request.user, classroom_id)
    now = timezone.now()
    context = {
        "nav": "classes",
        "classroom": seen.classroom,
        "can_open": seen.can_open,
        "page": class_page(seen.classroom, request.user, module_id=_module_id(request), at=now),
        "now": now,
    }
    return render(request, "lessons/class.html", context)


@never_cache
@require_GET
@account_required
def class_report(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """The grid for a spreadsheet."""
    page = class_page(
        get_class_for(request.user, classroom_id).classroom,
        request.user,
        module_id=_module_id(request),
        at=timezone.now(),
        with_skills=False,
    )
    return HttpResponse(
        csv_of(page).encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, file_name_of(page)) or ""},
    )


@never_cache
@require_GET
@account_required
def class_learner(request: HttpRequest, classroom_id: int, learner_id: int) -> HttpResponse:
    """One learner of a class: her modules, attempts, notes and skills."""
    seen = get_class_for(request.user, classroom_id)
    learner = get_learner_in(seen.classroom, learner_id)
    context = {
        "nav": "classes",
        "classroom": seen.classroom,
        "can_open": seen.can_open,
        "can_read_notes": seen.can_read_notes,
        "learner": learner,
        "page": learner_page(seen.classroom, learner, with_notes=seen.can_read_notes),
        "now": timezone.now(),
    }
    return render(request, "lessons/class_learner.html", context)


def _module_id(request: HttpRequest) -> int | None:
    """The module that was asked for; anything that is no number asks for none."""
    asked = request.GET.get("module", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
