"""Who speaks: quotation marks, and the people to whom words are given."""

import re
from dataclasses import dataclass

from sources.pipeline.lexicons import SAYING, SOURCES
from sources.pipeline.lists import categories_of, forms_of_verb, word_set
from sources.pipeline.phrases import Word

_SOURCES = frozenset(SOURCES.split())
_SAYING = frozenset(word for word in SAYING.split() if not word.endswith("*")) | frozenset(
    form
    for category in categories_of("attribution")
    if category.name in {"firm saying", "firm thinking"}
    for verb in category.phrases
    for form, sort in forms_of_verb(verb)
    if sort in {"third", "past"}
)
_SAYING_STEMS = tuple(word[:-1] for word in SAYING.split() if word.endswith("*"))
_ARTICLES = frozenset(
    [
        "a",
        "an",
        "the",
        "one",
        "another",
        "some",
        "several",
        "two",
        "three",
        "senior",
        "former",
        "current",
        "local",
        "western",
        "most",
        "many",
        "certain",
    ]
)
_OFTEN_NOT = frozenset(
    [
        "finds",
        "found",
        "continues",
        "continued",
        "promised",
        "promises",
        "considers",
        "called",
        "calls",
        "published",
        "detailed",
        "ruled",
        "expressed",
        "cited",
        "cites",
        "state",
        "states",
        "stated",
        "asks",
        "tell",
        "reports",
        "report",
        "claim",
        "claims",
        "question",
        "questioned",
        "defended",
        "expects",
        "answers",
        "answered",
        "feared",
        "fears",
        "deemed",
        "dubbed",
        "blames",
        "regards",
        "quotes",
        "urged",
        "urges",
        "fear",
        "promise",
        "observed",
        "observes",
        "rejected",
        "revealed",
        "threatened",
    ]
)
_SPEECH = re.compile(
    r"[,:]?\s+(?:that\b|in (?:his|her|a) (?:letter|diary|book|speech)|[“\"])"
    r"|\s*[,:]\s*[“\"]|[.,]\s*$"
    r"|\s+(?:the|a|an)\s+(?:\w+\s+)?[a-z]+\.\s*$|\s+(?:us|him|her|them|me)\b"
)
_ATTRIBUTIVE = word_set("people who stand before nouns")
"""Nouns for people that often stand before another noun: `an official stamp`."""
_BY = frozenset({"according"})
_LINKS = word_set("after somebody who acts")
_FAR = 12
_TURNED = frozenset(
    [
        "said",
        "says",
        "according",
        "wrote",
        "added",
        "adds",
        "claimed",
        "argued",
        "warned",
        "explained",
    ]
)
_MARKS = re.compile(r"[“”\"«»]")
_NAMED_AFTER = re.compile(
    r",?\s+(?:(?:of|for|at|in)\s+(?:the\s+)?)?(?:called\s+|named\s+|Dr\.?\s+|Professor\s+)?"
    r"[A-ZÀ-Þ][\w’'-]+\s*(?:[A-ZÀ-Þ]|,|said|says|told|\w+ed\b|\w+s\b|\.|”|\"|$)"
)
_NAMED_BEFORE = re.compile(r"[A-ZÀ-Þ][\w’'-]+\s+[A-ZÀ-Þ][\w’'-]+,\s+(?:\w+\s+){0,2}$")
_PLURAL = {
    "witnesses": "witness",
    "spokesmen": "spokesman",
    "spokeswomen": "spokeswoman",
    "people": "person",
    "women": "woman",
    "men": "man",
    "eyewitnesses": "eyewitness",
    "fishermen": "fisherman",
    "policemen": "policeman",
    "foremen": "foreman",
    "gunmen": "gunman",
    "wives": "wife",
    "spies": "spy",
    "passers-by": "passer-by",
}
_NOT_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "this",
        "that",
        "these",
        "those",
        "but",
        "and",
        "as",
        "for",
        "when",
        "while",
        "if",
        "after",
        "before",
        "there",
        "what",
        "who",
        "how",
        "why",
        "some",
        "many",
        "most",
        "one",
        "another",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
        "your",
        "no",
        "not",
        "all",
        "every",
        "yet",
        "still",
        "according",
        "although",
    ]
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, marks included; closed: its second mark is there."""

    start: int
    end: int
    closed: bool
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody to whom words are given. head: the noun or the last name, in lower case."""

    head: str
    named: bool
    start: int
    end: int
    text: str


def quotations_of(text: str, *, inside: bool = False) -> tuple[Quotation, ...]:
    """The quotations of a sentence. inside: it begins within one that is still open."""
    found: list[Quotation] = []
    start = 0 if inside else -1
    inherited = inside
    for match in _MARKS.finditer(text):
        mark = match.group()
        if start < 0:
            if mark not in "”»":
                start = match.start()
        elif mark in '”»"':
            found.append(Quotation(start, match.end(), closed=True, inherited=inherited))
            start, inherited = -1, False
    if start >= 0:
        found.append(Quotation(start, len(text), closed=False, inherited=inherited))
    return tuple(found)


def is_saying(low: str) -> bool:
    """The word is a form of a verb of saying or thinking."""
    return low in _SAYING or low.startswith(_SAYING_STEMS)


def _says(text: str, word: Word) -> bool:
    """The word reports speech here; verbs that mostly mean something else need a sign of it."""
    if word.low in _BY:
        return True
    if word.low == "thanks" and text[word.end : word.end + 4].lower() == " to ":
        return False
    if not is_saying(word.low) or (word.start and text[word.start].isupper()):
        return False
    return word.low not in _OFTEN_NOT or bool(_SPEECH.match(text, word.end))


def source_noun(low: str) -> str:
    """The singular of a noun for somebody who may be a source, or an empty text."""
    if low in _SOURCES:
        return low
    if low in _PLURAL:
        return _PLURAL[low]
    if low.endswith("s") and low[:-1] in _SOURCES:
        return low[:-1]
    return ""


def speakers_of(
    text: str, words: tuple[Word, ...], marks: tuple[Quotation, ...]
) -> tuple[Speaker, ...]:
    """Everybody to whom the sentence gives words outside its quotations, in order."""
    if not any(_says(text, word) for word in words):
        return ()
    found: dict[int, Speaker] = {}
    for stretch in _stretches(words, marks):
        for verb, word in enumerate(stretch):
            if _says(text, word):
                speaker = _noun_near(text, stretch, verb) or _name_near(text, stretch, verb)
                if speaker is not None:
                    found.setdefault(speaker.start, speaker)
    return tuple(found[start] for start in sorted(found))


def says_something(text: str, words: tuple[Word, ...], marks: tuple[Quotation, ...]) -> bool:
    """A verb of saying stands outside the quotations."""
    return any(
        _says(text, word)
        for word in words
        if not any(mark.start <= word.start < mark.end for mark in marks)
    )


def _stretches(words: tuple[Word, ...], marks: tuple[Quotation, ...]) -> list[list[Word]]:
    """The words before, between and after the quotations."""
    found: list[list[Word]] = [[] for _ in range(len(marks) + 1)]
    for word in words:
        if not any(mark.start <= word.start < mark.end for mark in marks):
            found[sum(mark.end <= word.start for mark in marks)].append(word)
    return found


def _noun_near(text: str, outer: list[Word], verb: int) -> Speaker | None:
    best = None
    for at in range(max(0, verb - _FAR), min(len(outer), verb + 7)):
        head = source_noun(outer[at].low)
        if at == verb or not head or _is_object(outer, at, verb, text):
            continue
        if text[outer[at].end : outer[at].end + 1] in {"'", "’"} or _is_attributive(
            outer, at, text
        ):
            continue
        if best is None or abs(at - verb) < abs(best - verb):
            best = at
    if best is None:
        return None
    first = best
    while first > max(0, best - 5) and outer[first - 1].low not in _NOT_NAMES - _ARTICLES:
        if text[outer[first - 1].end : outer[first].start].strip(" -"):
            break
        first -= 1
        if outer[first].low in _ARTICLES:
            break
    start, end = outer[first].start, outer[best].end
    named = bool(_NAMED_AFTER.match(text[end:])) or bool(_NAMED_BEFORE.search(text[:start]))
    return Speaker(source_noun(outer[best].low), named, start, end, text[start:end])


def _is_attributive(outer: list[Word], at: int, text: str) -> bool:
    """The noun only says of what sort the next noun is."""
    if outer[at].low not in _ATTRIBUTIVE or at + 1 >= len(outer):
        return False
    after = outer[at + 1]
    if text[outer[at].end : after.start].strip() or not text[after.start].islower():
        return False
    return not (is_saying(after.low) or after.low in _LINKS or after.low.endswith(("ly", "ed")))


def _is_object(outer: list[Word], at: int, verb: int, text: str) -> bool:
    """The noun stands after its verb, and not because the two are turned round."""
    if at < verb or outer[verb].low in _BY:
        return at - verb > _FAR // 2
    between = text[outer[verb].end : outer[at].start].lower()
    turned = verb == 0 or text[: outer[verb].start].rstrip().endswith((",", "”", '"', ";"))
    return not turned or " that " in between or "," in between or at - verb > _FAR // 2


def _name_near(text: str, outer: list[Word], verb: int) -> Speaker | None:
    before = range(verb - 1, max(-1, verb - _FAR), -1)
    after = range(verb + 1, min(len(outer), verb + 5))
    for at in (*before, *after):
        word = outer[at]
        shown = text[word.start : word.end]
        if not shown[0].isupper() or word.low in _NOT_NAMES:
            continue
        if at > verb and outer[verb].low not in _TURNED:
            continue
        return Speaker(word.low, True, word.start, word.end, shown)
    return None


def is_title(words: list[str]) -> bool:
    """Written with capitals as the titles of works are."""
    return 2 * sum(word.strip('“"«')[:1].isupper() for word in words) > len(words)
