"""Cloze: a text with gaps, to be written or chosen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.grading.choices import share_right
from quizzes.grading.outcomes import Outcome
from quizzes.grading.text import fold, is_accepted
from quizzes.itemtypes.authoring import AuthoringForm, Row, RowsField, without_empty
from quizzes.itemtypes.base import (
    ItemType,
    Problem,
    Prose,
    Sample,
    answer_row,
    count_sentence,
    plain_prose,
    shuffled,
)
from quizzes.itemtypes.definitions import repeated
from quizzes.itemtypes.forms import (
    MAX_LENGTH,
    Order,
    ResponseData,
    ResponseForm,
    one_line_field,
    position_field,
)
from quizzes.itemtypes.registry import register

GAP = re.compile(r"\[\[([a-z0-9-]+)\]\]")
IGNORE = ("case", "accents", "punctuation")


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: ``input`` is "text" (with ``accept``) or "choice" (with ``options`` and ``key``)."""

    id: str
    input: str
    accept: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    key: str = ""
    feedback: str = ""

    @property
    def shown_key(self) -> str:
        """The key as it is shown: the first accepted text, or the right option."""
        return self.key or self.accept[0]

    def is_right(self, given: str) -> bool:
        """Whether this fills the gap."""
        if self.input == "choice":
            return given == self.key
        return is_accepted(given, self.accept, IGNORE)


@dataclass(frozen=True, slots=True)
class ClozeDefinition:
    """A text that holds ``[[id]]`` for each gap."""

    text: str
    gaps: tuple[Gap, ...]

    def in_reading_order(self) -> list[Gap]:
        """The gaps as they follow one another in the text."""
        by_id = {gap.id: gap for gap in self.gaps}
        return [by_id[gap_id] for gap_id in GAP.findall(self.text)]


class ClozeAuthoringForm(AuthoringForm):
    """The text, and its gaps."""

    text = forms.CharField(
        label=_("text"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Write [[id]] where a gap is."),
    )
    gaps = RowsField(
        label=_("gaps"),
        names=("accept", "option", "key"),
        help_text=_(
            "One gap a block, beginning with “[id]”. To be written: “accept: …”, once for each "
            "accepted text. To be chosen: “option: …” for each, and “key: …”."
        ),
    )

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Gaps as rows."""
        rows = [
            Row(
                line=0,
                id=gap["id"],
                feedback=gap.get("feedback", ""),
                named=without_empty(
                    {
                        "accept": list(gap.get("accept", ())),
                        "option": list(gap.get("options", ())),
                        "key": [gap["key"]] if gap.get("key") else [],
                    }
                ),
            )
            for gap in pack["gaps"]
        ]
        return {"text": pack["text"], "gaps": rows}

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Text and gaps."""
        gaps = []
        for row in cleaned["gaps"]:
            if not row.id:
                raise forms.ValidationError(
                    _t("Line %(line)d: begin a gap with its id, such as [city].")
                    % {"line": row.line}
                )
            options = row.named.get("option", [])
            gaps.append(
                without_empty(
                    {
                        "id": row.id,
                        "input": "choice" if options else "text",
                        "accept": row.named.get("accept", []),
                        "options": options,
                        "key": row.one("key"),
                        "feedback": row.feedback,
                    }
                )
            )
        return {"text": cleaned["text"].replace("\r\n", "\n"), "gaps": gaps}


SAMPLE: dict[str, Any] = {
    "text": "Notes were exchanged in [[gap-city]].\nThat was [[gap-order]] the surrender.",
    "gaps": [
        {
            "id": "gap-city",
            "input": "text",
            "accept": ["Port Avery, N.", "SECRET-CITY"],
            "feedback": "FEEDBACK 1",
        },
        {
            "id": "gap-order",
            "input": "choice",
            "options": ["before", "after", "on the day of"],
            "key": "before",
            "feedback": "FEEDBACK 2",
        },
    ],
}
TWIN: dict[str, Any] = {
    "text": "Notes were exchanged in [[other-1]].\nThat was [[other-2]] the surrender.",
    "gaps": [
        {"id": "other-1", "input": "text", "accept": ["A much longer accepted answer"]},
        {
            "id": "other-2",
            "input": "choice",
            "options": ["before", "after", "on the day of"],
            "key": "after",
            "feedback": "Else",
        },
    ],
}


@register
class Cloze(ItemType[ClozeDefinition]):
    """Fill the gaps in a text."""

    slug = "cloze"
    name = _("Cloze")
    qti_interaction = "textEntryInteraction"
    free_text = True
    definition_class = ClozeDefinition
    authoring_class = ClozeAuthoringForm
    scoring = _(
        "Each gap earns the same. In a written gap, capital letters, accents and punctuation "
        "do not matter."
    )

    def check(self, definition: ClozeDefinition) -> list[str]:
        """Gaps that do not stand in the text once, or that nothing can fill."""
        in_text = GAP.findall(definition.text)
        ids = [gap.id for gap in definition.gaps]
        messages = [
            _t("text: the gap %(id)s should stand in it once.") % {"id": gap_id}
            for gap_id in repeated(in_text) + [own for own in ids if own not in in_text]
        ]
        messages += [
            _t("gaps: the id %(id)s stands twice.") % {"id": gap_id} for gap_id in repeated(ids)
        ]
        messages += [
            _t("text: [[%(id)s]] has no gap.") % {"id": gap_id}
            for gap_id in in_text
            if gap_id not in ids
        ]
        if not ids:
            messages.append(_t("gaps: at least 1 is needed."))
        for place, gap in enumerate(definition.gaps, start=1):
            messages += [f"gaps[{place}]: {message}" for message in self._faults(gap)]
        return messages

    def _faults(self, gap: Gap) -> list[str]:
        if gap.input == "choice":
            faults = [] if gap.key in gap.options else [_t("the key is not among the options.")]
            if len(set(gap.options)) < 2 or repeated(gap.options):
                faults.append(_t("give at least 2 different options."))
            return faults
        if gap.input != "text":
            return [_t("input is “text” or “choice”.")]
        return (
            []
            if gap.accept and all(fold(t, IGNORE) for t in gap.accept)
            else [_t("give at least one accepted text, with a letter or a digit in it.")]
        )

    def order(self, definition: ClozeDefinition, *, shuffle: bool, rng: Random) -> dict[str, Any]:
        """``gaps``: for each gap in reading order, the order of its options (empty for text)."""
        return {
            "gaps": [
                shuffled(len(gap.options), rng, shuffle=shuffle)
                for gap in definition.in_reading_order()
            ]
        }

    def fields(self, definition: ClozeDefinition, order: Order) -> dict[str, forms.Field]:
        """``gap-0`` … in reading order."""
        return {
            f"gap-{place}": position_field(len(gap.options))
            if gap.input == "choice"
            else one_line_field()
            for place, gap in enumerate(definition.in_reading_order())
        }

    def values(
        self, definition: ClozeDefinition, order: Order, response: ResponseData
    ) -> dict[str, Any]:
        """Texts, and positions of chosen options."""
        given = response.get("gaps", {})
        values: dict[str, Any] = {}
        for place, gap in enumerate(definition.in_reading_order()):
            own = given.get(gap.id)
            if gap.input == "choice":
                shown = [gap.options[option] for option in order["gaps"][place]]
                own = str(shown.index(own)) if own in shown else None
            if own is not None:
                values[f"gap-{place}"] = own
        return values

    def read_fields(
        self, definition: ClozeDefinition, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """``{"gaps": {id: text}}`` with the gaps that were filled."""
        given: dict[str, str] = {}
        for place, gap in enumerate(definition.in_reading_order()):
            value = cleaned[f"gap-{place}"]
            if gap.input == "choice" and value is not None:
                given[gap.id] = gap.options[order["gaps"][place][value]]
            elif gap.input == "text" and value:
                given[gap.id] = value
        return {"gaps": given} if given else None

    def present(
        self, definition: ClozeDefinition, order: Order, form: ResponseForm
    ) -> dict[str, Any]:
        """``paragraphs`` of parts: ``{"text"}``, or ``{"name" "number" "value"|"options"}``."""
        gaps = definition.in_reading_order()
        parts: list[list[dict[str, Any]]] = []
        shown = 0
        for paragraph in definition.text.split("\n\n"):
            parts.append([])
            for piece, text in enumerate(GAP.split(paragraph)):
                if piece % 2 == 0:
                    parts[-1].append({"text": text})
                else:
                    parts[-1].append(self._control(gaps[shown], shown, order, form))
                    shown += 1
        return {"paragraphs": parts, "count": len(gaps), "length": MAX_LENGTH}

    def _control(self, gap: Gap, place: int, order: Order, form: ResponseForm) -> dict[str, Any]:
        value = form.shown_text(f"gap-{place}")
        control: dict[str, Any] = {
            "name": form.add_prefix(f"gap-{place}"),
            "number": place + 1,
            "value": value,
        }
        if gap.input == "choice":
            control["options"] = [
                {"value": at, "text": gap.options[option], "selected": value == str(at)}
                for at, option in enumerate(order["gaps"][place])
            ]
        return control

    def grade_answered(self, definition: ClozeDefinition, response: ResponseData) -> Outcome:
        """Right gaps of all gaps."""
        given = response.get("gaps", {})
        right = sum(gap.is_right(str(given.get(gap.id, ""))) for gap in definition.gaps)
        total = len(definition.gaps)
        return Outcome.graded(share_right(right, total), right=right, gaps=total)

    def review(
        self,
        definition: ClozeDefinition,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """``paragraphs`` with the key in each gap, and ``rows`` for ``_rows_review.html``."""
        given = (response or {}).get("gaps", {})
        rows = []
        for place, gap in enumerate(definition.in_reading_order(), start=1):
            own = given.get(gap.id, "")
            rows.append(
                answer_row(
                    _t("Gap %(number)d") % {"number": place},
                    own,
                    state="miss" if not own else "hit" if gap.is_right(own) else "false",
                    key=gap.shown_key,
                    feedback=gap.feedback,
                    prose=prose,
                )
            )
        return {"paragraphs": self._filled(definition), "rows": rows, "cards": []}

    def _filled(self, definition: ClozeDefinition) -> list[list[dict[str, str]]]:
        keys = {gap.id: gap.shown_key for gap in definition.gaps}
        return [
            [
                {"key": keys[piece]} if place % 2 else {"text": piece}
                for place, piece in enumerate(GAP.split(paragraph))
            ]
            for paragraph in definition.text.split("\n\n")
        ]

    def counts(self, definition: ClozeDefinition, response: ResponseData | None) -> dict[str, Any]:
        """How many gaps are right."""
        if not response:
            return super().counts(definition, response)
        detail = self.grade(definition, response).detail
        return count_sentence(
            _t("%(right)d of %(gaps)d gaps are right."),
            right=int(detail["right"]),
            gaps=int(detail["gaps"]),
        )

    def summarise(self, definition: ClozeDefinition, response: ResponseData | None) -> str:
        """What stands in the gaps, in reading order."""
        given = (response or {}).get("gaps", {})
        if not given:
            return ""
        return "; ".join(str(given.get(gap.id, "–")) for gap in definition.in_reading_order())

    def key_summary(self, definition: ClozeDefinition) -> str:
        """The keys in reading order."""
        return "; ".join(gap.shown_key for gap in definition.in_reading_order())

    def problems(self, definition: ClozeDefinition) -> list[Problem]:
        """Feedback that is not there."""
        return [
            Problem(f"gaps[{place}].feedback", _t("Say why this fills the gap."))
            for place, gap in enumerate(definition.gaps, start=1)
            if not gap.feedback.strip()
        ]

    def samples(self) -> list[Sample]:
        """docs/scoring.md, cloze."""
        right = {"gap-city": "port avery n", "gap-order": "before"}
        half = {"gap-city": "Elsewhere", "gap-order": "before"}
        return [
            Sample("correct", SAMPLE, {"gaps": right}, Decimal(1)),
            Sample("partial, one of two", SAMPLE, {"gaps": half}, Decimal("0.5")),
            Sample("incorrect", SAMPLE, {"gaps": {"gap-order": "after"}}, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid, not there", SAMPLE, fields={"gap-1": "5"}),
            Sample("invalid, too long", SAMPLE, fields={"gap-0": "x" * (MAX_LENGTH + 1)}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Other keys and accepted texts."""
        order = {"gaps": [[], [1, 2, 0]]}
        return [(SAMPLE, order), (TWIN, order)]
