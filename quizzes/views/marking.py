"""Marking written answers: the queue, one answer, and releasing what was marked."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quizzes.forms.marking import MarkForm
from quizzes.grading.rubric import Criterion
from quizzes.marking_queue import (
    desk_of,
    is_released_together,
    queue_of,
    sentences_about,
    unmarked_of,
)
from quizzes.models import Mark, Response
from quizzes.operations.marking import (
    MarkedMeanwhile,
    MarkIsReleased,
    OwnResponse,
    ReasonMissing,
    TextChanged,
    WaitsForNobody,
    mark_response,
    release_marks,
    take_back_mark,
)
from quizzes.permissions import (
    get_assignment_for_marking,
    get_response_for_marking,
    responses_staff_may_mark,
)
from quizzes.views.items import references_for, show_item, type_and_definition
from rosters.models import User
from rosters.permissions import is_school_admin, is_staff
from rosters.views.access import local_path

NAMES_HIDDEN = "marking-names-hidden"
KEYS_OFF = "marking-keys-off"


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A mark in words: its criteria with the level reached, and who gave it when."""

    mark: Mark
    levels: list[tuple[str, int, str]]


@never_cache
@require_GET
@login_required
def marking(request: HttpRequest) -> HttpResponse:
    """The queue: what waits, what can be released, what is done."""
    marker = _marker(request)
    context = {
        "queue": queue_of(marker),
        "of_school": is_school_admin(marker),
        "names_hidden": _names_hidden(request),
        "nav": "marking",
    }
    return render(request, "quizzes/marking.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def marking_response(request: HttpRequest, response_id: int) -> HttpResponse:
    """One answer beside its rubric."""
    marker = _marker(request)
    response = get_response_for_marking(marker, response_id)
    if request.method == "POST":
        return _mark(request, marker, response)
    return _page(request, marker, response)


@require_POST
@login_required
def marking_take_back(request: HttpRequest, response_id: int) -> HttpResponse:
    marker = _marker(request)
    response = get_response_for_marking(marker, response_id)
    current, _older = _marks_of(response)
    try:
        if current is None or str(current.pk) != request.POST.get("mark"):
            messages.info(request, _("Another mark stands now; look at it first."))
        else:
            take_back_mark(current, by=marker)
            messages.success(request, _("The mark is taken back: this answer waits again."))
    except MarkIsReleased:
        messages.info(request, _("The learner has seen this mark. You can correct it."))
    return redirect("quizzes:marking-response", response.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def marking_release(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """What is ready to go out and what is missing; then the button that releases it."""
    marker = _marker(request)
    assignment = get_assignment_for_marking(marker, assignment_id)
    if request.method == "POST":
        mine = responses_staff_may_mark(marker).filter(attempt__assignment=assignment)
        marks = Mark.objects.current().filter(
            released_at=None, response__in=mine.order_by().values("pk")
        )
        _say_released(request, release_marks(marks, by=marker, at=timezone.now()))
        return redirect("quizzes:marking")
    queue = queue_of(marker, assignment=assignment)
    context = {
        "assignment": assignment,
        "ready": next(iter(queue.ready), None),
        "missing": unmarked_of(assignment, marker),
        "names_hidden": _names_hidden(request),
        "nav": "marking",
    }
    return render(request, "quizzes/marking_release.html", context)


@require_POST
@login_required
def marking_names(request: HttpRequest) -> HttpResponse:
    """Hide learners' names until their answer is marked, or show them again."""
    _marker(request)
    request.session[NAMES_HIDDEN] = request.POST.get("names") == "hide"
    return redirect(local_path(request.POST.get("back")) or "quizzes:marking")


def _marker(request: HttpRequest) -> User:
    """The member of staff who asks. Raises Http404."""
    if not isinstance(request.user, User) or not is_staff(request.user):
        raise Http404
    return request.user


def _names_hidden(request: HttpRequest) -> bool:
    return bool(request.session.get(NAMES_HIDDEN))


def _mark(request: HttpRequest, marker: User, response: Response) -> HttpResponse:
    keys_off = "keys" not in request.POST
    if keys_off != bool(request.session.get(KEYS_OFF)):
        request.session[KEYS_OFF] = keys_off
    current, _older = _marks_of(response)
    form = MarkForm(rubric=_rubric(response), response=response, current=current, data=request.POST)
    if not form.is_valid():
        return _page(request, marker, response, form=form, status=422)
    try:
        mark = mark_response(
            response,
            levels=form.levels(),
            comment=form.cleaned_data["comment"].replace("\r\n", "\n"),
            by=marker,
            at=timezone.now(),
            seen=form.seen(),
            reason=form.cleaned_data.get("reason", ""),
        )
    except ReasonMissing:
        form.add_error("reason", _("Say why the mark changes; the learner will read it."))
        return _page(request, marker, response, form=form, status=422)
    except (MarkedMeanwhile, TextChanged) as changed:
        return _overtaken(request, marker, response, changed)
    except (WaitsForNobody, OwnResponse):
        raise Http404 from None
    return _onward(request, marker, response, mark)


def _overtaken(
    request: HttpRequest, marker: User, response: Response, changed: Exception
) -> HttpResponse:
    """The page again, with what stands now beside what was entered; saving then replaces it."""
    fresh = get_response_for_marking(marker, response.pk)
    current, _older = _marks_of(fresh)
    entered: QueryDict = request.POST.copy()
    entered["base"] = str(current.pk if current else 0)
    entered["revision"] = str(fresh.revision)
    form = MarkForm(rubric=_rubric(fresh), response=fresh, current=current, data=entered)
    form.is_valid()
    said = {"text_changed": isinstance(changed, TextChanged), "overtaken": True}
    return _page(request, marker, fresh, form=form, status=409, **said)


def _onward(request: HttpRequest, marker: User, response: Response, mark: Mark) -> HttpResponse:
    """To the same answer, or to the next one to the same question that waits."""
    released = mark.released_at is not None
    said = _("Marked and released.") if released else _("Marked. The learner does not see it yet.")
    if request.POST.get("go") != "next":
        messages.success(request, said)
        return _redirect("quizzes:marking-response", response.pk, after=response.pk)
    following = desk_of(response, marker).following
    if following is not None:
        messages.success(request, said)
        return _redirect("quizzes:marking-response", following, after=response.pk)
    messages.success(request, _("Every answer to this question is marked."))
    return _redirect("quizzes:marking", after=response.pk)


def _redirect(name: str, *parts: int, after: int) -> HttpResponse:
    """`after` tells the page's script which draft it can forget."""
    return redirect(f"{reverse(name, args=parts)}?after={after}")


def _page(
    request: HttpRequest,
    marker: User,
    response: Response,
    *,
    form: MarkForm | None = None,
    status: int = 200,
    **said: Any,
) -> HttpResponse:
    desk = desk_of(response, marker)
    current, older = _marks_of(response)
    rubric = _rubric(response)
    references = references_for([response], revealed={response.position})
    stands = current if current and current.revision == response.revision else None
    context = {
        "response": response,
        "attempt": response.attempt,
        "form": form or MarkForm(rubric=rubric, response=response, current=current),
        "desk": desk,
        "item": show_item(
            response, references=references, total=desk.total, reveal=True, with_form=False
        ),
        "written": _written(response),
        "model": _model(response),
        "about": sentences_about(response.item_version),
        "references": references,
        "standing": _shown(stands, rubric) if stands else None,
        "older": [
            _shown(mark, rubric) for mark in older + ([current] if current and not stands else [])
        ],
        "together": is_released_together(response),
        # Hidden until saved.
        "anonymous": _names_hidden(request) and stands is None,
        "names_hidden": _names_hidden(request),
        "keys_on": not request.session.get(KEYS_OFF),
        "nav": "marking",
        **said,
    }
    return render(request, "quizzes/marking_response.html", context, status=status)


def _rubric(response: Response) -> list[Criterion]:
    item_type, definition = type_and_definition(response.item_version)
    return list(item_type.rubric(definition))


def _written(response: Response) -> dict[str, Any]:
    """The learner's text and its length."""
    item_type, definition = type_and_definition(response.item_version)
    return item_type.review(definition, response.order or {}, response.data)


def _model(response: Response) -> str:
    item_type, definition = type_and_definition(response.item_version)
    return item_type.key_summary(definition)


def _marks_of(response: Response) -> tuple[Mark | None, list[Mark]]:
    """The current mark and the earlier ones, the newest first. One query."""
    marks = list(response.marks.select_related("marked_by"))
    current = next((mark for mark in marks if mark.is_current), None)
    return current, [mark for mark in marks if not mark.is_current]


def _shown(mark: Mark, rubric: list[Criterion]) -> ShownMark:
    reached = [(c, mark.levels.get(c.id)) for c in rubric]
    return ShownMark(mark, [(c.name, n, c.levels[n]) for c, n in reached if n is not None])


def _say_released(request: HttpRequest, count: int) -> None:
    if not count:
        messages.info(request, _("There was nothing to release."))
        return
    said = ngettext(
        "%(count)d mark is released; its learner finds a notice.",
        "%(count)d marks are released; their learners find a notice.",
        count,
    )
    messages.success(request, said % {"count": count})
