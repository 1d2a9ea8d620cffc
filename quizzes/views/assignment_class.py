"""An assignment while its class takes it: who is where, and time for all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quizzes.forms.staff_acts import TimeForm
from quizzes.models import Assignment
from quizzes.operations.staff_acts import add_time_to_all
from quizzes.permissions import get_assignment_for_staff
from quizzes.watching import watch_assignment
from rosters.views.access import person_of_account, staff_required

FORM = "all"


@never_cache
@require_safe
@staff_required
def assignment_class(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """All learners of the class: not started, at it, handed in, set aside. Seven statements."""
    return _page(request, get_assignment_for_staff(request.user, assignment_id))


@require_POST
@staff_required
def assignment_add_time(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Move the deadline of every attempt that runs now."""
    by = person_of_account(request)
    assignment = get_assignment_for_staff(request.user, assignment_id, to_change=True)
    form = TimeForm(request.POST, name=FORM)
    if not form.is_valid():
        return _page(request, assignment, form, status=422)
    count = add_time_to_all(
        assignment,
        minutes=form.cleaned_data["minutes"],
        by=by,
        reason=form.why,
        at=timezone.now(),
        form=form.number,
    )
    if count:
        said = ngettext(
            "Time added to %(n)d attempt; its learner finds a notice.",
            "Time added to %(n)d attempts; their learners find a notice.",
            count,
        )
        messages.success(request, said % {"n": count})
    else:
        messages.info(request, _("No attempt with a deadline is being taken now."))
    return redirect("quizzes:assignment-class", assignment.pk)


def _page(
    request: HttpRequest,
    assignment: Assignment,
    form: TimeForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    context = {
        "assignment": assignment,
        "classroom": assignment.classroom,
        "watch": watch_assignment(assignment, at=now),
        "now": now,
        "form": form or TimeForm(name=FORM),
        "form_is_open": form is not None,
        "nav": "classes",
    }
    return render(request, "quizzes/assignment_class.html", context, status=status)
