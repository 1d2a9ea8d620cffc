"""An attempt as staff see it, and what they do to it: each a form that asks why.

A form that is sent twice is carried out once, and answered as the first time.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quizzes.forms.staff_acts import ActForm, ReopenForm, TimeForm, VerdictForm
from quizzes.models import Attempt, ResponseRevision
from quizzes.operations import late_answers, staff_acts
from quizzes.operations.deadlines import explain_deadline
from quizzes.operations.receipts import verify_attempt
from quizzes.permissions import (
    count_attempts_used,
    get_attempt_for_staff,
    has_it_before_her,
    may_see_keys,
)
from quizzes.staff_page import AnswerRow, answers_of, log_of
from rosters.operations.acts import SentBefore, Verb
from rosters.views.access import person_of_account, staff_required

SENTENCES: Mapping[type[Exception], str | Promise] = {
    staff_acts.AttemptNotRunning: gettext_lazy("It is handed in already. You can reopen it."),
    staff_acts.AttemptRunning: gettext_lazy(
        "It is still being taken. Decide when it is handed in."
    ),
    staff_acts.AttemptHasNoDeadline: gettext_lazy("It has no end that could be moved."),
    staff_acts.AttemptIsSetAside: gettext_lazy("It is set aside. Bring it back first."),
    staff_acts.AttemptNotSetAside: gettext_lazy("It counts already."),
    staff_acts.AnotherAttemptRuns: gettext_lazy(
        "Another attempt at the same quiz is being taken now. It has to be handed in first."
    ),
    staff_acts.AssignmentIsClosed: gettext_lazy(
        "The assignment is closed. Move its closing first: others may see the answers by now."
    ),
    staff_acts.NoLimitOfAttempts: gettext_lazy("There is no limit to the attempts at this quiz."),
    late_answers.NotALateAnswer: gettext_lazy("This answer came in time."),
    late_answers.LateAnswerErased: gettext_lazy("What this answer held was erased."),
}
"""What is said when an act cannot be done; nothing was changed then."""

FORMS: Mapping[str, type[ActForm]] = {
    "time": TimeForm,
    "more": ActForm,
    "reopen": ReopenForm,
    "aside": ActForm,
    "back": ActForm,
}
"""The forms of the page by the word that their fields' ids begin with."""

ALL_LATE = "late"

Act = Callable[[Attempt, ActForm], str]
"""Does it and returns what to say."""


@never_cache
@require_safe
@staff_required
def attempt_staff(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """What was entered, what it earned, how its time came about, and what was done to it."""
    return _page(request, get_attempt_for_staff(request.user, attempt_id), {})


@require_POST
@staff_required
def attempt_add_time(request: HttpRequest, attempt_id: int) -> HttpResponse:
    by = person_of_account(request)

    def do(attempt: Attempt, form: ActForm) -> str:
        minutes, now = form.cleaned_data["minutes"], timezone.now()
        try:
            staff_acts.add_time(
                attempt, minutes=minutes, by=by, reason=form.why, at=now, form=form.number
            )
        except SentBefore as before:
            minutes = before.act.detail["minutes"]
        said = ngettext("%(n)d minute added.", "%(n)d minutes added.", minutes)
        return said % {"n": minutes}

    return _act(request, attempt_id, "time", do)


@require_POST
@staff_required
def attempt_allow(request: HttpRequest, attempt_id: int) -> HttpResponse:
    by = person_of_account(request)

    def do(attempt: Attempt, form: ActForm) -> str:
        with suppress(SentBefore):
            staff_acts.allow_one_more(
                attempt.learner,
                quiz=attempt.quiz,
                assignment=attempt.assignment,
                by=by,
                reason=form.why,
                at=timezone.now(),
                form=form.number,
            )
        return _("One more attempt is allowed. The answers are hidden until it is used.")

    return _act(request, attempt_id, "more", do)


@require_POST
@staff_required
def attempt_reopen(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Two steps: what follows from it is said first."""
    by = person_of_account(request)

    def do(attempt: Attempt, form: ActForm) -> str:
        minutes, now = form.cleaned_data["minutes"], timezone.now()
        with suppress(SentBefore):
            staff_acts.reopen(
                attempt, minutes=minutes, by=by, reason=form.why, at=now, form=form.number
            )
        return _("It is open again; the learner finds a notice.")

    return _act(request, attempt_id, "reopen", do, two_steps=True)


@require_POST
@staff_required
def attempt_set_aside(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Two steps: what follows from it is said first."""
    by = person_of_account(request)

    def do(attempt: Attempt, form: ActForm) -> str:
        with suppress(SentBefore):
            staff_acts.set_aside(
                attempt, by=by, reason=form.why, at=timezone.now(), form=form.number
            )
        return _("It is set aside and counts nowhere. You can bring it back.")

    return _act(request, attempt_id, "aside", do, two_steps=True)


@require_POST
@staff_required
def attempt_bring_back(request: HttpRequest, attempt_id: int) -> HttpResponse:
    by = person_of_account(request)

    def do(attempt: Attempt, form: ActForm) -> str:
        with suppress(SentBefore):
            staff_acts.bring_back(attempt, by=by, reason=form.why, form=form.number)
        return _("It counts again.")

    return _act(request, attempt_id, "back", do)


@require_POST
@staff_required
def attempt_late_answer(request: HttpRequest, attempt_id: int, number: int) -> HttpResponse:
    """Let a late answer count, or leave it; either can be changed later."""
    by = person_of_account(request)
    attempt = get_attempt_for_staff(request.user, attempt_id)
    revision = ResponseRevision.objects.filter(attempt=attempt, number=number, late=True).first()
    if revision is None:
        raise Http404
    form = VerdictForm(request.POST, name=f"late-{number}")
    if not form.is_valid():
        return _page(request, attempt, {f"late-{number}": form}, status=422)
    decide, said = {
        "accept": (late_answers.accept_late, _("Accepted: it counts now.")),
        "leave": (late_answers.leave_late, _("Left: it does not count.")),
    }[form.cleaned_data["verdict"]]

    def do(attempt: Attempt, form: ActForm) -> str:
        decide(revision, by=by, reason=form.why, at=timezone.now())
        return said

    return _done(request, attempt, form, do)


@require_POST
@staff_required
def attempt_late_answers(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """The same decision on all that wait, as after a network that was down for everybody."""
    by = person_of_account(request)
    attempt = get_attempt_for_staff(request.user, attempt_id)
    form = VerdictForm(request.POST, name=ALL_LATE)
    if not form.is_valid():
        return _page(request, attempt, {ALL_LATE: form}, status=422)
    accept = form.cleaned_data["verdict"] == "accept"

    def do(attempt: Attempt, form: ActForm) -> str:
        count = late_answers.decide_all_late(
            attempt, accept=accept, by=by, reason=form.why, at=timezone.now()
        )
        if accept:
            said = ngettext("%(n)d late answer counts now.", "%(n)d late answers count now.", count)
        else:
            said = ngettext("%(n)d late answer is left.", "%(n)d late answers are left.", count)
        return said % {"n": count}

    return _done(request, attempt, form, do)


def _act(
    request: HttpRequest, attempt_id: int, name: str, do: Act, *, two_steps: bool = False
) -> HttpResponse:
    """Check the form, ask once more where it takes two steps, do it, and say so."""
    attempt = get_attempt_for_staff(request.user, attempt_id)
    form = FORMS[name](request.POST, name=name)
    if not form.is_valid():
        return _page(request, attempt, {name: form}, status=422)
    if two_steps and "confirmed" not in request.POST:
        return _confirm(request, attempt, name, form)
    return _done(request, attempt, form, do)


def _done(request: HttpRequest, attempt: Attempt, form: ActForm, do: Act) -> HttpResponse:
    try:
        messages.success(request, do(attempt, form))
    except tuple(SENTENCES) as refused:
        messages.warning(request, str(SENTENCES[type(refused)]))
    return redirect("quizzes:attempt-staff", attempt.pk)


def _confirm(request: HttpRequest, attempt: Attempt, name: str, form: ActForm) -> HttpResponse:
    context = {
        "attempt": attempt,
        "act": name,
        "form": form,
        "saw_keys": name == "reopen" and may_have_seen_keys(attempt),
        "nav": "classes",
    }
    return render(request, "quizzes/staff_attempt_confirm.html", context)


def may_have_seen_keys(attempt: Attempt) -> bool:
    """Whether the learner could read right answers of this attempt until now. Three queries."""
    used = count_attempts_used(attempt)
    shown = may_see_keys(attempt, attempts_used=used, at=timezone.now())
    if shown and not has_it_before_her(attempt):
        return True
    return attempt.responses.exclude(checked_at=None).exists()


def _page(
    request: HttpRequest, attempt: Attempt, bound: Mapping[str, ActForm], *, status: int = 200
) -> HttpResponse:
    answers = answers_of(attempt)
    log = log_of(attempt, allowed=Verb.ALLOWED_ATTEMPT)
    moves = [act for act in log if act.subject_kind == "attempt"]
    context = {
        "attempt": attempt,
        "answers": answers,
        "late": [_late(row, bound) for row in answers if row.late],
        "undecided": sum(row.undecided is not None for row in answers),
        "all_late_form": bound.get(ALL_LATE) or VerdictForm(name=ALL_LATE),
        "steps": explain_deadline(attempt, moves),
        "report": verify_attempt(attempt),
        "log": log,
        "forms": {name: bound.get(name) or kind(name=name) for name, kind in FORMS.items()},
        "acts": acts_that_fit(attempt),
        "bound": next(iter(bound), ""),
        "nav": "classes",
    }
    return render(request, "quizzes/staff_attempt.html", context, status=status)


def _late(row: AnswerRow, bound: Mapping[str, ActForm]) -> dict[str, Any]:
    """A question with late answers: the newest first, each with its form."""
    answers = []
    for late in row.late:
        name = f"late-{late.revision.number}"
        answers.append((late, bound.get(name) or VerdictForm(name=name)))
    return {"row": row, "newest": answers[0], "older": answers[1:]}


def acts_that_fit(attempt: Attempt) -> list[str]:
    """Which forms the page offers for an attempt as it stands. No query."""
    if attempt.set_aside_at is not None:
        return ["back"]
    assignment = attempt.assignment
    is_standing = assignment is None or staff_acts.is_standing(assignment, at=timezone.now())
    limited = attempt.settings["attempts_allowed"] is not None
    more = ["more"] if limited and is_standing else []
    if attempt.is_open:
        timed = ["time"] if attempt.deadline_at is not None else []
        return [*timed, *more, "aside"]
    return [*(["reopen"] if is_standing else []), *more, "aside"]
