"""Making one's own account, joining a class, and the page about oneself."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from rosters.forms.accounts import JoinForm, RegisterForm
from rosters.models import Accommodation, Enrollment, Registration, User
from rosters.operations.guests import note_activity, registration_rule
from rosters.views.access import account_required, has_account, person_of_account
from rosters.views.choosing import admit


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Make an account where the school allows it; a guest's work moves into it."""
    if has_account(request.user):
        return redirect("rosters:account")
    rule = registration_rule()
    if rule == Registration.CLOSED:
        return render(request, "rosters/register_closed.html")
    guest = request.user if isinstance(request.user, User) else None
    initial = {"code": request.GET.get("code", "")}
    form = RegisterForm(request.POST or None, rule=rule, initial=initial)
    if request.method == "POST" and form.is_valid():
        person = form.save(guest=guest, at=timezone.now())
        if person is not None:
            admit(request, person)
            note_activity(person, on=timezone.localdate())
            messages.success(request, _welcome(person, kept_work=guest is not None))
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "rosters/register.html", {"form": form, "is_guest": guest is not None})


def _welcome(person: User, *, kept_work: bool) -> str:
    if kept_work:
        return _("The account %(name)s is yours, with everything you did as a guest.") % {
            "name": person.username
        }
    return _("The account %(name)s is yours.") % {"name": person.username}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def join(request: HttpRequest) -> HttpResponse:
    """Join a class with the code that its teacher tells."""
    form = JoinForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        place = form.save(person_of_account(request))
        if place is not None:
            said = _("You are in the class %(name)s.") % {"name": place.classroom.name}
            messages.success(request, said)
            return redirect("rosters:account")
    return render(request, "rosters/join.html", {"form": form})


@never_cache
@require_safe
@account_required
def account(request: HttpRequest) -> HttpResponse:
    """Name, role, classes, extra time, and the ways to change them."""
    person = person_of_account(request)
    places = (
        Enrollment.objects.filter(user=person, classroom__archived_at=None)
        .select_related("classroom")
        .order_by("classroom__name")
    )
    extra_time = Accommodation.objects.filter(user=person).first()
    context = {"person": person, "places": places, "extra_time": extra_time}
    return render(request, "rosters/account.html", context)
