"""Highlight: mark the sentences that need more; scored by discernment."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.grading.highlight import highlight_fraction
from quizzes.grading.outcomes import Outcome
from quizzes.itemtypes.authoring import AuthoringForm, WordsField
from quizzes.itemtypes.base import (
    ItemType,
    Library,
    Observation,
    Problem,
    Prose,
    Sample,
    count_sentence,
    plain_prose,
)
from quizzes.itemtypes.choosing import AnyOf, Choices, DocumentSelect, OneOf, give, sentences_of
from quizzes.itemtypes.definitions import repeated
from quizzes.itemtypes.forms import Order, ResponseData, ResponseForm, positions_field
from quizzes.itemtypes.highlight_passage import (
    ANY,
    COUNTS,
    HighlightDefinition,
    audit,
    observed,
    snapshot,
)
from quizzes.itemtypes.highlight_review import review_context
from quizzes.itemtypes.registry import register


class HighlightAuthoringForm(AuthoringForm):
    """A range, what to mark in it, and the sentences that are right."""

    document = forms.CharField(label=_("document"), help_text=_("Its id."))
    first = forms.CharField(label=_("from sentence"))
    last = forms.CharField(label=_("to sentence"))
    mark = forms.CharField(
        label=_("mark"), help_text=_("“any”, or the id of the one weakness that is asked for.")
    )
    targets = WordsField(label=_("targets"), help_text=_("Ids of sentences, set apart by commas."))
    also_ok = WordsField(label=_("also acceptable"), required=False)
    if_too_many = forms.CharField(
        label=_("said when too much is marked"), widget=forms.Textarea(attrs={"rows": 3})
    )
    if_too_few = forms.CharField(
        label=_("said when too little is marked"), widget=forms.Textarea(attrs={"rows": 3})
    )

    @classmethod
    def offer(cls, fields: Mapping[str, forms.Field], choices: Choices, document: str = "") -> None:
        """Documents, then the sentences of the one chosen; weaknesses by name."""
        sentences = sentences_of(choices, document)
        documents = DocumentSelect(lambda: [("", choices.documents())], shown=document)
        give(fields, "document", documents, "")
        for name in ("first", "last"):
            give(fields, name, OneOf(sentences, of_document=True), "")
        weaknesses = OneOf(lambda: [("", [(ANY, _t("any weakness"))]), *choices.weaknesses()])
        give(fields, "mark", weaknesses, _("Any weakness, or the one that is asked for."))
        for name, words in (
            ("targets", _("The sentences that are right to mark. The other ones are lures.")),
            ("also_ok", _("Marking these neither earns nor costs anything.")),
        ):
            give(fields, name, AnyOf(sentences, label=fields[name].label, of_document=True), words)

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """``from`` and ``to`` cannot be names of form fields."""
        return {**pack, "first": pack["from"], "last": pack["to"]}

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The fields in the order of the pack."""
        return {
            "document": cleaned["document"],
            "from": cleaned["first"],
            "to": cleaned["last"],
            "mark": cleaned["mark"],
            "targets": cleaned["targets"],
            "also_ok": cleaned["also_ok"],
            "if_too_many": cleaned["if_too_many"].replace("\r\n", "\n"),
            "if_too_few": cleaned["if_too_few"].replace("\r\n", "\n"),
        }


SENTENCES = [
    ("h-1", "heading", 0, "The Tram", "none"),
    ("t-1", "paragraph", 1, "It was the finest tram of all.", "target"),
    ("l-1", "paragraph", 1, "The council agreed on 4 March 1911 (Minutes, page 112).", "lure"),
    ("t-2", "paragraph", 1, "Everyone in Fernley soon loved the tram.", "target"),
    ("l-2", "paragraph", 1, "Mayor Edith Corran said that she had walked home.", "lure"),
    ("n-1", "paragraph", 1, "What happened next?", "none"),
    ("t-3", "paragraph", 2, "Thanks to the tram, shops doubled in 10 years.", "target"),
    ("l-3", "paragraph", 2, "The directory lists 14 shops.", "lure"),
    ("a-1", "paragraph", 2, "Many people came.", "also"),
    ("l-4", "list", 3, "The log book counts 31 families.", "lure"),
    ("t-4", "list", 3, "A former official called it a mistake.", "target"),
    ("c-1", "quotation", 4, "It was slow, a driver wrote.", "contested"),
]


def _sentence(prefix: str, place: int, swap: Mapping[str, str], secret: str) -> dict[str, Any]:
    own, block, paragraph, text, kind = SENTENCES[place]
    counts = swap.get(kind, kind)
    sentence: dict[str, Any] = {
        "id": f"{prefix}{own}",
        "text": text,
        "block": block,
        "counts": counts,
    }
    if place:
        sentence |= {"paragraph": paragraph, "number": place}
    if counts == "target":
        sentence |= {"core": ["unmeasured"], "cues": [text[:6].strip()]}
    if counts == "also":
        sentence["also"] = ["unmeasured"]
    if counts != "none":
        sentence |= {"why": f"{secret} why", "ask": f"{secret}?", "cards": [f"{prefix}card"]}
    return sentence


def _passage(prefix: str, swap: Mapping[str, str], secret: str) -> dict[str, Any]:
    """The sample passage; ids get a prefix, ``swap`` changes what counts as what."""
    card = f"{prefix}card"
    return {
        "document": {"slug": f"{prefix}tram", "title": "The Tram", "label": "Made for practice"},
        "from": f"{prefix}t-1",
        "to": f"{prefix}c-1",
        "mark": "any",
        "sentences": [_sentence(prefix, at, swap, secret) for at in range(len(SENTENCES))],
        "if_too_many": f"{secret} many",
        "cards": {card: {"id": card, "short": secret, "title": secret}},
    }


SAMPLE = _passage("", {}, "SECRET")
TWIN = _passage("x-", {"target": "lure", "lure": "target", "also": "contested"}, "Else")


@register
class Highlight(ItemType[HighlightDefinition]):
    """Mark the sentences that need more than they give."""

    slug = "highlight"
    name = _("Highlight")
    qti_interaction = "hottextInteraction"
    definition_class = HighlightDefinition
    authoring_class = HighlightAuthoringForm
    scoring = _(
        "Each sentence that you find adds to your score, and each one that you mark without need "
        "takes away from it; both sides weigh the same in all. The result never falls below zero. "
        "Marking everything, or nothing, earns 0. Some sentences may be there only to be read."
    )

    def check(self, definition: HighlightDefinition) -> list[str]:
        """Sentences that cannot be told apart, or a passage that cannot be scored."""
        messages = [
            _t("sentences: the id %(id)s stands twice.") % {"id": sentence_id}
            for sentence_id in repeated([s.id for s in definition.sentences])
        ]
        messages += [
            _t("sentences[%d].counts is none of target, lure, also, contested, none.") % place
            for place, sentence in enumerate(definition.sentences, start=1)
            if sentence.counts not in COUNTS
        ]
        if not definition.ids("target") or not definition.ids("lure"):
            messages.append(_t("sentences: at least one target and one lure are needed."))
        return messages

    def complete(self, item: Mapping[str, Any], library: Library) -> dict[str, Any]:
        """Copies the document's title and every sentence of the range with its labels.

        Raises DefinitionInvalid when a target or also-acceptable sentence is not in the range.
        """
        return snapshot(super().complete(item, library), library)

    def order(
        self, definition: HighlightDefinition, *, shuffle: bool, rng: Random
    ) -> dict[str, Any]:
        """Nothing to order: sentences stand as in the text."""
        return {}

    def fields(self, definition: HighlightDefinition, order: Order) -> dict[str, forms.Field]:
        """One field of several choices, ``sentence``: positions in the passage."""
        allowed = [i for i, s in enumerate(definition.sentences) if s.has_checkbox]
        return {"sentence": positions_field(allowed)}

    def values(
        self, definition: HighlightDefinition, order: Order, response: ResponseData
    ) -> dict[str, Any]:
        """Positions of the marked sentences."""
        marked = response.get("sentences", ())
        return {"sentence": [str(i) for i, s in enumerate(definition.sentences) if s.id in marked]}

    def read_fields(
        self, definition: HighlightDefinition, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """``{"sentences": [ids in reading order]}``."""
        places = sorted(cleaned["sentence"])
        return {"sentences": [definition.sentences[i].id for i in places]} if places else None

    def present(
        self, definition: HighlightDefinition, order: Order, form: ResponseForm
    ) -> dict[str, Any]:
        """``name title label`` and ``blocks`` with ``heading`` and ``sentences``."""
        marked = form.shown_list("sentence")
        placed = [
            (
                (sentence.paragraph, sentence.block),
                {
                    "value": place,
                    "number": sentence.number,
                    "text": sentence.text,
                    "checkbox": sentence.has_checkbox,
                    "checked": str(place) in marked,
                },
            )
            for place, sentence in definition.shown()
        ]
        return {
            "name": form.add_prefix("sentence"),
            "title": definition.document.title,
            "label": definition.document.label,
            "count": len(marked),
            "blocks": [
                {"kind": kind, "sentences": [shown for _key, shown in group]}
                for (_paragraph, kind), group in groupby(placed, key=lambda pair: pair[0])
            ],
        }

    def grade_blank(self, definition: HighlightDefinition) -> Outcome:
        """0: nothing was found, nothing wrongly marked."""
        return self.grade_answered(definition, {"sentences": []})

    def grade_answered(self, definition: HighlightDefinition, response: ResponseData) -> Outcome:
        """max(0, hits / targets - false alarms / lures)."""
        marks = definition.marks(response)
        return Outcome.graded(
            highlight_fraction(marks),
            hits=marks.hits,
            targets=marks.targets,
            false_alarms=marks.false_alarms,
            lures=marks.lures,
        )

    def review(
        self,
        definition: HighlightDefinition,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """``title label blocks tally rates advice``: every sentence with verdict and reason."""
        return review_context(definition, response, prose)

    def counts(
        self, definition: HighlightDefinition, response: ResponseData | None
    ) -> dict[str, Any]:
        """How many of each, never which."""
        marks = definition.marks(response)
        return count_sentence(
            _t(
                "You found %(hits)d of %(targets)d sentences, "
                "and marked %(false_alarms)d of %(lures)d that could be left alone."
            ),
            hits=marks.hits,
            targets=marks.targets,
            false_alarms=marks.false_alarms,
            lures=marks.lures,
        )

    def summarise(self, definition: HighlightDefinition, response: ResponseData | None) -> str:
        """Numbers of the marked sentences."""
        return self._numbers(definition, (response or {}).get("sentences", ()))

    def key_summary(self, definition: HighlightDefinition) -> str:
        """Numbers of the targets."""
        return self._numbers(definition, definition.ids("target"))

    def _numbers(self, definition: HighlightDefinition, ids: Sequence[str] | frozenset[str]) -> str:
        return ", ".join(str(s.number) for s in definition.sentences if s.id in ids)

    def observations(
        self, definition: HighlightDefinition, response: ResponseData | None
    ) -> list[Observation]:
        """A hit or miss for each target and core weakness; lures where one weakness is asked for.

        An unanswered passage shows nothing.
        """
        return observed(definition, response)

    def problems(self, definition: HighlightDefinition) -> list[Problem]:
        """Too few targets or lures, blind strategies that pay, labels that do not fit the key."""
        return audit(definition)

    def samples(self) -> list[Sample]:
        """docs/scoring.md, highlight."""
        return [
            Sample("correct", SAMPLE, {"sentences": ["t-1", "t-2", "t-3", "t-4"]}, Decimal(1)),
            Sample(
                "partial, 3 of 4 less 1 of 4; also acceptable and contested do not count",
                SAMPLE,
                {"sentences": ["t-1", "l-1", "t-2", "t-3", "a-1", "c-1"]},
                Decimal("0.5"),
            ),
            Sample(
                "everything",
                SAMPLE,
                {"sentences": [s["id"] for s in SAMPLE["sentences"] if s["counts"] != "none"]},
                Decimal(0),
            ),
            Sample("incorrect", SAMPLE, {"sentences": ["l-1", "l-2"]}, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample("invalid, a heading", SAMPLE, fields={"sentence": ["0"]}),
            Sample("invalid, not there", SAMPLE, fields={"sentence": ["99"]}),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Other targets, reasons, cues and cards in the same passage."""
        return [(SAMPLE, {}), (TWIN, {})]
