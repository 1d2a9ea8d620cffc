from django.urls import path

from rosters.views import accounts, guests, leaving, passwords, sign_in

app_name = "rosters"

urlpatterns = [
    path("accounts/", accounts.account, name="account"),
    path("accounts/sign-in/", sign_in.sign_in, name="sign-in"),
    path("accounts/sign-out/", leaving.sign_out, name="sign-out"),
    path("accounts/finish/", guests.finish, name="finish"),
    path("accounts/register/", accounts.register, name="register"),
    path("accounts/join/", accounts.join, name="join"),
    path("accounts/password/", passwords.password_change, name="password-change"),
    path("accounts/password/changed/", passwords.password_change_done, name="password-change-done"),
    path("accounts/password/forgotten/", passwords.password_reset, name="password-reset"),
    path(
        "accounts/password/forgotten/sent/",
        passwords.password_reset_done,
        name="password-reset-done",
    ),
    path(
        "accounts/password/forgotten/set/",
        passwords.password_reset_complete,
        name="password-reset-complete",
    ),
    path(
        "accounts/password/forgotten/<uidb64>/<token>/",
        passwords.NewPasswordView.as_view(),
        name="password-reset-confirm",
    ),
    # Before the admin's own pages of these addresses: one sign-in, one throttle, one way out.
    path("admin/login/", sign_in.staff_sign_in, name="staff-sign-in"),
    path("admin/logout/", leaving.sign_out, name="staff-sign-out"),
    path("admin/password_change/", passwords.password_change, name="staff-password-change"),
]
