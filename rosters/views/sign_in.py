"""Signing in, also for the staff pages."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from rosters.forms.accounts import SignInForm
from rosters.models import Registration, User
from rosters.operations.guests import note_activity, registration_rule
from rosters.views.access import has_account, local_path
from rosters.views.choosing import admit, begin_choosing


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. A one-time password leads on to choosing one's own."""
    onward = local_path(request.POST.get("next") or request.GET.get("next"))
    if request.method != "POST" and has_account(request.user):
        return redirect(onward or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None, initial={"next": onward})
    if request.method == "POST" and form.is_valid():
        person = form.sign_in(address=request.META.get("REMOTE_ADDR", ""), at=timezone.now())
        if person is not None:
            return _let_in(request, person, onward=onward)
    context = {
        "form": form,
        "nav": "sign-in",
        "can_register": registration_rule() != Registration.CLOSED,
    }
    response = render(request, "rosters/sign_in.html", context)
    if form.seconds_to_wait:
        response.status_code = 429
        response["Retry-After"] = str(form.seconds_to_wait)
    return response


def _let_in(request: HttpRequest, person: User, *, onward: str) -> HttpResponse:
    if person.must_change_password:
        begin_choosing(request, person, onward=onward)
        return redirect("rosters:password-change")
    admit(request, person)
    note_activity(person, on=timezone.localdate())
    return redirect(onward or settings.LOGIN_REDIRECT_URL)


@never_cache
@require_safe
def staff_sign_in(request: HttpRequest) -> HttpResponse:
    """Stands where the admin has a sign-in page of its own, which nothing would slow down."""
    onward = local_path(request.GET.get("next")) or reverse("admin:index")
    if not has_account(request.user):
        return redirect_to_login(onward)
    if isinstance(request.user, User) and request.user.is_staff:
        return redirect(onward)
    # Signed in, but not as staff: for this person there is no such page.
    raise Http404
