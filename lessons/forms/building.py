"""What a module is built from, and what was drafted for it in other words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.models import BuiltPart, Module
from sources.forms.entries import check_date
from sources.forms.fields import LinesField, MarkdownTextarea
from sources.models import Document, Event, SourceCard, Term
from sources.operations.entries import FIELDS


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

    @property
    def chosen(self) -> list[Document]:
        """The documents of a valid form, in their order."""
        return list(self.cleaned_data["documents"])


class TermCandidateForm(forms.ModelForm[Term]):
    """A word for the glossary, before it is one."""

    also = LinesField(
        label=_("other forms"), required=False, help_text=_("One form a line."),
    )  # fmt: skip

    class Meta:
        model = Term
        fields = FIELDS[Term]
        widgets = {"meaning": MarkdownTextarea(rows=5)}


class EventCandidateForm(forms.ModelForm[Event]):
    """A date for the timeline, before it stands there."""

    class Meta:
        model = Event
        fields = FIELDS[Event]
        widgets = {"why": MarkdownTextarea(rows=4)}

    def clean_date(self) -> str:
        value = str(self.cleaned_data["date"])
        check_date(value)
        return value


class CardCandidateForm(forms.ModelForm[SourceCard]):
    """A source that the text names, before it has a card."""

    class Meta:
        model = SourceCard
        fields = FIELDS[SourceCard]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "says": MarkdownTextarea(rows=4),
            "limits": MarkdownTextarea(rows=3),
            "citation": forms.Textarea(attrs={"rows": 2}),
        }


FORMS: Mapping[str, type[forms.ModelForm[Any]]] = {
    BuiltPart.Kind.TERM: TermCandidateForm,
    BuiltPart.Kind.EVENT: EventCandidateForm,
    BuiltPart.Kind.CARD: CardCandidateForm,
}


def form_of_candidate(part: BuiltPart, data: Any) -> forms.ModelForm[Any]:
    """The form of a candidate's own kind, filled with what was drafted. It saves no entry."""
    form = FORMS[part.kind]
    initial = {name: part.content.get(name, "") for name in form._meta.fields or ()}
    return form(data, initial=initial)
