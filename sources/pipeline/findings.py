"""What can be said of a whole document: who made it, when, from what, and who speaks in it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sources.pipeline.clean import FURTHER_WHY, REPEATS_WHY
from sources.pipeline.finding_words import Finding, Part, finding
from sources.pipeline.language import NAMES
from sources.pipeline.scene import YEAR, Scene
from sources.pipeline.speakers import Speaker
from sources.pipeline.text import Kind, ReadDocument

ONE_VOICE = 0.6
FEWEST_ATTRIBUTED = 3
_DISCLAIMER = re.compile(
    r"\b(?:disclaim\w*|no (?:responsibility|liability|warranty|representation)|warrant(?:y|ies)|"
    r"for information only|good faith|views (?:expressed|are those))\b",
    re.I,
)
_REFERENCES = re.compile(
    r"https?://|\bdoi:|\((?:[A-Z][\w’'-]+[^()]{0,40})\b(?:1[5-9]|20)\d\d[a-z]?(?:,[^()]*)?\)"
)
_CUT = re.compile(r"…|\.\.\.")
_ARTICLES = frozenset({"a", "an", "the", "one", "another", "some", "two", "three", "several"})
_RANKS = frozenset({"former", "current", "senior", "retired", "second", "young", "local"})
OFTEN = 0.2
FEWEST_MENTIONS = 3
MOST_UNHEARD = 3
_REPLY = re.compile(
    r"\b(?:denied|denies|rejected|disputed|declined to comment|did not (?:reply|respond|answer)|"
    r"could not be reached|responded|in reply|in response|on the other side|refused to comment|"
    r"asked for comment|contested|countered)\b",
    re.I,
)


def findings_of(document: ReadDocument, scenes: Sequence[Scene | None]) -> tuple[Finding, ...]:
    """Findings in a fixed order; scenes are those of the document's sentences."""
    known = [scene for scene in scenes if scene is not None]
    whole = "\n".join(block.text for block in document.blocks)
    found = [
        *_of_provenance(document),
        *_of_sources(document, whole, known),
        *_of_disclaimer(document),
        *_of_voices(known),
        *_of_cuts(document),
        *_of_dates(document, known),
    ]
    return tuple(found)


def findings_without_rules(document: ReadDocument, language: str) -> tuple[Finding, ...]:
    """Findings for a text in a language that the rules do not know; `language` as in NAMES."""
    return (finding("language", language=NAMES[language]), *_of_provenance(document))


def _of_provenance(document: ReadDocument) -> list[Finding]:
    found = []
    if not document.provenance.author:
        found.append(finding("no-author"))
    if not document.provenance.published:
        found.append(finding("no-date"))
    return found


def _of_sources(document: ReadDocument, whole: str, scenes: list[Scene]) -> list[Finding]:
    if _REFERENCES.search(whole) or any(scene.by_named() for scene in scenes):
        return []
    listed = [block.text for block in document.blocks if block.why == FURTHER_WHY]
    if any(YEAR.search(text) for text in listed):
        return []
    parts = [Part("no-sources"), *([Part("no-sources-listed")] if listed else [])]
    return [Finding("no-sources", tuple(parts))]


def _of_disclaimer(document: ReadDocument) -> list[Finding]:
    for block in document.blocks:
        words = _DISCLAIMER.search(block.text)
        if words:
            return [finding("disclaimer", words=words.group())]
    return []


def _speaker_of(scene: Scene) -> Speaker | None:
    if scene.speakers:
        return scene.speakers[0]
    if scene.open_quote:
        return scene.opener
    return scene.nearby if scene.quotations else None


def _of_voices(scenes: list[Scene]) -> list[Finding]:
    voices = [speaker for scene in scenes if (speaker := _speaker_of(scene)) is not None]
    if len(voices) < FEWEST_ATTRIBUTED:
        return []
    by_source = _ranked(_label(speaker) for speaker in voices)
    found = [
        finding(
            "attribution",
            voices=len(voices),
            sentences=len(scenes),
            shares=_shares(by_source, len(voices)),
        )
    ]
    sides = _sides(voices)
    by_side = _ranked(sides[label] for label in map(_label, voices) if label in sides)
    if by_side:
        found.append(finding("sides", shares=_shares(by_side, len(voices))))
    named = sum(speaker.named for speaker in voices)
    if not named:
        found.append(finding("no-named-source"))
    replied = any(_REPLY.search(scene.text) for scene in scenes)
    (first, most), *_ = by_source
    if most >= ONE_VOICE * len(voices) or (not named and not replied):
        found.append(finding("one-sided", who=first, count=most, voices=len(voices)))
    if not replied:
        found.append(finding("no-reply"))
    return [*found, *_unheard(scenes, voices)]


def _ranked(labels: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(labels).items(), key=lambda pair: (-pair[1], pair[0]))


def _shares(ranked: list[tuple[str, int]], whole: int) -> list[dict[str, Any]]:
    return [{"label": label, "count": count, "whole": whole} for label, count in ranked[:4]]


def _label(speaker: Speaker) -> str:
    """The noun or the name, with the rank that tells two of them apart: `former diplomat`."""
    ranks = [word for word in speaker.text.lower().split() if word in _RANKS]
    return " ".join([*ranks[:1], speaker.head])


def _sides(voices: list[Speaker]) -> dict[str, str]:
    """By label, the word with a capital that goes with a role: `Bolivian`, once it was said."""
    sides: dict[str, str] = {}
    for speaker in voices:
        capitals = [word for word in speaker.text.split()[:-1] if word[:1].isupper()]
        told = [word for word in capitals if word.lower() not in _ARTICLES | _RANKS]
        if told and not speaker.named:
            sides.setdefault(_label(speaker), told[-1])
    return sides


def _unheard(scenes: list[Scene], voices: list[Speaker]) -> list[Finding]:
    """Names that stand in many sentences, and that no speaker has or belongs to."""
    mentioned = Counter(name for scene in scenes for name in {_plain(name) for name in scene.names})
    heard = " ".join(speaker.text.lower() for speaker in voices)
    needed = max(FEWEST_MENTIONS, OFTEN * len(scenes))
    often = [
        (name, count)
        for name, count in _ranked(mentioned.elements())
        if count >= needed and name[:5].lower() not in heard
    ][:MOST_UNHEARD]
    if not often:
        return []
    return [finding("unheard", names=[{"name": name, "count": count} for name, count in often])]


def _plain(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def _of_cuts(document: ReadDocument) -> list[Finding]:
    """Pull quotes that leave out words which the text has: both versions are there to compare."""
    for block in document.blocks:
        if block.kind is Kind.PULL_QUOTE and block.why == REPEATS_WHY and _CUT.search(block.text):
            return [finding("cut-quotation", words=block.text[:80])]
    return []


def _of_dates(document: ReadDocument, scenes: list[Scene]) -> list[Finding]:
    years = sorted({int(year) for scene in scenes for year in YEAR.findall(scene.text)})
    if not years:
        return [finding("no-dates-inside")]
    last = years[-1]
    set_aside = sorted(
        int(year)
        for block in document.blocks
        if block.set_aside or block.kind is Kind.BOILERPLATE
        for year in YEAR.findall(block.text)
    )
    span = {"first": years[0], "last": last}
    parts = [Part("dates-inside" if years[0] != last else "one-date-inside", span)]
    if set_aside and set_aside[-1] > last:
        parts.append(Part("date-around", {"year": set_aside[-1]}))
    return [Finding("dates-inside", tuple(parts))]
