"""Numbers as people write them: decimal point or comma, grouping, minus signs, a unit."""

import re
import unicodedata
from decimal import Decimal

from quizzes.grading.text import fold

MAX_LENGTH = 60
"""Longest text, in characters, that is read as a number."""

_MINUS = re.compile(r"^[-−–‒﹣-]\s*")
_GROUPING = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"^(?P<number>[+]?[\d.,]*\d[\d.,]*)\s*(?P<unit>\D*)$")
_GROUPS = {",": re.compile(r"^\d{1,3}(,\d{3})+$"), ".": re.compile(r"^\d{1,3}(\.\d{3})+$")}
_TWO_READINGS = re.compile(r"^[1-9]\d{0,2},\d{3}$")
_PLAIN = re.compile(r"^\d+(\.\d+)?$|^\.\d+$")


class NotANumber(ValueError):
    """The text cannot be read as one number."""


class AmbiguousNumber(NotANumber):
    """The text can be read as two different numbers ("1,234")."""


class OtherUnit(NotANumber):
    """A unit other than the one that was asked for follows the number."""


def parse_number(text: str, *, unit: str = "") -> Decimal:
    """The number that a person wrote, exact.

    Decimal point or decimal comma; spaces, apostrophes or repeated separators between groups of
    three digits; any minus sign; digits of any script; the unit itself may follow. Of two kinds
    of separator the last is the decimal one. Exponents are not read.
    Raises NotANumber, or its AmbiguousNumber for one comma before exactly three digits, or its
    OtherUnit.
    """
    cleaned = unicodedata.normalize("NFC", text).strip()
    if not cleaned or len(cleaned) > MAX_LENGTH:
        raise NotANumber(text)
    unsigned, minus = _MINUS.subn("", cleaned)
    found = _NUMBER.match(_GROUPING.sub("", unsigned))
    if found is None or (minus and found["number"].startswith("+")):
        raise NotANumber(text)
    written_unit = fold(found["unit"], ("case", "punctuation"))
    if found["unit"].strip() and (
        fold(found["unit"], ("case",)) != fold(unit, ("case",))
        and (not written_unit or written_unit != fold(unit, ("case", "punctuation")))
    ):
        raise OtherUnit(found["unit"].strip())
    value = _read_separators(found["number"].removeprefix("+"))
    return -value if minus and value else value


def _read_separators(digits: str) -> Decimal:
    plain = "".join(c if c in ".," else str(unicodedata.digit(c)) for c in digits)
    if _TWO_READINGS.match(plain):
        raise AmbiguousNumber(digits)
    if "," in plain and "." in plain:
        decimal = max(".,", key=plain.rfind)
        grouping = "," if decimal == "." else "."
        whole, _, rest = plain.rpartition(decimal)
        if not (_GROUPS[grouping].match(whole)):
            raise NotANumber(digits)
        plain = whole.replace(grouping, "") + "." + rest
    elif plain.count(",") > 1 or plain.count(".") > 1:
        separator = "," if "," in plain else "."
        if not _GROUPS[separator].match(plain):
            raise NotANumber(digits)
        plain = plain.replace(separator, "")
    plain = plain.replace(",", ".")
    if not _PLAIN.match(plain):
        raise NotANumber(digits)
    return Decimal(plain)


def plain_number(value: Decimal) -> str:
    """A number as it is stored: no exponent, no trailing zeros ("24.50" -> "24.5")."""
    written = format(value, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def is_within(value: Decimal, *, key: Decimal, tolerance: Decimal) -> bool:
    """Whether a value lies at most ``tolerance`` (>= 0) from the key, in the key's unit."""
    return abs(value - key) <= tolerance


def is_in_range(value: Decimal, *, low: Decimal, high: Decimal) -> bool:
    """Whether a value lies between low and high, both included."""
    return low <= value <= high
