from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rosters.admin.scoping import ScopedAdmin, person_of_admin
from rosters.models import School
from rosters.operations.acts import Verb, record
from rosters.permissions import (
    Visitor,
    is_school_admin,
    schools_staff_may_change,
    schools_staff_may_see,
)


class SchoolForm(forms.ModelForm[School]):
    class Meta:
        model = School
        fields = [
            "name",
            "slug",
            "time_zone",
            "guests_allowed",
            "registration",
            "own_data_offered",
        ]
        help_texts = {
            "time_zone": _(
                "Such as Europe/Vienna; dates and deadlines are shown in it. Empty: as the site."
            )
        }

    def clean_time_zone(self) -> str:
        name: str = self.cleaned_data["time_zone"]
        if not name:
            return name
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise forms.ValidationError(
                _("This is no time zone here. Write one like Europe/Vienna.")
            ) from error
        return name


@admin.register(School)
class SchoolAdmin(ScopedAdmin[School]):
    form = SchoolForm
    list_display = ["name", "registration", "guests_allowed", "time_zone"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def may_see(self, user: Visitor) -> QuerySet[School]:
        return schools_staff_may_see(user)

    def may_change(self, user: Visitor) -> QuerySet[School]:
        return schools_staff_may_change(user)

    def may_add(self, user: Visitor) -> bool:
        return user.is_superuser

    def has_module_permission(self, request: HttpRequest) -> bool:
        """In the menu for whoever runs a school; others only choose it."""
        return is_school_admin(request.user)

    def save_model(self, request: HttpRequest, obj: School, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        detail = {"fields": sorted(form.changed_data)}
        if form.changed_data:
            by = person_of_admin(request)
            record(Verb.CHANGED_SETTINGS, by=by, school=obj, subject=obj, detail=detail)

    def get_readonly_fields(self, request: HttpRequest, obj: School | None = None) -> list[str]:
        return [] if request.user.is_superuser else ["slug"]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: School | None = None
    ) -> dict[str, Any]:
        return {} if "slug" in self.get_readonly_fields(request, obj) else {"slug": ["name"]}
