"""Sentences that date something, as entries that a timeline could have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sources.pipeline.candidates.dates import FoundDate, dates_in
from sources.pipeline.clean import FURTHER_WHY
from sources.pipeline.scenes import may_claim
from sources.pipeline.text import ReadDocument

TITLE_LENGTH = 90
SHORTEST_TITLE = 15
_LEAD = re.compile(
    r"(?:\b(?:in|on|at|by|since|from|during|between|until|of|around|about|year|dated?|the|early|late|"
    r"spring|summer|autumn|fall|winter|beginning|middle|end|course|en|el|la|los|de|desde|durante|"
    r"hacia|entre|del?|primavera|verano|otoño|invierno|año|años|principios|finales|mediados|a)\b"
    r"\s*|[(,]\s*)+$",
    re.I,
)
_CITED = re.compile(r"\([^()]*\b(?:1[5-9]|20)\d\d[a-z]?\b[^()]*\)")
_CITATION = re.compile(r"\(?\s*(?:[A-ZÀ-Þ][\w’'-]+[^()]*,\s*)?(?:1[5-9]|20)\d\d[a-z]?\s*\)?")
_CLAUSE = re.compile(r";\s+|,\s+(?:and|but|while|whereas|y|pero|mientras)\s+|\s[–—]\s")
# “a 19th-century house”: it tells of the house, not of when something happened.
_DESCRIBES = re.compile(
    r"[\s-]+(?!when|was|were|saw|began|ended|the|and|to|in|on|at|by|it|there|que|fue|y|el|la|en|a\b)"
    r"[a-zà-ÿ]{3,}"
)
_BREAK = re.compile(r"(?:;|\s[–—]\s|, (?:which|who|when|where|while|but|and|que|pero|cuando)\b)")
_EDGE = " ,;:–—-()[]“”\"'"


@dataclass(frozen=True, slots=True)
class EventCandidate:
    """A sentence with a date. form: as `dates` writes it, empty where the date needs another one
    to be understood; words: the date as it stands; title: the sentence without the date."""

    sentence: int
    form: str
    precision: str
    words: str
    title: str


def events_of(document: ReadDocument) -> tuple[EventCandidate, ...]:
    """One candidate for each date of each sentence, in reading order, unresolved ones as well.

    The same date is not given twice for the same sentence. Headings, captions, pull quotes,
    lists of further reading and what was set aside date nothing.
    """
    return tuple(
        candidate
        for at, sentence in enumerate(document.sentences)
        if may_claim(document, sentence.block)
        and document.blocks[sentence.block].why != FURTHER_WHY
        for candidate in _of_sentence(at, sentence.text)
    )


def _of_sentence(at: int, text: str) -> Iterator[EventCandidate]:
    cited = [match.span() for match in _CITED.finditer(text) if _CITATION.fullmatch(match.group())]
    dates = tuple(
        date
        for date in dates_in(text)
        if not any(start <= date.start < end for start, end in cited)
        and not (date.precision == "century" and _DESCRIBES.match(text[date.end :]))
    )
    seen: set[str] = set()
    for date in dates:
        if date.form in seen and date.form:
            continue
        seen.add(date.form)
        title = title_without(*_clause(text, date, dates))
        yield EventCandidate(at, date.form, date.precision, date.words, title)


def _clause(
    text: str, date: FoundDate, dates: tuple[FoundDate, ...]
) -> tuple[str, tuple[FoundDate, ...]]:
    """The part of a sentence that a date belongs to, and the dates in it, counted from its start.

    The whole sentence where it has one date only, or where a part would be too short for a title.
    """
    if len(dates) < 2:
        return text, dates
    edges = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    start = max(edge for edge in edges if edge <= date.start)
    end = min(edge for edge in edges if edge >= date.end)
    part = text[start:end]
    if len(part) - (date.end - date.start) < SHORTEST_TITLE:
        return text, dates
    inside = tuple(
        replace(one, start=one.start - start, end=one.end - start)
        for one in dates
        if start <= one.start and one.end <= end
    )
    return part, inside


def title_without(text: str, dates: tuple[FoundDate, ...]) -> str:
    """The sentence as a title: its dates left out, so that it can be put in order, and cut short.

    Where too little would be left, the sentence as it stands, cut short.
    """
    left, past = "", 0
    for date in dates:
        if date.start < past:
            continue
        left += _LEAD.sub("", text[past : date.start]).rstrip() + " "
        past = date.end
    left += text[past:]
    left = re.sub(r"\s+([,.;:)])", r"\1", " ".join(left.split())).replace("()", "")
    cut = _BREAK.search(left, SHORTEST_TITLE)
    title = left[: cut.start()] if cut else left
    title = _short(title.strip(_EDGE).rstrip(".!?").strip(_EDGE))
    if len(title) < SHORTEST_TITLE:
        return _short(text.strip(_EDGE).rstrip("."))
    return title[0].upper() + title[1:]


def _short(text: str) -> str:
    """At most `TITLE_LENGTH` characters, cut between words."""
    if len(text) <= TITLE_LENGTH:
        return text
    return text[: TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(_EDGE) + "…"
