"""Who is in a class: the list, one learner, putting in, taking out, moving."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rosters.forms.classes import LearnerForm, PickForm, percent_of
from rosters.models import Accommodation, Classroom, User
from rosters.operations.classes import ClassSetAside, PersonOfAnotherSchool
from rosters.operations.people import NotAllowed
from rosters.operations.places import NotInClass, move, put_in, take_out
from rosters.permissions import (
    classrooms_staff_may_change,
    get_classroom_for,
    get_open_classroom_for,
    get_place_for,
    is_school_admin,
    learners_staff_may_change,
    learners_to_seat,
)
from rosters.reports import members_of, teachers_of
from rosters.views.access import person_of_account, staff_required

GET_AND_POST = ["GET", "HEAD", "POST"]
MOST_FOUND = 20
LEAST_LETTERS = 2
MOST_DIGITS = 15


@never_cache
@require_safe
@staff_required
def class_people(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """The learners of a class; of an archived one only how many, and the way back."""
    classroom = get_classroom_for(request.user, classroom_id)
    members = members_of(classroom)
    context = {
        "nav": "classes",
        "classroom": classroom,
        "count": len(members),
        "members": [] if classroom.archived_at else members,
        "waiting": sum(each.has_one_time_password and not each.last_active for each in members),
        "teachers": teachers_of(classroom),
        "gone": _gone(request, classroom),
    }
    return render(request, "rosters/classes/people.html", context)


def _gone(request: HttpRequest, classroom: Classroom) -> User | None:
    """Who was taken out just now and can be put back: named in the address, asked of the rows."""
    number = request.GET.get("taken-out", "")
    if not number.isdecimal() or len(number) > MOST_DIGITS or classroom.archived_at is not None:
        return None
    return learners_to_seat(classroom).filter(pk=int(number)).first()


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def class_person(request: HttpRequest, classroom_id: int, person_id: int) -> HttpResponse:
    """One learner: name, extra time, and what else a teacher does for her."""
    by = person_of_account(request)
    place = get_place_for(by, classroom_id, person_id)
    person, classroom = place.user, place.classroom
    extra = Accommodation.objects.filter(user=person).first()
    initial = {
        "display_name": person.display_name,
        "percent": percent_of(extra),
        "reason": extra.reason if extra else "",
    }
    form = LearnerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            changed = form.save(person, extra=extra, classroom=classroom, by=by)
        except NotAllowed:
            messages.warning(
                request, _("Nothing was changed: this is for somebody else to change.")
            )
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return redirect("rosters:class-person", classroom.pk, person.pk)
    is_mine = learners_staff_may_change(by).filter(pk=person.pk).exists()
    context = {
        "nav": "classes",
        "classroom": classroom,
        "person": person,
        "form": form,
        "is_mine": is_mine,
        "may_erase": is_mine and is_school_admin(by),
        "others": _other_classes(by, classroom),
    }
    return render(request, "rosters/classes/person.html", context)


def _other_classes(by: User, classroom: Classroom, posted: object = None) -> PickForm:
    rows = classrooms_staff_may_change(by).filter(school=classroom.school_id)
    return PickForm(
        posted,
        rows=rows.exclude(pk=classroom.pk).order_by("name"),
        label=_("Class"),
    )


@require_POST
@staff_required
def class_person_move(request: HttpRequest, classroom_id: int, person_id: int) -> HttpResponse:
    """Move a learner into another of one's classes."""
    by = person_of_account(request)
    place = get_place_for(by, classroom_id, person_id)
    form = _other_classes(by, place.classroom, request.POST)
    if not form.is_valid():
        return redirect("rosters:class-person", classroom_id, person_id)
    new: Classroom = form.picked
    try:
        move(place.user, old=place.classroom, new=new, by=by)
    except (NotAllowed, NotInClass, ClassSetAside, PersonOfAnotherSchool):
        messages.warning(request, _("Nothing was changed: look at the class once more."))
        return redirect("rosters:class-people", classroom_id)
    said = _("%(name)s is in %(classroom)s now. To undo it, move this learner back from here.")
    messages.success(request, said % {"name": place.user, "classroom": new})
    return redirect("rosters:class-person", new.pk, person_id)


@require_POST
@staff_required
def class_person_out(request: HttpRequest, classroom_id: int, person_id: int) -> HttpResponse:
    """Take a learner out of the class; the next page offers to put her back."""
    by = person_of_account(request)
    place = get_place_for(by, classroom_id, person_id)
    try:
        take_out(place.classroom, place.user, by=by)
    except (NotAllowed, NotInClass, ClassSetAside):
        messages.warning(request, _("Nothing was changed: look at the class once more."))
        return redirect("rosters:class-people", classroom_id)
    address = reverse("rosters:class-people", args=[classroom_id])
    return redirect(f"{address}?{urlencode({'taken-out': person_id})}")


@require_POST
@staff_required
def class_person_in(request: HttpRequest, classroom_id: int, person_id: int) -> HttpResponse:
    """Put a learner of the school into the class; also the way back for who was taken out."""
    by = person_of_account(request)
    classroom = get_open_classroom_for(by, classroom_id)
    person = learners_to_seat(classroom).filter(pk=person_id).first()
    if person is None:
        raise Http404
    try:
        put_in(classroom, person, by=by)
    except (NotAllowed, ClassSetAside, PersonOfAnotherSchool):
        messages.warning(request, _("Nothing was changed: look at the class once more."))
    else:
        said = _("%(name)s is in this class.")
        messages.success(request, said % {"name": person})
    return redirect("rosters:class-people", classroom.pk)


@never_cache
@require_safe
@staff_required
def class_find(request: HttpRequest, classroom_id: int) -> HttpResponse:
    """Find learners of the school who have accounts, to put them in."""
    classroom = get_open_classroom_for(request.user, classroom_id)
    wanted = " ".join(request.GET.get("q", "").split())
    found: list[User] = []
    if len(wanted) >= LEAST_LETTERS:
        people = learners_to_seat(classroom).order_by("display_name", "username")
        for word in wanted.split(" "):
            people = people.filter(display_name__icontains=word) | people.filter(
                username__icontains=word
            )
        found = list(people[: MOST_FOUND + 1])
    context = {
        "nav": "classes",
        "classroom": classroom,
        "wanted": wanted,
        "found": found[:MOST_FOUND],
        "is_cut": len(found) > MOST_FOUND,
        "is_asked": len(wanted) >= LEAST_LETTERS,
    }
    return render(request, "rosters/classes/find.html", context)
