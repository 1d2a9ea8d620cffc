"""Verdict: what does each claim rest on, or what do the cards say about it?"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.grading.outcomes import Outcome
from quizzes.grading.verdict import NO_CARD, mean_of_rows
from quizzes.itemtypes.authoring import AuthoringForm, Row, RowsField, without_empty
from quizzes.itemtypes.base import (
    ItemType,
    Library,
    Problem,
    Prose,
    Sample,
    answer_row,
    count_sentence,
    plain_prose,
)
from quizzes.itemtypes.choosing import (
    AnyOf,
    Choices,
    DocumentSelect,
    Groups,
    OneOf,
    all_cards,
    give,
    sentences_of,
)
from quizzes.itemtypes.definitions import repeated
from quizzes.itemtypes.forms import Order, ResponseData, ResponseForm, position_field
from quizzes.itemtypes.passages import SCALES, cards_of
from quizzes.itemtypes.registry import register
from quizzes.itemtypes.row_choosing import Part, RowForms, feedback_part
from quizzes.itemtypes.verdict_rows import RECORD, VerdictDefinition


def _verdicts() -> Groups:
    """The verdicts of both scales by their ids."""
    names = {"support": _t("What the text shows"), "record": _t("What the cards say")}
    return [
        (names[scale], [(own, str(words)) for own, words in verdicts.items()])
        for scale, verdicts in SCALES.items()
    ]


class VerdictAuthoringForm(AuthoringForm):
    """Sentences of a document with their verdicts."""

    document = forms.CharField(label=_("document"), help_text=_("Its id."))
    scale = forms.ChoiceField(
        label=_("scale"),
        choices=[
            ("support", _("what the text shows")),
            ("record", _("what the cards say")),
        ],
    )
    rows = RowsField(
        label=_("claims"),
        names=("key", "also_ok", "settled_by"),
        help_text=_(
            "One claim a block: the id of its sentence, then “key: …”, if need be “also_ok: …” "
            "and “settled_by: …” (ids set apart by commas), and feedback after “>”."
        ),
    )

    @classmethod
    def offer(cls, fields: Mapping[str, forms.Field], choices: Choices, document: str = "") -> None:
        """One small form a claim: its sentence, its verdict, what settles it."""
        documents = DocumentSelect(lambda: [("", choices.documents())], shown=document)
        give(fields, "document", documents, "")
        sentences = OneOf(sentences_of(choices, document), of_document=True)
        also, cards = _("also acceptable"), _("settled by these cards")
        parts = [
            Part("text", _("sentence"), sentences, _("choose its sentence.")),
            Part("key", _("verdict"), OneOf(_verdicts), _("choose its verdict.")),
            Part("also_ok", also, AnyOf(_verdicts, label=also, folded=True)),
            Part("settled_by", cards, AnyOf(all_cards(choices), label=cards, folded=True)),
            feedback_part(),
        ]
        give(fields, "rows", RowForms(parts), _("The verdicts are those of the scale above."))

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Claims as rows."""
        rows = [
            Row(
                line=0,
                text=row["sentence"],
                feedback=row.get("feedback", ""),
                named={"key": [row["key"]]}
                | {
                    name: [", ".join(row[name])]
                    for name in ("also_ok", "settled_by")
                    if row.get(name)
                },
            )
            for row in pack["rows"]
        ]
        return {"document": pack["document"], "scale": pack["scale"], "rows": rows}

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Claims with their verdicts."""
        rows = [
            without_empty(
                {
                    "sentence": row.text,
                    "key": row.one("key"),
                    "also_ok": row.listed("also_ok"),
                    "settled_by": row.listed("settled_by"),
                    "feedback": row.feedback,
                }
            )
            for row in cleaned["rows"]
        ]
        return {"document": cleaned["document"], "scale": cleaned["scale"], "rows": rows}


def _definition(prefix: str, keys: list[str], settled: list[list[str]], secret: str) -> Any:
    texts = ["Notes were exchanged in May.", "The queen was glad.", "Trade doubled."]
    names = ["card-a", "card-b"]
    return {
        "document": {"slug": f"{prefix}article", "title": "An Article"},
        "scale": "record",
        "rows": [
            {"sentence": f"{prefix}s-{place}", "text": text, "number": place + 4, "key": key}
            | ({"settled_by": [prefix + card for card in cards]} if cards else {})
            | {"feedback": f"{secret} {place}"}
            for place, (text, key, cards) in enumerate(zip(texts, keys, settled, strict=True))
        ],
        "offer": [prefix + name for name in names],
        "cards": {
            prefix + name: {"id": prefix + name, "short": name.upper(), "title": secret}
            for name in names
        },
    }


SAMPLE = _definition(
    "first-", ["contradicted", "open", "partly"], [["card-a"], [], ["card-b"]], "SECRET"
)
TWIN = _definition(
    "other-", ["supported", "partly", "open"], [["card-b"], ["card-a", "card-b"], []], "Else"
)


def _copied(sentence: Mapping[str, Any]) -> dict[str, Any]:
    return {name: sentence[name] for name in ("text", "number") if sentence.get(name)}


@register
class Verdict(ItemType[VerdictDefinition]):
    """Judge each claim, one by one."""

    slug = "verdict"
    name = _("Verdict")
    qti_interaction = "matchInteraction"
    definition_class = VerdictDefinition
    authoring_class = VerdictAuthoringForm
    scoring = _(
        "Each claim weighs the same. Where a card is asked for, the verdict earns half and, if it "
        "is right, the card the other half."
    )

    def check(self, definition: VerdictDefinition) -> list[str]:
        """An unknown scale, verdicts that are not on it, cards that are not offered."""
        if definition.scale not in SCALES:
            return [_t("scale is “support” or “record”.")]
        messages = [
            _t("rows: the sentence %(id)s stands twice.") % {"id": sentence}
            for sentence in repeated([row.sentence for row in definition.rows])
        ]
        if not definition.rows:
            messages.append(_t("rows: at least 1 is needed."))
        for place, row in enumerate(definition.rows, start=1):
            messages += [
                _t("rows[%(place)d]: %(verdict)s is not on the scale.")
                % {"place": place, "verdict": verdict}
                for verdict in row.right_verdicts()
                if verdict not in definition.words
            ]
            messages += [
                _t("rows[%(place)d].settled_by: the card %(id)s is not offered.")
                % {"place": place, "id": card}
                for card in row.settled_by
                if card not in definition.offer
            ]
        messages += [
            _t("cards.%(id)s is missing.") % {"id": card}
            for card in definition.offer
            if card not in definition.cards
        ]
        return messages

    def complete(self, item: Mapping[str, Any], library: Library) -> dict[str, Any]:
        """Copies the sentences and, on the record scale, every card that may be chosen.

        Offered are the cards that settle a row and the item's own sources, by name, so that
        their order says nothing.
        """
        own = super().complete(item, library)
        slug = own["document"]
        own["document"] = dict(library.document(slug))
        own["rows"] = [
            {**row, **_copied(library.sentence(row["sentence"], slug))} for row in own["rows"]
        ]
        if own.get("scale") == RECORD:
            settling = [card for row in own["rows"] for card in row.get("settled_by", ())]
            ids = dict.fromkeys([*settling, *item.get("sources", ())])
            cards = {card: dict(library.card(card)) for card in ids}
            own["offer"] = sorted(cards, key=lambda card: str(cards[card].get("short", card)))
            own["cards"] = cards
        return own

    def order(self, definition: VerdictDefinition, *, shuffle: bool, rng: Random) -> dict[str, Any]:
        """Nothing to order: claims stand as in the text, cards by name."""
        return {}

    def fields(self, definition: VerdictDefinition, order: Order) -> dict[str, forms.Field]:
        """``verdict-0`` … and, on the record scale, ``card-0`` …; the last card is none."""
        fields: dict[str, forms.Field] = {}
        for place in range(len(definition.rows)):
            fields[f"verdict-{place}"] = position_field(len(definition.words))
            if definition.scale == RECORD:
                fields[f"card-{place}"] = position_field(len(definition.offer) + 1)
        return fields

    def values(
        self, definition: VerdictDefinition, order: Order, response: ResponseData
    ) -> dict[str, Any]:
        """Positions on the scale and among the cards."""
        verdicts, cards = list(definition.words), [*definition.offer, NO_CARD]
        values: dict[str, Any] = {}
        for place, row in enumerate(definition.rows):
            given = response.get("rows", {}).get(row.sentence, {})
            if given.get("verdict") in verdicts:
                values[f"verdict-{place}"] = str(verdicts.index(given["verdict"]))
            if given.get("card") in cards:
                values[f"card-{place}"] = str(cards.index(given["card"]))
        return values

    def read_fields(
        self, definition: VerdictDefinition, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """``{"rows": {sentence: {"verdict": …, "card": …}}}`` with what was chosen."""
        verdicts, cards = list(definition.words), [*definition.offer, NO_CARD]
        rows: dict[str, dict[str, str]] = {}
        for place, row in enumerate(definition.rows):
            verdict, card = cleaned[f"verdict-{place}"], cleaned.get(f"card-{place}")
            given = {} if verdict is None else {"verdict": verdicts[verdict]}
            if card is not None:
                given["card"] = cards[card]
            if given:
                rows[row.sentence] = given
        return {"rows": rows} if rows else None

    def present(
        self, definition: VerdictDefinition, order: Order, form: ResponseForm
    ) -> dict[str, Any]:
        """``title`` and ``rows`` with ``number text name verdicts`` and perhaps ``cards``."""
        words = list(enumerate(definition.words.values()))
        names = [definition.card_name(card) for card in (*definition.offer, NO_CARD)]
        rows = []
        for place, row in enumerate(definition.rows):
            verdict = form.shown_text(f"verdict-{place}")
            shown: dict[str, Any] = {
                "number": row.number,
                "text": row.text,
                "name": form.add_prefix(f"verdict-{place}"),
                "verdicts": [
                    {"value": at, "word": word, "checked": verdict == str(at)} for at, word in words
                ],
            }
            if definition.scale == RECORD:
                card = form.shown_text(f"card-{place}")
                shown["card_name"] = form.add_prefix(f"card-{place}")
                shown["cards"] = [
                    {"value": at, "text": name, "selected": card == str(at)}
                    for at, name in enumerate(names)
                ]
            rows.append(shown)
        return {"title": definition.document.title, "rows": rows}

    def grade_answered(self, definition: VerdictDefinition, response: ResponseData) -> Outcome:
        """The mean over all claims."""
        given = response.get("rows", {})
        credit = [definition.credit(row, given.get(row.sentence, {})) for row in definition.rows]
        return Outcome.graded(
            mean_of_rows(credit), right=sum(part == 1 for part in credit), rows=len(credit)
        )

    def review(
        self,
        definition: VerdictDefinition,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """``rows`` for ``_rows_review.html``."""
        answers = (response or {}).get("rows", {})
        rows = []
        for row in definition.rows:
            given = answers.get(row.sentence, {})
            credit = definition.credit(row, given)
            state = "hit" if credit == 1 else "also" if credit else "false" if given else "miss"
            rows.append(
                answer_row(
                    row.text,
                    definition.said(given),
                    state=state,
                    key=definition.key_words(row),
                    feedback=row.feedback,
                    prose=prose,
                    number=row.number,
                    cards=cards_of(row.settled_by, definition.cards),
                )
            )
        used = (card for row in definition.rows for card in row.settled_by)
        return {"rows": rows, "cards": cards_of(used, definition.cards)}

    def counts(
        self, definition: VerdictDefinition, response: ResponseData | None
    ) -> dict[str, Any]:
        """How many claims are judged rightly."""
        if not response:
            return super().counts(definition, response)
        detail = self.grade(definition, response).detail
        return count_sentence(
            _t("%(right)d of %(rows)d claims are judged as the key judges them."),
            right=int(detail["right"]),
            rows=int(detail["rows"]),
        )

    def cards_beside(self, definition: VerdictDefinition, sources: Sequence[str]) -> Sequence[str]:
        """The cards that are offered."""
        return definition.offer

    def summarise(self, definition: VerdictDefinition, response: ResponseData | None) -> str:
        """Number and verdict of each claim."""
        given = (response or {}).get("rows", {})
        return "; ".join(
            f"{row.number}: {definition.said(given[row.sentence])}"
            for row in definition.rows
            if row.sentence in given
        )

    def key_summary(self, definition: VerdictDefinition) -> str:
        """Number and right verdict of each claim."""
        return "; ".join(f"{row.number}: {definition.key_words(row)}" for row in definition.rows)

    def problems(self, definition: VerdictDefinition) -> list[Problem]:
        """Feedback that is not there, and one verdict that fits every claim."""
        problems = [
            Problem(f"rows[{place}].feedback", _t("Say what this verdict rests on."))
            for place, row in enumerate(definition.rows, start=1)
            if not row.feedback.strip()
        ]
        if len(definition.rows) > 1 and len({row.key for row in definition.rows}) == 1:
            problems.append(Problem("rows", _t("One verdict is right for every claim.")))
        return problems

    def samples(self) -> list[Sample]:
        """docs/scoring.md, verdict."""
        right = {
            "first-s-0": {"verdict": "contradicted", "card": "first-card-a"},
            "first-s-1": {"verdict": "open", "card": "none"},
            "first-s-2": {"verdict": "partly", "card": "first-card-b"},
        }
        partial = {
            "first-s-0": {"verdict": "contradicted", "card": "first-card-b"},
            "first-s-1": {"verdict": "open", "card": "none"},
            "first-s-2": {"verdict": "supported", "card": "first-card-b"},
        }
        wrong = {"first-s-0": {"verdict": "open", "card": "first-card-a"}}
        return [
            Sample("correct", SAMPLE, {"rows": right}, Decimal(1)),
            Sample("partial, a half, a whole, none", SAMPLE, {"rows": partial}, Decimal("0.5")),
            Sample("incorrect", SAMPLE, {"rows": wrong}, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid, not on the scale", SAMPLE, fields={"verdict-0": "4"}),
            Sample("invalid, no such card", SAMPLE, fields={"card-1": "3"}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Other verdicts, other cards settle them."""
        return [(SAMPLE, {}), (TWIN, {})]
