"""The address to which the page saves by itself: a form goes in, a receipt comes out as JSON."""

from typing import Any

from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quizzes.itemtypes.registry import get_item_type
from quizzes.models import Response
from quizzes.operations.responses import (
    NothingToSave,
    ResponseFrozen,
    ResponseInvalid,
    ResponseNotFound,
    Save,
    Saved,
    save_response,
)
from quizzes.reports import seconds_left
from rosters.models import User


@never_cache
@require_POST
def response_save(request: HttpRequest, attempt_id: int, position: int) -> JsonResponse:
    """200 saved · 204-like `saved: false` for a blank · 409 another tab or too late · 422 unusable
    · 404 not yours. No reply holds anything of the key."""
    if not isinstance(request.user, User):
        return _refused(_("Sign in again; your answer waits in this browser."), 403)
    try:
        saved = save_response(
            read_save(request.POST, prefix=request.POST.get("prefix", "")[:8]),
            learner=request.user,
            attempt_id=attempt_id,
            position=position,
            at=timezone.now(),
        )
    except NothingToSave:
        return JsonResponse({"saved": False})
    except ResponseInvalid as invalid:
        return _refused(" ".join(invalid.messages), 422)
    except ResponseFrozen:
        return _refused(_("You have checked this question; it can no longer be changed."), 422)
    except ResponseNotFound:
        return _refused(_("This question is not yours to answer."), 404)
    return JsonResponse(_told(saved), status=409 if saved.conflict or saved.late else 200)


def read_save(posted: QueryDict, *, prefix: str) -> Save:
    """One save as a form or the page's script sent it; what is not a number counts as 0."""
    names = f"{prefix}-" if prefix else ""

    def number(name: str) -> int:
        value = posted.get(names + name, "0")
        return int(value) if value.isdecimal() and len(value) < 10 else 0

    return Save(
        posted=posted,
        tab=posted.get("tab", "")[:40],
        sequence=number("sequence"),
        base=number("base"),
        prefix=prefix,
    )


def _told(saved: Saved) -> dict[str, Any]:
    receipt = saved.receipt
    told: dict[str, Any] = {
        "saved": not (saved.conflict or saved.late),
        "number": receipt.number,
        "base": saved.response.revision,
        "code": receipt.code,
        "line": receipt.line,
        "at": date_format(timezone.localtime(receipt.at), "H:i"),
    }
    left = seconds_left(saved.response.attempt, at=timezone.now())
    if left is not None:
        # Staff may have moved the end since the page was made.
        told["left"] = left
    if saved.late:
        told["message"] = _(
            "The time was up. This is kept, and counts only if a teacher accepts it."
        )
    elif saved.conflict:
        told["message"] = _("This question was changed in another tab. The other answer stands.")
        told["standing"] = _summary(saved.response, saved.response.data)
        told["sent"] = _summary(saved.response, saved.sent)
    return told


def _summary(response: Response, data: Any) -> str:
    item_type = get_item_type(response.item_version.type_slug)
    definition = item_type.load(response.item_version.definition)
    return item_type.summarise(definition, data)


def _refused(message: str, status: int) -> JsonResponse:
    return JsonResponse({"saved": False, "message": message}, status=status)
