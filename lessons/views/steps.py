"""Steps of a lesson: read one, go on, start its check."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lessons.forms.notes import NOTE_LENGTH
from lessons.models import Step
from lessons.operations.progress import read_step, record_completions
from lessons.permissions import OpenModule
from lessons.reports.module_page import work_of
from lessons.reports.outlines import Outline, outline_of
from lessons.reports.step_page import step_page
from lessons.views.notes import keep_note
from lessons.views.places import learner_of, shows_module, shows_step
from quizzes.models import Assignment, Quiz
from quizzes.operations.attempts import Origin
from quizzes.permissions import can_start_alone, get_assignment_for
from quizzes.views.start import start_and_go
from rosters.models import User


@require_GET
@shows_module
def lesson(request: HttpRequest, place: OpenModule, lesson: str) -> HttpResponse:
    """Go on where the learner stopped in this lesson."""
    row = outline_of(place.release, work_of(place, request.user)).lesson(lesson)
    if row is None:
        raise Http404
    return redirect(place.url("step", row.slug, row.resume.slug))


@require_GET
@shows_step
def step(request: HttpRequest, place: OpenModule, step: Step) -> HttpResponse:
    page = step_page(place, step, request.user)
    context = {
        "place": place,
        "page": page,
        "step": step,
        "links": page.links,
        "note_length": NOTE_LENGTH,
        "nav": "modules",
    }
    return render(request, f"lessons/step_{step.kind}.html", context)


@require_POST
@shows_step
def step_read(request: HttpRequest, place: OpenModule, step: Step) -> HttpResponse:
    """Next: keep the note that stands in the box, mark the step as read, and go on."""
    learner = None if place.is_preview else learner_of(request)
    if learner is None:
        outline = outline_of(place.release, work_of(place, request.user))
        return redirect(path_after(place, outline, step))
    if not keep_note(request, place, step, learner):
        return redirect(place.url("step", step.lesson.slug, step.slug))
    done = read_step(
        place, learner=learner, lesson=step.lesson.slug, step=step.slug, at=timezone.now()
    )
    for row in done.completed:
        messages.success(
            request,
            _("Lesson %(number)d is complete: %(title)s.")
            % {"number": row.number, "title": row.title},
        )
    _say_what_is_missing(request, done.outline, step)
    return redirect(path_after(place, done.outline, step))


@require_POST
@shows_step
def step_quiz_start(request: HttpRequest, place: OpenModule, step: Step) -> HttpResponse:
    """Start a check, under the assignment that came with the module where there is one."""
    # Publishing a release demands a quiz that can be started from it; it may change afterwards.
    if step.quiz is None or not (place.is_preview or can_start_alone(step.quiz)):
        raise Http404
    record_passed_checks(request, place)
    path = place.url("step", step.lesson.slug, step.slug)
    return start_and_go(
        request,
        step.quiz,
        origin=Origin(title=step.lesson.title, path=path),
        assignment=_assignment_of_check(request, place, step.quiz),
        preview=place.is_preview,
    )


def _assignment_of_check(request: HttpRequest, place: OpenModule, quiz: Quiz) -> Assignment | None:
    """The open assignment of a check that came with the module; None for everybody else."""
    given = work_of(place, request.user).assignment_of(quiz)
    if given is None or not isinstance(request.user, User):
        return None
    return get_assignment_for(request.user, given)


def record_passed_checks(request: HttpRequest, place: OpenModule) -> None:
    """A check that was passed since the last POST may have completed its lesson."""
    if isinstance(request.user, User) and not place.is_preview:
        record_completions(place, learner=request.user, at=timezone.now())


def path_after(place: OpenModule, outline: Outline, step: Step) -> str:
    """Where Next leads: the next step, else the next lesson, else the module."""
    here = outline.lesson(step.lesson.slug)
    slugs = [row.slug for row in here.steps] if here else []
    following = slugs[slugs.index(step.slug) + 1 :]
    if following:
        return place.url("step", step.lesson.slug, following[0])
    lesson = outline.after(step.lesson.slug)
    return place.url("lesson", lesson.slug) if lesson else place.path


def _say_what_is_missing(request: HttpRequest, outline: Outline, step: Step) -> None:
    """At the end of a lesson that is not complete, say what it still needs."""
    row = outline.lesson(step.lesson.slug)
    if row is None or row.is_complete or row.steps[-1].slug != step.slug:
        return
    names = ", ".join(f"{each.number} {each.title}" for each in row.open_steps)
    messages.info(
        request,
        _("Lesson %(number)d is not complete yet. Open: %(names)s.")
        % {"number": row.number, "names": names},
    )
