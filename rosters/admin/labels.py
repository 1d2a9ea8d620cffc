"""Names for controls that Django's admin leaves without one (WCAG 4.1.2)."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model
from django.forms import BaseInlineFormSet
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _


class NamedAutocomplete(AutocompleteSelect):
    """Autocomplete whose box says what it is for while it is empty, also to a screen reader."""

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        name = getattr(self.field, "verbose_name", self.field.name)
        return attrs | {"data-placeholder": _("Search: %(name)s") % {"name": name}}


class NamedRows(BaseInlineFormSet[Any, Any, Any]):
    """Rows of a table: each control carries its column's name, which is not its label there."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            label = str(field.label or name)
            if name == DELETION_FIELD_NAME:
                label = self._removal(form.instance)
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", label)

    def _removal(self, row: Model) -> str:
        return _("Remove %(row)s") % {"row": row} if row.pk else _("Remove this row")
