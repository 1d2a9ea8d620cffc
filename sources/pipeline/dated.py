"""Dates in a sentence, in English and Spanish, and the phrase that can be taken out with one."""

import re
from dataclasses import dataclass

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
_OF = r"\s+(?:de\s+|del\s+|of\s+)?"
_DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?{_OF}(?P<m1>{_MONTH}){_OF}(?P<y1>{_YEAR})\b"
    rf"|\b(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>{_YEAR})\b"
    rf"|\b(?P<m3>{_MONTH}){_OF}(?P<y3>{_YEAR})\b"
    rf"|\b(?P<y4>{_YEAR})\b(?!\s*[-–/]\s*\d)",
    re.I,
)
_LEAD = re.compile(r"(?:^|(?<=\s))(?:on|in|el|en)\s+(?:the\s+)?$", re.I)
_FOLLOWS = re.compile(r"\s|[,.;:]")
_LEFT = re.compile(rf"\b{_YEAR}\b|\bthat (?:same )?(?:year|day|month)\b", re.I)
_FIRST = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class DateFound:
    """One date: as packs write it (`1911-03-04`, `1912-06`, `1931`), and as the text has it.

    start, end: where its phrase stands, “on” and the comma after it included; end is where the
    sentence goes on. at_beginning: the sentence begins with it.
    """

    date: str
    words: str
    start: int
    end: int

    @property
    def at_beginning(self) -> bool:
        """Whether the sentence begins with it."""
        return self.start == 0


def only_date(text: str) -> DateFound | None:
    """The one date of a sentence, if it can be taken out so that a sentence is left.

    None where there is no date, another one beside it, or one that the sentence is built on.
    """
    found = list(_DATE.finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    lead = _LEAD.search(text[: match.start()])
    if lead is None or not _FOLLOWS.match(text, match.end()):
        return None
    start, end = lead.start(), match.end()
    if start == 0:
        end += len(text[end:]) - len(text[end:].lstrip(" ,"))
    else:
        start = len(text[:start].rstrip())
    if _LEFT.search(text[:start] + text[end:]) or not _FIRST.search(text[end:]):
        return None
    return DateFound(_written(match), match.group(), start, end)


def without_date(text: str, found: DateFound) -> str:
    """The sentence without the phrase of its date, with a capital at its beginning."""
    rest = f"{text[: found.start]}{text[found.end :]}".strip()
    return rest[:1].upper() + rest[1:]


def _written(match: re.Match[str]) -> str:
    groups = match.groupdict()
    year = next(groups[name] for name in ("y1", "y2", "y3", "y4") if groups[name])
    month = next((groups[name] for name in ("m1", "m2", "m3") if groups[name]), None)
    day = groups["d1"] or groups["d2"]
    if month is None:
        return year
    number = MONTHS[month.lower()]
    return f"{year}-{number:02}-{int(day):02}" if day else f"{year}-{number:02}"
