"""Matching: give each thing its fitting answer; both sides are shuffled independently."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.grading.choices import share_right
from quizzes.grading.outcomes import Outcome
from quizzes.itemtypes.authoring import (
    AuthoringForm,
    LinesField,
    Row,
    RowsField,
    with_ids,
    without_empty,
)
from quizzes.itemtypes.base import (
    ItemType,
    Library,
    Problem,
    Prose,
    Sample,
    answer_row,
    count_sentence,
    plain_prose,
    shuffled,
)
from quizzes.itemtypes.choosing import Choices, OneOf, all_cards, all_terms, give
from quizzes.itemtypes.definitions import repeated
from quizzes.itemtypes.forms import Order, ResponseData, ResponseForm, position_field
from quizzes.itemtypes.registry import register
from quizzes.itemtypes.row_choosing import Part, RowForms, feedback_part, words_part

LEFT_OVER = "left-over"


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing (a card, a term or a text) and the answer that fits it."""

    id: str
    match: str
    card: str = ""
    term: str = ""
    text: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class MatchingDefinition:
    """Pairs, and answers that fit nothing."""

    pairs: tuple[Pair, ...]
    left_over: tuple[str, ...] = ()
    cards: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)

    def prompt(self, pair: Pair) -> str:
        """What stands on the left."""
        if pair.card:
            card = self.cards[pair.card]
            return str(card.get("short") or card["title"])
        return self.terms[pair.term] if pair.term else pair.text

    def matches(self) -> list[tuple[str, str]]:
        """Id and text of every answer: those of the pairs, then those left over."""
        left_over = [
            (f"{LEFT_OVER}:{place}", text) for place, text in enumerate(self.left_over, start=1)
        ]
        return [(pair.id, pair.match) for pair in self.pairs] + left_over


class MatchingAuthoringForm(AuthoringForm):
    """Pairs, and answers that are left over."""

    pairs = RowsField(
        label=_("pairs"),
        names=("card", "term", "match"),
        help_text=_(
            "One pair a block: “[id] the text”, or “[id] card: …”, or “[id] term: …”; "
            "below it “match: what fits”, and feedback in lines that begin with “>”."
        ),
    )
    left_over = LinesField(label=_("answers left over"), required=False, help_text=_("One a line."))

    @classmethod
    def offer(cls, fields: Mapping[str, forms.Field], choices: Choices, document: str = "") -> None:
        """One small form a pair: a thing, chosen or in words, and the answer that fits it."""
        parts = [
            words_part("text", _("the thing, in words of its own")),
            Part("card", _("or a source card"), OneOf(all_cards(choices))),
            Part("term", _("or a word of the glossary"), OneOf(all_terms(choices))),
            words_part("match", _("the answer that fits it"), _("write the answer that fits.")),
            feedback_part(),
        ]
        thing = _("give one thing: words of its own, a source card, or a word of the glossary.")
        rows = RowForms(parts, one_of=(("text", "card", "term"), thing), least=3)
        give(fields, "pairs", rows, _("A row is a pair. Learners see both sides shuffled."))

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Pairs as rows."""
        rows = [
            Row(
                line=0,
                id=pair["id"],
                text=pair.get("text", ""),
                feedback=pair.get("feedback", ""),
                named={name: [pair[name]] for name in ("card", "term", "match") if pair.get(name)},
            )
            for pair in pack["pairs"]
        ]
        return {"pairs": rows, "left_over": list(pack.get("left_over", ()))}

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Pairs and what is left over."""
        rows: list[Row] = cleaned["pairs"]
        pairs = []
        for row_id, row in zip(with_ids(rows), rows, strict=True):
            if not row.one("match"):
                raise forms.ValidationError(
                    _t("Line %(line)d: add “match:” with the answer that fits.")
                    % {"line": row.line}
                )
            own = {name: row.one(name) for name in ("card", "term")} | {"text": row.text}
            pairs.append(
                without_empty(
                    {"id": row_id, **own, "match": row.one("match"), "feedback": row.feedback}
                )
            )
        return {"pairs": pairs, "left_over": cleaned["left_over"]}


SAMPLE: dict[str, Any] = {
    "pairs": [
        {"id": "pair-note", "card": "card-note", "match": "To report home", "feedback": "FEED 1"},
        {
            "id": "pair-seal",
            "term": "term-seal",
            "match": "To close a letter",
            "feedback": "FEED 2",
        },
        {"id": "pair-list", "text": "A list", "match": "To keep count", "feedback": "FEED 3"},
    ],
    "left_over": ["To win customers"],
    "cards": {"card-note": {"id": "card-note", "short": "A note", "title": "SECRET-TITLE"}},
    "terms": {"term-seal": "Seal"},
}
TWIN: dict[str, Any] = {
    "pairs": [
        {"id": "other-1", "card": "other-card", "match": "To win customers", "feedback": "Else"},
        {"id": "other-2", "term": "other-term", "match": "To keep count"},
        {"id": "other-3", "text": "A list", "match": "To report home"},
    ],
    "left_over": ["To close a letter"],
    "cards": {"other-card": {"id": "other-card", "short": "A note", "title": "Another title"}},
    "terms": {"other-term": "Seal"},
}


@register
class Matching(ItemType[MatchingDefinition]):
    """Give each thing the answer that fits it."""

    slug = "matching"
    name = _("Matching")
    qti_interaction = "matchInteraction"
    definition_class = MatchingDefinition
    authoring_class = MatchingAuthoringForm
    scoring = _("Each right pair earns the same. Each answer can be used once.")

    def check(self, definition: MatchingDefinition) -> list[str]:
        """Pairs that are two things or nothing, copies that are missing, answers that repeat."""
        messages = [
            _t("pairs: the id %(id)s stands twice.") % {"id": pair_id}
            for pair_id in repeated([pair.id for pair in definition.pairs])
        ]
        messages += [
            _t("pairs: the answer “%(match)s” stands twice.") % {"match": text}
            for text in repeated([text for _id, text in definition.matches()])
        ]
        if len(definition.pairs) < 2:
            messages.append(_t("pairs: at least 2 are needed."))
        for place, pair in enumerate(definition.pairs, start=1):
            if sum(map(bool, (pair.card, pair.term, pair.text))) != 1:
                messages.append(_t("pairs[%d]: give one of card, term and text.") % place)
            elif pair.card and pair.card not in definition.cards:
                messages.append(_t("cards.%(id)s is missing.") % {"id": pair.card})
            elif pair.term and pair.term not in definition.terms:
                messages.append(_t("terms.%(id)s is missing.") % {"id": pair.term})
        return messages

    def complete(self, item: Mapping[str, Any], library: Library) -> dict[str, Any]:
        """Copies the cards and terms of the pairs."""
        own = super().complete(item, library)
        pairs = own.get("pairs", ())
        if cards := [pair["card"] for pair in pairs if pair.get("card")]:
            own["cards"] = {card: dict(library.card(card)) for card in cards}
        if terms := [pair["term"] for pair in pairs if pair.get("term")]:
            own["terms"] = {term: library.term(term) for term in terms}
        return own

    def order(
        self, definition: MatchingDefinition, *, shuffle: bool, rng: Random
    ) -> dict[str, Any]:
        """``prompts`` and ``matches``, always shuffled, each on its own."""
        return {
            "prompts": shuffled(len(definition.pairs), rng),
            "matches": shuffled(len(definition.matches()), rng),
        }

    def fields(self, definition: MatchingDefinition, order: Order) -> dict[str, forms.Field]:
        """``match-0`` …: the position of the answer for each thing as shown."""
        count = len(definition.matches())
        return {f"match-{shown}": position_field(count) for shown in range(len(definition.pairs))}

    def values(
        self, definition: MatchingDefinition, order: Order, response: ResponseData
    ) -> dict[str, Any]:
        """Positions of the answers that were given."""
        ids = [match_id for match_id, _text in definition.matches()]
        shown = {ids[place]: str(value) for value, place in enumerate(order["matches"])}
        given = response.get("pairs", {})
        found = {
            f"match-{place}": shown.get(given.get(definition.pairs[pair].id))
            for place, pair in enumerate(order["prompts"])
        }
        return {name: value for name, value in found.items() if value is not None}

    def read_fields(
        self, definition: MatchingDefinition, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """``{"pairs": {id of the thing: id of the answer}}``, in the order of the definition."""
        matches = definition.matches()
        given: dict[str, str] = {}
        for shown, place in enumerate(order["prompts"]):
            value = cleaned[f"match-{shown}"]
            if value is not None:
                match_id, text = matches[order["matches"][value]]
                if match_id in given.values():
                    raise forms.ValidationError(
                        _t("“%(match)s” is used twice. Each answer can be used once.")
                        % {"match": text}
                    )
                given[definition.pairs[place].id] = match_id
        own = {pair.id: given[pair.id] for pair in definition.pairs if pair.id in given}
        return {"pairs": own} if own else None

    def present(
        self, definition: MatchingDefinition, order: Order, form: ResponseForm
    ) -> dict[str, Any]:
        """``rows`` with ``name prompt options``; an option has ``value text selected``."""
        matches = definition.matches()
        texts = [matches[place][1] for place in order["matches"]]
        rows = []
        for shown, place in enumerate(order["prompts"]):
            chosen = form.shown_text(f"match-{shown}")
            rows.append(
                {
                    "name": form.add_prefix(f"match-{shown}"),
                    "prompt": definition.prompt(definition.pairs[place]),
                    "options": [
                        {"value": value, "text": text, "selected": chosen == str(value)}
                        for value, text in enumerate(texts)
                    ],
                }
            )
        return {"rows": rows, "spare": len(texts) - len(rows)}

    def grade_answered(self, definition: MatchingDefinition, response: ResponseData) -> Outcome:
        """Right pairs of all pairs."""
        given = response.get("pairs", {})
        right = sum(given.get(pair.id) == pair.id for pair in definition.pairs)
        total = len(definition.pairs)
        return Outcome.graded(share_right(right, total), right=right, pairs=total)

    def review(
        self,
        definition: MatchingDefinition,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """``rows`` for ``_rows_review.html``."""
        given = (response or {}).get("pairs", {})
        texts = dict(definition.matches())
        rows = []
        for pair in (definition.pairs[place] for place in order["prompts"]):
            card = definition.cards.get(pair.card)
            own = given.get(pair.id)
            rows.append(
                answer_row(
                    definition.prompt(pair),
                    texts.get(own, ""),
                    state="hit" if own == pair.id else "false" if own in texts else "miss",
                    key=pair.match,
                    feedback=pair.feedback,
                    prose=prose,
                    cards=[card] if card else [],
                )
            )
        return {"rows": rows, "cards": list(definition.cards.values())}

    def counts(
        self, definition: MatchingDefinition, response: ResponseData | None
    ) -> dict[str, Any]:
        """How many pairs are right."""
        if not response:
            return super().counts(definition, response)
        detail = self.grade(definition, response).detail
        return count_sentence(
            _t("%(right)d of %(pairs)d pairs are right."),
            right=int(detail["right"]),
            pairs=int(detail["pairs"]),
        )

    def summarise(self, definition: MatchingDefinition, response: ResponseData | None) -> str:
        """Each thing with the answer given."""
        given = (response or {}).get("pairs", {})
        texts = dict(definition.matches())
        return "; ".join(
            f"{definition.prompt(pair)} – {texts[given[pair.id]]}"
            for pair in definition.pairs
            if given.get(pair.id) in texts
        )

    def key_summary(self, definition: MatchingDefinition) -> str:
        """Each thing with the answer that fits."""
        return "; ".join(f"{definition.prompt(pair)} – {pair.match}" for pair in definition.pairs)

    def problems(self, definition: MatchingDefinition) -> list[Problem]:
        """Feedback that is not there, and a last pair that gives itself away."""
        problems = [
            Problem(f"pairs[{place}].feedback", _t("Say why this pair fits."))
            for place, pair in enumerate(definition.pairs, start=1)
            if not pair.feedback.strip()
        ]
        if not definition.left_over:
            problems.append(
                Problem("left_over", _t("Without an answer left over, the last pair is given."))
            )
        return problems

    def samples(self) -> list[Sample]:
        """docs/scoring.md, matching."""
        right = {"pair-note": "pair-note", "pair-seal": "pair-seal", "pair-list": "pair-list"}
        partial = {"pair-note": "pair-note", "pair-seal": "left-over:1"}
        wrong = {"pair-note": "pair-seal", "pair-seal": "pair-note"}
        return [
            Sample("correct", SAMPLE, {"pairs": right}, Decimal(1)),
            Sample("partial, one of three", SAMPLE, {"pairs": partial}, Decimal("0.333333")),
            Sample("incorrect", SAMPLE, {"pairs": wrong}, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid, used twice", SAMPLE, fields={"match-0": "1", "match-2": "1"}),
            Sample("invalid, not there", SAMPLE, fields={"match-0": "9"}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Other answers fit, below the same two orders as shown."""
        return [
            (SAMPLE, {"prompts": [1, 2, 0], "matches": [3, 0, 2, 1]}),
            (TWIN, {"prompts": [1, 2, 0], "matches": [0, 2, 1, 3]}),
        ]
