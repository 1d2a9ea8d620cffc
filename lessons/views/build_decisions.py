"""What is left to decide about a module that was built, and publishing it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lessons.forms.building import form_of_candidate
from lessons.models import Build, BuiltPart, Module, Release
from lessons.operations.building.build import UNDER_WAY, is_under_way
from lessons.operations.building.deciding import accept_parts, reopen_parts
from lessons.operations.building.decisions import Decisions, decisions_of, title_of
from lessons.operations.building.leaving_out import leave_out_questions, put_questions_back
from lessons.operations.building.publishing import StillToDecide, publish_built
from lessons.operations.building.shown import with_shown
from lessons.operations.building.standing import standing_of
from lessons.operations.building.taking_back import (
    CannotBeTakenBack,
    can_be_taken_back,
    take_back,
)
from lessons.operations.building.taking_over import (
    EditedSince,
    edit_candidate,
    lacks,
    offer_again,
    take_over,
    turn_down,
)
from lessons.operations.publishing import ReleaseNotDraft
from lessons.permissions.drafts import get_module_to_change
from rosters.views.access import person_of_account, staff_required
from rosters.views.asked import whole_number
from sources.operations.findings import NotReadyToPublish


@never_cache
@require_safe
@staff_required
def decisions(request: HttpRequest, module_id: int) -> HttpResponse:
    """Everything that builds drafted, group by group; what is left can be read there in full.

    One part is open: that of `?at=`, or else the first that is left.
    """
    module = get_module_to_change(request.user, module_id)
    standing = standing_of(module)
    its = with_shown(decisions_of(module, standing), standing)
    last = standing.builds[0] if standing.builds else None
    under_way = last is not None and is_under_way(last, at=timezone.now())
    context = {
        "nav": "documents",
        "module": module,
        "last": last,
        "is_under_way": under_way,
        "has_failed": last is not None
        and not under_way
        and last.status in (Build.Status.FAILED, *UNDER_WAY),
        "its": its,
        "current": _current(its, request.GET.get("at", "")),
        "can_take_back": can_be_taken_back(standing),
    }
    return render(request, "lessons/building/decisions.html", context)


def _current(its: Decisions, asked: str) -> int | None:
    left = [one.part.pk for one in its.left]
    return next((pk for pk in left if str(pk) == asked), left[0] if left else None)


@never_cache
@require_safe
@staff_required
def build_state(request: HttpRequest, module_id: int) -> HttpResponse:
    """How far a build is, for the page that waits."""
    module = get_module_to_change(request.user, module_id)
    last = module.builds.first()
    under_way = last is not None and is_under_way(last, at=timezone.now())
    percent = last.done_percent if last else 100
    words = _("%(percent)d of 100 done") % {"percent": percent}
    return JsonResponse({"is_under_way": under_way, "percent": percent, "words": words})


@require_POST
@staff_required
def decide(request: HttpRequest, module_id: int) -> HttpResponse:
    """What is said about one part, about the ticked ones, or about all that is left of a group."""
    module = get_module_to_change(request.user, module_id)
    act, parts = _asked(request, module)
    if act in ACCEPTING and _was_built_since(request, module):
        messages.error(
            request,
            _("The module was built again since you opened this page. Look at it as it is now."),
        )
        return redirect("lessons:build-decisions", module.pk)
    if act in ("accept", "accept-rest"):
        _tell_count(request, accept_parts(module, parts=parts))
    elif act == "use":
        _use(request, module, parts)
    elif act in ("drop", "drop-rest"):
        _tell_count(request, turn_down(module, parts=parts))
    elif act == "leave":
        _tell_count(request, leave_out_questions(module, parts=parts, at=timezone.now()))
    elif act == "reopen":
        _reopen(request, module, parts)
    else:
        _tell_count(request, 0)
    return _onward(module, parts)


_STILL_NEEDED = {
    "date": gettext_lazy("No date yet: %(titles)s. Give it a date, and use it then."),
    "meaning": gettext_lazy(
        "No meaning yet: %(titles)s. Explain it in words that learners know, and use it then."
    ),
}
"""What to do about candidates that cannot be used as they are."""
ACCEPTING = ("accept", "accept-rest", "use")


def _was_built_since(request: HttpRequest, module: Module) -> bool:
    """Whether a build has changed what the page showed, which nobody has seen then."""
    shown = request.POST.get("build", "")
    newest = module.builds.values_list("pk", flat=True).first()
    return shown != "" and shown != str(newest)


def _asked(request: HttpRequest, module: Module) -> tuple[str, list[int]]:
    """The act and the ids that it is about: of the button of one part, or of those ticked."""
    for name in ("only", "use", "drop", "leave", "reopen"):
        if value := request.POST.get(name, ""):
            number = whole_number(value)
            act = "accept" if name == "only" else name
            return act, [] if number is None else [number]
    act = request.POST.get("act", "")
    if act.endswith("-rest"):
        group = request.POST.get("group", "")
        found = [each for each in decisions_of(module).groups if each.id == group]
        return act, [one.part.pk for each in found for one in each.left]
    ticked = [whole_number(value) for value in request.POST.getlist("part")]
    return act, [number for number in ticked if number is not None]


def _use(request: HttpRequest, module: Module, parts: Sequence[int]) -> None:
    by = person_of_account(request)
    taken, incomplete = take_over(module, parts=parts, by=by, at=timezone.now())
    _tell_count(request, len(taken))
    for missing, said in _STILL_NEEDED.items():
        titles = [title_of(part.content) for part in incomplete if lacks(part) == missing]
        if titles:
            names = ", ".join(f"“{title}”" for title in titles)
            messages.error(request, str(said) % {"titles": names})


def _reopen(request: HttpRequest, module: Module, parts: Sequence[int]) -> None:
    put_questions_back(module, parts=parts)
    reopen_parts(module, parts=parts)
    for part_id in parts:
        try:
            offer_again(module, part_id=part_id)
        except EditedSince as edited:
            said = _("“%(title)s” was edited or is cited by now. Change it in its own place.")
            messages.error(request, said % {"title": edited})


def _tell_count(request: HttpRequest, count: int) -> None:
    if not count:
        messages.info(request, _("Nothing was ticked, or all of it was decided already."))
        return
    said = ngettext("%(count)d part is decided.", "%(count)d parts are decided.", count)
    messages.success(request, said % {"count": count})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def candidate(request: HttpRequest, module_id: int, part_id: int) -> HttpResponse:
    """One word, date or source in other words, before it is used."""
    module = get_module_to_change(request.user, module_id)
    part = get_object_or_404(
        module.built_parts.filter(kind__in=BuiltPart.CANDIDATES, decided=False), pk=part_id
    )
    form = form_of_candidate(part, request.POST or None)
    if request.method == "POST" and form.is_valid():
        edit_candidate(part, values=form.cleaned_data)
        if "use" in request.POST:
            _use(request, module, [part.pk])
        else:
            messages.success(request, _("Saved. It still waits for your decision."))
        return _onward(module, [part.pk])
    context = {
        "nav": "documents",
        "module": module,
        "part": part,
        "title": title_of(part.content),
        "form": form,
    }
    return render(request, "lessons/building/candidate.html", context)


@require_POST
@staff_required
def take_build_back(request: HttpRequest, module_id: int) -> HttpResponse:
    """Remove what the newest build added, as long as nobody has touched it."""
    module = get_module_to_change(request.user, module_id)
    try:
        take_back(module, at=timezone.now())
    except CannotBeTakenBack:
        messages.error(
            request,
            _("Somebody has edited, decided or published something of this build: it stays."),
        )
    else:
        messages.success(request, _("The build is taken back. What you reviewed is untouched."))
    return redirect("lessons:build-decisions", module.pk)


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
        messages.info(request, _nothing_to_publish(module))
    else:
        messages.success(request, _("Published. Learners see it from now on."))
    return redirect("lessons:build-decisions", module.pk)


def _nothing_to_publish(module: Module) -> str:
    if module.releases.filter(status=Release.Status.PUBLISHED).exists():
        return _("It is published, and no newer draft waits. Learners see it.")
    return _("There is no draft to publish.")


def _onward(module: Module, parts: Sequence[int]) -> HttpResponse:
    """To the next part that is left, or to what was refused or is to be decided again."""
    its = decisions_of(module)
    still = [one for one in its.left if one.part.pk in parts]
    found = still[0] if still else its.next_after(parts)
    address = reverse("lessons:build-decisions", args=[module.pk])
    if found is None:
        return redirect(f"{address}#how-far")
    return redirect(f"{address}?at={found.part.pk}#part-{found.part.pk}")
