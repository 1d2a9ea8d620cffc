"""What an item type is: a stateless object whose methods are pure functions of their arguments."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from quizzes.grading.outcomes import Outcome
from quizzes.grading.rubric import Criterion
from quizzes.itemtypes.definitions import DefinitionInvalid, plain, read
from quizzes.itemtypes.forms import Order, ResponseData, ResponseForm, Reveal

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from quizzes.itemtypes.authoring import AuthoringForm

D = TypeVar("D")

ITEM_FIELDS = frozenset(
    {"type", "title", "stem", "explanation", "difficulty", "skills", "about", "sources"}
)
"""Fields of every item; they are the item version's own, no type reads them."""

Prose: TypeAlias = Callable[[str], SafeString]
"""Turns one prose field into safe block HTML; the page passes one that resolves citations."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A response with the fraction that the type promises for it.

    fraction: None when the response is invalid, and then ``fields`` are what a browser sent;
    "needs marking" types use ``waits``.
    """

    name: str
    definition: Mapping[str, Any]
    response: ResponseData | None = None
    fraction: Decimal | None = None
    fields: Mapping[str, Any] | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that should be mended before publishing; ``where`` is a path as in load()."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Observation:
    """One sign of a skill: ``value`` 0..1."""

    skill: str
    value: Decimal


class Library(Protocol):
    """Where ``complete`` finds what an item points at.

    Each method raises a LookupError whose message is a sentence for the author.
    """

    def document(self, slug: str) -> Mapping[str, Any]:
        """``slug title edition label``; the label is one line on what kind of text it is."""

    def sentence(self, reference: str, document: str = "") -> Mapping[str, Any]:
        """``text number`` of ``slug#s05``, or of ``s05`` in the document given."""

    def passage(self, document: str, first: str, last: str) -> Sequence[Mapping[str, Any]]:
        """Sentences in order: ``id text block paragraph number``, and of those with an accepted
        claim ``kind weaknesses also_ok`` (lists of ``id cue?``) ``contested why ask known cards``.
        """

    def card(self, card_id: str) -> Mapping[str, Any]:
        """``id short title`` and whatever else the page wants to show."""

    def term(self, term_id: str) -> str:
        """The word itself."""

    def event(self, event_id: str) -> Mapping[str, Any]:
        """``title date``."""

    def weakness(self, weakness_id: str) -> Mapping[str, Any]:
        """``name``, and ``means`` in one line."""


def plain_prose(text: str) -> SafeString:
    """Prose without links: a blank line starts a paragraph, all else is escaped."""
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    return mark_safe("".join(f"<p>{escape(part)}</p>" for part in paragraphs))  # noqa: S308


def with_cues(text: str, cues: Sequence[str]) -> SafeString:
    """A sentence as HTML with its cue words underlined; a cue that is not found is left out.

    "…" inside a cue stands for a gap: the parts are underlined one by one.
    """
    spans: list[tuple[int, int]] = []
    for cue in (part.strip() for whole in cues for part in whole.split("…")):
        start = text.find(cue) if cue else -1
        if start >= 0 and all(start >= end or start + len(cue) <= at for at, end in spans):
            spans.append((start, start + len(cue)))
    html, done = "", 0
    for start, end in sorted(spans):
        html += f'{escape(text[done:start])}<u class="cue">{escape(text[start:end])}</u>'
        done = end
    return mark_safe(html + escape(text[done:]))  # noqa: S308 - every part is escaped


def shuffled(count: int, rng: Random, *, shuffle: bool = True) -> list[int]:
    """The positions 0 to count - 1 in the order to show them."""
    positions = list(range(count))
    if shuffle:
        rng.shuffle(positions)
    return positions


def card_button(card: Mapping[str, Any]) -> dict[str, str]:
    """What a template needs for a card's popover button."""
    return {"target": f"card-{card['id']}", "short": str(card.get("short") or card["title"])}


ROW_WORDS: dict[str, "StrPromise"] = {
    "hit": _("Right"),
    "also": _("Half right"),
    "false": _("Another answer fits"),
    "miss": _("Left empty"),
}
"""What the state of an answered part is called."""


def answer_row(
    label: str,
    response: str,
    *,
    state: str,
    key: str,
    feedback: str,
    prose: Prose,
    number: int = 0,
    cards: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """One row of ``_rows_review.html``: a part of an item, what was answered, and the key.

    state: "hit", "also" (in part), "false" or "miss" (left empty).
    """
    return {
        "number": number,
        "label": label,
        "response": response,
        "state": state,
        "word": ROW_WORDS[state],
        "key": key,
        "feedback": prose(feedback) if feedback else "",
        "cards": [card_button(card) for card in cards],
    }


class ItemType(ABC, Generic[D]):
    """One kind of question. Subclasses hold no state and never see request, database or clock."""

    slug: ClassVar[str]
    name: ClassVar["StrPromise"]
    qti_interaction: ClassVar[str]
    definition_class: ClassVar[type[Any]]
    authoring_class: ClassVar["type[AuthoringForm]"]
    scoring: ClassVar["StrPromise | str"] = ""
    grader_version: ClassVar[int] = 1
    needs_person: ClassVar[bool] = False
    free_text: ClassVar[bool] = False
    """Whether a response may hold words of the learner's own, which erasing her takes away."""

    @property
    def skill(self) -> "StrPromise":
        """The type of task under which progress is counted."""
        return self.name

    @property
    def template(self) -> str:
        """The one template, for answering and for review."""
        return f"quizzes/itemtypes/{self.slug.replace('-', '_')}.html"

    # The definition

    def load(self, definition: Mapping[str, Any]) -> D:
        """Read and check a definition; the item's own fields may stand in it and are passed over.

        Raises DefinitionInvalid with every fault.
        """
        own = {name: value for name, value in definition.items() if name not in ITEM_FIELDS}
        loaded: D = read(self.definition_class, own)
        if messages := self.check(loaded):
            raise DefinitionInvalid(messages)
        return loaded

    def dump(self, definition: D) -> dict[str, Any]:
        """The JSON that ``load`` reads back to an equal definition."""
        return plain(definition)  # type: ignore[no-any-return]

    @abstractmethod
    def check(self, definition: D) -> list[str]:
        """What makes a well-formed definition unusable: one message each, with its path."""

    def complete(self, item: Mapping[str, Any], library: Library) -> dict[str, Any]:
        """The definition of a version: a pack item's own fields and copies of what it points at.

        Raises LookupError (from the library) for what is not there.
        """
        return {name: value for name, value in item.items() if name not in ITEM_FIELDS}

    # The form

    @abstractmethod
    def order(self, definition: D, *, shuffle: bool, rng: Random) -> dict[str, Any]:
        """The order for one attempt, made once at its start and stored; never depends on a key."""

    @abstractmethod
    def fields(self, definition: D, order: Order) -> dict[str, forms.Field]:
        """The form's fields by name; control values are positions in the order."""

    @abstractmethod
    def values(self, definition: D, order: Order, response: ResponseData) -> dict[str, Any]:
        """A saved response as values of the fields; ids that are gone are passed over."""

    @abstractmethod
    def read_fields(
        self, definition: D, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """Cleaned fields as a response, None for a blank; raises forms.ValidationError."""

    @abstractmethod
    def present(self, definition: D, order: Order, form: ResponseForm) -> dict[str, Any]:
        """What the template shows for answering: no id of the pack, no key, no feedback."""

    def form(
        self,
        definition: D,
        order: Order,
        *,
        data: QueryDict | None = None,
        initial: ResponseData | None = None,
        prefix: str = "",
        reveal: Reveal | None = None,
        read_only: bool = False,
        label: str = "",
    ) -> ResponseForm:
        """The form of one response; with ``reveal`` (from ``review``) it renders the review."""
        return ResponseForm(
            self,
            definition,
            order,
            data=data,
            initial=initial,
            prefix=prefix,
            reveal=reveal,
            read_only=read_only,
            label=label,
        )

    # The response

    def blank(self) -> ResponseData | None:
        """The response of someone who entered nothing."""
        return None

    def is_answered(self, response: ResponseData | None) -> bool:
        """Whether anything was entered."""
        return bool(response)

    def grade(self, definition: D, response: ResponseData | None) -> Outcome:
        """The outcome of a response; a blank is graded 0, ids that are gone count for nothing."""
        if not response:
            return self.grade_blank(definition)
        return self.grade_answered(definition, response)

    def grade_blank(self, definition: D) -> Outcome:
        """The outcome of a blank."""
        return Outcome.graded(0)

    @abstractmethod
    def grade_answered(self, definition: D, response: ResponseData) -> Outcome:
        """The outcome of a response that is not blank."""

    @abstractmethod
    def review(
        self,
        definition: D,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """What the template shows once keys may be seen, and ``cards`` for the page's popovers."""

    def rubric(self, definition: D) -> Sequence[Criterion]:
        """What a person marks a response by; empty for types that the site grades itself."""
        return ()

    def cards_beside(self, definition: D, sources: Sequence[str]) -> Sequence[str]:
        """Ids of the cards that stand beside the question while it is answered.

        sources: the item's own cards; most types show them only in the review.
        """
        return ()

    def counts(self, definition: D, response: ResponseData | None) -> dict[str, Any]:
        """What may be said before keys may be seen: ``sentence``, which never tells which."""
        return {"sentence": ""}

    @abstractmethod
    def summarise(self, definition: D, response: ResponseData | None) -> str:
        """The response in one line of plain text, for reports; empty for a blank."""

    @abstractmethod
    def key_summary(self, definition: D) -> str:
        """The key in one line of plain text, for reports."""

    def observations(self, definition: D, response: ResponseData | None) -> list[Observation]:
        """Signs of single skills; without any, the caller counts the fraction per listed skill."""
        return []

    # Authoring

    def problems(self, definition: D) -> list[Problem]:
        """What should be mended before publishing."""
        return []

    @abstractmethod
    def samples(self) -> list[Sample]:
        """Responses with promised fractions: correct, incorrect, partial, blank and invalid."""

    @abstractmethod
    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Two definitions, each with an order, that look the same until keys are shown.

        They differ in every secret: ids, key, feedback, model answers. The contract test renders
        both and compares the bytes.
        """

    def authoring_form(self) -> "type[AuthoringForm]":
        """The form that edits the fields of a pack item, bound to this type."""
        form = self.authoring_class
        return type(form.__name__, (form,), {"item_type": self, "__module__": form.__module__})


def count_sentence(format_string: "StrPromise | str", **figures: int) -> dict[str, Any]:
    """A ``counts`` result: the sentence with its figures, and the figures beside it."""
    return {"sentence": str(format_string) % figures, **figures}
