from django.urls import path

from rosters.views import (
    accounts,
    class_people,
    classes,
    guests,
    leaving,
    notices,
    passwords,
    seating,
    sign_in,
)

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
    path("notices/", notices.notices, name="notices"),
    path("notices/put-away/", notices.notices_put_away, name="notices-put-away"),
    path("classes/", classes.classes, name="classes"),
    path("classes/new/", classes.class_new, name="class-new"),
    path("classes/<int:classroom_id>/seat/", seating.class_seat, name="class-seat"),
    path("classes/<int:classroom_id>/passwords/", seating.class_passwords, name="class-passwords"),
    path("classes/<int:classroom_id>/settings/", classes.class_settings, name="class-settings"),
    path("classes/<int:classroom_id>/code/", classes.class_code, name="class-code"),
    path("classes/<int:classroom_id>/archive/", classes.class_archive, name="class-archive"),
    path(
        "classes/<int:classroom_id>/bring-back/", classes.class_bring_back, name="class-bring-back"
    ),
    path(
        "classes/<int:classroom_id>/teachers/add/",
        classes.class_teacher_add,
        name="class-teacher-add",
    ),
    path(
        "classes/<int:classroom_id>/teachers/<int:person_id>/remove/",
        classes.class_teacher_remove,
        name="class-teacher-remove",
    ),
    path("classes/<int:classroom_id>/find/", class_people.class_find, name="class-find"),
    path("classes/<int:classroom_id>/people/", class_people.class_people, name="class-people"),
    path(
        "classes/<int:classroom_id>/people/<int:person_id>/",
        class_people.class_person,
        name="class-person",
    ),
    path(
        "classes/<int:classroom_id>/people/<int:person_id>/password/",
        seating.class_person_password,
        name="class-person-password",
    ),
    path(
        "classes/<int:classroom_id>/people/<int:person_id>/move/",
        class_people.class_person_move,
        name="class-person-move",
    ),
    path(
        "classes/<int:classroom_id>/people/<int:person_id>/out/",
        class_people.class_person_out,
        name="class-person-out",
    ),
    path(
        "classes/<int:classroom_id>/people/<int:person_id>/in/",
        class_people.class_person_in,
        name="class-person-in",
    ),
    # Before the admin's own pages of these addresses: one sign-in, one throttle, one way out.
    path("admin/login/", sign_in.staff_sign_in, name="staff-sign-in"),
    path("admin/logout/", leaving.sign_out, name="staff-sign-out"),
    path("admin/password_change/", passwords.password_change, name="staff-password-change"),
]
