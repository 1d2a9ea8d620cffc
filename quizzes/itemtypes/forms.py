"""The form of one response: native fields, rendered by the item type's own template."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from quizzes.itemtypes.base import ItemType

ResponseData: TypeAlias = dict[str, Any]
"""What a learner entered, as canonical JSON: ids of the pack, never positions."""

Order: TypeAlias = Mapping[str, Any]
"""The order in which one attempt shows things: lists of positions in the definition."""

Reveal: TypeAlias = Mapping[str, Any]
"""What ``ItemType.review`` returns; with it the template shows the key."""

NOT_ON_PAGE = _("This choice is not on the page. Load the page again and choose once more.")

MAX_LENGTH = 200
"""Longest short text, in characters."""


class ItemParts:
    """The one layout object of a response form: it renders the type's template."""

    def render(
        self, form: "ResponseForm", context: Any, template_pack: Any = None, **kwargs: Any
    ) -> SafeString:
        """Called by crispy; everything is prepared, so the page's context is not needed."""
        return form.render_parts()


class ResponseHelper(FormHelper):
    """Crispy's settings for every response form: its parts, without a form element around them."""

    form_tag = False
    disable_csrf = True
    form_show_errors = False
    include_media = False
    form_action = ""
    layout = Layout(ItemParts())


HELPER = ResponseHelper()


class ResponseForm(forms.Form):
    """Reads and shows one response.

    Made by ``ItemType.form``. ``cleaned_response()`` is canonical after ``is_valid()``.
    ``label`` ("Question 3") goes in front of the legend for people who cannot see the page.
    """

    helper = HELPER

    def __init__(
        self,
        item_type: "ItemType[Any]",
        definition: Any,
        order: Order,
        *,
        data: QueryDict | None = None,
        initial: ResponseData | None = None,
        prefix: str = "",
        reveal: Reveal | None = None,
        read_only: bool = False,
        label: str = "",
    ) -> None:
        # A review shows what was answered by itself, and nothing is entered there.
        takes = reveal is None
        values = item_type.values(definition, order, initial) if initial and takes else None
        super().__init__(data, initial=values, prefix=prefix or None)
        self.item_type, self.definition, self.order = item_type, definition, order
        self.reveal, self.read_only, self.label = reveal, read_only, label
        if takes:
            self.fields.update(item_type.fields(definition, order))
        self._response: ResponseData | None = None

    def value(self, name: str) -> Any:
        """What a field shows now: what was sent, or else what is saved (None for nothing)."""
        if self.is_bound:
            widget = self.fields[name].widget
            return widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return self.initial.get(name)

    def shown_text(self, name: str) -> str:
        """A field's value as text, empty for nothing."""
        value = self.value(name)
        return "" if value is None else str(value)

    def shown_list(self, name: str) -> frozenset[str]:
        """The values of a field of several choices as texts."""
        return frozenset(str(value) for value in self.value(name) or ())

    def clean(self) -> dict[str, Any]:
        """Let the type turn positions into ids; its ValidationError becomes a form error."""
        cleaned = self.cleaned_data
        if not self.errors:
            self._response = self.item_type.read_fields(self.definition, self.order, cleaned)
        return cleaned

    def cleaned_response(self) -> ResponseData | None:
        """The response with ids of the pack, or None for a blank; only after ``is_valid()``."""
        if not self.is_valid():
            raise ValueError("an invalid form has no response")
        return self._response

    def sentences_of_errors(self) -> list[str]:
        """All errors, each once, in the order of the fields."""
        found = [str(message) for messages in self.errors.values() for message in messages]
        return list(dict.fromkeys(found)) if self.is_bound else []

    def render_parts(self) -> SafeString:
        """The answering form or, with ``reveal``, the review, by the type's template."""
        prefix = f"{self.prefix}-" if self.prefix else ""
        item = None if self.reveal else self.item_type.present(self.definition, self.order, self)
        context = {
            "form": self,
            "item": item,
            "reveal": self.reveal,
            "read_only": self.read_only,
            "label": self.label,
            "errors": self.sentences_of_errors(),
            "prefix": prefix,
            "scoring": self.item_type.scoring,
        }
        return render_to_string(self.item_type.template, context)


def position_field(count: int, **options: Any) -> forms.TypedChoiceField:
    """One of the positions 0 to count - 1; nothing chosen is None."""
    return forms.TypedChoiceField(
        choices=[(str(place), "") for place in range(count)],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": NOT_ON_PAGE},
        **options,
    )


def positions_field(allowed: Sequence[int]) -> forms.TypedMultipleChoiceField:
    """Any of the allowed positions; nothing chosen is an empty list."""
    return forms.TypedMultipleChoiceField(
        choices=[(str(place), "") for place in allowed],
        coerce=int,
        required=False,
        error_messages={"invalid_choice": NOT_ON_PAGE},
    )


def one_line_field() -> forms.CharField:
    """A field for one written answer."""
    return forms.CharField(
        required=False,
        max_length=MAX_LENGTH,
        error_messages={
            "max_length": _("This answer is too long: write no more than 200 characters."),
            "null_characters_not_allowed": _("This answer holds a character that cannot be kept."),
        },
    )
