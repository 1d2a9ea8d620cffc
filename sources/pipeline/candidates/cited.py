"""Documents that a sentence rests on: “the parish register of 1349”, “Penn's own ledger”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.pipeline.candidates.dates import FoundDate, dates_in
from sources.pipeline.month_names import ENGLISH_MONTH
from sources.pipeline.works import BOOKS, GIVES, RECORDS, STUDIES, any_of

_WORKS = (("book", BOOKS), ("study", STUDIES), ("record", RECORDS))
_TYPES = {noun: sort for sort, nouns in _WORKS for noun in nouns}
_WORK = re.compile(rf"\b(?:{any_of(*_TYPES)})\b", re.I)
_NAME = r"[A-ZÀ-Þ][\wà-ÿ-]+(?:\s+[A-ZÀ-Þ][\wà-ÿ-]+)*"
_BEFORE = re.compile(
    r"(?P<lead>"
    r"\b[Tt]he\s+(?:[a-z]+\s+)?[\w-]+(?:[’']s|s[’'])\s+"
    rf"|\b{_NAME}(?:[’']s|s[’'])\s+"
    r"|\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+)"
    r"(?P<mods>(?:(?:own|first|last|final|official|annual|county|parish|toll|company|police|school|"
    r"court|tax|visitors|private|printed|(?:1\d|20)\d\d|[A-ZÀ-Þ][\w-]+)\s+){0,3})$"
)
_TOPIC = re.compile(
    r"\s+(?:on|about|to|by|of)\s+(?:(?:the|a|an|his|her|their)\s+[a-z-]+"
    rf"|(?:the\s+)?{_NAME})(?=[\s,.;]|$)"
)
_TO_DATE = re.compile(
    r",?\s+(?:(?:published|printed|issued|written|drawn\s+up|kept)\s+(?:in|on)|of|for|from|dated)\s+"
    r"(?:the\s+(?:year|spring|summer|autumn|winter)\s+(?:of\s+)?)?"
)
_BY = re.compile(rf",?\s+(?:published|printed|kept|written|drawn\s+up|made)\s+by\s+(?P<by>{_NAME})")
_VERB = re.compile(
    rf"(?:,[^,;]{{3,60}},)?\s+(?:also\s+|then\s+)?(?:{GIVES}|says?|said|finds|found|tells?|told|"
    r"estimated?|estimates)\b"
)
ISSUE = re.compile(
    r"\b[A-Z]\w+\s+(?:Times|Post|Gazette|Herald|Tribune|Journal|Chronicle|Mirror|Guardian|Telegraph|"
    r"Observer|Courier|Mercury|News|Advertiser)\s+(?:of|for|dated)\s+(?:[\w]+\s+){0,2}(?:1\d|20)\d\d\b"
)
"""An issue of a newspaper, with its date."""
_LEADING = re.compile(r"(?:\baccording\s+to|\bin|\bas\s+told\s+in)\s+$", re.I)
_SAID = re.compile(
    r"\b(?:wrote|writes|counts?|counted|said|says|argued|argues|noted|notes|reported|showed|shows|"
    r"described|describes|records|recorded)\b"
)
_TITLE_NEXT = re.compile(r"[^“\"«.;]{0,20}[“\"«]")
_BODY = re.compile(
    r"^The\s+(?:[a-z]+\s+){0,2}(?:council|company|board|committee|commission|union|society|club|"
    r"parish|ministry|school|church|museum|court|inquiry|bank|party)\b"
)
_PERSON = re.compile(rf"(?<![\w’'-]){_NAME}")
_NO_PERSON = re.compile(
    r"^(?:In|On|At|The|An?|It|He|She|They|His|Her|Its|As|According|After|Since|When|By|From|Soon|"
    rf"{ENGLISH_MONTH})\b\s*"
)
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b(?![/%]|[.,]\d)")
_KEPT = re.compile(r"\b(?:toll|tax|parish|visitors|court|company|police)\b|[’']s\b", re.I)


@dataclass(frozen=True, slots=True)
class Cited:
    """A document named in a sentence: its place, a name for it, its kind (book, study or record),
    who made it and its date in the words of the text; empty where the text does not say."""

    start: int
    end: int
    name: str
    type: str
    maker: str
    date: str
    dated_at: tuple[int, int]
    """Where that date stands; (0, 0) without one."""


def cited_in(text: str) -> tuple[Cited, ...]:
    """Every document that a sentence rests on, in reading order. Linear in its length.

    A noun for a document is not enough: it has a date of its own, or says something, or somebody
    says something in it. Works with their titles are found elsewhere.
    """
    return tuple(_found(text, dates_in(text))) if _WORK.search(text) else ()


def _found(text: str, dates: tuple[FoundDate, ...]) -> Iterator[Cited]:
    past = 0
    for match in _WORK.finditer(text):
        window = max(past, match.start() - 90)
        before = _BEFORE.search(text[window : match.start()])
        if before is None or _TITLE_NEXT.match(text, match.end()):
            continue
        start = window + before.start()
        topic, end = "", match.end()
        about = _TOPIC.match(text, end)
        if about:
            topic, end = about.group(), about.end()
        of_topic = end
        date, dated_at, end = _date_of(before["mods"], start, text, dates, end)
        by = _BY.match(text, end)
        rests = (
            bool(date)
            or _VERB.match(text, end)
            or (_LEADING.search(text[:start]) and _SAID.search(text, end))
        )  # fmt: skip
        if not rests:
            continue
        maker = by["by"] if by else _maker(before["lead"], text, start, of_topic)
        name = _named(before, match.group() + topic, maker if not by else "")
        if date and date not in name and _TO_DATE.match(text, of_topic):
            behind = " ".join(text[of_topic:end].split())
            name += behind if behind.startswith(",") else f" {behind}"
        sort = _TYPES[match.group().lower()]
        if sort == "book" and _KEPT.search(before.group()):
            sort = "record"  # a toll book is written by an office, not by an author
        yield Cited(start, end, name, sort, maker, date, dated_at)
        past = end


def _date_of(
    mods: str, start: int, text: str, dates: tuple[FoundDate, ...], end: int
) -> tuple[str, tuple[int, int], int]:
    """The date of the document itself, where it stands, and where the document's words end."""
    joined = _TO_DATE.match(text, end)
    for date in dates:
        if joined and date.start == joined.end():
            return date.words, (date.start, date.end), date.end
    # “The register for 1349 lists”: before a word with an s it could be a count elsewhere.
    bare = _YEAR.match(text, joined.end()) if joined else None
    if bare:
        return bare.group(), bare.span(), bare.end()
    year = _YEAR.search(mods)
    if year:
        at = text.index(year.group(), start)
        return year.group(), (at, at + 4), end
    return "", (0, 0), end


def _maker(lead: str, text: str, start: int, end: int) -> str:
    """Whose it is: the name before “'s”; for “his”, “her” and “its” the name in the sentence."""
    word = lead.strip().lower()
    if word in ("his", "her", "their", "a", "an"):
        if word in ("a", "an") and not re.search(r"\b[Ii]n\s+$", text[:start]):
            return ""
        before, behind = _people(text[:start]), _people(text[end:])
        return before[-1] if before else behind[0] if behind else ""
    if word == "its":
        body = _BODY.match(text)
        return body.group() if body and body.end() <= start else ""
    return re.sub(r"(?:[’']s|(?<=s)[’'])$", "", lead.strip()) if re.search(r"[’']", lead) else ""


def _people(text: str) -> list[str]:
    names = (_NO_PERSON.sub("", match.group()) for match in _PERSON.finditer(text))
    return [name for name in names if name and not _NO_PERSON.match(name)]


def _named(before: re.Match[str], work: str, maker: str) -> str:
    """“his own ledger” by its maker: “Josiah Penn’s ledger”."""
    mods = re.sub(r"\bown\s+", "", before["mods"])
    lead = before["lead"].strip()
    if lead.lower() in ("his", "her", "its", "their", "a", "an"):
        lead = f"{maker}’s" if maker else "" if lead.lower() not in ("a", "an") else lead
    name = " ".join(f"{lead} {mods}{work}".split())
    return name[:1].upper() + name[1:]
