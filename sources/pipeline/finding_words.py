"""What a finding about a whole document says: templates by name, and the values that fill them.

A finding keeps names and values, so that pages can say it in the reader's language; said without a
translation it is English.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Values: TypeAlias = Mapping[str, Any]
"""Words, numbers, and lists of mappings, by the names that stand in a template. JSON-able."""
Translate: TypeAlias = Callable[[str], str]

TEMPLATES: Mapping[str, str] = {
    "language": (
        "The text is in %(language)s. Suggestions are made for English only, so there are none: "
        "mark its claims by hand. Its sentences are cut all the same."
    ),
    "no-author": "The file does not say who wrote it.",
    "no-date": "The file does not say when it was published.",
    "no-sources": (
        "The text names no document that could be found, and quotes nobody who has a name."
    ),
    "no-sources-listed": "What it lists for further reading has no year.",
    "disclaimer": (
        "It carries a disclaimer (“%(words)s”): read what the publisher does not answer for."
    ),
    "attribution": (
        "%(voices)d of %(sentences)d sentences are what somebody says, by source: %(shares)s."
    ),
    "sides": "Those whose side is told, by side: %(shares)s.",
    "no-named-source": "None of those who speak in it has a name.",
    "one-sided": (
        "“%(who)s” speaks in %(count)d of %(voices)d such sentences; ask who would disagree."
    ),
    "no-reply": "Nobody who is spoken about replies in it.",
    "unheard": "Often named, and nobody speaks for them: %(names)s.",
    "cut-quotation": (
        "A pull quote leaves out words that the text has (%(words)s): see whether that changes "
        "what it says."
    ),
    "no-dates-inside": "No sentence of it names a year.",
    "dates-inside": (
        "Its years run from %(first)d to %(last)d: it was written in %(last)d or later."
    ),
    "one-date-inside": "Its only year is %(last)d: it was written in %(last)d or later.",
    "date-around": "What stands around it names %(year)d.",
    "in-work": (
        "This text is long: its suggestions are being made in the background. Look again in a "
        "minute."
    ),
}
"""By names that never change: stored findings carry them."""

EACH: Mapping[str, str] = {
    "shares": "%(label)s %(count)d of %(whole)d",
    "names": "%(name)s in %(count)d sentences",
}
"""How one member of a list of values is said, by the name of the value."""

TRANSLATED = {"language"}
"""Values that are words of ours, not of the text."""


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a finding: the name of its template, and what fills it."""

    name: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found about the whole document: an id that never changes, and what is said."""

    id: str
    parts: tuple[Part, ...]

    @property
    def message(self) -> str:
        """In English."""
        return say(self.parts)


def finding(name: str, /, **values: Any) -> Finding:
    """A finding of one sentence, whose template has the finding's own id as its name."""
    return Finding(name, (Part(name, values),))


def say(parts: Sequence[Part], translate: Translate = str) -> str:
    """The sentences in a row. translate: turns a template of ours into the reader's language.

    Raises KeyError for a name that no template has, or a value that is missing.
    """
    return " ".join(
        translate(TEMPLATES[part.name])
        % {name: _value(name, value, translate) for name, value in part.values.items()}
        for part in parts
    )


def _value(name: str, value: Any, translate: Translate) -> Any:
    if isinstance(value, list):
        return ", ".join(translate(EACH[name]) % one for one in value)
    return translate(value) if name in TRANSLATED else value
