"""What a module is built from."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.models import Module
from sources.models import Document


class BuildForm(forms.Form):
    """The title of a new module, and the documents of the shelf that its lessons come from."""

    title = forms.CharField(
        label=_("Title of the module"),
        max_length=200,
        help_text=_("Learners see it in the catalogue. You can change it later."),
    )
    documents = forms.ModelMultipleChoiceField(
        label=_("Documents"),
        queryset=Document.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each gives its lessons, in this order."),
        error_messages={"required": _("Choose at least one document.")},
    )

    def __init__(
        self,
        *args: Any,
        module: Module | None,
        documents: Sequence[Document],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if module is not None:
            del self.fields["title"]
        self.fields["documents"].queryset = Document.objects.filter(  # type: ignore[attr-defined]
            pk__in=[document.pk for document in documents]
        ).select_related("collection")
