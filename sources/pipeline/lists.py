"""Word lists in files: categories of words and phrases, found in one pass over a sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sources.pipeline.phrases import REMEMBERED, Span, Word

FOLDER = Path(__file__).resolve().parent / "data" / "cues"
NEUTRAL = "neutral"
"""The category of look-alikes: phrases whose words count for nothing."""
_HEADER = re.compile(r"\[([a-z ]+?)(?: (-?[\d.]+))?\]")
_VOWELS = "aeiou"
_Follow = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Category:
    """One section of a file. prior: the weight that learning starts from."""

    name: str
    prior: float
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a category in a sentence; first and last are places among its words."""

    category: str
    first: int
    last: int
    span: Span


@cache
def categories_of(name: str) -> tuple[Category, ...]:
    """The sections of a file of lists, in order. Raises ValueError for words before a section."""
    found: list[Category] = []
    header, phrases = None, ""
    for line in (*(FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines(), "[end]"):
        if line.startswith("#"):
            continue
        match = _HEADER.fullmatch(line.strip())
        if match is None:
            if header is None and line.strip():
                raise ValueError(f"{name}.txt has words before its first section.")
            phrases += line + ","
            continue
        if header is not None:
            found.append(Category(header[1], float(header[2] or 0), split_phrases(phrases)))
        header, phrases = match, ""
    return tuple(found)


def word_set(section: str) -> frozenset[str]:
    """The words of a section of the file `grammar`. Raises KeyError."""
    return frozenset({each.name: each.phrases for each in categories_of("grammar")}[section])


def split_phrases(text: str) -> tuple[str, ...]:
    """Phrases apart by commas, each once, in lower case."""
    parts = (" ".join(part.split()).lower() for part in text.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


class Lists:
    """The phrases of some categories by their first word; the longest that fits counts."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self._whole: dict[str, list[_Follow]] = {}
        self._stems: dict[str, list[_Follow]] = {}
        for category in categories:
            for phrase in category.phrases:
                self._add(phrase, category.name)
        self._lengths = tuple(sorted({len(stem) for stem in self._stems}))
        self._known: dict[str, tuple[_Follow, ...]] = {}

    def _add(self, phrase: str, category: str) -> None:
        first, *rest = phrase.split()
        follow = (tuple(rest), category)
        if first.endswith("*"):
            self._stems.setdefault(first[:-1], []).append(follow)
        elif first.endswith("+"):
            for form in forms_of_stem(first[:-1]):
                self._whole.setdefault(form, []).append(follow)
        else:
            self._whole.setdefault(first, []).append(follow)

    def _starting(self, low: str) -> tuple[_Follow, ...]:
        """What may begin with a word, the longest first. Remembered: words come back often."""
        known = self._known.get(low)
        if known is None:
            fitting = list(self._whole.get(low, ()))
            for length in self._lengths:
                if length > len(low):
                    break
                fitting += self._stems.get(low[:length], ())
            known = tuple(sorted(fitting, key=lambda follow: -len(follow[0])))
            if len(self._known) < REMEMBERED:
                self._known[low] = known
        return known

    def find(self, text: str, words: tuple[Word, ...]) -> list[Found]:
        """Every phrase of the lists, none inside another; look-alikes are left out."""
        found: list[Found] = []
        at = 0
        while at < len(words):
            fit = self._fit(words, at)
            if fit is None:
                at += 1
                continue
            rest, category = fit
            last = at + len(rest)
            if category != NEUTRAL:
                start, end = words[at].start, words[last].end
                found.append(Found(category, at, last, Span(start, end, text[start:end])))
            at = last + 1
        return found

    def _fit(self, words: tuple[Word, ...], at: int) -> _Follow | None:
        after = words[at + 1].low if at + 1 < len(words) else ""
        for follow in self._starting(words[at].low):
            rest = follow[0]
            near = not rest or rest[0] == after or rest[0][-1] == "*"
            if near and _follows(rest, words, at + 1):
                return follow
        return None


def _follows(rest: tuple[str, ...], words: tuple[Word, ...], at: int) -> bool:
    if at + len(rest) > len(words):
        return False
    for place, wanted in enumerate(rest, start=at):
        low = words[place].low
        if low != wanted and not (wanted[-1] == "*" and low.startswith(wanted[:-1])):
            return False
    return True


def forms_of_stem(stem: str) -> tuple[str, ...]:
    """The forms of a regular verb from what they share: `berat` gives berate, berated, …."""
    forms = ["", "s", "e", "es", "ed", "ing", "er", "ers"]
    doubled = stem[-1] if stem[-1] not in _VOWELS else ""
    double = [stem + doubled + ending for ending in ("ed", "ing")] if doubled else []
    return (*(stem + form for form in forms), *double)


_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "swear": "swore sworn",
    "think": "thought", "feel": "felt", "hold": "held", "find": "found", "read": "read",
    "sing": "sang sung", "speak": "spoke spoken", "teach": "taught", "cast": "cast",
    "show": "showed shown", "prove": "proved proven", "forbid": "forbade forbidden",
    "see": "saw seen", "know": "knew known", "understand": "understood", "mean": "meant",
    "forget": "forgot forgotten", "hear": "heard", "foresee": "foresaw foreseen",
    "lead": "led", "beg": "begged", "plan": "planned", "quip": "quipped", "tip": "tipped",
    "rap": "rapped", "rip": "ripped", "slam": "slammed", "snap": "snapped", "dub": "dubbed",
    "rebut": "rebutted", "admit": "admitted", "submit": "submitted", "concur": "concurred",
    "infer": "inferred", "prefer": "preferred", "brag": "bragged", "blog": "blogged",
    "chat": "chatted", "regret": "regretted", "dream": "dreamed dreamt", "learn": "learned learnt",
    "forecast": "forecast forecasted", "give": "gave given", "recommend": "recommended",
}  # fmt: skip


@cache
def forms_of_verb(verb: str) -> tuple[tuple[str, str], ...]:
    """The forms of an English verb with their sort: base, third, past, ing."""
    ends_e = verb.endswith("e") and not verb.endswith("ee")
    ends_y = verb.endswith("y") and verb[-2] not in _VOWELS
    sibilant = verb.endswith(("s", "sh", "ch", "x", "z"))
    third = verb[:-1] + "ies" if ends_y else verb + ("es" if sibilant else "s")
    regular = verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if ends_y else verb + "ed"
    past = _IRREGULAR.get(verb, regular).split()
    doubles = past[0].endswith("ed") and len(past[0]) == len(verb) + 3 and past[0][-3] == verb[-1]
    stem = verb[:-1] if ends_e else verb + verb[-1] if doubles else verb
    return (
        (verb, "base"),
        (third, "third"),
        *((form, "past") for form in past),
        (stem + "ing", "ing"),
    )
