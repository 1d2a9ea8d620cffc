"""Kinds of values that a field may hold: how each is checked, and how it becomes an object."""

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lessons.content.dates import date_bounds
from lessons.content.problems import Json, Place, Problem

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


class Kind:
    """One kind of value. `read` gives the value as it will be kept, and adds what is wrong."""

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        raise NotImplementedError

    def build(self, value: Any, place: Place) -> Any:
        """The attribute of an object for a value that was read without a problem."""
        return value

    def unbuild(self, value: Any) -> Json:
        """The value to write for an attribute: the reverse of `build`."""
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Text(Kind):
    """Text, on one line unless it has line breaks; at most `limit` characters."""

    limit: int = 100_000

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        if isinstance(value, bool | int):
            word = str(value).lower()
            found.append(
                place.error(
                    f"YAML reads {place.name} as {word} and not as text. Put it in "
                    f"quotes: '{word}'."
                )
            )
            return word
        if not isinstance(value, str):
            found.append(place.error(f"{place.name} should be text, not a list or a map."))
            return ""
        text = value.strip()
        if not text:
            found.append(place.error(f"{place.name} is empty. Fill it in, or leave it out."))
        if len(text) > self.limit:
            found.append(
                place.error(f"{place.name} has {len(text)} characters. Shorten it to {self.limit}.")
            )
        return text


@dataclass(frozen=True)
class Prose(Text):
    """Text for people: a block after `|-`, one sentence a line."""


@dataclass(frozen=True)
class Slug(Text):
    """An id: lower-case letters, digits and hyphens."""

    limit: int = 80

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        before = len(found)
        text = super().read(value, place, found)
        if len(found) == before and not SLUG.fullmatch(str(text)):
            found.append(
                place.error(
                    f"`{text}` is not an id. Use small letters a to z, digits and single hyphens."
                )
            )
        return text


@dataclass(frozen=True)
class Ref(Text):
    """An id of something else: a card, term, event, document, item, quiz or sentence.

    Whether it exists is asked later, when all files are read. A sentence is `document#s05`, or
    `s05` where the document is named around it.
    """

    target: str = ""


@dataclass(frozen=True)
class OneOf(Text):
    """One of a few words."""

    words: tuple[str, ...] = ()

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        before = len(found)
        text = super().read(value, place, found)
        if len(found) == before and text not in self.words:
            found.append(place.error(f"`{text}` is not known here. {choices(text, self.words)}"))
        return text


@dataclass(frozen=True)
class Date(Text):
    """A day, month, year, decade, span of two of these, or about one."""

    limit: int = 40

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        before = len(found)
        text = super().read(value, place, found)
        if len(found) == before:
            try:
                date_bounds(str(text))
            except ValueError:
                found.append(
                    place.error(
                        f"`{text}` is not a date. Write '1945-04-18', 1970-06, '1960', "
                        "198X, 1947/1952 or 2010~."
                    )
                )
        return text


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number from `low` to `high`."""

    low: int = 1
    high: int = 1_000_000

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        if isinstance(value, bool) or not isinstance(value, int):
            found.append(place.error(f"{place.name} should be a whole number, without quotes."))
            return self.low
        if not self.low <= value <= self.high:
            found.append(
                place.error(
                    f"{place.name} is {value}; it should lie between {self.low} and {self.high}."
                )
            )
        return value


@dataclass(frozen=True)
class Number(Kind):
    """A whole number, or a decimal as text in quotes."""

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole or (isinstance(value, str) and _DECIMAL.fullmatch(value)):
            return value
        found.append(
            place.error(f"{place.name} should be a number: 24, or with decimals in quotes: '2.5'.")
        )
        return 0


@dataclass(frozen=True)
class Weight(Number):
    """A number above 0, which an object holds as a Decimal."""

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        before = len(found)
        number = super().read(value, place, found)
        if len(found) == before and Decimal(str(number)) <= 0:
            found.append(place.error(f"{place.name} should be greater than 0."))
        return number

    def build(self, value: Any, place: Place) -> Any:
        return Decimal(str(value))

    def unbuild(self, value: Any) -> Json:
        number = Decimal(value)
        if number == number.to_integral_value():
            return int(number)
        return format(number.normalize(), "f")


@dataclass(frozen=True)
class Truth(Kind):
    """true or false."""

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        if not isinstance(value, bool):
            found.append(place.error(f"{place.name} should be true or false, without quotes."))
            return False
        return value


@dataclass(frozen=True)
class ListOf(Kind):
    """A list of one kind, with at least and at most so many entries, none of them twice."""

    kind: Kind
    at_least: int = 1
    at_most: int = 2_000

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        if not isinstance(value, list):
            found.append(
                place.error(f"{place.name} should be a list: one entry a line, after `- `.")
            )
            return []
        if not self.at_least <= len(value) <= self.at_most:
            wanted = (
                f"{self.at_least}"
                if self.at_least == self.at_most
                else (
                    f"at least {self.at_least}"
                    if len(value) < self.at_least
                    else f"at most {self.at_most}"
                )
            )
            found.append(place.error(f"{place.name} has {len(value)}, and it needs {wanted}."))
        entries: list[Json] = []
        for position, inner in enumerate(value):
            if inner is None:
                continue
            here = place.below(position)
            entry = self.kind.read(inner, here, found)
            if isinstance(entry, str) and entry in entries:
                found.append(here.error(f"`{entry}` stands twice in this list. Keep one of them."))
            entries.append(entry)
        return entries

    def build(self, value: Any, place: Place) -> Any:
        built = [self.kind.build(inner, place.below(i)) for i, inner in enumerate(value)]
        return tuple(built)

    def unbuild(self, value: Any) -> Json:
        return [self.kind.unbuild(inner) for inner in value]


def choices(given: object, known: Collection[str]) -> str:
    """A sentence that names what may be written, with the nearest first if one is near."""
    near = difflib.get_close_matches(str(given), known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    return "Choose one of: " + ", ".join(known) + "."
