"""Choice: one best answer among several."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.itemtypes.authoring import (
    OPTIONS_HELP,
    AuthoringForm,
    RowsField,
    only_key,
    option_rows,
    options_of,
)
from quizzes.itemtypes.base import Sample
from quizzes.itemtypes.choosing import Choices, give
from quizzes.itemtypes.forms import Order
from quizzes.itemtypes.options import OneBest, Option
from quizzes.itemtypes.registry import register
from quizzes.itemtypes.row_choosing import RowForms, feedback_part, words_part


@dataclass(frozen=True, slots=True)
class ChoiceDefinition:
    """Options in the order of the pack, and the id of the best one."""

    options: tuple[Option, ...]
    key: str


class ChoiceAuthoringForm(AuthoringForm):
    """Options, one of them marked."""

    options = RowsField(label=_("answers"), help_text=OPTIONS_HELP)

    @classmethod
    def offer(cls, fields: Mapping[str, forms.Field], choices: Choices, document: str = "") -> None:
        """One small form an answer."""
        parts = [words_part("text", _("answer"), _("write the answer.")), feedback_part()]
        rows = RowForms(parts, right=_("This one is right"), least=3)
        give(fields, "options", rows, _("Each row is an answer; mark the one that is right."))

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Options as rows."""
        return {"options": option_rows(pack["options"], [pack["key"]])}

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Options and key."""
        options, keys = options_of(cleaned["options"])
        return {"options": options, "key": only_key(keys)}


SAMPLE = {
    "options": [
        {"id": "opt-minutes", "text": "The minutes of the meeting", "feedback": "FEEDBACK one"},
        {"id": "opt-rumour", "text": "What people said next day", "feedback": "FEEDBACK two"},
        {"id": "opt-poster", "text": "A poster for the election", "feedback": "FEEDBACK three"},
    ],
    "key": "opt-minutes",
}
TWIN = {
    "options": [
        {"id": "other-1", "text": "The minutes of the meeting"},
        {"id": "other-2", "text": "What people said next day", "feedback": "Else"},
        {"id": "other-3", "text": "A poster for the election", "feedback": "Quite else"},
    ],
    "key": "other-3",
}


@register
class Choice(OneBest[ChoiceDefinition]):
    """One of several answers is the best."""

    slug = "choice"
    name = _("Choice")
    qti_interaction = "choiceInteraction"
    definition_class = ChoiceDefinition
    authoring_class = ChoiceAuthoringForm

    def texts(self, definition: ChoiceDefinition) -> list[Any]:
        """The options' own texts."""
        return [option.text for option in definition.options]

    def samples(self) -> list[Sample]:
        """Right 1, anything else 0."""
        return [
            Sample("correct", SAMPLE, {"option": "opt-minutes"}, Decimal(1)),
            Sample("incorrect", SAMPLE, {"option": "opt-rumour"}, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid", SAMPLE, fields={"option": "7"}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Another key and other feedback."""
        order = {"options": [2, 0, 1]}
        return [(SAMPLE, order), (TWIN, order)]
