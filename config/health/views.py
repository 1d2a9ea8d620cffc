"""The list as a page for admins, and two words for machines."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import heartbeat
from config.health.checkup import examine
from config.health.findings import Level, Look, Visit
from config.health.work import waiting_too_long
from config.version import version
from rosters.permissions import is_school_admin

logger = logging.getLogger(__name__)


@require_safe
@never_cache
@login_required
def health(request: HttpRequest) -> HttpResponse:
    """Everything that `manage.py doctor` would say, but for what takes time."""
    if not is_school_admin(request.user):
        raise Http404
    visit = Visit(
        host=request.get_host(),
        remote=request.META.get("REMOTE_ADDR", ""),
        hops=len([hop for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop]),
    )
    found = examine(Look(at=timezone.now(), is_page=True, visit=visit))
    context = {
        "findings": found,
        "problems": sum(finding.level == Level.PROBLEM for finding in found),
        "version": version(),
        "data": settings.DATA_DIR,
    }
    return render(request, "health.html", context)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and the background work is done, else 503. One statement."""
    try:
        is_well = not heartbeat.silent_threads() and not waiting_too_long(timezone.now()).exists()
    except (DatabaseError, InterfaceError) as error:
        logger.warning("The database does not answer: %s", error)
        is_well = False
    return HttpResponse(
        "ok\n" if is_well else "unwell\n",
        status=200 if is_well else 503,
        content_type="text/plain; charset=utf-8",
    )
