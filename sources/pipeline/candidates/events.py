"""Sentences that date something, as entries that a timeline could have.

The date of a document that is cited dates the document: it is a source and no event.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.pipeline.candidates.cited import ISSUE, cited_in
from sources.pipeline.candidates.dates import FoundDate, dates_in
from sources.pipeline.clean import FURTHER_WHY
from sources.pipeline.scenes import may_claim
from sources.pipeline.text import ReadDocument

TITLE_LENGTH = 120
SHORTEST_TITLE = 12
# A sentence with more is a table; its first ones are offered.
MOST_DATES = 12
# What leads to a date at the end of a clause: “… the town in 1847”, “… voted (March 1904)”.
_LEAD = re.compile(
    r"(?:\b(?:in|on|at|by|since|from|during|until|around|about|year|the|early|late|spring|summer|"
    r"autumn|fall|winter|beginning|middle|end|of|en|el|la|los|de|desde|durante|hacia|del?|"
    r"primavera|verano|otoño|invierno|año|años|principios|finales|mediados|a)\b\s*|[(,]\s*)+$",
    re.I,
)
# The same at the beginning: “In the spring of 1904 the council …”.
_OPENS = re.compile(
    r"(?:(?:and|but|y|pero)\s+)?(?:(?:in|on|at|by|from|during|around|about|year|the|early|late|spring|summer|autumn|fall|"
    r"winter|beginning|middle|end|of|en|el|la|los|de|desde|durante|hacia|del?|primavera|verano|"
    r"otoño|invierno|año|años|principios|finales|mediados|a)\s+)*",
    re.I,
)
_ACCORDING = re.compile(r"^(?:According\s+to|Según|De\s+acuerdo\s+con)\s[^,]+(?:,[^,]+)?,\s+")
_PARTICIPLE = re.compile(
    r"^(?!During|King|Spring|Nothing|Something|Everything)[A-Z][a-z]+(?:ed|ing|ado|ido)\b"
)
_WHEN = re.compile(
    r"^(?:Since|After|When|Before|Until|While|As|Once|Desde\s+que|Cuando)\s+(?=[\w])"
)
_VERB = (
    r"\b(?:\w{3,}ed|was|were|is|are|has|have|had|began|came|fell|left|took|became|lost|won|went|met|"
    r"died|built|broke|made|rose|sank|burnt|said|told|wrote|gave|saw|held|sold|bought|shut|ran|"
    r"stood|lay|grew|got|fue|era|se|\w{3,}ó|\w{3,}aron|\w{3,}ieron)\b"
)
_PHRASE = re.compile(
    rf"(?:Following|After|Before|Since|Despite|With|Under|Tras|Después\s+de)\s+(?:(?!{_VERB})[^,;])*$"
)
_HAS_VERB = re.compile(_VERB)
_AGAINST = re.compile(
    r"\b(?:as\s+against|compared\s+(?:with|to)|against|up\s+from|down\s+from)\b[^,;]*$"
)
_AND = re.compile(
    r";\s+|\s[–—]\s|,\s+(?:(?:and|but|while|whereas|so|y|pero|mientras)\s+"
    r"(?=(?:it|he|she|they|we|there|the|a|an|in|on|by|from|since|his|her|its|their|then|all|no|en|"
    r"se|el|la)\b)|(?=(?:which|who|where|when|because|que|donde|cuando)\b))"
)
_SOFT = re.compile(r",\s|;\s|\s(?=(?:and|but|that|which|who|because|so\s+that|que|y)\s)")
_CITED = re.compile(r"\([^()]*\b(?:1[5-9]|20)\d\d[a-z]?\b[^()]*\)")
_CITATION = re.compile(
    r"\(?\s*(?:[A-ZÀ-Þ][\w’'-]+[^()]*,\s*)?(?:1[5-9]|20)\d\d[a-z]?(?:,[^()]*)?\s*\)?"
)
_BRACKET_LAST = re.compile(r"\s*\([^()]*\)[.!?\s]*$")
# “The company, which opened a line in 1911, carried the fish”: two statements about the company.
_ASIDE = re.compile(
    r"(?P<who>[^,;:“”\"()]{3,60}),\s+(?:which|who)\s+(?P<aside>[^,;:“”\"]{5,}),\s+(?P<main>.+)",
    re.S,
)
# “a 19th-century house”: it tells of the house, not of when something happened.
_DESCRIBES = re.compile(
    r"[\s-]+(?!when|was|were|saw|began|ended|the|and|to|in|on|at|by|it|there|que|fue|y|el|la|en|a\b)"
    r"[a-zà-ÿ]{3,}"
)
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
    cited += [(one.start, one.end) for one in cited_in(text)]
    cited += [match.span() for match in ISSUE.finditer(text)]
    found = dates_in(text)[:MOST_DATES]
    seen: set[str] = set()
    for date in found:
        if any(start <= date.start < end for start, end in cited) or _tells_no_time(text, date):
            continue
        title = title_of(text, date, found)
        if title and (date.form not in seen or not date.form):
            seen.add(date.form)
            yield EventCandidate(at, date.form, date.precision, date.words, title)


def _tells_no_time(text: str, date: FoundDate) -> bool:
    """“A 19th-century house”, “as against 101 in 1920”: nothing that happened then is told."""
    if date.precision == "century" and _DESCRIBES.match(text[date.end :]):
        return True
    return bool(_AGAINST.search(text[: date.start]))


def title_of(text: str, date: FoundDate, dates: tuple[FoundDate, ...]) -> str:
    """What the date belongs to, as a title: its clause, without the date where that stands at the
    beginning or the end. No words are taken from the middle; a long one ends with “…”.

    Empty where a title could only begin with a participle (“Published in 1912, …”), or in the
    middle of a phrase.
    """
    start, end = _clause(text, date, dates)
    lead = _ACCORDING.match(text[start:end])
    if lead and start + lead.end() <= date.start:
        start += lead.end()
    start = _behind_its_phrase(text, start, date)
    for part in ("aside", "main"):
        told = _ASIDE.match(text)
        if told and date.form and told.start(part) <= date.start < told.end(part):
            clause = _BRACKET_LAST.sub("", told[part])
            if _HAS_VERB.search(clause):
                at = date.start - told.start(part)
                return _title(f"{told['who']} {_without_its_date(clause, at, date)}")
    when = _WHEN.match(text[start:end])
    comma = text.find(",", date.end)
    whole = text[start:end]
    if when and start + when.end() < date.start and comma > 0 and date.form:
        clause = text[start + when.end() : comma]
        told = _HAS_VERB.search(text[start + when.end() : date.start])
        whole = _without_its_date(clause, date.start - start - when.end(), date) if told else whole
    elif date.start >= start:
        whole = _without_its_date(whole, date.start - start, date)
    whole = whole.strip(_EDGE).rstrip(".!?").strip(_EDGE)
    if len(whole) < SHORTEST_TITLE:
        whole = text.strip(_EDGE).rstrip(".!?")
    closes = not text[date.end :].strip(_EDGE + ".!?")
    return _title(whole, holds=date.words, closes=closes)


def _title(words: str, *, holds: str = "", closes: bool = False) -> str:
    """The words as a title; empty for a participle.

    Of a long sentence its end, where the date belongs to that: it holds it there, or closed it.
    """
    whole = " ".join(words.split())
    short = _short(whole)
    place = whole.find(holds) if holds else -1
    if short != whole and (place >= len(short) or (place < 0 and closes)):
        short = _end_of(whole, place if place >= 0 else len(whole))
    title = short[:1].upper() + short[1:]
    if title.count("“") > title.count("”"):
        title += "”"
    title += '"' if title.count('"') % 2 else ""
    return "" if _PARTICIPLE.match(title) else title


def _end_of(text: str, place: int) -> str:
    """The part of a long sentence in which a date stands, behind “…”; empty where it would begin
    in the middle of a phrase."""
    last = text.find(",", place)
    shown = text[: last if last > 0 else len(text)]
    begins = [
        match.start() + 1
        for match in re.finditer(r"\s", shown)
        if len(shown) - match.start() <= TITLE_LENGTH - 2
    ]
    early = [at for at in begins if at < place - SHORTEST_TITLE]
    told = [at for at in early if shown.startswith(("that ", "que "), at)]
    soft = [at for at in early if _SOFT.match(shown, at - 1)]
    # The last “that …” is told of the date; else as much as there is room for.
    # Anywhere else it would be torn off.
    start = next(iter([*told[-1:], *soft]), None)
    return "" if start is None else "…" + shown[start:].strip(_EDGE)


def _clause(text: str, date: FoundDate, dates: tuple[FoundDate, ...]) -> tuple[int, int]:
    """Where the clause of a date begins and ends; the whole sentence where it cannot be told.

    It ends before a clause of its own (“…, and it was”), and begins behind one that has a date
    too (“…, and by 1914 the boat lay still”).
    """
    start, end = 0, len(text)
    for edge in _AND.finditer(text):
        if edge.start() >= date.end and _HAS_VERB.search(text[start : edge.start()]):
            end = edge.start()
            break
        said = _HAS_VERB.search(text[start : edge.start()])
        if edge.end() <= date.start and said and _HAS_VERB.search(text[edge.end() :]):
            dated_too = any(start <= one.start < edge.start() for one in dates)
            start = edge.end() if dated_too or ";" in edge.group() else start
    return start, end


def _behind_its_phrase(text: str, start: int, date: FoundDate) -> int:
    """“Following the end of the war in 1945, the union …”: where the main clause begins."""
    phrase = _PHRASE.match(text[start : date.start])
    if phrase and text[date.end : date.end + 2] == ", " and start + phrase.end() == date.start:
        return date.end + 2 if _HAS_VERB.search(text[date.end :]) else start
    return start


def _without_its_date(clause: str, at: int, date: FoundDate) -> str:
    """The clause without a date that opens or closes it; with one in its middle as it stands."""
    before, behind = clause[:at], clause[at + date.end - date.start :]
    if not behind.strip(' .!?,;)”"'):
        lead = _LEAD.search(before)
        # “31 marriages in 1925 and 33 in 1927”: the second date belongs to both.
        return before[: lead.start()] if lead and not dates_in(before[-300:]) else clause
    if _OPENS.fullmatch(before):
        rest = behind.lstrip(" ,")
        # “1945 saw the end”, “The 1945 elections”: the date is a part of the clause.
        part = not before.strip() or before.strip().lower() in ("the", "a")
        part = part and date.precision not in ("day", "relative")
        return clause if part else rest
    return clause


def _short(text: str) -> str:
    """At most `TITLE_LENGTH` characters, cut where a clause ends, else between words."""
    if len(text) <= TITLE_LENGTH:
        return text
    ends = [
        m.start()
        for m in _SOFT.finditer(text, 50, TITLE_LENGTH)
        if _HAS_VERB.search(text[: m.start()])
    ]
    cut = text[: ends[-1]] if ends else text[: TITLE_LENGTH - 1].rsplit(" ", 1)[0]
    return re.sub(r",?\s+(?:and|or|but|y|o|pero)$", "", cut.rstrip(_EDGE)) + "…"
