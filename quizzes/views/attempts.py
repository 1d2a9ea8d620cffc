"""Taking a quiz: one question a page or all on one, the overview, handing in."""

import logging
import secrets
from typing import Any

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quizzes.models import Attempt
from quizzes.models.quizzes import Feedback, Layout
from quizzes.operations.attempts import AttemptAlreadySubmitted, submit_attempt
from quizzes.operations.deadlines import explain_deadline
from quizzes.operations.responses import (
    NothingToSave,
    ResponseFrozen,
    ResponseInvalid,
    ResponseNotFound,
    Saved,
    check_response,
    save_response,
    set_flag,
)
from quizzes.permissions import get_attempt_for_learner, may_see_key_of_response
from quizzes.reports import Overview, overview_of, seconds_left
from quizzes.views.items import (
    ShownItem,
    current_receipt,
    current_scores,
    references_for,
    responses_of,
    show_item,
)
from quizzes.views.saving import read_save
from sources.prose import References

FLAG, UNFLAG = "flag", "unflag"

logger = logging.getLogger(__name__)


@never_cache
@require_GET
def attempt(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Go on where the learner stopped: the first question without an answer."""
    found = get_attempt_for_learner(request.user, attempt_id)
    if not found.is_open:
        return redirect("quizzes:attempt-review", found.pk)
    if found.settings["layout"] == Layout.ALL_ON_ONE:
        return redirect("quizzes:attempt-item", found.pk, 1)
    overview = overview_of(found)
    open_rows = [row for row in overview.rows if not row.answered and not row.checked]
    return redirect("quizzes:attempt-item", found.pk, open_rows[0].position if open_rows else 1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt_item(request: HttpRequest, attempt_id: int, position: int) -> HttpResponse:
    """One question, or all of them; with script off its buttons save and move on."""
    found = get_attempt_for_learner(request.user, attempt_id)
    if not found.is_open:
        return redirect("quizzes:attempt-review", found.pk)
    if request.method == "POST":
        return _post(request, found, position)
    return _page(request, found, position)


@never_cache
@require_GET
def attempt_overview(request: HttpRequest, attempt_id: int) -> HttpResponse:
    found = get_attempt_for_learner(request.user, attempt_id)
    if not found.is_open:
        return redirect("quizzes:attempt-review", found.pk)
    context = {
        "attempt": found,
        "overview": overview_of(found),
        "steps": explain_deadline(found) if found.deadline_at else [],
        **_clock(found),
        "nav": "modules",
    }
    return render(request, "quizzes/attempt_overview.html", context)


@require_POST
def attempt_submit(request: HttpRequest, attempt_id: int) -> HttpResponse:
    found = get_attempt_for_learner(request.user, attempt_id)
    by_timer = request.POST.get("by") == "timer"
    if by_timer and _has_time(found):
        return _go_on(request, found)
    is_new = True
    try:
        submit_attempt(found, at=timezone.now())
    except AttemptAlreadySubmitted:
        is_new = False
    if (by_timer or not is_new) and _has_undecided(found):
        _tell_late(request)
    elif not is_new:
        messages.info(request, _("This attempt was already handed in."))
    return redirect("quizzes:attempt-review", found.pk)


def _has_undecided(attempt: Attempt) -> bool:
    """Whether answers came after the time was up, of which nobody has said whether they count."""
    return attempt.revisions.filter(late=True, stands=False, verdict="").exists()


def _has_time(attempt: Attempt) -> bool:
    """Whether a page that counted down to an end does not know that it was moved since."""
    return attempt.is_open and seconds_left(attempt, at=timezone.now()) != 0


def _go_on(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Back to the question where the page was, with the new end."""
    messages.info(request, _("You have more time now. Go on; nothing was handed in."))
    position = request.POST.get("position", "")
    if position.isdecimal() and len(position) < 6:
        return redirect("quizzes:attempt-item", attempt.pk, int(position))
    return redirect("quizzes:attempt", attempt.pk)


def _page(
    request: HttpRequest,
    attempt: Attempt,
    position: int,
    *,
    posted: QueryDict | None = None,
    status: int = 200,
) -> HttpResponse:
    overview = overview_of(attempt)
    shown, references = _shown(attempt, position, overview, posted)
    if not shown:
        return redirect("quizzes:attempt", attempt.pk)
    context = {
        "attempt": attempt,
        "overview": overview,
        "shown": shown,
        "item": shown[0],
        "position": position,
        "previous": position - 1 if position > 1 else None,
        "next": position + 1 if position < overview.total else None,
        "tab": secrets.token_urlsafe(12),
        "all_on_one": attempt.settings["layout"] == Layout.ALL_ON_ONE,
        "checks": attempt.settings["show_feedback"] == Feedback.AFTER_EACH,
        "references": references,
        "nav": "modules",
        **_clock(attempt),
    }
    return render(request, "quizzes/attempt_item.html", context, status=status)


def _shown(
    attempt: Attempt, position: int, overview: Overview, posted: QueryDict | None
) -> tuple[list[ShownItem], References]:
    one_a_page = attempt.settings["layout"] != Layout.ALL_ON_ONE
    responses = responses_of(attempt, position if one_a_page else None)
    revealed = {r.position for r in responses if may_see_key_of_response(attempt, r)}
    references = references_for(responses, revealed=revealed)
    scores = current_scores(attempt) if revealed else {}
    shown = [
        show_item(
            response,
            references=references,
            prefix="" if one_a_page else f"q{response.position}",
            total=overview.total,
            posted=posted,
            reveal=response.position in revealed,
            score=scores.get(response.pk),
            receipt=current_receipt(response) if one_a_page else None,
        )
        for response in responses
    ]
    return shown, references


def _clock(attempt: Attempt) -> dict[str, Any]:
    left = seconds_left(attempt, at=timezone.now())
    return {
        "seconds_left": left,
        "minutes_left": None if left is None else -(-left // 60),
        "time_is_up": left == 0,
    }


def _post(request: HttpRequest, attempt: Attempt, position: int) -> HttpResponse:
    go = request.POST.get("go", "save")
    save = _save_and_check if go == "check" else _save_posted
    try:
        saved = save(request, attempt, position)
    except ResponseInvalid:
        return _page(request, attempt, position, posted=request.POST, status=422)
    except DatabaseError:
        # A full disk, say. The page comes back with what was entered: nothing says "saved".
        logger.exception("A response of attempt %s could not be saved.", attempt.pk)
        messages.error(
            request,
            _(
                "Your answer could not be written down. It still stands on this page; send it "
                "again in a moment."
            ),
        )
        return _page(request, attempt, position, posted=request.POST, status=503)
    for outcome in saved:
        _tell(request, outcome)
    if go in (FLAG, UNFLAG):
        _flag(request, attempt, position)
    return _onward(attempt, position, go)


def _save_posted(request: HttpRequest, attempt: Attempt, position: int) -> list[Saved]:
    """Save the form's item, or on one page each of them.

    One that cannot be read keeps none of the others from being saved. Raises ResponseInvalid.
    """
    positions = [position]
    if attempt.settings["layout"] == Layout.ALL_ON_ONE:
        posted = request.POST.getlist("position")
        positions = [int(p) for p in posted if p.isdecimal() and len(p) < 6]
    saved = []
    invalid: ResponseInvalid | None = None
    for number in positions:
        prefix = f"q{number}" if len(positions) > 1 or "position" in request.POST else ""
        save = read_save(request.POST, prefix=prefix)
        try:
            saved.append(
                save_response(
                    save,
                    learner=attempt.learner,
                    attempt_id=attempt.pk,
                    position=number,
                    at=timezone.now(),
                )
            )
        except (ResponseFrozen, ResponseNotFound, NothingToSave):
            continue
        except ResponseInvalid as unreadable:
            invalid = unreadable
    if invalid is not None:
        raise invalid
    return saved


def _save_and_check(request: HttpRequest, attempt: Attempt, position: int) -> list[Saved]:
    """Save what the form holds and check it: one commit. Raises ResponseInvalid."""
    with transaction.atomic():
        saved = _save_posted(request, attempt, position)
        _check(request, attempt, position)
    return saved


def _tell(request: HttpRequest, saved: Saved) -> None:
    if saved.late:
        _tell_late(request)
    elif saved.conflict:
        messages.warning(
            request,
            _(
                "This question was changed in another tab or on another device. What you sent from "
                "here is kept (receipt %(code)s), and the other answer stands."
            )
            % {"code": saved.receipt.code},
        )


def _tell_late(request: HttpRequest) -> None:
    said = _(
        "The time was up. What you sent last is kept, and counts only if a teacher accepts it."
    )
    messages.warning(request, said)


def _flag(request: HttpRequest, attempt: Attempt, position: int) -> None:
    try:
        set_flag(
            learner=attempt.learner,
            attempt_id=attempt.pk,
            position=position,
            flagged=request.POST["go"] == FLAG,
        )
    except ResponseNotFound:
        messages.info(request, _("This attempt was already handed in."))


def _check(request: HttpRequest, attempt: Attempt, position: int) -> None:
    try:
        check_response(
            learner=attempt.learner, attempt_id=attempt.pk, position=position, at=timezone.now()
        )
    except ResponseNotFound:
        messages.info(request, _("Answer the question first, then check it."))
    except ResponseFrozen:
        messages.info(request, _("You have checked this question already."))


def _onward(attempt: Attempt, position: int, go: str) -> HttpResponse:
    if go == "check":
        return redirect("quizzes:attempt-item", attempt.pk, position)
    last = attempt.responses.count()
    if go == "overview" or (go == "next" and position >= last):
        return redirect("quizzes:attempt-overview", attempt.pk)
    step = {"next": 1, "back": -1}.get(go, 0)
    return redirect("quizzes:attempt-item", attempt.pk, min(max(1, position + step), last))
