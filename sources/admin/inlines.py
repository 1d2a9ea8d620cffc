"""Inline rows whose every control has a name."""

from typing import Any

from django.http import HttpRequest

from rosters.admin.labels import NamedRows
from rosters.admin.scoping import ScopedInline
from sources.admin.content import unwrap_choices


class RowFormSet(NamedRows):
    """The inline formset of the authoring admin: choices without pop-ups."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Unwraps first, so that the name lands on the control itself."""
        unwrap_choices(form.fields.values())
        super().add_fields(form, index)


class ContentInline(ScopedInline):
    """Rows of a thing; who may change the thing may change its rows."""

    formset = RowFormSet
    template = "admin/authoring/tabular.html"
    can_delete = True

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the buttons that move rows for whoever may not."""
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return [name for name in fields if name != "move"]
