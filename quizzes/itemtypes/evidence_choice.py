"""Evidence choice: which source would settle a claim, and what does it do to the claim?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.grading.choices import evidence
from quizzes.grading.outcomes import Outcome
from quizzes.itemtypes.authoring import (
    OPTIONS_HELP,
    AuthoringForm,
    RowsField,
    only_key,
    option_rows,
    options_of,
)
from quizzes.itemtypes.base import Library, Prose, Sample, plain_prose
from quizzes.itemtypes.choosing import Choices, OneOf, all_cards, all_sentences, give
from quizzes.itemtypes.forms import Order, ResponseData, ResponseForm, position_field
from quizzes.itemtypes.options import OneBest
from quizzes.itemtypes.passages import STANCES
from quizzes.itemtypes.registry import register
from quizzes.itemtypes.row_choosing import Part, RowForms, feedback_part


@dataclass(frozen=True, slots=True)
class SourceOption:
    """A source in words; the card behind it is shown afterwards."""

    id: str
    text: str
    card: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceChoiceDefinition:
    """A claim, sources to choose from, the best of them and what it does to the claim."""

    sentence: str
    text: str
    options: tuple[SourceOption, ...]
    key: str
    stance: str
    number: int = 0
    cards: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class EvidenceChoiceAuthoringForm(AuthoringForm):
    """A claim, sources and a stance."""

    sentence = forms.CharField(label=_("sentence"), help_text=_("Its id, such as article#s10."))
    options = RowsField(label=_("sources"), names=("card",), help_text=OPTIONS_HELP)
    stance = forms.ChoiceField(
        label=_("what the best source does to the claim"), choices=list(STANCES.items())
    )

    @classmethod
    def offer(cls, fields: Mapping[str, forms.Field], choices: Choices, document: str = "") -> None:
        """Sentences of every document; cards by title."""
        give(fields, "sentence", OneOf(all_sentences(choices)), "")
        parts = [
            Part("text", _("the source in words"), forms.TextInput(), _("write its words.")),
            Part("card", _("card shown afterwards"), OneOf(all_cards(choices))),
            feedback_part(),
        ]
        rows = RowForms(parts, right=_("This one would settle it"), least=3)
        give(fields, "options", rows, "")

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Sources as rows."""
        rows = option_rows(pack["options"], [pack["key"]], ["card"])
        return {"sentence": pack["sentence"], "options": rows, "stance": pack["stance"]}

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Claim, sources, key and stance."""
        options, keys = options_of(cleaned["options"], ["card"])
        return {
            "sentence": cleaned["sentence"],
            "options": options,
            "key": only_key(keys),
            "stance": cleaned["stance"],
        }


def _definition(prefix: str, key: str, stance: str, secret: str) -> dict[str, Any]:
    card = f"{prefix}card"
    return {
        "sentence": f"{prefix}doc#s-10",
        "text": "Out of the ties came joint work.",
        "options": [
            {"id": f"{prefix}speech", "text": "A speech", "feedback": f"{secret} 1"},
            {
                "id": f"{prefix}list",
                "text": "A dated list",
                "card": card,
                "feedback": f"{secret} 2",
            },
            {"id": f"{prefix}page", "text": "Another page", "feedback": f"{secret} 3"},
        ],
        "key": prefix + key,
        "stance": stance,
        "number": 10,
        "cards": {card: {"id": card, "short": secret, "title": secret}},
    }


SAMPLE = _definition("first-", "list", "challenges", "SECRET")
TWIN = _definition("other-", "page", "frames", "Else")


@register
class EvidenceChoice(OneBest[EvidenceChoiceDefinition]):
    """Choose the source that would settle a claim, and say what it does to it."""

    slug = "evidence-choice"
    name = _("Evidence choice")
    qti_interaction = "choiceInteraction"
    definition_class = EvidenceChoiceDefinition
    authoring_class = EvidenceChoiceAuthoringForm
    how = _("Choose the source.")
    scoring = _(
        "The right source earns two thirds, and what it does to the claim one third. "
        "The second counts only with the right source."
    )

    def texts(self, definition: EvidenceChoiceDefinition) -> list[Any]:
        """The sources in words."""
        return [option.text for option in definition.options]

    def card_of(
        self, definition: EvidenceChoiceDefinition, option: SourceOption
    ) -> Mapping[str, Any] | None:
        """The card behind a source."""
        return definition.cards.get(option.card)

    def check(self, definition: EvidenceChoiceDefinition) -> list[str]:
        """As for all options; an unknown stance, or a card that was not copied."""
        messages = super().check(definition)
        if definition.stance not in STANCES:
            messages.append(_t("stance is none of supports, challenges, frames."))
        messages += [
            _t("cards.%(id)s is missing.") % {"id": option.card}
            for option in definition.options
            if option.card and option.card not in definition.cards
        ]
        return messages

    def complete(self, item: Mapping[str, Any], library: Library) -> dict[str, Any]:
        """Copies the claim's sentence and the cards."""
        own = super().complete(item, library)
        sentence = library.sentence(own["sentence"])
        own["text"] = sentence["text"]
        if sentence.get("number"):
            own["number"] = sentence["number"]
        cards = dict.fromkeys(o["card"] for o in own["options"] if o.get("card"))
        if cards:
            own["cards"] = {card: dict(library.card(card)) for card in cards}
        return own

    def fields(self, definition: EvidenceChoiceDefinition, order: Order) -> dict[str, forms.Field]:
        """``option``, and ``stance`` in its one order."""
        own = super().fields(definition, order)
        return own | {"stance": position_field(len(STANCES))}

    def values(
        self, definition: EvidenceChoiceDefinition, order: Order, response: ResponseData
    ) -> dict[str, Any]:
        """Positions of source and stance."""
        stances = list(STANCES)
        own = super().values(definition, order, response)
        if response.get("stance") in stances:
            own["stance"] = str(stances.index(response["stance"]))
        return own

    def read_fields(
        self, definition: EvidenceChoiceDefinition, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """``{"option": id, "stance": …}`` with what was chosen."""
        response = super().read_fields(definition, order, cleaned) or {}
        if cleaned["stance"] is not None:
            response["stance"] = list(STANCES)[cleaned["stance"]]
        return response or None

    def present(
        self, definition: EvidenceChoiceDefinition, order: Order, form: ResponseForm
    ) -> dict[str, Any]:
        """Beside the options, the claim and ``stances``."""
        chosen = form.shown_text("stance")
        return super().present(definition, order, form) | {
            "number": definition.number,
            "html": definition.text,
            "stance_name": form.add_prefix("stance"),
            "stances": [
                {"value": value, "text": word, "checked": chosen == str(value)}
                for value, word in enumerate(STANCES.values())
            ],
        }

    def grade_answered(
        self, definition: EvidenceChoiceDefinition, response: ResponseData
    ) -> Outcome:
        """2/3 for the source, 1/3 for the stance with it."""
        fraction = evidence(
            card_is_right=response.get("option") == definition.key,
            stance_is_right=response.get("stance") == definition.stance,
        )
        return Outcome.graded(fraction)

    def review(
        self,
        definition: EvidenceChoiceDefinition,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """Beside the options, the claim and the stance with its verdict."""
        given = (response or {}).get("stance")
        right = given == definition.stance
        return super().review(definition, order, response, prose=prose) | {
            "number": definition.number,
            "html": definition.text,
            "stance": {
                "state": "hit" if right else "false" if given else "miss",
                "response": STANCES.get(given or "", ""),
                "key": STANCES[definition.stance],
            },
        }

    def summarise(self, definition: EvidenceChoiceDefinition, response: ResponseData | None) -> str:
        """Source and stance."""
        stance = STANCES.get((response or {}).get("stance", ""), "")
        parts = (super().summarise(definition, response), str(stance))
        return ": ".join(part for part in parts if part)

    def key_summary(self, definition: EvidenceChoiceDefinition) -> str:
        """Right source and stance."""
        return f"{super().key_summary(definition)}: {STANCES[definition.stance]}"

    def samples(self) -> list[Sample]:
        """docs/scoring.md, evidence choice."""
        right = {"option": "first-list", "stance": "challenges"}
        half = {"option": "first-list", "stance": "frames"}
        wrong = {"option": "first-page", "stance": "challenges"}
        return [
            Sample("correct", SAMPLE, right, Decimal(1)),
            Sample("partial, the card alone", SAMPLE, half, Decimal("0.666667")),
            Sample("incorrect, the stance alone", SAMPLE, wrong, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid", SAMPLE, fields={"stance": "3"}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Another source, another stance; a card behind another option."""
        order = {"options": [2, 0, 1]}
        return [(SAMPLE, order), (TWIN, order)]
