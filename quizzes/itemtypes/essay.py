"""Essay: a longer text that a person marks with a rubric."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.grading.outcomes import Outcome
from quizzes.grading.rubric import Criterion
from quizzes.itemtypes.authoring import AuthoringForm, Row, RowsField, with_ids
from quizzes.itemtypes.base import ItemType, Problem, Prose, Sample, plain_prose
from quizzes.itemtypes.definitions import named, repeated
from quizzes.itemtypes.forms import Order, ResponseData, ResponseForm
from quizzes.itemtypes.registry import register

MAX_CHARACTERS = 20_000
"""Longest essay that is kept, in characters."""

LEVELS = 4
"""Levels of a criterion: 0 to 3."""


@dataclass(frozen=True, slots=True)
class Words:
    """How many words are asked for."""

    low: int = named("from")
    high: int = named("to")


@dataclass(frozen=True, slots=True)
class EssayDefinition:
    """Length, rubric, and a model answer for the marker."""

    words: Words
    rubric: tuple[Criterion, ...]
    model: str = ""


class EssayAuthoringForm(AuthoringForm):
    """Length, rubric and model answer."""

    words_from = forms.IntegerField(label=_("words from"), min_value=1)
    words_to = forms.IntegerField(label=_("words to"), min_value=1)
    rubric = RowsField(
        label=_("rubric"),
        names=("weight", "level"),
        help_text=_(
            "One criterion a block: “[id] its name”, then “weight: 3”, "
            "then four lines “level: …”, from 0 to 3."
        ),
    )
    model = forms.CharField(
        label=_("model answer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("For the marker; learners never see it."),
    )

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """The rubric as rows."""
        rows = [
            Row(
                line=0,
                id=criterion["id"],
                text=criterion["name"],
                named={"weight": [str(criterion["weight"])], "level": list(criterion["levels"])},
            )
            for criterion in pack["rubric"]
        ]
        words = pack["words"]
        return {
            "words_from": words["from"],
            "words_to": words["to"],
            "rubric": rows,
            "model": pack.get("model", ""),
        }

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Length, rubric and model answer."""
        rows: list[Row] = cleaned["rubric"]
        rubric = []
        for row_id, row in zip(with_ids(rows), rows, strict=True):
            if not row.one("weight").isdecimal():
                raise forms.ValidationError(
                    _t("Line %(line)d: add “weight:” with a whole number.") % {"line": row.line}
                )
            rubric.append(
                {
                    "id": row_id,
                    "name": row.text,
                    "weight": int(row.one("weight")),
                    "levels": row.named.get("level", []),
                }
            )
        return {
            "words": {"from": cleaned["words_from"], "to": cleaned["words_to"]},
            "rubric": rubric,
            "model": cleaned["model"].replace("\r\n", "\n"),
        }


SAMPLE: dict[str, Any] = {
    "words": {"from": 20, "to": 60},
    "rubric": [
        {
            "id": "crit-evidence",
            "name": "Uses the record",
            "weight": 2,
            "levels": ["Not used.", "Named.", "Used.", "Used and traced."],
        }
    ],
    "model": "SECRET-MODEL answer.",
}
TWIN: dict[str, Any] = {
    "words": {"from": 20, "to": 60},
    "rubric": [
        {
            "id": "other",
            "name": "Uses the record",
            "weight": 2,
            "levels": ["Not used.", "Named.", "Used.", "Used and traced."],
        }
    ],
    "model": "Quite another one.",
}


@register
class Essay(ItemType[EssayDefinition]):
    """Write a text that a person will read."""

    slug = "essay"
    name = _("Essay")
    qti_interaction = "extendedTextInteraction"
    free_text = True
    definition_class = EssayDefinition
    authoring_class = EssayAuthoringForm
    needs_person = True
    scoring = _("A person reads your text and marks it with the criteria below.")

    def check(self, definition: EssayDefinition) -> list[str]:
        """Impossible lengths, and criteria without four levels or a weight."""
        messages = [
            _t("rubric: the id %(id)s stands twice.") % {"id": criterion_id}
            for criterion_id in repeated([criterion.id for criterion in definition.rubric])
        ]
        if not 0 < definition.words.low <= definition.words.high:
            messages.append(_t("words.from should lie between 1 and words.to."))
        if not definition.rubric:
            messages.append(_t("rubric: at least one criterion is needed."))
        for place, criterion in enumerate(definition.rubric, start=1):
            if len(criterion.levels) != LEVELS:
                messages.append(_t("rubric[%d].levels: four are needed, for 0 to 3.") % place)
            if criterion.weight < 1:
                messages.append(_t("rubric[%d].weight should be at least 1.") % place)
        return messages

    def order(self, definition: EssayDefinition, *, shuffle: bool, rng: Random) -> dict[str, Any]:
        """Nothing to order."""
        return {}

    def fields(self, definition: EssayDefinition, order: Order) -> dict[str, forms.Field]:
        """One field, ``text``; a length outside what is asked for is kept all the same."""
        return {
            "text": forms.CharField(
                required=False,
                max_length=MAX_CHARACTERS,
                strip=False,
                error_messages={
                    "max_length": _("This text is too long: 20,000 characters can be kept."),
                    "null_characters_not_allowed": _(
                        "This text holds a character that cannot be kept."
                    ),
                },
            )
        }

    def values(
        self, definition: EssayDefinition, order: Order, response: ResponseData
    ) -> dict[str, Any]:
        """The text itself."""
        return {"text": response.get("text", "")}

    def read_fields(
        self, definition: EssayDefinition, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """``{"text": as written}``; nothing but spaces is a blank."""
        text = cleaned["text"].replace("\r\n", "\n")
        return {"text": text} if text.strip() else None

    def present(
        self, definition: EssayDefinition, order: Order, form: ResponseForm
    ) -> dict[str, Any]:
        """``name value low high`` and ``rubric``: criteria are no secret."""
        return {
            "name": form.add_prefix("text"),
            "value": form.shown_text("text"),
            "low": definition.words.low,
            "high": definition.words.high,
            "length": MAX_CHARACTERS,
            "rubric": self._rubric(definition),
        }

    def _rubric(self, definition: EssayDefinition) -> list[dict[str, Any]]:
        return [
            {
                "name": criterion.name,
                "weight": criterion.weight,
                "levels": list(enumerate(criterion.levels)),
            }
            for criterion in definition.rubric
        ]

    def grade_answered(self, definition: EssayDefinition, response: ResponseData) -> Outcome:
        """Waits for a person."""
        return Outcome.needs_marking(words=len(str(response.get("text", "")).split()))

    def rubric(self, definition: EssayDefinition) -> Sequence[Criterion]:
        """The criteria as the author wrote them."""
        return definition.rubric

    def review(
        self,
        definition: EssayDefinition,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """``text words rubric``; the model answer is the marker's."""
        text = self.summarise(definition, response)
        return {
            "text": plain_prose(text) if text else "",
            "words": len(text.split()),
            "rubric": self._rubric(definition),
            "cards": [],
        }

    def cards_beside(self, definition: EssayDefinition, sources: Sequence[str]) -> Sequence[str]:
        """The cards to write about."""
        return sources

    def summarise(self, definition: EssayDefinition, response: ResponseData | None) -> str:
        """The text itself."""
        return str((response or {}).get("text", ""))

    def key_summary(self, definition: EssayDefinition) -> str:
        """The model answer, for the marker."""
        return definition.model

    def problems(self, definition: EssayDefinition) -> list[Problem]:
        """A model answer that is not there."""
        if definition.model.strip():
            return []
        return [Problem("model", _t("Add a model answer for the marker."))]

    def samples(self) -> list[Sample]:
        """docs/scoring.md, essay."""
        return [
            Sample("waits for a person", SAMPLE, {"text": "Two words."}, waits=True),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid, too long", SAMPLE, fields={"text": "x" * (MAX_CHARACTERS + 1)}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Another model answer."""
        return [(SAMPLE, {}), (TWIN, {})]
