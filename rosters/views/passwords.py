"""Changing one's password, choosing the first, and getting a link when it is forgotten."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from rosters.forms.accounts import ChangePasswordForm, ChoosePasswordForm, ForgottenPasswordForm
from rosters.tasks import send_reset_mails
from rosters.views.access import account_required, person_of_account
from rosters.views.choosing import Choosing, admit, get_choosing


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: HttpRequest) -> HttpResponse:
    """Choose a password after a one-time password, or change the one that one has."""
    choosing = get_choosing(request)
    if choosing is not None:
        return _choose(request, choosing)
    return _change(request)


def _choose(request: HttpRequest, choosing: Choosing) -> HttpResponse:
    form = ChoosePasswordForm(choosing.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        admit(request, choosing.person)
        messages.success(request, _("Your new password is set. The one-time password is gone."))
        return redirect(choosing.onward or settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "person": choosing.person, "is_first": True}
    return render(request, "rosters/password_change.html", context)


@account_required
def _change(request: HttpRequest) -> HttpResponse:
    person = person_of_account(request)
    form = ChangePasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, person)
        return redirect("rosters:password-change-done")
    return render(request, "rosters/password_change.html", {"form": form, "person": person})


@require_safe
@account_required
def password_change_done(request: HttpRequest) -> HttpResponse:
    """Say that the password is changed, and what that means elsewhere."""
    return render(request, "rosters/password_change_done.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail. What is answered does not tell whether anybody has the address."""
    form = ForgottenPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        site = f"{request.scheme}://{request.get_host()}"
        send_reset_mails.enqueue(form.cleaned_data["email"], site)
        return redirect("rosters:password-reset-done")
    return render(request, "rosters/password_reset.html", {"form": form})


@require_safe
def password_reset_done(request: HttpRequest) -> HttpResponse:
    """Say what happens now."""
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    return render(request, "rosters/password_reset_done.html", {"hours": hours})


class NewPasswordView(PasswordResetConfirmView):
    """What the mailed link opens. Django's view keeps the link's token out of later addresses."""

    form_class = ChoosePasswordForm
    template_name = "rosters/password_reset_confirm.html"
    success_url = reverse_lazy("rosters:password-reset-complete")


@require_safe
def password_reset_complete(request: HttpRequest) -> HttpResponse:
    """Say that the new password holds."""
    return render(request, "rosters/password_reset_complete.html")
