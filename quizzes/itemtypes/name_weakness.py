"""Name the weakness: which one do the marked words of a sentence show?"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.itemtypes.authoring import AuthoringForm, Row, RowsField, only_key, without_empty
from quizzes.itemtypes.base import Library, Problem, Sample, with_cues
from quizzes.itemtypes.choosing import Choices, OneOf, all_sentences, give
from quizzes.itemtypes.forms import Order, ResponseForm
from quizzes.itemtypes.options import OneBest
from quizzes.itemtypes.passages import weakness_name
from quizzes.itemtypes.registry import register
from quizzes.itemtypes.row_choosing import Part, RowForms, feedback_part


@dataclass(frozen=True, slots=True)
class WeaknessOption:
    """A weakness by its id, with a copy of its name and meaning."""

    id: str
    name: str = ""
    means: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class NameWeaknessDefinition:
    """A sentence, the words to look at, and the weaknesses to choose from."""

    sentence: str
    text: str
    cue: str
    options: tuple[WeaknessOption, ...]
    key: str
    number: int = 0


class NameWeaknessAuthoringForm(AuthoringForm):
    """A sentence, its cue, and weaknesses."""

    sentence = forms.CharField(label=_("sentence"), help_text=_("Its id, such as article#s05."))
    cue = forms.CharField(label=_("cue"), help_text=_("Copied letter for letter."))
    options = RowsField(
        label=_("weaknesses"),
        help_text=_(
            "One a block: its id, the right one after a star; each line of feedback after “>”."
        ),
    )

    @classmethod
    def offer(cls, fields: Mapping[str, forms.Field], choices: Choices, document: str = "") -> None:
        """Sentences of every document; weaknesses by name."""
        give(fields, "sentence", OneOf(all_sentences(choices)), "")
        weaknesses = OneOf(choices.weaknesses)
        parts = [
            Part("text", _("weakness"), weaknesses, _("choose its weakness.")),
            feedback_part(),
        ]
        rows = RowForms(parts, right=_("This is the right one"), least=4)
        give(fields, "options", rows, "")

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Weaknesses as rows: their id is their text."""
        rows = [
            Row(
                line=0,
                text=option["id"],
                marked=option["id"] == pack["key"],
                feedback=option.get("feedback", ""),
            )
            for option in pack["options"]
        ]
        return {"sentence": pack["sentence"], "cue": pack["cue"], "options": rows}

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Sentence, cue, options and key."""
        rows: list[Row] = cleaned["options"]
        return {
            "sentence": cleaned["sentence"],
            "cue": cleaned["cue"],
            "options": [without_empty({"id": row.text, "feedback": row.feedback}) for row in rows],
            "key": only_key([row.text for row in rows if row.marked]),
        }


NAMES = {"weak-a": "Unnamed source", "weak-b": "Vague amount", "weak-c": "Loaded words"}


def _definition(prefix: str, key: str, secret: str) -> dict[str, Any]:
    return {
        "sentence": f"{prefix}doc#s-5",
        "text": "It was regarded as a landmark.",
        "cue": "was regarded as",
        "options": [
            {"id": prefix + own, "name": name, "feedback": f"{secret} {name}"}
            for own, name in NAMES.items()
        ],
        "key": prefix + key,
        "number": 5,
    }


SAMPLE = _definition("first-", "weak-b", "SECRET")
TWIN = _definition("other-", "weak-c", "Else")


@register
class NameWeakness(OneBest[NameWeaknessDefinition]):
    """Say which weakness the marked words show."""

    slug = "name-weakness"
    name = _("Name the weakness")
    qti_interaction = "choiceInteraction"
    definition_class = NameWeaknessDefinition
    authoring_class = NameWeaknessAuthoringForm
    how = _("Choose the weakness that the underlined words show.")

    def texts(self, definition: NameWeaknessDefinition) -> list[Any]:
        """The names of the weaknesses."""
        return [option.name or weakness_name(option.id) for option in definition.options]

    def complete(self, item: Mapping[str, Any], library: Library) -> dict[str, Any]:
        """Copies the sentence, and name and meaning of each weakness."""
        own = super().complete(item, library)
        sentence = library.sentence(own["sentence"])
        own["text"] = sentence["text"]
        if sentence.get("number"):
            own["number"] = sentence["number"]
        own["options"] = [
            {"id": option["id"]}
            | without_empty(
                {name: library.weakness(option["id"]).get(name, "") for name in ("name", "means")}
            )
            | without_empty({"feedback": option.get("feedback", "")})
            for option in own["options"]
        ]
        return own

    def present(
        self, definition: NameWeaknessDefinition, order: Order, form: ResponseForm
    ) -> dict[str, Any]:
        """Beside the options, the sentence with its cue underlined."""
        shown = super().present(definition, order, form)
        for option, place in zip(shown["options"], order["options"], strict=True):
            option["means"] = definition.options[place].means
        return shown | self._quoted(definition)

    def _quoted(self, definition: NameWeaknessDefinition) -> dict[str, Any]:
        return {
            "number": definition.number,
            "html": with_cues(definition.text, [definition.cue]),
        }

    def review(self, definition: NameWeaknessDefinition, *args: Any, **options: Any) -> Any:
        """Beside the options, the sentence with its cue underlined."""
        return super().review(definition, *args, **options) | self._quoted(definition)

    def problems(self, definition: NameWeaknessDefinition) -> list[Problem]:
        """Feedback that is not there, and a cue that does not stand in the sentence."""
        problems = super().problems(definition)
        if any(part.strip() not in definition.text for part in definition.cue.split("…")):
            problems.append(Problem("cue", _t("It does not stand in the sentence.")))
        return problems

    def samples(self) -> list[Sample]:
        """Right 1, anything else 0."""
        return [
            Sample("correct", SAMPLE, {"option": "first-weak-b"}, Decimal(1)),
            Sample("incorrect", SAMPLE, {"option": "first-weak-c"}, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid", SAMPLE, fields={"option": "weak-b"}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Another weakness is right."""
        order = {"options": [1, 2, 0]}
        return [(SAMPLE, order), (TWIN, order)]
