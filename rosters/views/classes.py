"""The list of classes, making one, and what belongs to a class as a whole."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rosters.forms.classes import NewClassForm, PickForm, RenameForm
from rosters.models import Classroom, Registration, School
from rosters.operations.classes import (
    ClassNameTaken,
    ClassSetAside,
    CodesNotAllowed,
    PersonOfAnotherSchool,
    bring_back,
    made_by_form,
    renew_join_code,
    set_aside,
    withdraw_join_code,
)
from rosters.operations.places import (
    LastTeacher,
    NotInClass,
    add_teacher,
    remove_teacher,
)
from rosters.permissions import (
    can_make_classrooms,
    classrooms_staff_may_see,
    colleagues_to_add,
    get_classroom_for,
    get_open_classroom_for,
)
from rosters.reports import classes_of, teachers_of
from rosters.views.access import person_of_account, staff_required
from rosters.views.seating import render_plan, seat_and_show

GET_AND_POST = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
@staff_required
def classes(request: HttpRequest) -> HttpResponse:
    """The classes that somebody teaches, or those of her school; archived ones folded away."""
    lines = classes_of(request.user)
    context = {
        "nav": "classes",
        "lines": [line for line in lines if line.classroom.archived_at is None],
        "archived": [line for line in lines if line.classroom.archived_at is not None],
        "may_make": can_make_classrooms(request.user),
    }
    return render(request, "rosters/classes/classes.html", context)


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def class_new(request: HttpRequest) -> HttpResponse:
    """Make a class; with names, look at them first and make and seat it in one go."""
    by = person_of_account(request)
    if not can_make_classrooms(by):
        raise Http404
    number = request.POST.get("form", "")[:40]
    if "make" in request.POST and (known := made_by_form(number, by=by)):
        # Sent twice: the class is there already; its seats are, or will be in a moment.
        return seat_and_show(request, known)
    made: Classroom | None = None
    form = NewClassForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        school = form.its_school
        if school is not None and form.cleaned_data["names"]:
            return _look_or_make(request, form, school)
        made = form.save(form=number)
    # Sent twice, it was made by the first time.
    if made := made or made_by_form(number, by=by):
        messages.success(request, _("The class %(name)s is made.") % {"name": made})
        return redirect("rosters:class-seat", made.pk)
    return render(request, "rosters/classes/new.html", {"nav": "classes", "form": form})


def _look_or_make(request: HttpRequest, form: NewClassForm, school: School) -> HttpResponse:
    """The table of lines; once it was looked at, the class and everybody in it."""
    draft = Classroom(name=form.cleaned_data["name"].strip(), school=school)
    asked = {"name": draft.name, "school": school.pk}
    if "make" not in request.POST:
        return render_plan(request, draft, hidden=asked)
    make = partial(form.save, form=request.POST.get("form", "")[:40])
    return seat_and_show(request, draft, make=make, hidden=asked)


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def class_settings(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """Name, teachers, class code and archive of a class."""
    by = person_of_account(request)
    classroom = get_open_classroom_for(by, classroom_id)
    name = classroom.name
    form = RenameForm(request.POST or None, initial={"name": name})
    if request.method == "POST" and form.is_valid() and form.save(classroom, by=by):
        messages.success(request, _("The class is called %(name)s now.") % {"name": classroom})
        return redirect("rosters:class-settings", classroom.pk)
    classroom.name = name
    context = {
        "nav": "classes",
        "classroom": classroom,
        "form": form,
        "teachers": teachers_of(classroom),
        "colleagues": _colleague_form(classroom),
    }
    return render(request, "rosters/classes/settings.html", context)


def _colleague_form(classroom: Classroom, posted: Any = None) -> PickForm:
    return PickForm(
        posted,
        rows=colleagues_to_add(classroom).order_by("display_name", "username"),
        label=_("Colleague"),
    )


@require_POST
@staff_required
def class_teacher_add(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """Let a colleague of the school teach the class too."""
    by = person_of_account(request)
    classroom = get_open_classroom_for(by, classroom_id)
    form = _colleague_form(classroom, request.POST)
    if form.is_valid():
        person = form.picked
        try:
            add_teacher(classroom, person, by=by)
        except (PersonOfAnotherSchool, ClassSetAside):
            messages.warning(request, _("Nothing was changed: look at the list once more."))
        else:
            said = _("%(name)s teaches this class too.")
            messages.success(request, said % {"name": person})
    return redirect("rosters:class-settings", classroom.pk)


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def class_teacher_remove(request: HttpRequest, classroom_id: int, person_id: int) -> HttpResponse:
    """Take a teacher off the class, after a page that says what it means."""
    by = person_of_account(request)
    classroom = get_open_classroom_for(by, classroom_id)
    teachers = list(teachers_of(classroom))
    person = next((each for each in teachers if each.pk == person_id), None)
    if person is None:
        raise Http404
    if request.method == "POST":
        try:
            remove_teacher(classroom, person, by=by)
        except LastTeacher:
            said = _("A class keeps at least one teacher. Add another one first.")
            messages.warning(request, said)
        except NotInClass:
            pass
        else:
            said = _("%(name)s no longer teaches %(classroom)s.")
            messages.success(request, said % {"name": person, "classroom": classroom})
        is_mine = classrooms_staff_may_see(by).filter(pk=classroom.pk).exists()
        return (
            redirect("rosters:class-settings", classroom.pk)
            if is_mine
            else redirect("rosters:classes")
        )
    context = {
        "nav": "classes",
        "classroom": classroom,
        "person": person,
        "is_last": len(teachers) == 1,
        "is_me": person.pk == by.pk,
    }
    return render(request, "rosters/classes/teacher_remove.html", context)


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def class_code(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """The class code, large for the board; make, renew or withdraw it."""
    by = person_of_account(request)
    classroom = get_open_classroom_for(by, classroom_id)
    if request.method == "POST":
        if request.POST.get("do") == "withdraw":
            withdraw_join_code(classroom, by=by)
            messages.success(request, _("The code is withdrawn. Who is in the class stays."))
        else:
            _renew(request, classroom)
        return redirect("rosters:class-code", classroom.pk)
    context = {
        "nav": "classes",
        "classroom": classroom,
        "is_allowed": classroom.school.registration != Registration.CLOSED,
        "site": request.build_absolute_uri("/accounts/register/"),
    }
    return render(request, "rosters/classes/code.html", context)


def _renew(request: HttpRequest, classroom: Classroom) -> None:
    try:
        renew_join_code(classroom, by=person_of_account(request))
    except CodesNotAllowed:
        messages.warning(request, _("The school makes all accounts itself: there is no code."))
    except ClassSetAside:
        messages.warning(request, _("The class is archived. Bring it back first."))


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def class_archive(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """Archive the class, after a page that says what it means."""
    by = person_of_account(request)
    classroom = get_open_classroom_for(by, classroom_id)
    if request.method == "POST":
        set_aside(classroom, at=timezone.now(), by=by)
        said = _("%(name)s is archived. It stands below, and can be brought back.")
        messages.success(request, said % {"name": classroom})
        return redirect("rosters:classes")
    return render(
        request, "rosters/classes/archive.html", {"nav": "classes", "classroom": classroom}
    )


@require_POST
@staff_required
def class_bring_back(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """Bring an archived class back; its code stays withdrawn."""
    by = person_of_account(request)
    classroom = get_classroom_for(by, classroom_id)
    try:
        bring_back(classroom, by=by)
    except ClassNameTaken:
        said = _("%(name)s stays archived: another class has this name now. Rename that one first.")
        messages.warning(request, said % {"name": classroom})
        return redirect("rosters:classes")
    messages.success(request, _("%(name)s is back.") % {"name": classroom})
    return redirect("rosters:class-people", classroom.pk)
