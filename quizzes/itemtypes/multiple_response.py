"""Multiple response: every answer that fits, and none that does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from quizzes.grading.choices import several
from quizzes.grading.outcomes import Outcome
from quizzes.itemtypes.authoring import (
    OPTIONS_HELP,
    AuthoringForm,
    RowsField,
    option_rows,
    options_of,
)
from quizzes.itemtypes.base import (
    ItemType,
    Problem,
    Prose,
    Sample,
    count_sentence,
    plain_prose,
    shuffled,
)
from quizzes.itemtypes.choosing import Choices, give
from quizzes.itemtypes.definitions import repeated
from quizzes.itemtypes.forms import Order, ResponseData, ResponseForm, positions_field
from quizzes.itemtypes.options import Option, check_options, missing_feedback, option_verdict
from quizzes.itemtypes.registry import register
from quizzes.itemtypes.row_choosing import RowForms, feedback_part, words_part


@dataclass(frozen=True, slots=True)
class MultipleResponseDefinition:
    """Options, the ids of those that fit, and how many to choose (0: any number)."""

    options: tuple[Option, ...]
    key: tuple[str, ...]
    choose: int = 0


class MultipleResponseAuthoringForm(AuthoringForm):
    """Options, several of them marked."""

    choose = forms.IntegerField(
        label=_("how many to choose"),
        required=False,
        min_value=1,
        help_text=_("Left empty, a learner may choose any number."),
    )
    options = RowsField(label=_("answers"), help_text=OPTIONS_HELP)

    @classmethod
    def offer(cls, fields: Mapping[str, forms.Field], choices: Choices, document: str = "") -> None:
        """One small form an answer."""
        parts = [words_part("text", _("answer"), _("write the answer.")), feedback_part()]
        rows = RowForms(parts, right=_("This one is right"), several=True, least=3)
        give(fields, "options", rows, _("Each row is an answer; mark those that are right."))

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Options as rows."""
        return {
            "choose": pack.get("choose"),
            "options": option_rows(pack["options"], pack["key"]),
        }

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Options and keys."""
        options, keys = options_of(cleaned["options"])
        return {"choose": cleaned["choose"], "options": options, "key": keys}


SAMPLE: dict[str, Any] = {
    "choose": 3,
    "options": [
        {"id": "opt-author", "text": "Who wrote it", "feedback": "FEEDBACK one"},
        {"id": "opt-day", "text": "On which day", "feedback": "FEEDBACK two"},
        {"id": "opt-colour", "text": "In which ink", "feedback": "FEEDBACK three"},
        {"id": "opt-ground", "text": "From which records", "feedback": "FEEDBACK four"},
        {"id": "opt-length", "text": "At what length", "feedback": "FEEDBACK five"},
    ],
    "key": ["opt-author", "opt-day", "opt-ground"],
}
TWIN = {
    "choose": 3,
    "options": [
        {"id": f"other-{place}", "text": option["text"], "feedback": "Else"}
        for place, option in enumerate(SAMPLE["options"])
    ],
    "key": ["other-2", "other-3", "other-4"],
}


@register
class MultipleResponse(ItemType[MultipleResponseDefinition]):
    """Several of the answers fit."""

    slug = "multiple-response"
    name = _("Multiple response")
    qti_interaction = "choiceInteraction"
    definition_class = MultipleResponseDefinition
    authoring_class = MultipleResponseAuthoringForm
    scoring = _(
        "Each answer that fits adds to your score, and each one that does not takes away from it. "
        "The result never falls below zero. Choosing everything, or nothing, earns 0."
    )

    def check(self, definition: MultipleResponseDefinition) -> list[str]:
        """Keys that are not among the options, and a number to choose that cannot be right."""
        ids = [option.id for option in definition.options]
        messages = check_options(definition.options)
        messages += [
            _t("key: no option has the id %(id)s.") % {"id": key}
            for key in definition.key
            if key not in ids
        ]
        if repeated(definition.key) or not definition.key:
            messages.append(_t("key: name each right option once, and at least one."))
        if definition.choose and definition.choose != len(definition.key):
            messages.append(_t("choose: it differs from the number of right options."))
        return messages

    def order(
        self, definition: MultipleResponseDefinition, *, shuffle: bool, rng: Random
    ) -> dict[str, Any]:
        """``options``: positions of the definition in the order to show them."""
        return {"options": shuffled(len(definition.options), rng, shuffle=shuffle)}

    def fields(
        self, definition: MultipleResponseDefinition, order: Order
    ) -> dict[str, forms.Field]:
        """One field of several choices, ``options``."""
        return {"options": positions_field(range(len(definition.options)))}

    def values(
        self, definition: MultipleResponseDefinition, order: Order, response: ResponseData
    ) -> dict[str, Any]:
        """The positions of the chosen options."""
        chosen = response.get("options", ())
        ids = [definition.options[place].id for place in order["options"]]
        return {"options": [str(value) for value, own in enumerate(ids) if own in chosen]}

    def read_fields(
        self, definition: MultipleResponseDefinition, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """``{"options": [ids in the order of the definition]}``."""
        if definition.choose and len(cleaned["options"]) > definition.choose:
            raise forms.ValidationError(
                _t("You chose %(chosen)d answers. Choose no more than %(choose)d.")
                % {"chosen": len(cleaned["options"]), "choose": definition.choose}
            )
        places = sorted(order["options"][value] for value in cleaned["options"])
        return {"options": [definition.options[place].id for place in places]} if places else None

    def present(
        self, definition: MultipleResponseDefinition, order: Order, form: ResponseForm
    ) -> dict[str, Any]:
        """``name``, ``how`` and ``options`` with ``value text checked``."""
        chosen = form.shown_list("options")
        how = _t("Choose every answer that fits.")
        if definition.choose:
            how = ngettext(
                "Choose %(choose)d answer.", "Choose %(choose)d answers.", definition.choose
            ) % {"choose": definition.choose}
        return {
            "name": form.add_prefix("options"),
            "how": how,
            "options": [
                {
                    "value": value,
                    "text": definition.options[place].text,
                    "checked": str(value) in chosen,
                }
                for value, place in enumerate(order["options"])
            ],
        }

    def grade_answered(
        self, definition: MultipleResponseDefinition, response: ResponseData
    ) -> Outcome:
        """max(0, hits / keys - wrong / others)."""
        chosen = set(response.get("options", ()))
        key = frozenset(definition.key)
        options = frozenset(option.id for option in definition.options)
        return Outcome.graded(
            several(chosen, key=key, options=options),
            hits=len(chosen & key),
            keys=len(key),
            wrong=len(chosen & (options - key)),
            others=len(options - key),
        )

    def review(
        self,
        definition: MultipleResponseDefinition,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """``options``: each with its verdict and feedback."""
        chosen = (response or {}).get("options", ())
        rows = [
            option_verdict(
                option.text,
                chosen=option.id in chosen,
                right=option.id in definition.key,
                feedback=option.feedback,
                prose=prose,
            )
            for option in (definition.options[place] for place in order["options"])
        ]
        return {"options": rows, "cards": []}

    def counts(
        self, definition: MultipleResponseDefinition, response: ResponseData | None
    ) -> dict[str, Any]:
        """How many of each, never which."""
        detail = self.grade(definition, response or {"options": []}).detail
        if not response:
            return super().counts(definition, response)
        return count_sentence(
            _t("You chose %(hits)d of the %(keys)d that fit, and %(wrong)d that do not."),
            hits=int(detail["hits"]),
            keys=int(detail["keys"]),
            wrong=int(detail["wrong"]),
        )

    def summarise(
        self, definition: MultipleResponseDefinition, response: ResponseData | None
    ) -> str:
        """The chosen texts."""
        return self._texts(definition, (response or {}).get("options", ()))

    def key_summary(self, definition: MultipleResponseDefinition) -> str:
        """The right texts."""
        return self._texts(definition, definition.key)

    def _texts(self, definition: MultipleResponseDefinition, ids: Any) -> str:
        return "; ".join(option.text for option in definition.options if option.id in ids)

    def problems(self, definition: MultipleResponseDefinition) -> list[Problem]:
        """Feedback that is not there, and a key that leaves nothing to leave alone."""
        problems = missing_feedback(definition.options)
        if len(definition.key) == len(definition.options):
            problems.append(Problem("key", _t("Every option is right: choosing all earns 1.")))
        return problems

    def samples(self) -> list[Sample]:
        """docs/scoring.md, multiple response."""
        return [
            Sample(
                "correct",
                SAMPLE,
                {"options": ["opt-author", "opt-day", "opt-ground"]},
                Decimal(1),
            ),
            Sample(
                "partial, 2 of 3 less 1 of 2",
                SAMPLE,
                {"options": ["opt-author", "opt-day", "opt-colour"]},
                Decimal("0.166667"),
            ),
            Sample("one of three", SAMPLE, {"options": ["opt-day"]}, Decimal("0.333333")),
            Sample("incorrect", SAMPLE, {"options": ["opt-colour"]}, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid, too many", SAMPLE, fields={"options": ["0", "1", "2", "3"]}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Other ids, keys and feedback."""
        order = {"options": [4, 0, 2, 3, 1]}
        return [(SAMPLE, order), (TWIN, order)]
