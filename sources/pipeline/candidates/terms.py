"""Names, short forms and defined words that a glossary could explain."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sources.pipeline.candidates.dates import MONTHS
from sources.pipeline.candidates.name_kinds import kind_of_name
from sources.pipeline.candidates.named_sources import SourceCandidate
from sources.pipeline.candidates.rare_words import MOST_WORDS, rare_in
from sources.pipeline.candidates.well_known import WELL_KNOWN
from sources.pipeline.candidates.words import words_in
from sources.pipeline.clean import FURTHER_WHY
from sources.pipeline.scenes import may_claim
from sources.pipeline.text import ReadDocument

_WORD = r"(?:[A-ZÀ-Þ][\w’'-]*[\wà-ÿ]|[A-Z]\.)"
_JOIN = r"(?:of\s+the|of|for|de\s+la|de\s+los|del|de|la|von|van|da|do|al)"
_NAME = re.compile(rf"(?<![\w’'-]){_WORD}(?:\s+(?:{_JOIN}\s+)?{_WORD})*(?![\w-])")
_POSSESSIVE = re.compile(r"[’']s?$")
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{1,5}\b")
_EXPLAINED = re.compile(r"\((?P<short>[A-Z][A-Za-z0-9]{1,7})\)")
_SPELLED = re.compile(r"\b(?P<short>[A-Z]{2,6})\s+\((?P<long>[A-ZÀ-Þ][^()]{5,80})\)")
_TITLE = re.compile(
    r"[“\"«](?:[A-ZÀ-Þ][\w’'-]*[,:]?\s+(?:(?:of|the|and|in|a|to|de|la|el|y)\s+){0,3}){1,8}"
    r"[A-ZÀ-Þ][\w’'-]*[”\"»]"
)
_ROMAN = re.compile(r"[IVXLCDM]+")
_DEFINING = (
    re.compile(r"^(?:An?|The)\s+(?P<term>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,2})\s+is\s+(?:an?|the)\s+"
               r"[^,.]*?\b(?:that|which|who|whose|in\s+which|by\s+which|where)\b"),
    re.compile(r"\b(?:is|are|was|were|be)\s+(?:known\s+as|called|named|termed)\s+(?:an?\s+|the\s+)?"
               r"[“\"'‘]?(?P<term>[a-zà-ÿ][\wà-ÿ-]*(?:\s+[a-zà-ÿ][\wà-ÿ-]*){0,2})[”\"'’]?(?=[,.;]|$|\s+(?:and|because|by|in))"),
    re.compile(r"\b(?:[Tt]he\s+(?:term|word|expression)|[Bb]y)\s+[“\"'‘](?P<term>[^”\"'’]{3,40})[”\"'’]"
               r"\s+(?:means|refers\s+to|stands\s+for|is\s+meant)"),
    re.compile(r"\b(?:an?|the|of|in|with|by|for)\s+(?P<term>[a-zà-ÿ-]{3,}(?:\s+[a-zà-ÿ-]+)?),\s+"
               r"(?:(?:an?|the)\s+(?:kind|sort|type|form|name)\s+(?:of|for)|that\s+is|which\s+means|meaning)\s"),
    re.compile(r"^(?P<term>[A-Z][\wà-ÿ-]*(?:\s+[a-z][\wà-ÿ-]*){0,2})\s+(?:means|refers\s+to|is\s+defined\s+as)\s"),
    re.compile(r"^(?:Un|Una|El|La)\s+(?P<term>[a-zà-ÿ][\wà-ÿ-]*(?:\s+[a-zà-ÿ][\wà-ÿ-]*){0,2})\s+es\s+(?:un|una|el|la)\s+"
               r"[^,.]*?\bque\b"),
    re.compile(r"\b(?:se\s+llama|se\s+conoce\s+como|conocid[oa]\s+como)\s+(?:un\s+|una\s+|el\s+|la\s+)?[“\"«]?"
               r"(?P<term>[a-zà-ÿ][\wà-ÿ-]*(?:\s+[a-zà-ÿ][\wà-ÿ-]*){0,2})[”\"»]?(?=[,.;]|$|\s+y)"),
)  # fmt: skip
_ORDINARY = words_in(
    "i the a an in on at it he she they we this that these those but and as for when while if "
    "after before there what who how why some many most one another his her their its our my "
    "your no not all every yet still according although to from by of with without since "
    "during until monday tuesday wednesday thursday friday saturday sunday english spanish "
    "lunes martes miércoles jueves viernes sábado domingo el la los las un una unos unas en "
    "de del al con por para según cuando como pero y o si no su sus este esta estos estas hay "
    "page chapter section table figure note see mr mrs ms dr sir lady lord tv ok am pm bc ad"
)
_OPENS = '“"‘«¿¡('
_MEASURED = frozenset(MONTHS)
_TITLED = re.compile(r",\s+(?:the|an?|el|la|un|una)\s|\s\((?:born|[a-z])", re.I)
MOST = 40
ENOUGH_TIMES = 3
"""A name that stands so often is one that a text is about; of several words, once less."""


@dataclass(frozen=True, slots=True)
class TermCandidate:
    """A word or name. kind: person, organisation, place, treaty, name, acronym or word. sentence:
    the one that introduces it. times: how often it stands in the text. expansion: what an acronym
    is short for. defined: that sentence says what it means; introduced: it says who or what a name
    is."""

    term: str
    kind: str
    sentence: int
    times: int
    also: tuple[str, ...] = ()
    expansion: str = ""
    defined: bool = False
    introduced: bool = False

    @property
    def weight(self) -> float:
        """For ranking: what is defined or spelled out, long names, what comes often."""
        explained = 6.0 if self.defined or self.expansion else 0.0
        explained = explained or (4.0 if self.kind == "word" else 0.0)
        kinds = 2.0 if self.kind in ("organisation", "treaty", "person") else 0.0
        return explained + kinds + min(self.times, 8) + (1.5 if " " in self.term else 0.0)


def terms_of(document: ReadDocument, *, most: int = MOST) -> tuple[TermCandidate, ...]:
    """At most so many candidates, the weightiest first; ties in reading order. Linear.

    A name counts if it has several words or stands more than once; a word at the beginning of a
    sentence is a name only if it stands elsewhere too. Headings, captions, pull quotes and what
    was set aside introduce nothing.
    """
    texts = [
        (at, sentence.text)
        for at, sentence in enumerate(document.sentences)
        if may_claim(document, sentence.block)
        and document.blocks[sentence.block].why != FURTHER_WHY
    ]
    texts = [(at, _without_titles(text)) for at, text in texts]
    short = dict(_acronyms(texts))
    defined = list(_defined(texts))
    found = [*defined, *_rare(texts, defined), *short.values(), *_names(texts, short)]
    best: dict[str, TermCandidate] = {}
    for one in found:
        best.setdefault(one.term.casefold(), one)
    worth = [one for one in best.values() if _is_worth_explaining(one)]
    ranked = sorted(worth, key=lambda one: (-one.weight, one.sentence))
    return tuple(ranked[:most])


def _is_worth_explaining(one: TermCandidate) -> bool:
    """Words and bodies are; other names where the text says who they are, or comes back to them.

    What every atlas has is none: “Russia”, “the US”.
    """
    if one.term.casefold() in WELL_KNOWN:
        return False
    if one.kind in ("word", "acronym", "organisation", "treaty"):
        return True
    enough = ENOUGH_TIMES - (" " in one.term)
    return one.introduced or one.times >= enough


def _without_titles(text: str) -> str:
    """The sentence with the titles of works blanked out: these are sources, not names."""
    return _TITLE.sub(lambda match: " " * len(match.group()), text)


def _acronyms(texts: list[tuple[int, str]]) -> Iterator[tuple[str, TermCandidate]]:
    """Short forms, with what they are short for where the text says it."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    long: dict[str, tuple[str, int]] = {}
    for at, text in texts:
        for match in _ACRONYM.finditer(text):
            word = match.group()
            counts[word] += 1
            first.setdefault(word, at)
        for short, full in _spelled_out(text):
            counts.setdefault(short, 1)
            long.setdefault(short, (full, at))
    for short, times in counts.items():
        is_plain = short.lower() in _ORDINARY or _ROMAN.fullmatch(short)
        if short in long:
            full, at = long[short]
            yield short, TermCandidate(short, "acronym", at, times, (full,), full)
        elif not is_plain and not short.isdigit() and short in first:
            yield short, TermCandidate(short, "acronym", first[short], times)


def _spelled_out(text: str) -> Iterator[tuple[str, str]]:
    """“Organisation of American States (OAS)” and “OAS (Organisation of American States)”."""
    for match in _EXPLAINED.finditer(text):
        short = match["short"]
        if sum(letter.isupper() for letter in short) < 2:
            continue
        before = text[: match.start()].split()
        for size in range(len(short) - 1, min(len(before), 2 * len(short) + 2) + 1):
            words = before[-size:] if size else []
            if words and words[0][:1].isupper() and _initials_fit(words, short):
                yield short, " ".join(words)
                break
    for match in _SPELLED.finditer(text):
        if _initials_fit(match["long"].split(), match["short"]):
            yield match["short"], match["long"]


def _initials_fit(words: Iterable[str], short: str) -> bool:
    """The capitals of the words, small words left out or not, are the letters of the short form."""
    parts = [part for word in words for part in re.split(r"[-’']", word) if part]
    wanted = short.upper()
    big = "".join(part[0] for part in parts if part[0].isupper()).upper()
    every = "".join(part[0] for part in parts).upper()
    return wanted in (big, every)


def _defined(texts: list[tuple[int, str]]) -> Iterator[TermCandidate]:
    """Words whose meaning a sentence gives; the first that does counts."""
    first: dict[str, int] = {}
    for at, text in texts:
        for pattern in _DEFINING:
            match = pattern.search(text)
            term = match["term"].strip().lower() if match else ""
            if term and not set(term.split()) & _ORDINARY:
                first.setdefault(term, at)
                break
    times = _times_of(first, texts)
    for term, at in first.items():
        yield TermCandidate(term, "word", at, max(1, times[term]), defined=True)


def _rare(texts: list[tuple[int, str]], defined: list[TermCandidate]) -> Iterator[TermCandidate]:
    """Words that a pupil may not know, at most `MOST_WORDS`: set phrases, often used ones, then as
    they are read.

    Not those that the text explains anyway.
    """
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for at, text in texts:
        for word in rare_in(text):
            counts[word] += 1
            first.setdefault(word, at)
    for one in defined:
        counts.pop(one.term, None)
    ranked = sorted(counts.items(), key=lambda each: (" " not in each[0], -each[1]))
    for word, times in ranked[:MOST_WORDS]:
        yield TermCandidate(word, "word", first[word], times)


def _times_of(terms: Iterable[str], texts: list[tuple[int, str]]) -> Counter[str]:
    """How often each of these stands in the text, in the singular or with an s. One pass."""
    longest_first = sorted(terms, key=len, reverse=True)
    if not longest_first:
        return Counter()
    any_of = "|".join(re.escape(term) for term in longest_first)
    said = re.compile(rf"(?<!\w)({any_of})s?(?!\w)", re.I)
    return Counter(match.group(1).lower() for _at, text in texts for match in said.finditer(text))


def _names(
    texts: list[tuple[int, str]], short: dict[str, TermCandidate]
) -> Iterator[TermCandidate]:
    """Names of people, organisations, places and treaties."""
    counts: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    first: dict[str, int] = {}
    introduced: dict[str, int] = {}
    followed: dict[str, list[str]] = {}
    known = _names_inside(texts)
    for at, text in texts:
        for name, start, end in _names_in(text, known):
            counts[name] += 1
            first.setdefault(name, at)
            inside[name] += start > 0 and text[start - 1] not in '“"‘«¿¡('
            followed.setdefault(name, []).append(text[end : end + 20])
            if name not in introduced and _TITLED.match(text[end:]):
                introduced[name] = at
    whole = {
        name: times for name, times in counts.items() if _is_name(name, times, inside, followed)
    }
    short_forms = _short_forms(whole)
    spelled_out = {one.expansion for one in short.values()}
    for name, times in whole.items():
        if name in short or name in short_forms or name in spelled_out:
            continue
        also = tuple(sorted(part for part, full in short_forms.items() if full == name))
        yield TermCandidate(
            term=name,
            kind=kind_of_name(name, followed[name]),
            sentence=introduced.get(name, first[name]),
            times=times + sum(whole[part] for part in also),
            also=also,
            introduced=name in introduced,
        )


def _names_inside(texts: list[tuple[int, str]]) -> set[str]:
    """Names that stand somewhere else than at the beginning of a sentence."""
    return {
        name
        for _at, text in texts
        for name, start, _end in _names_in(text, set())
        if start > 0 and text[start - 1] not in _OPENS
    }


def _names_in(text: str, known: set[str]) -> Iterator[tuple[str, int, int]]:
    """Runs of capitalised words, ordinary ones at their beginning left out.

    known: names for certain; “Analysing Bolivia” at the beginning of a sentence is one of them.
    """
    for match in _NAME.finditer(text):
        words = match.group().split()
        offset = match.start()
        opens = offset == 0 or text[offset - 1] in _OPENS
        if opens and len(words) > 1 and _POSSESSIVE.sub("", " ".join(words[1:])) in known:
            offset += len(words[0]) + 1
            words = words[1:]
        while words and words[0].lower().rstrip(".") in _ORDINARY:
            offset += len(words[0]) + 1
            words = words[1:]
        name = _POSSESSIVE.sub("", " ".join(words))
        if len(name) > 2 and not set(name.lower().split()) & _MEASURED:
            yield name, offset, offset + len(" ".join(words))


def _is_name(name: str, times: int, inside: Counter[str], followed: dict[str, list[str]]) -> bool:
    if " " in name:
        return True
    if name.isupper() or times < 2 or not inside[name]:
        return False
    # “Bolivian”, “Western”: words that only stand before a noun describe and name nothing.
    describes = all(re.match(r"\s+[a-zà-ÿ]", after) for after in followed[name])
    looks = re.search(r"(?:an|ian|ish|ese|ern|ern|ic|eño|és|ano|ana)s?$", name)
    return not (describes and looks)


def _short_forms(names: dict[str, int]) -> dict[str, str]:
    """By the last word of a longer name: that name, where only one has it. “Stalin” is it."""
    ends: dict[str, list[str]] = {}
    for name in names:
        parts = name.split()
        if len(parts) > 1:
            ends.setdefault(parts[-1], []).append(name)
    return {
        part: full[0]
        for part, full in ends.items()
        if part in names and len(full) == 1 and kind_of_name(full[0], []) in ("person", "name")
    }


def only_new(found: Iterable[TermCandidate], known: Iterable[str]) -> list[TermCandidate]:
    """Without those that a glossary has already, by any of their forms."""
    have = {each.casefold() for each in known}
    return [
        replace(one)
        for one in found
        if not {one.term.casefold(), *(also.casefold() for also in one.also)} & have
    ]


def no_sources(
    found: Iterable[TermCandidate], sources: Iterable[SourceCandidate]
) -> list[TermCandidate]:
    """Without people and bodies that have a source card: who speaks, a newspaper, a maker."""
    named = [
        name.casefold()
        for one in sources
        for name in (one.maker, one.short if one.type in ("speaker", "newspaper") else "")
        if name
    ]
    return [
        term
        for term in found
        if not any(f" {name}".endswith(f" {term.term.casefold()}") for name in named)
    ]
