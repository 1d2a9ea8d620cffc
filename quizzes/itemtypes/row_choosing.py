"""Rows as small forms: each part of a row has its own control, and no line syntax is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.itemtypes.authoring import Row

MOST_ROWS = 60

ANOTHER = "another-row"
"""What the button that asks for one more empty row sends as ``_preview``."""


@dataclass(frozen=True, slots=True)
class Part:
    """A control of every row. name: "text", "feedback", or what the row names.

    needed: what to say of a row without it; empty if it may be left out.
    """

    name: str
    label: Any
    widget: forms.Widget
    needed: Any = ""

    def of(self, row: Row) -> str:
        """What a row holds here."""
        if self.name in ("text", "feedback"):
            return str(getattr(row, self.name))
        return row.one(self.name)

    def put(self, row: Row, value: str) -> None:
        """Set what a row holds here."""
        if self.name in ("text", "feedback"):
            setattr(row, self.name, value)
        elif value:
            row.named[self.name] = [value]


def feedback_part() -> Part:
    """What is said about a row afterwards."""
    return Part("feedback", _("feedback"), forms.Textarea({"rows": 3, "spellcheck": "true"}))


def words_part(name: str, label: Any, needed: Any = "") -> Part:
    """Words of a line or two."""
    return Part(name, label, forms.Textarea({"rows": 2, "spellcheck": "true"}), needed)


class RowForms(forms.Widget):
    """One small form a row and an empty one below; its value is a list of ``Row``.

    right: what the choice of the one right row is called, empty for rows without; with several,
    each row can be right. one_of: names of parts of which a row has exactly one, and what to say
    of a row that has not. least: how many rows stand there at first. An empty row is left out, and
    so is one marked to be taken out. The id of a row stays with it unseen; a new row has none yet.
    """

    template_name = "quizzes/widgets/rows.html"

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        right: Any = "",
        several: bool = False,
        one_of: tuple[Sequence[str], Any] = ((), ""),
        least: int = 2,
    ) -> None:
        super().__init__()
        self.parts, self.right, self.several = list(parts), right, several
        self.one_of, self.least = one_of, least

    def id_for_label(self, id_: str) -> str:
        """A label cannot name all these controls."""
        return ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether no row was on the page."""
        return f"{name}-count" not in data

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        """The rows that hold something, in the order of their places."""
        count = min(_whole(data.get(f"{name}-count"), 0), MOST_ROWS)
        if data.get("_preview") == ANOTHER:
            self.least = count + 1
        right = data.getlist(f"{name}-right")
        placed = []
        for index in range(count):
            own = f"{name}-{index}"
            row = Row(index + 1, id=data.get(f"{own}-id", ""))
            for part in self.parts:
                value = part.widget.value_from_datadict(data, files, f"{own}-{part.name}")
                part.put(row, _tidy(value or ""))
            row.marked = str(index) in right
            if f"{own}-out" not in data and any(part.of(row) for part in self.parts):
                place = _whole(data.get(f"{own}-place"), index + 1)
                # Who moves up comes before whoever stood there, who moves down after.
                placed.append((place, (place > index + 1) - (place < index + 1), index, row))
        return [row for *_place, row in sorted(placed, key=lambda each: each[:3])]

    def faults(self, rows: Sequence[Row]) -> list[str]:
        """What is missing, one sentence each."""
        found = [
            _t("Row %(row)d: %(needed)s") % {"row": place, "needed": part.needed}
            for place, row in enumerate(rows, start=1)
            for part in self.parts
            if part.needed and not part.of(row)
        ]
        names, missing = self.one_of
        single = [part for part in self.parts if part.name in names]
        found += [
            _t("Row %(row)d: %(needed)s") % {"row": place, "needed": missing}
            for place, row in enumerate(rows, start=1)
            if single and sum(bool(part.of(row)) for part in single) != 1
        ]
        if self.right and not any(row.marked for row in rows):
            several = _t("Choose the rows that are right.")
            found.append(several if self.several else _t("Choose the one row that is right."))
        return found

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """``rows`` with ``index place id marked parts``, each part with its control as HTML."""
        context = super().get_context(name, value, attrs)
        rows: list[Row] = list(value or ())
        rows += [Row(0) for _spare in range(max(1, self.least - len(rows)))]
        shown = [self._shown(f"{name}-{at}", at, row) for at, row in enumerate(rows)]
        return {**context, "name": name, "rows": shown, "right": self.right,
                "several": self.several, "another": ANOTHER}  # fmt: skip

    def _shown(self, own: str, index: int, row: Row) -> dict[str, Any]:
        parts = []
        for part in self.parts:
            own_name, own_id = f"{own}-{part.name}", f"id_{own}-{part.name}"
            control = part.widget.render(own_name, part.of(row), {"id": own_id})
            single = part.widget.id_for_label(own_id)
            parts.append({"label": part.label, "for": single, "control": control})
        return {
            "index": index,
            "own": own,
            "place": index + 1,
            "id": row.id,
            "marked": row.marked,
            "parts": parts,
        }


def _whole(value: Any, otherwise: int) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise


def _tidy(value: str) -> str:
    return "\n".join(line.strip() for line in value.splitlines()).strip()
