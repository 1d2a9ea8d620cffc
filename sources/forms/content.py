"""What the forms of all content share: where a new thing stands, and how a form waits."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import capfirst

from sources.forms.fields import give_pickers
from sources.models import Collection


class ContentForm(forms.ModelForm[Any]):
    """A form of the authoring admin; `ContentAdmin.get_form` fills in the class attributes.

    within, parent: the field that says where a new thing stands, and what it stands in; it is
    set before validation, so that constraints over it are checked. held: show the form again as
    it was sent, without saving. refusals: why a save that was tried has been taken back.
    """

    within: ClassVar[str] = ""
    parent: ClassVar[Model | None] = None
    collection: ClassVar[Collection | None] = None
    held: ClassVar[bool] = False
    refusals: ClassVar[Sequence[str]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.within and self.parent is not None and self.instance.pk is None:
            setattr(self.instance, self.within, self.parent)
        give_pickers(self.fields.values(), self.collection)
        for field in self.fields.values():
            if field.label:
                field.label = capfirst(str(field.label))

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {self.within}

    def is_valid(self) -> bool:
        """False as long as the form is only shown again."""
        return super().is_valid() and not self.held

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refusals:
            raise ValidationError(list(self.refusals))
        return cleaned
