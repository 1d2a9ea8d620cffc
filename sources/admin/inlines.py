"""Inline rows whose every control has a name."""


from django.forms import BaseInlineFormSet, ModelForm
from django.utils.translation import gettext as _

from rosters.admin.scoping import ScopedInline


class RowNames:
    """Mixin for inline formsets: each control says its column and its row.

    The column's heading is a table cell that names no control.
    """

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        super().add_fields(form, index)  # type: ignore[misc]
        row = "__prefix__" if index is None else index + 1
        for field in form.fields.values():
            words = {"column": field.label or "", "row": row}
            label = _("%(column)s, row %(row)s") % words
            field.widget.attrs.setdefault("aria-label", label)


class RowFormSet(RowNames, BaseInlineFormSet):  # type: ignore[type-arg,misc]
    """The inline formset of the authoring admin."""


class ContentInline(ScopedInline):
    """Rows of a thing, each control with a name; who may change the thing may change its rows."""

    formset = RowFormSet
    can_delete = True
