from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Permission
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from rosters.admin.scoping import ScopedAdmin, ScopedRelatedFilter, person_of_admin
from rosters.forms.accounts import clean_username, username_validator
from rosters.models import Role, User
from rosters.operations.acts import Verb, record
from rosters.operations.guests import count_guests
from rosters.operations.people import (
    ROLES_TO_GIVE,
    NotAllowed,
    OneTimePassword,
    PersonHasNoSchool,
    give_role,
    make_person,
    reset_password,
)
from rosters.permissions import (
    Visitor,
    can_make_people,
    is_school_admin,
    people_staff_may_change,
    people_staff_may_see,
    schools_staff_may_see,
)

FOR_SUPERUSERS = ["is_staff", "is_superuser", "groups", "user_permissions"]
MADE = "one_time_password"
"""Where a new person's row carries her one-time password from saving to the page that shows it."""


class PersonForm(forms.ModelForm[User]):
    """A person as the admin edits one; a log-in name is unique in any mix of capitals."""

    def clean_username(self) -> str:
        name: str = self.cleaned_data.get("username") or ""
        if not name:
            raise forms.ValidationError(_("Everybody with an account has a log-in name."))
        check: RegexValidator = username_validator
        check(name)
        return clean_username(name, except_for=self.instance.pk)


class NewPersonForm(PersonForm):
    """A new person, with the role; the password is made and shown once."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in ROLES_TO_GIVE]
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("role") == Role.SCHOOL_ADMIN and not cleaned.get("school"):
            self.add_error("school", _("A school admin needs a school."))
        return cleaned


class RoleFilter(admin.ChoicesFieldListFilter):
    """The roles that the list can hold; guests are counted and not listed."""

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            if choice["display"] != Role.GUEST.label:
                yield choice


def permissions_to_give(user: Visitor) -> QuerySet[Permission]:
    """Single permissions, which only a superuser gives; each is named with its content type."""
    known = Permission.objects.select_related("content_type")
    return known if user.is_superuser else known.none()


def _record_changes(person: User, changed: list[str], *, by: User) -> None:
    """One act for each kind of thing that the form changed."""
    about = sorted({"display_name", "username", "email"} & set(changed))
    rights = sorted(set(FOR_SUPERUSERS) & set(changed))
    if about:
        record(Verb.RENAMED_PERSON, by=by, person=person, detail={"fields": about})
    if "school" in changed:
        record(Verb.SET_SCHOOL, by=by, person=person)
    if "is_active" in changed:
        verb = Verb.STARTED_PERSON if person.is_active else Verb.STOPPED_PERSON
        record(verb, by=by, person=person)
    if rights:
        record(Verb.CHANGED_RIGHTS, by=by, person=person, detail={"fields": rights})


@admin.register(User)
class UserAdmin(ScopedAdmin[User]):
    form = PersonForm
    list_display = ["__str__", "username", "role", "school", "last_active_on", "is_active"]
    list_filter = [("role", RoleFilter), "is_active", ("school", ScopedRelatedFilter)]
    search_fields = ["display_name", "username"]
    ordering = ["display_name", "username"]
    actions = ["make_learners", "make_instructors", "make_school_admins", "reset_passwords"]
    choices = {Permission: permissions_to_give}

    def may_see(self, user: Visitor) -> QuerySet[User]:
        return people_staff_may_see(user).select_related("school")

    def may_change(self, user: Visitor) -> QuerySet[User]:
        return people_staff_may_change(user)

    def may_add(self, user: Visitor) -> bool:
        return can_make_people(user)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Without a row: whether this person changes anybody, which also offers the actions."""
        if obj is None:
            return is_school_admin(request.user)
        return super().has_change_permission(request, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        """In the list everybody; where somebody is chosen, nobody who was erased."""
        found, doubles = super().get_search_results(request, queryset, search_term)
        at = request.resolver_match
        is_choice = at is not None and at.url_name == "autocomplete"
        return (found.filter(erased_at=None) if is_choice else found), doubles

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Where there is one school alone, a new person is of it."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        schools = list(schools_staff_may_see(request.user).values_list("pk", flat=True)[:2])
        return {"school": schools[0], **initial} if len(schools) == 1 else initial

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[User]]:
        kwargs.setdefault("form", self.form if obj else NewPersonForm)
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "school" and not request.user.is_superuser:
            field.required, field.empty_label = True, None
        return field

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            names = ["display_name", "username", "email", "role", "school"]
            said = _("The password is made for you and shown once, on the next page.")
            return [(None, {"fields": names, "description": said})]
        about = ["display_name", "username", "role"]
        if not is_school_admin(request.user):
            return [(None, {"fields": [*about, "last_active_on"]})]
        standing = ["is_active", "must_change_password", "date_joined", "last_active_on"]
        parts = [
            (None, {"fields": [*about, "email", "school"]}),
            (_("Standing"), {"fields": standing}),
        ]
        if request.user.is_superuser:
            parts.append((_("Rights"), {"fields": FOR_SUPERUSERS}))
        return parts

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        if obj is None:
            return []
        standing = ["role", "must_change_password", "date_joined", "last_active_on"]
        if not request.user.is_superuser:
            standing.append("school")
        if obj.pk == request.user.pk:
            # Nobody locks herself out.
            standing += ["is_active", "is_staff", "is_superuser"]
        return standing

    def get_list_display(self, request: HttpRequest) -> Any:
        shown = ["__str__", "username", "role", "last_active_on", "is_active"]
        return [*shown, "school"] if request.user.is_superuser else shown

    def get_list_filter(self, request: HttpRequest) -> Any:
        return (
            self.list_filter if request.user.is_superuser else [("role", RoleFilter), "is_active"]
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        counted = {"guest_count": count_guests()} if is_school_admin(request.user) else {}
        return super().changelist_view(request, extra_context=counted | (extra_context or {}))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            _record_changes(obj, form.changed_data, by=person_of_admin(request))
            return
        made = make_person(
            obj.username or "",
            display_name=obj.display_name,
            role=form.cleaned_data["role"],
            school=obj.school,
            email=obj.email,
            by=person_of_admin(request),
        )
        # The row exists now: what the admin does next (its log) works on it.
        vars(obj).update(vars(made.person), **{MADE: made.password})

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._show_passwords(request, [OneTimePassword(obj, getattr(obj, MADE))])

    @admin.action(description=_("Make learners"), permissions=["change"])
    def make_learners(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._give(request, queryset, Role.LEARNER)

    @admin.action(description=_("Make instructors"), permissions=["change"])
    def make_instructors(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._give(request, queryset, Role.INSTRUCTOR)

    @admin.action(description=_("Make school admins"), permissions=["change"])
    def make_school_admins(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._give(request, queryset, Role.SCHOOL_ADMIN)

    @admin.action(description=_("Give a one-time password"), permissions=["change"])
    def reset_passwords(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> HttpResponse | None:
        by, made = person_of_admin(request), []
        for person in queryset:
            try:
                made.append(reset_password(person, by=by))
            except NotAllowed:
                self._refuse(request, person)
            else:
                self.log_change(request, person, "Gave a one-time password.")
        return self._show_passwords(request, made) if made else None

    def _give(self, request: HttpRequest, queryset: QuerySet[User], role: Role) -> None:
        by = person_of_admin(request)
        for person in queryset.select_related("school"):
            try:
                give_role(person, role, by=by)
            except NotAllowed:
                self._refuse(request, person)
            except PersonHasNoSchool:
                said = _("%(name)s has no school to run. Set the school first.")
                self.message_user(request, said % {"name": person}, messages.WARNING)
            else:
                self.log_change(request, person, f"Role: {role.value}.")
                said = _("%(name)s now has the role: %(role)s.")
                self.message_user(request, said % {"name": person, "role": role.label})

    def _refuse(self, request: HttpRequest, person: User) -> None:
        said = _("%(name)s was left as before: this is for somebody else to change.")
        self.message_user(request, said % {"name": person}, messages.WARNING)

    def _show_passwords(self, request: HttpRequest, made: list[OneTimePassword]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("One-time passwords"),
            "opts": self.opts,
            "made": made,
        }
        response = render(request, "rosters/admin/one_time_passwords.html", context)
        response["Cache-Control"] = "no-store"
        return response
