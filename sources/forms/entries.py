"""Cards, terms and events as authors write them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sources.forms.content import ContentForm
from sources.forms.fields import MARKDOWN_HELP, LinesField, MarkdownTextarea
from sources.models import Event, SourceCard, Term
from sources.prose.dates import read_date

SLUG_HELP = _("What texts cite it by. It cannot be changed later.")


def check_date(value: str) -> None:
    """Raise ValidationError for a date that no page could say in words."""
    if read_date(value) is None:
        raise forms.ValidationError(
            _("Write the date as 1945-04-18, 1970-06, 1960, 198X, 1947/1952 or 2010~.")
        )


class CardForm(ContentForm):
    """A source card, in our own words."""

    class Meta:
        model = SourceCard
        fields = (
            "short", "slug", "title", "maker", "date", "type", "purpose", "says", "limits",
            "citation", "address", "confidence", "position",
        )  # fmt: skip
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "says": MarkdownTextarea(rows=5),
            "limits": MarkdownTextarea(rows=3),
            "citation": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"slug": SLUG_HELP, "says": MARKDOWN_HELP}


class TermForm(ContentForm):
    """A glossary term."""

    also = LinesField(
        label=_("other forms"), required=False, help_text=_("One form a line."),
    )  # fmt: skip

    class Meta:
        model = Term
        fields = ("term", "slug", "also", "meaning", "position")
        widgets = {"meaning": MarkdownTextarea(rows=5)}
        help_texts = {"slug": SLUG_HELP, "meaning": MARKDOWN_HELP}


class EventForm(ContentForm):
    """A dated entry of the timeline."""

    class Meta:
        model = Event
        fields = ("date", "slug", "title", "why", "position")
        widgets = {"why": MarkdownTextarea(rows=4)}
        help_texts = {"slug": SLUG_HELP, "why": MARKDOWN_HELP}

    def clean_date(self) -> Any:
        value = self.cleaned_data["date"]
        check_date(value)
        return value
