"""A module's own quizzes: the page before one, and its Start button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from lessons.permissions import OpenModule, get_quiz_in
from lessons.views.places import shows_module
from lessons.views.steps import record_passed_checks
from quizzes.operations.attempts import Origin
from quizzes.views.start import quiz_entry, start_and_go


@require_GET
@shows_module
def module_quiz(request: HttpRequest, place: OpenModule, quiz: str) -> HttpResponse:
    found = get_quiz_in(place, quiz)
    context = {
        "place": place,
        "entry": quiz_entry(found, request.user),
        "start_url": place.url("module-quiz-start", quiz),
        "nav": "modules",
    }
    return render(request, "lessons/quiz.html", context)


@require_POST
@shows_module
def module_quiz_start(request: HttpRequest, place: OpenModule, quiz: str) -> HttpResponse:
    found = get_quiz_in(place, quiz)
    record_passed_checks(request, place)
    origin = Origin(title=place.module.title, path=place.url("module-quiz", quiz))
    return start_and_go(request, found, origin=origin, preview=place.is_preview)
