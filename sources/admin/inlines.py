"""Inline rows whose every control has a name."""


from typing import Any

from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rosters.admin.scoping import ScopedInline
from sources.admin.content import unwrap_choices


class RowNames:
    """Mixin for inline formsets: each control says its column and its row.

    The column's heading is a table cell that names no control.
    """

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        super().add_fields(form, index)  # type: ignore[misc]
        row = "__prefix__" if index is None else index + 1
        unwrap_choices(form.fields.values())
        for field in form.fields.values():
            words = {"column": field.label or "", "row": row}
            label = _("%(column)s, row %(row)s") % words
            field.widget.attrs.setdefault("aria-label", label)


class RowFormSet(RowNames, BaseInlineFormSet):  # type: ignore[type-arg,misc]
    """The inline formset of the authoring admin."""


class ContentInline(ScopedInline):
    """Rows of a thing, each control with a name; who may change the thing may change its rows."""

    formset = RowFormSet
    template = "admin/authoring/tabular.html"
    can_delete = True

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the buttons that move rows for whoever may not."""
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return [name for name in fields if name != "move"]
