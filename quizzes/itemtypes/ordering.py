"""Ordering: put entries in order; always shuffled, and left as shown it is unanswered."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.grading.ordering import concordance
from quizzes.grading.outcomes import Outcome
from quizzes.itemtypes.authoring import AuthoringForm, Row, RowsField, with_ids, without_empty
from quizzes.itemtypes.base import (
    ItemType,
    Library,
    Problem,
    Prose,
    Sample,
    count_sentence,
    plain_prose,
    shuffled,
)
from quizzes.itemtypes.choosing import Choices, OneOf, all_events, give
from quizzes.itemtypes.definitions import repeated
from quizzes.itemtypes.forms import Order, ResponseData, ResponseForm
from quizzes.itemtypes.registry import register
from quizzes.itemtypes.row_choosing import Part, RowForms, feedback_part, words_part


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to place: an event of the timeline, or an own id and text."""

    event: str = ""
    id: str = ""
    text: str = ""
    feedback: str = ""

    @property
    def key(self) -> str:
        """The id that responses use."""
        return self.event or self.id


@dataclass(frozen=True, slots=True)
class EventCopy:
    """What a version keeps of a timeline event."""

    title: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class OrderingDefinition:
    """Entries in the right order."""

    entries: tuple[Entry, ...]
    events: Mapping[str, EventCopy] = field(default_factory=dict)

    def text(self, entry: Entry) -> str:
        """What stands on the page."""
        return self.events[entry.event].title if entry.event else entry.text


class OrderingAuthoringForm(AuthoringForm):
    """Entries in the right order."""

    entries = RowsField(
        label=_("entries in the right order"),
        names=("event",),
        help_text=_(
            "One entry a block, a blank line between them: either “[id] the text” or "
            "“event: the id of an event”. Each line of feedback begins with “>”."
        ),
    )

    @classmethod
    def offer(cls, fields: Mapping[str, forms.Field], choices: Choices, document: str = "") -> None:
        """One small form an entry: an event of the timeline, or words of its own."""
        parts = [
            Part("event", _("an event of the timeline"), OneOf(all_events(choices))),
            words_part("text", _("or words of its own")),
            feedback_part(),
        ]
        one_of = ("event", "text"), _("choose an event, or write words of its own.")
        rows = RowForms(parts, one_of=one_of, least=3)
        give(fields, "entries", rows, _("The first row comes first; learners see them shuffled."))

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Entries as rows."""
        return {
            "entries": [
                Row(
                    line=0,
                    id=entry.get("id", ""),
                    text=entry.get("text", ""),
                    feedback=entry.get("feedback", ""),
                    named={"event": [entry["event"]]} if entry.get("event") else {},
                )
                for entry in pack["entries"]
            ]
        }

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Entries; an event has no id of its own."""
        rows: list[Row] = cleaned["entries"]
        ids = with_ids(rows)
        return {
            "entries": [
                without_empty(
                    {"event": row.one("event"), "feedback": row.feedback}
                    if row.one("event")
                    else {"id": row_id, "text": row.text, "feedback": row.feedback}
                )
                for row_id, row in zip(ids, rows, strict=True)
            ]
        }


SAMPLE: dict[str, Any] = {
    "entries": [
        {"id": "entry-bare", "text": "The bridge was badly built.", "feedback": "FEEDBACK 1"},
        {"event": "event-anon", "feedback": "FEEDBACK 2"},
        {"id": "entry-named", "text": "It was, said Lia Moran.", "feedback": "FEEDBACK 3"},
        {"id": "entry-cited", "text": "It was (report 14, page 3).", "feedback": "FEEDBACK 4"},
    ],
    "events": {"event-anon": {"title": "It was, someone said.", "date": "SECRET-DATE"}},
}
TWIN: dict[str, Any] = {
    "entries": [
        {"id": "other-2", "text": "It was, said Lia Moran."},
        {"id": "other-0", "text": "The bridge was badly built.", "feedback": "Else"},
        {"id": "other-3", "text": "It was (report 14, page 3)."},
        {"event": "other-1"},
    ],
    "events": {"other-1": {"title": "It was, someone said.", "date": "1600"}},
}
RIGHT = ["entry-bare", "event-anon", "entry-named", "entry-cited"]


@register
class Ordering(ItemType[OrderingDefinition]):
    """Put things in order."""

    slug = "ordering"
    name = _("Ordering")
    qti_interaction = "orderInteraction"
    definition_class = OrderingDefinition
    authoring_class = OrderingAuthoringForm
    scoring = _(
        "Every pair of entries in the right order adds to your score, every pair the other way "
        "round takes away from it, and the result never falls below zero. "
        "The order as you first see it is not the right one; left like that it is unanswered."
    )

    def check(self, definition: OrderingDefinition) -> list[str]:
        """Too few entries to hide the order, entries that are two things or nothing."""
        messages = [
            _t("entries: the id %(id)s stands twice.") % {"id": key}
            for key in repeated([entry.key for entry in definition.entries])
        ]
        if len(definition.entries) < 3:
            messages.append(_t("entries: at least 3 are needed; of two, the order shows itself."))
        for place, entry in enumerate(definition.entries, start=1):
            if bool(entry.event) == bool(entry.id and entry.text):
                messages.append(_t("entries[%d]: give an event, or an id and a text.") % place)
            elif entry.event and entry.event not in definition.events:
                messages.append(_t("events.%(id)s is missing.") % {"id": entry.event})
        return messages

    def complete(self, item: Mapping[str, Any], library: Library) -> dict[str, Any]:
        """Copies title and date of each event."""
        own = super().complete(item, library)
        events = [entry["event"] for entry in own.get("entries", ()) if entry.get("event")]
        if events:
            own["events"] = {event: dict(library.event(event)) for event in events}
        return own

    def order(
        self, definition: OrderingDefinition, *, shuffle: bool, rng: Random
    ) -> dict[str, Any]:
        """``entries``: any order but the right one, all others equally likely."""
        count = len(definition.entries)
        shown = shuffled(count, rng)
        while shown == list(range(count)):
            shown = shuffled(count, rng)
        return {"entries": shown}

    def fields(self, definition: OrderingDefinition, order: Order) -> dict[str, forms.Field]:
        """``place-0`` …: the place that the learner gives to each entry as shown."""
        return {
            f"place-{shown}": forms.IntegerField(
                required=False,
                error_messages={"invalid": _("A place is a whole number.")},
            )
            for shown in range(len(definition.entries))
        }

    def values(
        self, definition: OrderingDefinition, order: Order, response: ResponseData
    ) -> dict[str, Any]:
        """The saved place of each entry as shown."""
        placed = response.get("entries", [])
        keys = [definition.entries[place].key for place in order["entries"]]
        if sorted(placed) != sorted(keys):
            return {}
        return {f"place-{shown}": placed.index(key) + 1 for shown, key in enumerate(keys)}

    def read_fields(
        self, definition: OrderingDefinition, order: Order, cleaned: Mapping[str, Any]
    ) -> ResponseData | None:
        """``{"entries": [ids, the first one first]}``; as shown, or all empty, is a blank."""
        count = len(definition.entries)
        places = [cleaned[f"place-{shown}"] for shown in range(count)]
        if all(place is None for place in places) or places == list(range(1, count + 1)):
            return None
        if None in places:
            raise forms.ValidationError(_t("Give each entry a place from 1 to %d.") % count)
        if out := [place for place in places if not 1 <= place <= count]:
            raise forms.ValidationError(
                _t("There is no place %(place)d: the places run from 1 to %(count)d.")
                % {"place": out[0], "count": count}
            )
        if twice := [place for place, times in Counter(places).items() if times > 1]:
            raise forms.ValidationError(
                _t("Place %(place)d is given twice. Give each entry a place of its own.")
                % {"place": twice[0]}
            )
        by_place = sorted(range(count), key=lambda shown: places[shown])
        return {"entries": [definition.entries[order["entries"][shown]].key for shown in by_place]}

    def present(
        self, definition: OrderingDefinition, order: Order, form: ResponseForm
    ) -> dict[str, Any]:
        """``count`` and ``entries`` with ``name text place``, in the order of their places."""
        entries = [
            {
                "name": form.add_prefix(f"place-{shown}"),
                "text": definition.text(definition.entries[place]),
                "place": form.shown_text(f"place-{shown}") or ("" if form.is_bound else shown + 1),
            }
            for shown, place in enumerate(order["entries"])
        ]
        if not form.is_bound:
            entries.sort(key=lambda entry: int(entry["place"]))
        return {"count": len(entries), "entries": entries}

    def grade_answered(self, definition: OrderingDefinition, response: ResponseData) -> Outcome:
        """max(0, (agreeing pairs - disagreeing pairs) / pairs)."""
        right = [entry.key for entry in definition.entries]
        return Outcome.graded(concordance(response.get("entries", []), right))

    def review(
        self,
        definition: OrderingDefinition,
        order: Order,
        response: ResponseData | None,
        *,
        prose: Prose = plain_prose,
    ) -> dict[str, Any]:
        """``entries`` in the right order, each with the place that the learner gave it."""
        placed = (response or {}).get("entries", [])
        rows = []
        for place, entry in enumerate(definition.entries):
            given = placed.index(entry.key) if entry.key in placed else None
            rows.append(
                {
                    "text": definition.text(entry),
                    "place": place + 1,
                    "given": None if given is None else given + 1,
                    "state": "hit" if given == place else "miss",
                    "date": definition.events[entry.event].date if entry.event else "",
                    "feedback": prose(entry.feedback) if entry.feedback else "",
                }
            )
        return {"entries": rows, "cards": []}

    def counts(
        self, definition: OrderingDefinition, response: ResponseData | None
    ) -> dict[str, Any]:
        """How many entries stand in their own place."""
        if not response:
            return super().counts(definition, response)
        placed = response.get("entries", [])
        right = [entry.key for entry in definition.entries]
        in_place = sum(own == key for own, key in zip(placed, right, strict=False))
        return count_sentence(
            _t("%(in_place)d of %(entries)d entries stand in their own place."),
            in_place=in_place,
            entries=len(right),
        )

    def summarise(self, definition: OrderingDefinition, response: ResponseData | None) -> str:
        """The texts in the learner's order."""
        texts = {entry.key: definition.text(entry) for entry in definition.entries}
        placed = (response or {}).get("entries", [])
        return " → ".join(texts[key] for key in placed if key in texts)

    def key_summary(self, definition: OrderingDefinition) -> str:
        """The texts in the right order."""
        return " → ".join(definition.text(entry) for entry in definition.entries)

    def problems(self, definition: OrderingDefinition) -> list[Problem]:
        """Feedback that is not there."""
        return [
            Problem(f"entries[{place}].feedback", _t("Say what gives this entry its place."))
            for place, entry in enumerate(definition.entries, start=1)
            if not entry.feedback.strip()
        ]

    def samples(self) -> list[Sample]:
        """docs/scoring.md, ordering."""
        swapped = [RIGHT[1], RIGHT[0], RIGHT[2], RIGHT[3]]
        names = [f"place-{shown}" for shown in range(4)]
        return [
            Sample("correct", SAMPLE, {"entries": RIGHT}, Decimal(1)),
            Sample("partial, one pair of six", SAMPLE, {"entries": swapped}, Decimal("0.666667")),
            Sample("incorrect, backwards", SAMPLE, {"entries": RIGHT[::-1]}, Decimal(0)),
            Sample("blank", SAMPLE, None, Decimal(0)),
            Sample(
                "invalid, a place twice",
                SAMPLE,
                fields=dict(zip(names, ["1", "1", "3", "4"], strict=True)),
            ),
            Sample(
                "invalid, a word",
                SAMPLE,
                fields=dict(zip(names, ["first", "2", "3", "4"], strict=True)),
            ),
        ]

    def twins(self) -> list[tuple[Mapping[str, Any], Order]]:
        """Another right order below the same order as shown."""
        return [(SAMPLE, {"entries": [2, 0, 3, 1]}), (TWIN, {"entries": [0, 1, 2, 3]})]
