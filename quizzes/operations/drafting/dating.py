"""Dates in a sentence, and the sentence without its date."""

import re
from dataclasses import dataclass

from sources.prose.dates import FuzzyDate, read_date

MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), start=1)
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?P<m1>{_MONTH})\s+(?:de\s+|del\s+)?(?P<y1>{_YEAR})\b"
    rf"|\b(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>{_YEAR})\b"
    rf"|\b(?P<m3>{_MONTH})\s+(?:de\s+|del\s+|of\s+)?(?P<y3>{_YEAR})\b"
    rf"|\b(?P<y4>{_YEAR})\b(?!\s*[-–/]\s*\d)",
    re.I,
)
_LEAD = re.compile(r"(?P<gap>^|\s)(?P<word>on|in|el|en)\s+(?:the\s+)?$", re.I)
_LEFT = re.compile(rf"\b{_YEAR}\b|\bthat (?:same )?(?:year|day|month)\b", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence with one date: when (as packs write dates), the words, and what is left."""

    date: str
    when: FuzzyDate
    words: str
    rest: str


def dated(text: str) -> Dated | None:
    """The one date of a sentence, if it can be taken out of it so that a sentence is left.

    None where there is no date, another one beside it, or one that the sentence is built on.
    """
    found = list(_DATE.finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    date = _written(match)
    when = read_date(date)
    rest = _without(text, match)
    if when is None or not rest or _LEFT.search(rest):
        return None
    return Dated(date, when, match.group(), rest)


def _written(match: re.Match[str]) -> str:
    groups = match.groupdict()
    year = next(groups[name] for name in ("y1", "y2", "y3", "y4") if groups[name])
    month = next((groups[name] for name in ("m1", "m2", "m3") if groups[name]), None)
    day = groups["d1"] or groups["d2"]
    if month is None:
        return year
    number = MONTHS[month.lower()]
    return f"{year}-{number:02}-{int(day):02}" if day else f"{year}-{number:02}"


def _without(text: str, match: re.Match[str]) -> str:
    """The sentence without “on 4 March 1911”; empty where the date is no such phrase."""
    lead = _LEAD.search(text[: match.start()])
    after = text[match.end() :]
    if lead is None or not re.match(r"\s|[,.;:]", after):
        return ""
    before = text[: lead.start()]
    if not before:
        after = after.lstrip(" ,")
    rest = f"{before}{after}".strip()
    return rest[:1].upper() + rest[1:]
