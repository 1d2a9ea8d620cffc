from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rosters.admin.scoping import ScopedAdmin, ScopedInline, ScopedRelatedFilter, person_of_admin
from rosters.models import Accommodation, Classroom, Enrollment, Role, User
from rosters.operations.acts import Verb, record
from rosters.operations.classes import (
    ClassNameTaken,
    ClassSetAside,
    CodesNotAllowed,
    NotATeacher,
    PersonOfAnotherSchool,
    bring_back,
    check_place,
    enroll,
    renew_join_code,
    set_aside,
    withdraw_join_code,
)
from rosters.permissions import (
    Visitor,
    accommodations_staff_may_see,
    can_make_classrooms,
    classrooms_staff_may_change,
    classrooms_staff_may_see,
    is_staff,
    learners_staff_may_see,
    people_staff_may_choose,
)


class PlaceForm(forms.ModelForm[Enrollment]):
    """A place in a class; says in words what `enroll` would refuse."""

    class Meta:
        model = Enrollment
        fields = ["user", "role"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        person = cleaned.get("user") or getattr(self.instance, "user", None)
        classroom = getattr(self.instance, "classroom", None)
        if not isinstance(person, User) or not isinstance(classroom, Classroom):
            return cleaned
        if classroom.school_id is None:
            return cleaned
        try:
            check_place(classroom, person, role=cleaned.get("role", Enrollment.Role.LEARNER))
        except NotATeacher as error:
            raise ValidationError(_("Only instructors and school admins teach a class.")) from error
        except PersonOfAnotherSchool as error:
            raise ValidationError(_("This person belongs to another school.")) from error
        return cleaned


class ClassroomForm(forms.ModelForm[Classroom]):
    """A class; its name stands once among the school's classes of now."""

    class Meta:
        model = Classroom
        fields = ["name", "school"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        school = cleaned.get("school") or getattr(self.instance, "school", None)
        same = Classroom.objects.filter(name=cleaned.get("name"), school=school, archived_at=None)
        if school and same.exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("This school already has a class of that name."))
        return cleaned


class PlaceInline(ScopedInline):
    """Who is in the class: the person stands, the role can change, the place can be given up."""

    model = Enrollment
    form = PlaceForm
    fields = ["user", "role", "joined_at"]
    readonly_fields = ["user", "joined_at"]
    can_delete = True
    verbose_name_plural = _("in this class")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enrollment]:
        places = super().get_queryset(request).select_related("user", "classroom")
        return places.order_by("-role", "user__display_name", "user__username")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NewPlaceInline(ScopedInline):
    """People to add. Others join by themselves with the class code."""

    model = Enrollment
    form = PlaceForm
    fields = ["user", "role"]
    autocomplete_fields = ["user"]
    extra = 2
    choices = {User: people_staff_may_choose}
    verbose_name_plural = _("add to this class")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StandingFilter(admin.SimpleListFilter):
    """Classes of now, or those set aside."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("aside", _("Set aside")), ("all", _("All"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Classroom]) -> QuerySet[Classroom]:
        if self.value() == "all":
            return queryset
        return queryset.filter(archived_at__isnull=self.value() != "aside")

    def choices(self, changelist: Any) -> Any:
        listed = list(super().choices(changelist))
        listed[0]["display"] = _("Now")
        return listed


@admin.register(Classroom)
class ClassroomAdmin(ScopedAdmin[Classroom]):
    form = ClassroomForm
    list_display = ["name", "school", "people_count", "join_code", "archived_at"]
    list_filter = [StandingFilter, ("school", ScopedRelatedFilter)]
    search_fields = ["name"]
    # Said here, because the order of the model is lost where rows are counted.
    ordering = ["name", "pk"]
    fields = ["name", "school", "join_code", "archived_at"]
    inlines = [PlaceInline, NewPlaceInline]
    actions = ["give_codes", "withdraw_codes", "set_aside_classes", "bring_back_classes"]

    def may_see(self, user: Visitor) -> QuerySet[Classroom]:
        return classrooms_staff_may_see(user)

    def may_change(self, user: Visitor) -> QuerySet[Classroom]:
        return classrooms_staff_may_change(user)

    def may_add(self, user: Visitor) -> bool:
        return can_make_classrooms(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Classroom]:
        rows = super().get_queryset(request).select_related("school")
        return rows.annotate(people_total=Count("enrollments"))

    @admin.display(description=_("people"))
    def people_count(self, classroom: Classroom) -> int:
        return getattr(classroom, "people_total", 0)

    def get_readonly_fields(self, request: HttpRequest, obj: Classroom | None = None) -> list[str]:
        standing = ["join_code", "archived_at"]
        return [*standing, "school"] if obj else standing

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "school":
            field.initial = person_of_admin(request).school_id
            field.empty_label = None if field.initial else field.empty_label
        return field

    def save_model(self, request: HttpRequest, obj: Classroom, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        by = person_of_admin(request)
        if not change:
            record(Verb.MADE_CLASS, by=by, classroom=obj)
        elif "name" in form.changed_data:
            record(Verb.RENAMED_CLASS, by=by, classroom=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        by = person_of_admin(request)
        for place in formset.new_objects:
            _record_place(place, is_in=True, by=by)
        for place in formset.deleted_objects:
            _record_place(place, is_in=False, by=by)
        for place, _fields in formset.changed_objects:
            _record_place(place, is_in=True, by=by)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        maker = person_of_admin(request)
        if not change and maker.role == Role.INSTRUCTOR:
            enroll(form.instance, maker, role=Enrollment.Role.TEACHER)

    @admin.action(description=_("Give a new class code"), permissions=["change"])
    def give_codes(self, request: HttpRequest, queryset: QuerySet[Classroom]) -> None:
        for classroom in self.changeable(request, queryset).select_related("school"):
            try:
                code = renew_join_code(classroom, by=person_of_admin(request))
            except ClassSetAside:
                continue
            except CodesNotAllowed:
                said = _("%(name)s has no code: the school makes all accounts itself.")
                self.message_user(request, said % {"name": classroom}, messages.WARNING)
                continue
            said = _("%(name)s: people join with the code %(code)s.")
            self.message_user(request, said % {"name": classroom, "code": code})

    @admin.action(description=_("Withdraw the class code"), permissions=["change"])
    def withdraw_codes(self, request: HttpRequest, queryset: QuerySet[Classroom]) -> None:
        classrooms = list(self.changeable(request, queryset))
        for classroom in classrooms:
            withdraw_join_code(classroom, by=person_of_admin(request))
        said = ngettext(
            "%(count)d class has no code now.",
            "%(count)d classes have no code now.",
            len(classrooms),
        )
        self.message_user(request, said % {"count": len(classrooms)})

    @admin.action(description=_("Set aside (archive)"), permissions=["change"])
    def set_aside_classes(self, request: HttpRequest, queryset: QuerySet[Classroom]) -> None:
        moved = 0
        for classroom in self.changeable(request, queryset):
            if set_aside(classroom, at=timezone.now(), by=person_of_admin(request)):
                moved += 1
                self.log_change(request, classroom, "Set aside.")
        said = ngettext(
            "%(count)d class is set aside. Nothing is deleted.",
            "%(count)d classes are set aside. Nothing is deleted.",
            moved,
        )
        self.message_user(request, said % {"count": moved})

    @admin.action(description=_("Bring back"), permissions=["change"])
    def bring_back_classes(self, request: HttpRequest, queryset: QuerySet[Classroom]) -> None:
        # Set aside, a class is not changeable; whoever sees it in this list may bring it back.
        for classroom in queryset.filter(archived_at__isnull=False):
            try:
                bring_back(classroom, by=person_of_admin(request))
            except ClassNameTaken:
                said = _("%(name)s stays set aside: another class has this name now.")
                self.message_user(request, said % {"name": classroom}, messages.WARNING)
            else:
                self.log_change(request, classroom, "Brought back.")
                self.message_user(request, _("%(name)s is back.") % {"name": classroom})


def _record_place(place: Enrollment, *, is_in: bool, by: User) -> None:
    """One act for a place that the form gave, changed or took."""
    taught = place.role == Enrollment.Role.TEACHER
    if is_in:
        verb = Verb.ADDED_TEACHER if taught else Verb.SEATED
    else:
        verb = Verb.REMOVED_TEACHER if taught else Verb.UNSEATED
    record(verb, by=by, person=place.user, classroom=place.classroom)


@admin.register(Accommodation)
class AccommodationAdmin(ScopedAdmin[Accommodation]):
    list_display = ["user", "time_factor", "reason"]
    search_fields = ["user__display_name", "user__username"]
    autocomplete_fields = ["user"]
    fields = ["user", "time_factor", "reason"]
    choices = {User: learners_staff_may_see}

    def may_see(self, user: Visitor) -> QuerySet[Accommodation]:
        return accommodations_staff_may_see(user).select_related("user")

    def may_change(self, user: Visitor) -> QuerySet[Accommodation]:
        return accommodations_staff_may_see(user)

    def may_add(self, user: Visitor) -> bool:
        return is_staff(user)

    def save_model(self, request: HttpRequest, obj: Accommodation, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        detail = {"percent": int(obj.time_factor * 100)}
        by = person_of_admin(request)
        record(Verb.GAVE_TIME, by=by, person=obj.user, detail=detail, reason=obj.reason)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Accommodation | None = None
    ) -> list[str]:
        return ["user"] if obj else []
