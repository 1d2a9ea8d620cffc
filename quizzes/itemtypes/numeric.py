"""Numeric: one number, with a tolerance or a range, and a unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.grading.numeric import (
    AmbiguousNumber,
    NotANumber,
    OtherUnit,
    is_in_range,
    is_within,
    parse_number,
    plain_number,
)
from quizzes.grading.outcomes import Outcome
from quizzes.itemtypes.authoring import AuthoringForm, Row, RowsField, without_empty
from quizzes.itemtypes.base import (
    ItemType,
    Library,
    Problem,
    Prose,
    Sample,
    answer_row,
    plain_prose,
)
from quizzes.itemtypes.definitions import number
from quizzes.itemtypes.forms import Order, ResponseData, ResponseForm, one_line_field
from quizzes.itemtypes.registry import register


def is_number(text: str) -> bool:
    """Whether a definition's text is a plain finite decimal number."""
    try:
        return Decimal(text).is_finite() and "e" not in text.lower()
    except InvalidOperation:
        return False


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends are right."""

    low: str = number(name="from")
    high: str = number(name="to")


@dataclass(frozen=True, slots=True)
class NearValue:
    """A number that is likely, not right, and worth a word of its own."""

    value: str = number()
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class NumericDefinition:
    """A key with a tolerance, or a range; numbers are text, such as "24" or "0.5"."""

    unit: str = ""
    key: str = number(default="")
    tolerance: str = number(default="0")
    range: Range | None = None
    near_misses: tuple[NearValue, ...] = ()

    def is_right(self, value: Decimal) -> bool:
        """Whether a number answers the question."""
        if self.range is not None:
            return is_in_range(value, low=Decimal(self.range.low), high=Decimal(self.range.high))
        return is_within(value, key=Decimal(self.key), tolerance=Decimal(self.tolerance))

    def shown_key(self) -> str:
        """The key in words and figures."""
        if self.range is not None:
            figures = _t("%(low)s to %(high)s") % {"low": self.range.low, "high": self.range.high}
        elif Decimal(self.tolerance):
            figures = f"{self.key} ± {self.tolerance}"
        else:
            figures = self.key
        return f"{figures} {self.unit}".strip()


class NumberField(forms.CharField):
    """One plain number of a definition, kept as text."""

    def clean(self, value: Any) -> Any:
        """The text of a finite number, or nothing."""
        text = super().clean(value).replace("−", "-")
        if text and not is_number(text):
            raise forms.ValidationError(_("Write one number, with a point before decimals."))
        return text


class NumericAuthoringForm(AuthoringForm):
    """A key with a tolerance, or a range."""

    unit = forms.CharField(label=_("unit"), required=False)
    key = NumberField(label=_("key"), required=False)
    tolerance = NumberField(label=_("tolerance"), required=False)
    low = NumberField(label=_("range from"), required=False)
    high = NumberField(label=_("range to"), required=False)
    near_misses = RowsField(
        label=_("near misses"),
        required=False,
        help_text=_("One number a block; below it its feedback, each line after “>”."),
    )

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """A range as two fields, near misses as rows."""
        limits = pack.get("range", {})
        rows = [
            Row(line=0, text=str(near["value"]), feedback=near.get("feedback", ""))
            for near in pack.get("near_misses", ())
        ]
        return {
            **{name: pack[name] for name in ("unit", "key", "tolerance") if name in pack},
            "low": limits.get("from", ""),
            "high": limits.get("to", ""),
            "near_misses": rows,
        }

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Whole numbers as such, as packs write them."""
        limits = without_empty({"from": _packed(cleaned["low"]), "to": _packed(cleaned["high"])})
        near = []
        for row in cleaned["near_misses"]:
            if not is_number(row.text):
                raise forms.ValidationError(
                    _t("Line %(line)d: a near miss is one number.") % {"line": row.line}
                )
            near.append(without_empty({"value": _packed(row.text), "feedback": row.feedback}))
        return {
            "unit": cleaned["unit"],
            "key": _packed(cleaned["key"]),
            "tolerance": _packed(cleaned["tolerance"]),
            "range": limits,
            "near_misses": near,
        }


def _packed(text: str) -> int | str:
    """A whole number as a pack writes it; other numbers stay text."""
    return int(text) if text.lstrip("-").isdecimal() else text


SAMPLE: dict[str, Any] = {
    "unit": "years",
    "key": "24",
    "tolerance": "0.5",
    "near_misses": [{"value": "25", "feedback": "FEEDBACK near"}],
}
TWIN: dict[str, Any] = {"unit": "years", "range": {"from": "-3", "to": "1234.5"}}


@register
class Numeric(ItemType[NumericDefinition]):
    """Give one number."""

    slug = "numeric"
    name = _("Number")
    qti_interaction = "textEntryInteraction"
    definition_class = NumericDefinition
    authoring_class = NumericAuthoringForm

    def complete(self, item: Mapping[str, Any], library: Library) -> dict[str, Any]:
        """Whole numbers become text, so that a definition holds one kind of number."""
        own = super().complete(item, library)
        for name in ("key", "tolerance"):
            if name in own:
                own[name] = str(own[name])
        if "range" in own:
            own["range"] = {end: str(value) for end, value in own["range"].items()}
        if "near_misses" in own:
            own["near_misses"] = [
                {**near, "value": str(near["value"])} for near in own["near_misses"]
            ]
        return own

    def check(self, definition: NumericDefinition) -> list[str]:
        """Neither key nor range, both, or something that is not a number."""
        limits = definition.range
        numbers = {"key": definition.key, "tolerance": definition.tolerance}
        if limits is not None:
            numbers |= {"range.from": limits.low, "range.to": limits.high}
        for place, near in enumerate(definition.near_misses, start=1):
            numbers[f"near_misses[{place}].value"] = near.value
        messages = [
            _t("%(path)s should be a number, such as 24 or 0.5.") % {"path": path}
            for path, text in numbers.items()
            if text and not is_number(text)
        ]
        if bool(definition.key) == (limits is not None):
            messages.append(_t("Give either a key or a range."))
        if messages:
            return messages
        if Decimal(definition.tolerance) < 0:
            messages.append(_t("tolerance should not be below 0."))
        if limits is not None and Decimal(limits.low) > Decimal(limits.high):
            messages.append(_t("range.from should not be above range.to."))
        messages += [
            _t("near_misses[%d] is a right answer.") % place
            for place, near in enumerate(definition.near_misses, start=1)
            if definition.is_right(Decimal(near.value))
        ]
        return messages

    def order(self, definition: NumericDefinition, *, shuffle: bool, rng: Random) -> dict[str, Any]:
        """Nothing to order."""
        return {}

    def fields(self, definition: NumericDefinition, order: Order) -> dict[str, forms.Field]:
        """One text field, ``number``: browsers' own number fields refuse decimal commas."""
        return {"number": one_line_field()}

    def values(
        self, definition: NumericDefinition, order: Order, response: ResponseData
    ) -> dict[str, Any]:
        """What was written."""
        return {"number": response.get("text", "")}

    def read_fields(
        self, definition: NumericDefinition, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """``{"text": as written, "value": plain number}``."""
        text = cleaned["number"]
        if not text:
            return None
        try:
            value = parse_number(text, unit=definition.unit)
        except AmbiguousNumber as error:
            raise forms.ValidationError(
                _t(
                    "“%(text)s” can be read in two ways. "
                    "Leave out the comma, or write a point before decimals."
                )
                % {"text": text}
            ) from error
        except OtherUnit as error:
            if definition.unit:
                message = _t("Give the number in %(unit)s.") % {"unit": definition.unit}
            else:
                message = _t("Write the number alone, without a unit.")
            raise forms.ValidationError(message) from error
        except NotANumber as error:
            raise forms.ValidationError(
                _t("Write one number in figures, such as 24 or 0.5.")
            ) from error
        return {"text": text, "value": plain_number(value)}

    def present(
        self, definition: NumericDefinition, order: Order, form: ResponseForm
    ) -> dict[str, Any]:
        """``name value unit``."""
        return {
            "name": form.add_prefix("number"),
            "value": form.shown_text("number"),
            "unit": definition.unit,
        }

    def grade_answered(self, definition: NumericDefinition, response: ResponseData) -> Outcome:
        """1 within the tolerance or the range, both ends included, 0 otherwise."""
        return Outcome.graded(int(definition.is_right(Decimal(response["value"]))))

    def review(
        self,
        definition: NumericDefinition,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """One row for ``_rows_review.html``, with the near miss's own feedback."""
        value = Decimal(response["value"]) if response else None
        near = [miss.feedback for miss in definition.near_misses if Decimal(miss.value) == value]
        right = value is not None and definition.is_right(value)
        row = answer_row(
            _t("Your answer"),
            self.summarise(definition, response),
            state="miss" if value is None else "hit" if right else "false",
            key=definition.shown_key(),
            feedback=near[0] if near else "",
            prose=prose,
        )
        return {"rows": [row], "cards": []}

    def summarise(self, definition: NumericDefinition, response: ResponseData | None) -> str:
        """The number and its unit."""
        return f"{response['value']} {definition.unit}".strip() if response else ""

    def key_summary(self, definition: NumericDefinition) -> str:
        """Key with tolerance, or range, and unit."""
        return definition.shown_key()

    def problems(self, definition: NumericDefinition) -> list[Problem]:
        """Near misses without feedback."""
        return [
            Problem(f"near_misses[{place}].feedback", _t("Say what this number mixes up."))
            for place, near in enumerate(definition.near_misses, start=1)
            if not near.feedback.strip()
        ]

    def samples(self) -> list[Sample]:
        """docs/scoring.md, number."""
        answer = {"text": "24,5 years", "value": "24.5"}
        return [
            Sample("correct, at the edge", SAMPLE, answer, Decimal(1)),
            Sample("incorrect", SAMPLE, {"text": "24.6", "value": "24.6"}, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid, a word", SAMPLE, fields={"number": "two dozen"}),
            Sample("invalid, two readings", SAMPLE, fields={"number": "1,234"}),
            Sample("invalid, another unit", SAMPLE, fields={"number": "24 days"}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """A range in place of a key."""
        return [(SAMPLE, {}), (TWIN, {})]
