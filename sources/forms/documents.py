"""What is known about a document may be corrected; its text never changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sources.forms.content import ContentForm
from sources.forms.fields import LinesField
from sources.models import Document

ADAPTED_FROM = ("title", "author", "publisher", "published", "address", "method")


class DocumentForm(ContentForm):
    """Title, provenance and labels of a document."""

    known = LinesField(
        label=_("what is known about its origin"), required=False,
        help_text=_("One fact a line."),
    )  # fmt: skip
    unknown = LinesField(
        label=_("what is unknown about its origin"), required=False,
        help_text=_("One line each. What is not known is always said."),
    )  # fmt: skip
    original_title = forms.CharField(label=_("title of the original"), required=False)
    original_author = forms.CharField(label=_("who made it"), required=False)
    original_publisher = forms.CharField(label=_("where it stood"), required=False)
    original_published = forms.CharField(label=_("when it was published"), required=False)
    original_address = forms.CharField(label=_("address"), required=False)
    original_method = forms.CharField(
        label=_("how it was adapted"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    class Meta:
        model = Document
        fields = (
            "title", "edition", "language", "licence", "topic", "notice", "position",
            "known", "unknown",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ADAPTED_FROM:
            if f"original_{name}" in self.fields:
                written = self.instance.adapted_from.get(name, "")
                self.fields[f"original_{name}"].initial = written

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        written = {name: cleaned.get(f"original_{name}", "").strip() for name in ADAPTED_FROM}
        if cleaned.get("edition") == Document.Edition.ADAPTED and not written["title"]:
            self.add_error("original_title", _("An adapted text names its original."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if "original_title" in self.cleaned_data:
            written = {name: self.cleaned_data[f"original_{name}"].strip() for name in ADAPTED_FROM}
            self.instance.adapted_from = {name: text for name, text in written.items() if text}
        return super().save(commit)
