from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from rosters.admin.scoping import person_of_admin
from rosters.operations.acts import Verb, record

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(StockGroupAdmin):
    """Groups of permissions, for superusers: a plain list, because the stock chooser with two
    columns names its parts in a way that screen readers may not be told."""

    filter_horizontal = ()

    def save_model(self, request: HttpRequest, obj: Group, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        detail = {"fields": sorted(form.changed_data)}
        if form.changed_data:
            by = person_of_admin(request)
            record(Verb.CHANGED_RIGHTS, by=by, subject=obj, detail=detail)

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        record(Verb.CHANGED_RIGHTS, by=person_of_admin(request), subject=obj)
        super().delete_model(request, obj)
