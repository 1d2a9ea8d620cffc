"""Dates that a sentence gives, in words of English or Spanish, as one of the forms of a timeline.

`1945-04-18` a day, `1970-06` a month, `1960` a year, `198X` a decade, `1947/1952` a span of two of
these, each with `~` behind it for "about". A date that needs another one to be understood ("two
years later", "last April") is found too, and has no form.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from sources.pipeline.month_names import ENGLISH, SPANISH

_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {
    **{name.lower(): number for number, name in enumerate(ENGLISH, start=1)},
    **{name: number for number, name in enumerate(SPANISH, start=1)},
    **{name: number for number, name in enumerate(_SHORT.split(), start=1)},
    "sept": 9,
    "setiembre": 9,
}
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.?º)?"
_YEAR = r"(?P<year>1\d{3}|20\d\d)"
_POINTS = (
    r"(?P<iso>(?:1\d{3}|20\d\d)-[01]\d-[0-3]\d)",
    rf"{_DAY}(?:\s+of|\s+de)?\s+{_MONTH}(?:,|\s+of|\s+del?)?\s+{_YEAR}",
    rf"{_MONTH}\s+{_DAY}(?:,)?\s+{_YEAR}",
    rf"{_MONTH}(?:,|\s+of|\s+del?)?\s+{_YEAR}",
    r"(?P<numeric>[0-3]?\d[/.][0-3]?\d[/.](?:1\d{3}|20\d\d))",
)
_POINT = [re.compile(rf"(?<![\w/-]){pattern}(?![\w/])", re.I) for pattern in _POINTS]
_DECADE = re.compile(
    r"(?<!\w)(?:(?P<part>early|mid|late)[ -])?(?:the\s+)?(?:(?P<part2>early|mid|late)[ -])?"
    r"(?P<decade>1\d\d0|20\d0)['’]?s\b"
    r"|\b(?:década|decenio)\s+de(?:\s+los)?\s+(?:años\s+)?(?P<spanish>1\d\d0|20\d0)\b",
    re.I,
)
_CENTURY = re.compile(
    r"\b(?P<number>1[0-9]|2[01])(?:st|nd|rd|th)[ -]century\b"
    r"|\b(?P<word>eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|"
    r"eighteenth|nineteenth|twentieth|twenty-first)[ -]century\b"
    r"|\bsiglo\s+(?P<roman>X{1,2}I{0,3}|XI?[VX]|XVI{0,3}|XXI)\b",
    re.I,
)
_CENTURIES = (
    "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth twenty-first"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_BARE = re.compile(rf"(?<![\w.,/$€£#-]){_YEAR}(?![\w/%]|[.,]\d|-\d|['’]s?\b)")
_BETWEEN = re.compile(
    r"\s*(?:–|—|-|\bto\b|\band\b|\buntil\b|\btill\b|\ba\b|\by\b|\bhasta\b)\s*", re.I
)
_SPAN_BEGINS = re.compile(r"\b(?:from|between|de|desde|entre)\s+$", re.I)
_SHORT_SPAN = re.compile(r"(?<![\w.,/-])(?P<from>1\d{3}|20\d\d)[–—-](?P<to>\d\d)(?![\w/-])")
_DAYS = re.compile(
    rf"(?<![\w/-])(?P<first>[0-3]?\d)(?:[–—-]|\s+(?:to|and|al|y)\s+)(?P<last>[0-3]?\d)"
    rf"(?:\s+of|\s+de)?\s+{_MONTH}(?:,|\s+of|\s+del?)?\s+{_YEAR}(?!\w)",
    re.I,
)
_ABOUT = re.compile(
    r"\b(?:about|around|circa|roughly|approximately|ca?\.|hacia|alrededor\s+de|cerca\s+de|"
    r"en\s+torno\s+a|aproximadamente)\s*$",
    re.I,
)
# What makes four digits a count, a sum or a page, and no year.
_COUNTED = re.compile(
    r"\s+(?:(?:million|billion|thousand|percent|per cent|km|kg|mm|cm|metres?|meters?|miles|people|"
    r"men|women|children|millones|mil|por ciento|kilómetros|metros|personas|hombres|mujeres|"
    r"dólares|pesos)\b|[a-zà-ÿ]+s\b)",
    re.I,
)
_NOT_COUNTED = re.compile(
    r"\s+(?:was|is|has|as|its|his|this|us|talks|elections|negotiations|protests|riots|games|"
    r"sanctions|floods|reforms|strikes|las|los|sus)\b",
    re.I,
)
_ALWAYS_COUNTED = re.compile(
    r"\s+(?:words|pages|years|kilometres|kilometers|metres|meters|miles|people|men|women|children|"
    r"dollars|million|billion|palabras|páginas|años|kilómetros|metros|personas|millones|mil)\b",
    re.I,
)
_DATED = re.compile(
    r"\b(?:in|since|by|until|till|during|before|after|of|year|from|to|and|the|its|his|their|early|"
    r"late|mid|spring|summer|autumn|fall|winter|en|desde|hasta|durante|antes\s+de|del?|año|el|y|"
    r"a|primavera|verano|otoño|invierno)[\s(]+$",
    re.I,
)
_LABELLED = re.compile(
    r"(?:\b(?:page|pages|pp?\.|no\.|nº|number|room|flat|vol\.|article|section|line|box|folio|"
    r"página|artículo|total of|some|over|only|than|nearly|almost|unos|unas|casi)|[$€£#§])\s*$",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?:yesterday|tomorrow|(?:last|next|the\s+(?:following|previous|next|same))\s+"
    r"(?:year|month|week|day|decade|century|spring|summer|autumn|winter|election)|"
    r"(?:\d+|one|two|three|four|five|six|ten|a\s+few|several|many)\s+"
    r"(?:years?|months?|weeks?|days?|decades?|centuries)\s+(?:later|earlier|ago|before|after)|"
    r"(?:las|los|la|el)\s+(?:año|mes|semana|década|siglo)\s+(?:pasad[oa]|anterior|siguiente)|"
    r"hace\s+(?:\w+\s+){1,2}(?:años?|meses|semanas|días|décadas)|"
    r"(?:\w+)\s+(?:años|meses|semanas|días|décadas)\s+(?:después|antes|más\s+tarde)|"
    r"ayer|al\s+día\s+siguiente|in\s+recent\s+(?:years|months|weeks))\b",
    re.I,
)
_LONE_MONTH = re.compile(
    r"\b(?:in|since|by|until|last|next|on|en|desde|hasta)\s+(?:[0-3]?\d(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?)?"
    rf"(?P<month>{'|'.join((*ENGLISH, *SPANISH, 'setiembre'))})"
    r"\b(?!\s+(?:of\s+|de\s+|del\s+)?\d{4})"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a sentence: where it stands, its words, its form (empty: it cannot be resolved)
    and how exact it is: day, month, year, decade, century, span or relative."""

    start: int
    end: int
    words: str
    form: str
    precision: str


def dates_in(text: str) -> tuple[FoundDate, ...]:
    """Every date of a sentence in order; none lies within another. Linear in its length."""
    found: list[FoundDate] = []
    for date in (
        *_spans_of_days(text),
        *_points(text),
        *_short_spans(text),
        *_decades(text),
        *_centuries(text),
        *_years(text),
        *_relatives(text),
    ):
        if not any(date.start < other.end and other.start < date.end for other in found):
            found.append(date)
    found.sort(key=lambda date: date.start)
    return tuple(_with_about(text, date) for date in _with_spans(text, found))


def _points(text: str) -> Iterator[FoundDate]:
    """Days and months with their year."""
    for pattern in _POINT:
        for match in pattern.finditer(text):
            form = _form_of(match)
            if form:
                precision = "day" if len(form) == 10 else "month" if len(form) == 7 else "year"
                yield FoundDate(*match.span(), match.group(), form, precision)


def _form_of(match: re.Match[str]) -> str:
    named = match.groupdict()
    if named.get("iso"):
        year, month, day = (int(part) for part in named["iso"].split("-"))
        return _day(year, month, day)
    if named.get("numeric"):
        first, second, year = (int(part) for part in re.split(r"[/.]", named["numeric"]))
        if first > 12 >= second:
            return _day(year, second, first)
        # Which of the two is the month, nobody can say.
        return _day(year, first, second) if second > 12 >= first else f"{year}"
    month = MONTHS[named["month"].lower()]
    year = int(named["year"])
    if named.get("day"):
        return _day(year, month, int(named["day"]))
    return f"{year}-{month:02}"


def _day(year: int, month: int, day: int) -> str:
    """The form of a day; empty for one that no calendar has."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return ""
    return f"{year}-{month:02}-{day:02}"


def _spans_of_days(text: str) -> Iterator[FoundDate]:
    for match in _DAYS.finditer(text):
        year, month = int(match["year"]), MONTHS[match["month"].lower()]
        first, last = (_day(year, month, int(match[name])) for name in ("first", "last"))
        if first and last and first < last:
            yield FoundDate(*match.span(), match.group(), f"{first}/{last}", "span")


def _short_spans(text: str) -> Iterator[FoundDate]:
    """`1947–52`: the second year has the century of the first."""
    for match in _SHORT_SPAN.finditer(text):
        first = int(match["from"])
        last = first // 100 * 100 + int(match["to"])
        if last > first:
            yield FoundDate(*match.span(), match.group(), f"{first}/{last}", "span")


def _decades(text: str) -> Iterator[FoundDate]:
    for match in _DECADE.finditer(text):
        decade = (match["decade"] or match["spanish"])[:3]
        about = "~" if match["part"] or match["part2"] else ""
        yield FoundDate(*match.span(), match.group(), f"{decade}X{about}", "decade")


def _centuries(text: str) -> Iterator[FoundDate]:
    for match in _CENTURY.finditer(text):
        if match["number"]:
            number = int(match["number"])
        elif match["word"]:
            number = 11 + _CENTURIES.split().index(match["word"].lower())
        else:
            number = _roman(match["roman"].upper())
        if 11 <= number <= 21:
            form = f"{number * 100 - 99}/{number * 100}"
            yield FoundDate(*match.span(), match.group(), form, "century")


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(
        -value if any(later > value for later in values[at + 1 :]) else value
        for at, value in enumerate(values)
    )


def _years(text: str) -> Iterator[FoundDate]:
    """Four digits that are a year: what is counted, paid or paged is none."""
    for match in _BARE.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if _LABELLED.search(before) or _ALWAYS_COUNTED.match(after):
            continue
        dated = bool(_DATED.search(before))
        if not dated and _COUNTED.match(after) and not _NOT_COUNTED.match(after):
            continue
        if dated and _COUNTED.match(after) and _is_amount(before, after):
            continue
        yield FoundDate(*match.span(), match.group(), match.group(), "year")


def _is_amount(before: str, after: str) -> bool:
    """“of 1500 soldiers”: after a word that may stand before a year or before a number."""
    if _NOT_COUNTED.match(after):
        return False
    return bool(re.search(r"\b(?:of|by|to|from|and|a|de|y)[\s(]+$", before, re.I))


def _relatives(text: str) -> Iterator[FoundDate]:
    for match in (*_RELATIVE.finditer(text), *_LONE_MONTH.finditer(text)):
        yield FoundDate(*match.span(), match.group(), "", "relative")


def _with_spans(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """Two dates with “to” between them, or “between … and …”, are one span."""
    joined: list[FoundDate] = []
    for date in found:
        last = joined[-1] if joined else None
        if last is not None and _is_span(text, last, date):
            joined[-1] = FoundDate(
                last.start, date.end, text[last.start : date.end],
                f"{last.form}/{date.form}", "span",
            )  # fmt: skip
        else:
            joined.append(date)
    return joined


def _is_span(text: str, first: FoundDate, second: FoundDate) -> bool:
    spannable = ("day", "month", "year")
    if first.precision not in spannable or second.precision not in spannable:
        return False
    between = text[first.end : second.start]
    if not _BETWEEN.fullmatch(between) or not first.form[:4] <= second.form[:4]:
        return False
    if first.form >= second.form:
        return False
    # “in 1947 and 1952” names two years; “between 1947 and 1952” a span.
    if between.strip().lower() in ("and", "y", "a"):
        return bool(_SPAN_BEGINS.search(text[: first.start]))
    return True


def _with_about(text: str, date: FoundDate) -> FoundDate:
    if not date.form or date.form.endswith("~") or "/" in date.form:
        return date
    about = _ABOUT.search(text[: date.start])
    if about is None:
        return date
    words = text[about.start() : date.end]
    return FoundDate(about.start(), date.end, words, f"{date.form}~", date.precision)
