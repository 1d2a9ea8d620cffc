"""What is left to decide about a module that was built, and publishing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lessons.models import Build, Module
from lessons.operations.building.deciding import accept_parts, reopen_parts
from lessons.operations.building.decisions import decisions_of
from lessons.operations.building.publishing import StillToDecide, publish_built
from lessons.operations.publishing import ReleaseNotDraft
from lessons.permissions.drafts import get_module_to_change
from rosters.views.access import person_of_account, staff_required
from sources.operations.findings import NotReadyToPublish

UNDER_WAY = (Build.Status.WAITING, Build.Status.RUNNING)


@never_cache
@require_safe
@staff_required
def decisions(request: HttpRequest, module_id: int) -> HttpResponse:
    """Everything that builds drafted, group by group; what is left comes first to hand."""
    module = get_module_to_change(request.user, module_id)
    last = module.builds.select_related("by").first()
    context = {
        "nav": "documents",
        "module": module,
        "last": last,
        "is_under_way": last is not None and last.status in UNDER_WAY,
        "its": decisions_of(module),
    }
    return render(request, "lessons/building/decisions.html", context)


@never_cache
@require_safe
@staff_required
def build_state(request: HttpRequest, module_id: int) -> HttpResponse:
    """How far a build is, for the page that waits."""
    module = get_module_to_change(request.user, module_id)
    last = module.builds.first()
    under_way = last is not None and last.status in UNDER_WAY
    percent = last.done_percent if last else 100
    words = _("%(percent)d of 100 done") % {"percent": percent}
    return JsonResponse({"is_under_way": under_way, "percent": percent, "words": words})


@require_POST
@staff_required
def decide(request: HttpRequest, module_id: int) -> HttpResponse:
    """Good as it stands, or not yet after all: for the parts ticked, or for one alone."""
    module = get_module_to_change(request.user, module_id)
    parts = _parts(request)
    if request.POST.get("act") == "reopen" or "reopen" in request.POST:
        reopen_parts(module, parts=parts)
    else:
        count = accept_parts(module, parts=parts)
        said = ngettext("%(count)d part is decided.", "%(count)d parts are decided.", count)
        messages.success(request, said % {"count": count})
    return _back(module, request)


@require_POST
@staff_required
def publish(request: HttpRequest, module_id: int) -> HttpResponse:
    """Publish the draft with its checks, or say what is in the way."""
    module = get_module_to_change(request.user, module_id)
    try:
        publish_built(module, at=timezone.now(), by=person_of_account(request))
    except StillToDecide as left:
        said = ngettext(
            "Not published: %(count)d part waits for your decision.",
            "Not published: %(count)d parts wait for your decision.",
            left.count,
        )
        messages.error(request, said % {"count": left.count})
    except NotReadyToPublish as refused:
        messages.error(request, _("Not published. This has to be mended first:"))
        for finding in refused.findings:
            messages.error(request, finding.message)
    except ReleaseNotDraft:
        messages.info(request, _("There is no draft to publish."))
    else:
        messages.success(request, _("Published. Learners see it from now on."))
    return _back(module, request)


def _parts(request: HttpRequest) -> list[int]:
    """The ids of the part that a button names, or of all that are ticked."""
    named = [request.POST.get(name, "") for name in ("only", "reopen")]
    chosen = [value for value in named if value] or request.POST.getlist("part")
    return [int(value) for value in chosen if value.isdecimal()]


def _back(module: Module, request: HttpRequest) -> HttpResponse:
    """To the group in which the button stood."""
    group = request.POST.get("group", "")
    response = redirect("lessons:build-decisions", module.pk)
    if group.replace("-", "").isalnum():
        response["Location"] += f"#group-{group}"
    return response
