"""Which needs more support? Two sentences side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.itemtypes.authoring import (
    AuthoringForm,
    RowsField,
    only_key,
    option_rows,
    options_of,
)
from quizzes.itemtypes.base import Library, Sample
from quizzes.itemtypes.choosing import Choices, OneOf, all_sentences, give
from quizzes.itemtypes.forms import Order
from quizzes.itemtypes.options import OneBest
from quizzes.itemtypes.registry import register
from quizzes.itemtypes.row_choosing import Part, RowForms, feedback_part


@dataclass(frozen=True, slots=True)
class SentenceOption:
    """A sentence of a document (its text copied) or a text of its own."""

    id: str
    text: str
    sentence: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class NeedsMoreSupportDefinition:
    """Two sentences, and the id of the one that needs more."""

    options: tuple[SentenceOption, ...]
    key: str


class NeedsMoreSupportAuthoringForm(AuthoringForm):
    """Two sentences, one of them marked."""

    options = RowsField(
        label=_("the two sentences"),
        names=("sentence",),
        help_text=_(
            "Two blocks: “[a] the text” or “[a] sentence: article#s14”; a star marks the one that "
            "needs more; each line of feedback after “>”."
        ),
    )

    @classmethod
    def offer(cls, fields: Mapping[str, forms.Field], choices: Choices, document: str = "") -> None:
        """Sentences of every document, or words of their own."""
        parts = [
            Part("sentence", _("sentence of a document"), OneOf(all_sentences(choices))),
            Part("text", _("or a text of its own"), forms.TextInput()),
            feedback_part(),
        ]
        rows = RowForms(parts, right=_("This one needs more"), least=2)
        give(fields, "options", rows, _("Two rows, each with a sentence or a text."))

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Sentences as rows."""
        return {"options": option_rows(pack["options"], [pack["key"]], ["sentence"])}

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Sentences and key."""
        options, keys = options_of(cleaned["options"], ["sentence"])
        return {"options": options, "key": only_key(keys)}


def _definition(prefix: str, key: str, secret: str) -> dict[str, Any]:
    return {
        "options": [
            {
                "id": f"{prefix}one",
                "text": "The plan led to better times.",
                "sentence": f"{prefix}doc#s-14",
                "feedback": f"{secret} 1",
            },
            {
                "id": f"{prefix}two",
                "text": "The report of 1912 counts 118 trips (table 2).",
                "feedback": f"{secret} 2",
            },
        ],
        "key": prefix + key,
    }


SAMPLE = _definition("first-", "one", "SECRET")
TWIN = _definition("other-", "two", "Else")


@register
class NeedsMoreSupport(OneBest[NeedsMoreSupportDefinition]):
    """Say which of two sentences needs more support."""

    slug = "needs-more-support"
    name = _("Which needs more support?")
    qti_interaction = "choiceInteraction"
    definition_class = NeedsMoreSupportDefinition
    authoring_class = NeedsMoreSupportAuthoringForm
    how = _("Choose the sentence that needs more.")

    def texts(self, definition: NeedsMoreSupportDefinition) -> list[Any]:
        """The sentences."""
        return [option.text for option in definition.options]

    def check(self, definition: NeedsMoreSupportDefinition) -> list[str]:
        """As for all options, and exactly two of them."""
        messages = super().check(definition)
        if len(definition.options) != 2:
            messages.append(_t("options: exactly 2 are needed."))
        return messages

    def complete(self, item: Mapping[str, Any], library: Library) -> dict[str, Any]:
        """Copies the text of each sentence that is pointed at."""
        own = super().complete(item, library)
        own["options"] = [
            {**option, "text": library.sentence(option["sentence"])["text"]}
            if option.get("sentence")
            else dict(option)
            for option in own["options"]
        ]
        return own

    def samples(self) -> list[Sample]:
        """Right 1, the other 0."""
        return [
            Sample("correct", SAMPLE, {"option": "first-one"}, Decimal(1)),
            Sample("incorrect", SAMPLE, {"option": "first-two"}, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid", SAMPLE, fields={"option": "2"}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """The other sentence needs more."""
        order = {"options": [1, 0]}
        return [(SAMPLE, order), (TWIN, order)]
