"""Forms for authors: they edit the fields of a pack item, rows in a small line syntax.

A row is a block of lines; a blank line ends it::

    * [a] Their ambassadors exchanged notes in Washington.
    > Yes. They exchanged notes at the embassy there.
    > That is an agreement on paper.

``*`` marks the key, ``[a]`` is the id (left out, the row gets the next letter), ``>`` begins a
line of feedback, and ``name: value`` sets what else a row of this type has. Every error names its
line.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.itemtypes.definitions import DefinitionInvalid

if TYPE_CHECKING:
    from quizzes.itemtypes.base import ItemType, Library
    from quizzes.itemtypes.choosing import Choices

_HEAD = re.compile(r"^(?P<star>\*)?\s*(?:\[(?P<id>[^\]]*)\])?\s*(?P<text>.*)$")
_SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
_NAMED = re.compile(r"^(?P<name>[a-z_]+):\s*(?P<value>.*)$")


@dataclass(slots=True)
class Row:
    """One block of the line syntax; ``line`` counts from 1 within its text area."""

    line: int
    text: str = ""
    id: str = ""
    marked: bool = False
    feedback: str = ""
    named: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The value of a name that stands once, or an empty text."""
        return self.named.get(name, [""])[0]

    def listed(self, name: str) -> list[str]:
        """A value that holds several words, set apart by commas."""
        return [part.strip() for part in self.one(name).split(",") if part.strip()]


def parse_rows(text: str, names: Sequence[str] = ()) -> list[Row]:
    """Rows of the line syntax; names: what ``name: value`` may set.

    Raises forms.ValidationError with one sentence for each line that cannot be read.
    """
    rows: list[Row] = []
    errors: list[str] = []
    row: Row | None = None
    for place, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line:
            row = None
        elif row is None:
            row = _head(place, line, names, errors)
            rows.append(row)
        elif line.startswith(">"):
            row.feedback += ("\n" if row.feedback else "") + line[1:].strip()
        elif not _set_named(row, line, names):
            errors.append(_unreadable(place, names))
    if errors:
        raise forms.ValidationError(errors)
    return rows


def _head(place: int, line: str, names: Sequence[str], errors: list[str]) -> Row:
    row = Row(place)
    if line.startswith(">"):
        errors.append(_t("Line %(line)d: feedback needs its row above it.") % {"line": place})
        return row
    found = _HEAD.match(line)
    star, row_id, text = found.group("star", "id", "text") if found else (None, None, line)
    row.marked = star is not None
    if row_id is not None:
        row.id = row_id
        if not _SLUG.match(row_id):
            errors.append(
                _t("Line %(line)d: an id has small letters, digits and hyphens only.")
                % {"line": place}
            )
    if not _set_named(row, text, names):
        row.text = text
    return row


def _set_named(row: Row, line: str, names: Sequence[str]) -> bool:
    found = _NAMED.match(line)
    if found is None or found["name"] not in names:
        return False
    row.named.setdefault(found["name"], []).append(found["value"].strip())
    return True


def _unreadable(place: int, names: Sequence[str]) -> str:
    if not names:
        return _t(
            "Line %(line)d: begin feedback with >, or leave a blank line before a new row."
        ) % {"line": place}
    return _t(
        "Line %(line)d: begin feedback with >, name one of %(names)s, "
        "or leave a blank line before a new row."
    ) % {"line": place, "names": ", ".join(f"{name}:" for name in names)}


def format_rows(rows: Sequence[Row]) -> str:
    """Rows as text that ``parse_rows`` reads back."""
    blocks: list[str] = []
    for row in rows:
        head = " ".join(
            part for part in ("*" * row.marked, f"[{row.id}]" if row.id else "", row.text) if part
        )
        lines = [head] if head else []
        lines += [f"{name}: {value}" for name, values in row.named.items() for value in values]
        lines += [f"> {line}".rstrip() for line in row.feedback.splitlines()]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def with_ids(rows: Sequence[Row]) -> list[str]:
    """The ids of rows, free letters for those without; raises ValidationError for repeated ones."""
    taken = [row.id for row in rows if row.id]
    free = (letter for letter in _letters() if letter not in taken)
    ids = [row.id or next(free) for row in rows]
    errors = [
        _t("Line %(line)d: the id %(id)s stands twice.") % {"line": row.line, "id": row.id}
        for place, row in enumerate(rows)
        if row.id and row.id in ids[:place]
    ]
    if errors:
        raise forms.ValidationError(errors)
    return ids


def _letters() -> list[str]:
    pairs = [first + second for first in ascii_lowercase for second in ascii_lowercase]
    return [*ascii_lowercase, *pairs]


def without_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Pack fields without what does not apply."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}


class RowsField(forms.CharField):
    """A text area of rows; its cleaned value is a list of ``Row``."""

    widget = forms.Textarea(attrs={"rows": 14, "spellcheck": "true"})

    def __init__(self, *, names: Sequence[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self.names = tuple(names)

    def prepare_value(self, value: Any) -> Any:
        """Rows as the text that an author edits, unless the widget takes rows."""
        takes_text = isinstance(self.widget, forms.Textarea)
        return format_rows(value) if takes_text and isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The rows, or a ValidationError with one sentence for each line or row."""
        if not isinstance(value, list):
            return parse_rows(super().clean(value), self.names)
        self.validate(value)
        faults: Any = getattr(self.widget, "faults", None)
        if faults is not None and (messages := faults(value)):
            raise forms.ValidationError(messages)
        return value


class LinesField(forms.CharField):
    """A text area with one entry a line; its cleaned value is a list of texts."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Entries as lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """The lines that are not empty."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class WordsField(forms.CharField):
    """One line of ids, set apart by spaces or commas; its cleaned value is a list."""

    def prepare_value(self, value: Any) -> Any:
        """Ids on one line."""
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """The ids in order."""
        return [part for part in re.split(r"[\s,]+", super().clean(value)) if part]


class AuthoringForm(forms.Form):
    """Edits the own fields of one pack item (title, stem and explanation are not among them).

    pack: the fields to begin with; library: where to find what the item points at; sources: ids
    of the item's own cards. After ``is_valid()``, ``pack_fields()`` is there and, with a library,
    ``definition()``.
    """

    item_type: "ItemType[Any]"

    def __init__(
        self,
        data: Any = None,
        *,
        pack: Mapping[str, Any] | None = None,
        library: "Library | None" = None,
        sources: Sequence[str] = (),
        choices: "Choices | None" = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, initial=self.from_pack(pack) if pack else None, prefix=prefix)
        if choices is not None:
            self.offer(self.fields, choices)
        self.library, self.sources = library, list(sources)
        self._pack: dict[str, Any] = {}
        self._definition: dict[str, Any] = {}

    @classmethod
    def offer(
        cls, fields: Mapping[str, forms.Field], choices: "Choices", document: str = ""
    ) -> None:
        """Give the fields that take ids widgets to choose with.

        fields: those of this form or a copy of them; document: the one whose sentences to show.
        """

    def from_pack(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Pack fields as initial values of this form's fields."""
        return dict(pack)

    def to_pack(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Cleaned values as pack fields; may raise ValidationError for single fields."""
        return dict(cleaned)

    def clean(self) -> dict[str, Any]:
        """Make the pack fields and let the type check the whole definition."""
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        self._pack = without_empty(self.to_pack(cleaned))
        if self.library is None:
            return cleaned
        try:
            item = {**self._pack, "sources": self.sources}
            self._definition = self.item_type.complete(item, self.library)
            self.item_type.load(self._definition)
        except DefinitionInvalid as error:
            raise forms.ValidationError(error.messages) from error
        except LookupError as error:
            raise forms.ValidationError(str(error.args[0])) from error
        return cleaned

    def pack_fields(self) -> dict[str, Any]:
        """The type's own fields as a pack holds them."""
        return self._pack

    def definition(self) -> dict[str, Any]:
        """The whole definition, with copies of what the item points at."""
        return self._definition


OPTIONS_HELP = _(
    "One answer a block, a blank line between them. A star marks the key: "
    "“* [a] The answer”. Each line of feedback below it begins with “>”."
)


def option_rows(
    options: Sequence[Mapping[str, Any]], keys: Sequence[str], names: Sequence[str] = ()
) -> list[Row]:
    """Options of a pack item as rows."""
    return [
        Row(
            line=0,
            id=str(option["id"]),
            text=str(option.get("text", "")),
            marked=option["id"] in keys,
            feedback=str(option.get("feedback", "")),
            named={name: [str(option[name])] for name in names if option.get(name)},
        )
        for option in options
    ]


def options_of(
    rows: Sequence[Row], names: Sequence[str] = ()
) -> tuple[list[dict[str, Any]], list[str]]:
    """Rows as options of a pack item, and the ids of those marked as key."""
    ids = with_ids(rows)
    options = [
        without_empty(
            {"id": row_id, "text": row.text}
            | {name: row.one(name) for name in names}
            | {"feedback": row.feedback}
        )
        for row_id, row in zip(ids, rows, strict=True)
    ]
    return options, [row_id for row_id, row in zip(ids, rows, strict=True) if row.marked]


def only_key(keys: Sequence[str]) -> str:
    """The one key; raises ValidationError when none or several are marked."""
    if len(keys) != 1:
        raise forms.ValidationError(_("Mark exactly one answer with a star."))
    return keys[0]
