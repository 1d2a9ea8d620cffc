"""What was given to a class: its rules, changing them, taking it back, giving it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lessons.forms.assigning import MoreQuizzesForm, RulesForm, WindowForm
from lessons.models import ModuleAssignment
from lessons.operations.assigning import (
    ClassIsSetAside,
    IsTakenBack,
    ModuleGivenAlready,
    QuizIsNotPublished,
    Rules,
    add_quizzes,
    change_assignment,
    change_module_assignment,
    give_again,
    rules_of,
    take_back,
)
from lessons.permissions import get_class_for, get_given_module, get_given_quiz
from lessons.reports.given import quizzes_below, taken_back_in
from quizzes.models import Assignment
from rosters.views.access import account_required, person_of_account

Given = Assignment | ModuleAssignment


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def given_quiz(request: HttpRequest, classroom_id: int, assignment_id: int) -> HttpResponse:
    """The rules of an assignment in sentences, and the form that changes them."""
    found = get_given_quiz(request.user, classroom_id, assignment_id)
    rules = rules_of(found)
    form = RulesForm(request.POST or None, quizzes=[found.quiz], kept=rules)
    if request.method == "POST" and _may_change(found) and form.is_valid():
        changed = change_assignment(found, rules=form.rules, by=person_of_account(request))
        _say_changed(request, changed)
        return redirect("lessons:given-quiz", classroom_id, assignment_id)
    context = {
        "nav": "classes",
        "given": found,
        "classroom": found.classroom,
        "title": found.quiz.title,
        "quiz": found.quiz,
        "rules": rules,
        "form": form,
        "kind": "quiz",
    }
    return render(request, "lessons/given.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def given_module(request: HttpRequest, classroom_id: int, given_id: int) -> HttpResponse:
    """The window of a module that was given to a class, and the quizzes below it."""
    found = get_given_module(request.user, classroom_id, given_id)
    rules = Rules(found.opens_at, found.closes_at)
    below = quizzes_below(found)
    form = WindowForm(request.POST or None, below=below, kept=rules)
    if request.method == "POST" and _may_change(found) and form.is_valid():
        changed = change_module_assignment(found, rules=form.rules, by=person_of_account(request))
        _say_changed(request, changed)
        return redirect("lessons:given-module", classroom_id, given_id)
    context = {
        "nav": "classes",
        "given": found,
        "classroom": found.classroom,
        "title": found.module.title,
        "below": below,
        "rules": rules,
        "form": form,
        "kind": "module",
    }
    return render(request, "lessons/given.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def given_module_add(request: HttpRequest, classroom_id: int, given_id: int) -> HttpResponse:
    """Give the class other quizzes of a module that it has, and the rules for them."""
    found = get_given_module(request.user, classroom_id, given_id)
    if not _may_change(found):
        return _to_page_of(found)
    person = person_of_account(request)
    form = MoreQuizzesForm(request.POST or None, user=person, given=found)
    if request.method == "POST" and form.is_valid():
        _add(request, found, form)
        return _to_page_of(found)
    context = {
        "nav": "classes",
        "given": found,
        "classroom": found.classroom,
        "form": form,
    }
    return render(request, "lessons/given_add.html", context)


def _add(request: HttpRequest, found: ModuleAssignment, form: MoreQuizzesForm) -> None:
    chosen, by = form.cleaned_data["more_quizzes"], person_of_account(request)
    try:
        added = add_quizzes(found, quizzes=chosen, rules=form.rules, by=by, at=timezone.now())
    except (ClassIsSetAside, IsTakenBack, QuizIsNotPublished):
        messages.error(request, _("Nothing was added: look at the assignment once more."))
    else:
        for each in added:
            words = {"title": each.quiz.title, "name": found.classroom.name}
            messages.success(request, _("“%(title)s” is assigned to %(name)s.") % words)


@require_POST
@account_required
def given_quiz_take_back(
    request: HttpRequest, classroom_id: int, assignment_id: int
) -> HttpResponse:
    return _take_back(request, get_given_quiz(request.user, classroom_id, assignment_id))


@require_POST
@account_required
def given_quiz_again(request: HttpRequest, classroom_id: int, assignment_id: int) -> HttpResponse:
    return _give_again(request, get_given_quiz(request.user, classroom_id, assignment_id))


@require_POST
@account_required
def given_module_take_back(request: HttpRequest, classroom_id: int, given_id: int) -> HttpResponse:
    return _take_back(request, get_given_module(request.user, classroom_id, given_id))


@require_POST
@account_required
def given_module_again(request: HttpRequest, classroom_id: int, given_id: int) -> HttpResponse:
    return _give_again(request, get_given_module(request.user, classroom_id, given_id))


@never_cache
@require_GET
@account_required
def taken_back(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """What was taken back from a class, to be given again."""
    classroom = get_class_for(request.user, classroom_id).classroom
    context = {"nav": "classes", "classroom": classroom, "given": taken_back_in(classroom)}
    return render(request, "lessons/taken_back.html", context)


def _take_back(request: HttpRequest, given: Given) -> HttpResponse:
    if take_back(given, by=person_of_account(request), at=timezone.now()):
        messages.success(
            request,
            _("It is taken back. What learners did is kept; “Give it again” brings it back."),
        )
    return _to_page_of(given)


def _give_again(request: HttpRequest, given: Given) -> HttpResponse:
    try:
        if give_again(given, by=person_of_account(request)):
            messages.success(request, _("The class has it again, with what learners did before."))
    except ClassIsSetAside:
        messages.error(request, _("This class is set aside: bring it back first."))
    except ModuleGivenAlready:
        messages.error(request, _("The class has this module once more by now: take that back."))
    return _to_page_of(given)


def _to_page_of(given: Given) -> HttpResponse:
    name = "given-quiz" if isinstance(given, Assignment) else "given-module"
    return redirect(f"lessons:{name}", given.classroom_id, given.pk)


def _may_change(given: Given) -> bool:
    """What was taken back, or stands in a class that is set aside, stays as it is."""
    return given.withdrawn_at is None and given.classroom.archived_at is None


def _say_changed(request: HttpRequest, changed: bool) -> None:
    if changed:
        messages.success(request, _("Changed. Attempts that run keep the rules they began with."))
    else:
        messages.info(request, _("Nothing was different."))
