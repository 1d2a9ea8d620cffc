"""Dates that say how exact they are by their form: day, month, year, decade, span, about."""

import re
from calendar import monthrange
from datetime import date

_FORM = re.compile(r"(\d{3})X|(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def date_bounds(text: str) -> tuple[date, date]:
    """The first and the last day that a date may mean, both included.

    text: `1945-04-18`, `1970-06`, `1960`, `198X` (the 1980s), two of these with `/` between
    (a span), each with `~` after it for "about". "About" widens nothing. Raises ValueError for
    any other text, for a day that no calendar has, and for a span that ends before it begins.
    """
    first, slash, last = text.partition("/")
    begins = _bounds_of_one(first.removesuffix("~"))
    ends = _bounds_of_one(last.removesuffix("~")) if slash else begins
    if ends[1] < begins[0]:
        message = f"the span {text} ends before it begins"
        raise ValueError(message)
    return begins[0], ends[1]


def _bounds_of_one(text: str) -> tuple[date, date]:
    match = _FORM.fullmatch(text)
    if not match:
        message = f"{text!r} is not a date"
        raise ValueError(message)
    decade, year, month, day = match.groups()
    if decade:
        return date(int(decade + "0"), 1, 1), date(int(decade + "9"), 12, 31)
    if day:
        exact = date(int(year), int(month), int(day))
        return exact, exact
    if month:
        last_day = monthrange(int(year), int(month))[1] if 1 <= int(month) <= 12 else 0
        return date(int(year), int(month), 1), date(int(year), int(month), last_day)
    return date(int(year), 1, 1), date(int(year), 12, 31)
