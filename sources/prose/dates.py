"""Dates that say by their form how exact they are, as packs and source cards write them.

`1945-04-18` a day, `1970-06` a month, `1960` a year, `198X` a decade, `1947/1952` a span of any
two of these, `2010~` about. Anything else is no date and is shown as it stands.
"""

import re
from dataclasses import dataclass

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

DAYS_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|(\d{3})X")


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """When something was, as years with a fraction: `earliest` ≤ `latest`."""

    earliest: float
    latest: float
    words: str

    @property
    def middle(self) -> float:
        return (self.earliest + self.latest) / 2


def read_date(text: str) -> FuzzyDate | None:
    """The date that `text` writes, or None when it is in none of the forms."""
    if text.endswith("~"):
        point = _read_point(text[:-1])
        return point and FuzzyDate(
            point.earliest, point.latest, _("about %(date)s") % {"date": point.words}
        )
    if "/" in text:
        first, _slash, last = text.partition("/")
        return _span(_read_point(first), _read_point(last))
    return _read_point(text)


def date_words(text: str) -> str:
    """`1945-04-18` → “18 April 1945”; what is no date comes back unchanged."""
    date = read_date(text)
    return date.words if date else text


def _span(first: FuzzyDate | None, last: FuzzyDate | None) -> FuzzyDate | None:
    if first is None or last is None or first.earliest > last.latest:
        return None
    words = _("%(first)s to %(last)s") % {"first": first.words, "last": last.words}
    return FuzzyDate(first.earliest, last.latest, words)


def _read_point(text: str) -> FuzzyDate | None:
    match = _POINT.fullmatch(text)
    if not match:
        return None
    year, month, day, decade = match.groups()
    if decade:
        start = int(decade) * 10
        return FuzzyDate(start, start + 10, _("the %(year)ds") % {"year": start})
    if not month:
        return FuzzyDate(int(year), int(year) + 1, year)
    return _within_year(int(year), int(month), int(day) if day else None)


def _within_year(year: int, month: int, day: int | None) -> FuzzyDate | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    name = str(MONTHS[month])
    before, after = DAYS_BEFORE_MONTH[month - 1], DAYS_BEFORE_MONTH[month]
    if day is None:
        words = _("%(month)s %(year)d") % {"month": name, "year": year}
        return FuzzyDate(year + before / 365, year + after / 365, words)
    words = _("%(day)d %(month)s %(year)d") % {"day": day, "month": name, "year": year}
    at = year + (before + day - 1) / 365
    return FuzzyDate(at, at, words)
