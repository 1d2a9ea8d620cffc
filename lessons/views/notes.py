"""The text box under a prompt: saved by Next, by its own button, or by the page itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lessons.forms.notes import NoteForm
from lessons.models import Step
from lessons.operations.progress import save_note
from lessons.permissions import OpenModule
from lessons.views.places import learner_of, shows_step
from rosters.models import User


@never_cache
@require_POST
@shows_step
def note_save(request: HttpRequest, place: OpenModule, step: Step) -> HttpResponse:
    """Save the note: JSON for the page's script, a message and the same page otherwise."""
    if "application/json" in request.headers.get("Accept", ""):
        return _saved_by_script(request, place, step)
    learner = None if place.is_preview else learner_of(request)
    if learner is not None and keep_note(request, place, step, learner):
        messages.success(request, _("Your note is saved."))
    return redirect(place.url("step", step.lesson.slug, step.slug) + "#note")


def keep_note(request: HttpRequest, place: OpenModule, step: Step, learner: User) -> bool:
    """Save what a form sent along, if it sent a note at all. False, with a message, if not."""
    if not step.prompt or "text" not in request.POST:
        return True
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _problems(form))
        return False
    _save(place, step, learner, form.cleaned_data["text"])
    return True


def _saved_by_script(request: HttpRequest, place: OpenModule, step: Step) -> JsonResponse:
    """200 saved, with the time · 422 too long · 403 nobody to save it for, or a preview.

    A visitor's first save makes a guest and with it a new token, which the page needs for Next.
    """
    form = NoteForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"message": _problems(form)}, status=422)
    learner = None if place.is_preview or not step.prompt else learner_of(request)
    if learner is None:
        return JsonResponse({"message": _("Not saved. Sign in to keep notes.")}, status=403)
    at = timezone.now()
    _save(place, step, learner, form.cleaned_data["text"])
    return JsonResponse(
        {
            "at": date_format(timezone.localtime(at), "TIME_FORMAT"),
            "token": get_token(request),
        }
    )


def _problems(form: NoteForm) -> str:
    return " ".join(str(error) for error in form.errors["text"])


def _save(place: OpenModule, step: Step, learner: User, text: str) -> None:
    save_note(
        place,
        learner=learner,
        step_key=f"{step.lesson.slug}/{step.slug}",
        text=text,
        at=timezone.now(),
    )
