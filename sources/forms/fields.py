"""Fields and widgets with which authors write: Markdown, lists as lines, choices with names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sources.models import Collection, SourceCard, Term

MARKDOWN_HELP = _(
    "Markdown: **bold**, *italic*, “- ” before a list, “## ” before a heading. "
    "[@id] cites a source card, [word](term:id) links a glossary word."
)


class MarkdownTextarea(forms.Textarea):
    """A text area with a small tool bar, which shows where scripts run.

    `collection` gives the pickers of source cards and glossary words; without it they are left
    out. One query each, when the page is rendered.
    """

    template_name = "sources/widgets/markdown.html"

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, rows: int = 12) -> None:
        super().__init__({"rows": rows, "spellcheck": "true", **(attrs or {})})
        self.pickers: Pickers | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["pickers"] = self.pickers
        return context


class Pickers:
    """The cards and terms that an author may cite, read once for all fields of a page."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._cards: list[tuple[str, str]] | None = None
        self._terms: list[tuple[str, str]] | None = None

    def cards(self) -> Sequence[tuple[str, str]]:
        """Ids and short names."""
        if self._cards is None:
            found = SourceCard.objects.filter(collection=self.collection)
            self._cards = list(found.order_by("short").values_list("slug", "short"))
        return self._cards

    def terms(self) -> Sequence[tuple[str, str]]:
        """Ids and words."""
        if self._terms is None:
            found = Term.objects.filter(collection=self.collection)
            self._terms = list(found.order_by("term").values_list("slug", "term"))
        return self._terms


def give_pickers(fields: Iterable[forms.Field], collection: Collection | None) -> None:
    """Let every Markdown field among these offer the cards and terms of one collection."""
    pickers = Pickers(collection) if collection is not None else None
    for field in fields:
        if isinstance(field.widget, MarkdownTextarea):
            field.widget.pickers = pickers


class LinesField(forms.CharField):
    """One entry a line, for a JSON list of texts."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """The lines that are not empty."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial or []), data))


class NamedChoices(forms.ChoiceField):
    """A select over a list of the taxonomy: names for people, ids in the data."""

    def __init__(
        self, entries: Mapping[str, Any], *, required: bool = True, **options: Any
    ) -> None:
        choices = [(entry.id, _(entry.name)) for entry in entries.values()]
        if not required:
            choices.insert(0, ("", _("none")))
        super().__init__(choices=choices, required=required, **options)
