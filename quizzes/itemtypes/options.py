"""What the types share that offer options: order, form, verdict words, checks."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quizzes.grading.choices import one_best
from quizzes.grading.outcomes import Outcome
from quizzes.itemtypes.base import ItemType, Problem, Prose, card_button, plain_prose, shuffled
from quizzes.itemtypes.definitions import repeated
from quizzes.itemtypes.forms import Order, ResponseData, ResponseForm, position_field

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    id: str
    text: str
    feedback: str = ""


class Offered(Protocol):
    """Anything that can be offered as an option."""

    @property
    def id(self) -> str:
        """The pack id."""

    @property
    def feedback(self) -> str:
        """Why it fits or does not."""


class OneBestDefinition(Protocol):
    """A definition with options, one of which is the key."""

    @property
    def options(self) -> Sequence[Offered]:
        """The options in the order of the pack."""

    @property
    def key(self) -> str:
        """The id of the best option."""


D = TypeVar("D", bound=OneBestDefinition)

STATES: dict[tuple[bool, bool], tuple[str, "StrPromise"]] = {
    (True, True): ("hit", _("You chose this, and it fits")),
    (False, True): ("miss", _("This one fits")),
    (True, False): ("false", _("You chose this; it does not fit")),
    (False, False): ("left", pgettext_lazy("verdict", "Left alone, rightly")),
}
"""By (chosen, right): the state of the look, which also names class and icon, and its words."""

NOT_CHOSEN = pgettext_lazy("verdict", "Not chosen")
"""Where only one can be chosen, nobody left the others alone one by one."""


def check_options(options: Sequence[Offered], *, least: int = 2) -> list[str]:
    """Too few options, or an id that stands twice."""
    messages = [
        _t("options: the id %(id)s stands twice.") % {"id": option_id}
        for option_id in repeated([option.id for option in options])
    ]
    if len(options) < least:
        messages.append(_t("options: at least %(least)d are needed.") % {"least": least})
    return messages


def missing_feedback(options: Sequence[Offered], *, name: str = "options") -> list[Problem]:
    """One problem for every option without feedback."""
    return [
        Problem(f"{name}[{place}].feedback", _t("Say why it fits or does not."))
        for place, option in enumerate(options, start=1)
        if not option.feedback.strip()
    ]


def option_verdict(
    text: Any,
    *,
    chosen: bool,
    right: bool,
    feedback: str,
    prose: Prose,
    card: Mapping[str, Any] | None = None,
    left: "StrPromise | None" = None,
) -> dict[str, Any]:
    """One row of ``_options_review.html``. left: words for what was rightly not chosen."""
    state, word = STATES[chosen, right]
    return {
        "state": state,
        "word": left if left is not None and state == "left" else word,
        "why_not": left is not None and state == "left",
        "text": text,
        "open": chosen or right,
        "feedback": prose(feedback) if feedback else "",
        "card": card_button(card) if card else None,
    }


class OneBest(ItemType[D]):
    """Base of the types where one option is the best."""

    how: ClassVar["StrPromise"] = _("Choose one answer.")

    @abstractmethod
    def texts(self, definition: D) -> list[Any]:
        """The shown text of each option, in the order of the definition."""

    def card_of(self, definition: D, option: Any) -> Mapping[str, Any] | None:
        """The card that an option stands for, shown with the review."""
        return None

    def check(self, definition: D) -> list[str]:
        """Options that cannot be told apart, and a key that is not among them."""
        messages = check_options(definition.options)
        if definition.key not in [option.id for option in definition.options]:
            messages.append(_t("key: no option has the id %(id)s.") % {"id": definition.key})
        return messages

    def order(self, definition: D, *, shuffle: bool, rng: Random) -> dict[str, Any]:
        """``options``: positions of the definition in the order to show them."""
        return {"options": shuffled(len(definition.options), rng, shuffle=shuffle)}

    def fields(self, definition: D, order: Order) -> dict[str, forms.Field]:
        """One field, ``option``."""
        return {"option": position_field(len(definition.options))}

    def values(self, definition: D, order: Order, response: ResponseData) -> dict[str, Any]:
        """The position of the chosen option."""
        ids = [definition.options[place].id for place in order["options"]]
        chosen = response.get("option")
        return {"option": str(ids.index(chosen))} if chosen in ids else {}

    def read_fields(
        self, definition: D, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """``{"option": id}``."""
        if cleaned["option"] is None:
            return None
        return {"option": definition.options[order["options"][cleaned["option"]]].id}

    def present(self, definition: D, order: Order, form: ResponseForm) -> dict[str, Any]:
        """``name``, ``how`` and ``options`` with ``value text checked``."""
        chosen = form.shown_text("option")
        texts = self.texts(definition)
        return {
            "name": form.add_prefix("option"),
            "how": self.how,
            "options": [
                {"value": value, "text": texts[place], "checked": chosen == str(value)}
                for value, place in enumerate(order["options"])
            ],
        }

    def grade_answered(self, definition: D, response: ResponseData) -> Outcome:
        """1 for the key, 0 for anything else."""
        return Outcome.graded(one_best(str(response.get("option")), definition.key))

    def review(
        self,
        definition: D,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """``options``: each with its verdict and feedback."""
        chosen = (response or {}).get("option")
        texts = self.texts(definition)
        rows, cards = [], {}
        for place in order["options"]:
            option = definition.options[place]
            card = self.card_of(definition, option)
            if card:
                cards[card["id"]] = card
            rows.append(
                option_verdict(
                    texts[place],
                    chosen=option.id == chosen,
                    right=option.id == definition.key,
                    feedback=option.feedback,
                    prose=prose,
                    card=card,
                    left=NOT_CHOSEN,
                )
            )
        return {"options": rows, "cards": list(cards.values())}

    def summarise(self, definition: D, response: ResponseData | None) -> str:
        """The text of the chosen option."""
        return self._text_of(definition, (response or {}).get("option"))

    def key_summary(self, definition: D) -> str:
        """The text of the key."""
        return self._text_of(definition, definition.key)

    def _text_of(self, definition: D, option_id: str | None) -> str:
        for option, text in zip(definition.options, self.texts(definition), strict=True):
            if option.id == option_id:
                return str(text)
        return ""

    def problems(self, definition: D) -> list[Problem]:
        """Feedback that is not there."""
        return missing_feedback(definition.options)
