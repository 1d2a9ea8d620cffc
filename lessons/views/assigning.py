"""Giving a module or a quiz to classes: choose, set the rules, read them, confirm."""

from contextlib import suppress
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lessons.forms.assigning import AssignForm, What, WhatForm, find_what
from lessons.models import Module
from lessons.operations.assigning import (
    ClassIsSetAside,
    ModuleGivenAlready,
    QuizIsNotPublished,
    assign_module,
    assign_quiz,
)
from lessons.permissions import classrooms_to_assign_to, get_classroom_to_assign
from quizzes.models import Quiz
from rosters.forms.sent import new_form_number
from rosters.models import Classroom
from rosters.operations.acts import SentBefore
from rosters.permissions import is_staff
from rosters.views.access import account_required, person_of_account


@never_cache
@require_GET
@account_required
def assign_start(request: HttpRequest) -> HttpResponse:
    """Which class? From a module's page or a quiz in the admin, with that chosen already."""
    if not is_staff(request.user):
        raise Http404
    classrooms = list(classrooms_to_assign_to(request.user))
    asked = request.GET.get("what", "")
    what = find_what(person_of_account(request), asked)
    if what is not None and len(classrooms) == 1:
        return redirect(_assign_path(classrooms[0], asked))
    context = {
        "nav": "classes",
        "classrooms": [(each, _assign_path(each, asked if what else "")) for each in classrooms],
        "what": what,
    }
    return render(request, "lessons/assign_start.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def assign(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """Choose what (GET), set the rules (GET with `what`), read them and confirm (POST)."""
    classroom = get_classroom_to_assign(request.user, classroom_id)
    person = person_of_account(request)
    asked = (request.POST if request.method == "POST" else request.GET).get("what", "")
    what = find_what(person, asked)
    if what is None:
        form = WhatForm({"what": asked} if asked else None, user=person)
        context = {"nav": "classes", "classroom": classroom, "form": form}
        return render(request, "lessons/assign_what.html", context)
    initial = {"classrooms": [classroom.pk]}
    form_of_rules = AssignForm(request.POST or None, user=person, what=what, initial=initial)
    context = {"classroom": classroom, "what": what, "asked": asked, "form": form_of_rules}
    context |= {"nav": "classes", "is_module": isinstance(what, Module)}
    step = request.POST.get("step", "")
    if request.method != "POST" or step == "edit" or not form_of_rules.is_valid():
        return render(request, "lessons/assign.html", context)
    if step == "assign":
        return _assign(request, classroom, what, form_of_rules)
    context |= {
        "now": timezone.now(),
        "posted": [*_posted(request), ("form", new_form_number())],
        "quizzes": list(form_of_rules.quizzes_to_check()),
    }
    return render(request, "lessons/assign_confirm.html", context)


def _assign(
    request: HttpRequest, classroom: Classroom, what: What, form: AssignForm
) -> HttpResponse:
    """Give it to each class, one transaction each, and say what came of it."""
    now = timezone.now()
    for each in form.cleaned_data["classrooms"]:
        words = {"title": what.title, "name": each.name}
        try:
            with suppress(SentBefore):
                _give(request, each, what, form, now)
        except ModuleGivenAlready:
            messages.info(request, _("%(name)s has “%(title)s” already: change it there.") % words)
        except (ClassIsSetAside, QuizIsNotPublished):
            messages.error(request, _("“%(title)s” cannot be assigned to %(name)s now.") % words)
        else:
            messages.success(request, _("“%(title)s” is assigned to %(name)s.") % words)
    return redirect("lessons:class", classroom.pk)


def _give(
    request: HttpRequest, classroom: Classroom, what: What, form: AssignForm, now: datetime
) -> None:
    by, number = person_of_account(request), request.POST.get("form", "")[:40]
    if isinstance(what, Quiz):
        assign_quiz(what, classroom=classroom, rules=form.rules, by=by, at=now, form=number)
    else:
        assign_module(
            what,
            classroom=classroom,
            rules=form.rules,
            checks=form.checks,
            quizzes=form.cleaned_data["more_quizzes"],
            by=by,
            at=now,
            form=number,
        )


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, for the hidden fields of the page that asks to confirm."""
    own = ("csrfmiddlewaretoken", "step", "form")
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in own
        for value in values
        if isinstance(value, str)
    ]


def _assign_path(classroom: Classroom, asked: str) -> str:
    path = reverse("lessons:assign", args=[classroom.pk])
    return f"{path}?{urlencode({'what': asked})}" if asked else path
