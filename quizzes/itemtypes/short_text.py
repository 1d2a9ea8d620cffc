"""Short text: a word or a name, compared with a list of accepted ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.grading.outcomes import Outcome
from quizzes.grading.text import IGNORABLE, fold, is_accepted
from quizzes.itemtypes.authoring import AuthoringForm, LinesField, Row, RowsField, without_empty
from quizzes.itemtypes.base import ItemType, Problem, Prose, Sample, answer_row, plain_prose
from quizzes.itemtypes.forms import (
    MAX_LENGTH,
    Order,
    ResponseData,
    ResponseForm,
    one_line_field,
)
from quizzes.itemtypes.registry import register


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An answer that is likely, not right, and worth a word of its own."""

    text: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class ShortTextDefinition:
    """Accepted answers; ``ignore`` holds any of case, accents, punctuation."""

    accept: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


class ShortTextAuthoringForm(AuthoringForm):
    """Accepted answers and near misses."""

    accept = LinesField(label=_("accepted answers"), help_text=_("One a line; the first is shown."))
    ignore = forms.MultipleChoiceField(
        label=_("what does not matter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("case", _("capital letters")),
            ("accents", _("accents")),
            ("punctuation", _("punctuation")),
        ],
    )
    near_misses = RowsField(
        label=_("near misses"),
        required=False,
        help_text=_("One answer a block; below it its feedback, each line after “>”."),
    )

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Near misses as rows."""
        rows = [
            Row(line=0, text=near["text"], feedback=near.get("feedback", ""))
            for near in pack.get("near_misses", ())
        ]
        return {**pack, "near_misses": rows}

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Accepted answers and near misses."""
        near = [
            without_empty({"text": row.text, "feedback": row.feedback})
            for row in cleaned["near_misses"]
        ]
        return {"accept": cleaned["accept"], "ignore": cleaned["ignore"], "near_misses": near}


SAMPLE: dict[str, Any] = {
    "accept": ["Víctor ANDRÉS", "SECRET-NAME"],
    "ignore": ["case", "accents", "punctuation"],
    "near_misses": [{"text": "SECRET-NEAR", "feedback": "FEEDBACK near"}],
}
TWIN: dict[str, Any] = {
    "accept": ["Somebody else"],
    "ignore": ["case", "accents", "punctuation"],
}
DOES_NOT_MATTER = {
    "case": _("capital letters"),
    "accents": _("accents"),
    "punctuation": _("punctuation"),
}


@register
class ShortText(ItemType[ShortTextDefinition]):
    """Write a word or a name."""

    slug = "short-text"
    name = _("Short text")
    qti_interaction = "textEntryInteraction"
    free_text = True
    definition_class = ShortTextDefinition
    authoring_class = ShortTextAuthoringForm

    def check(self, definition: ShortTextDefinition) -> list[str]:
        """Nothing accepted, unknown words in ``ignore``, a near miss that is accepted."""
        unknown = [word for word in definition.ignore if word not in IGNORABLE]
        if unknown:
            return [
                _t("ignore: %(word)s is none of case, accents, punctuation.") % {"word": w}
                for w in unknown
            ]
        messages = [
            _t("accept[%d] holds nothing that can be compared.") % place
            for place, text in enumerate(definition.accept, start=1)
            if not fold(text, definition.ignore)
        ]
        if not definition.accept:
            messages.append(_t("accept: at least one answer is needed."))
        messages += [
            _t("near_misses[%d] is an accepted answer.") % place
            for place, near in enumerate(definition.near_misses, start=1)
            if is_accepted(near.text, definition.accept, definition.ignore)
        ]
        return messages

    def order(
        self, definition: ShortTextDefinition, *, shuffle: bool, rng: Random
    ) -> dict[str, Any]:
        """Nothing to order."""
        return {}

    def fields(self, definition: ShortTextDefinition, order: Order) -> dict[str, forms.Field]:
        """One field, ``text``."""
        return {"text": one_line_field()}

    def values(
        self, definition: ShortTextDefinition, order: Order, response: ResponseData
    ) -> dict[str, Any]:
        """The text itself."""
        return {"text": response.get("text", "")}

    def read_fields(
        self, definition: ShortTextDefinition, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """``{"text": as written}``."""
        return {"text": cleaned["text"]} if cleaned["text"] else None

    def present(
        self, definition: ShortTextDefinition, order: Order, form: ResponseForm
    ) -> dict[str, Any]:
        """``name value length`` and ``hint``: what does not matter."""
        words = [str(DOES_NOT_MATTER[word]) for word in IGNORABLE if word in definition.ignore]
        hint = _t("These do not matter: %(what)s.") % {"what": ", ".join(words)} if words else ""
        return {
            "name": form.add_prefix("text"),
            "value": form.shown_text("text"),
            "length": MAX_LENGTH,
            "hint": hint,
        }

    def grade_answered(self, definition: ShortTextDefinition, response: ResponseData) -> Outcome:
        """1 for an accepted answer, 0 otherwise."""
        text = str(response.get("text", ""))
        return Outcome.graded(int(is_accepted(text, definition.accept, definition.ignore)))

    def review(
        self,
        definition: ShortTextDefinition,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """One row for ``_rows_review.html``, with the near miss's own feedback."""
        text = str((response or {}).get("text", ""))
        right = is_accepted(text, definition.accept, definition.ignore)
        near = [
            miss.feedback
            for miss in definition.near_misses
            if is_accepted(text, [miss.text], definition.ignore)
        ]
        row = answer_row(
            _t("Your answer"),
            text,
            state="miss" if not text else "hit" if right else "false",
            key=definition.accept[0],
            feedback=near[0] if near else "",
            prose=prose,
        )
        return {"rows": [row], "cards": []}

    def summarise(self, definition: ShortTextDefinition, response: ResponseData | None) -> str:
        """The text itself."""
        return str((response or {}).get("text", ""))

    def key_summary(self, definition: ShortTextDefinition) -> str:
        """All accepted answers."""
        return " / ".join(definition.accept)

    def problems(self, definition: ShortTextDefinition) -> list[Problem]:
        """Near misses without feedback."""
        return [
            Problem(f"near_misses[{place}].feedback", _t("Say what this answer mixes up."))
            for place, near in enumerate(definition.near_misses, start=1)
            if not near.feedback.strip()
        ]

    def samples(self) -> list[Sample]:
        """docs/scoring.md, short text."""
        return [
            Sample("correct", SAMPLE, {"text": "victor  andres."}, Decimal(1)),
            Sample("incorrect", SAMPLE, {"text": "SECRET-NEAR"}, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid, too long", SAMPLE, fields={"text": "x" * (MAX_LENGTH + 1)}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Other accepted answers, no near miss."""
        return [(SAMPLE, {}), (TWIN, {})]
