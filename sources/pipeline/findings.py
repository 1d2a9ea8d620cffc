"""What can be said of a whole document: who made it, when, from what, and who speaks in it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.pipeline.clean import FURTHER_WHY, REPEATS_WHY
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


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found about the whole document: an id that never changes and a sentence."""

    id: str
    message: str


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
    plain = (
        f"The text is in {NAMES[language]}. Suggestions are made for English only, so there are "
        "none: mark its claims by hand. Its sentences are cut all the same."
    )
    return (Finding("language", plain), *_of_provenance(document))


def _of_provenance(document: ReadDocument) -> list[Finding]:
    found = []
    if not document.provenance.author:
        found.append(Finding("no-author", "The file does not say who wrote it."))
    if not document.provenance.published:
        found.append(Finding("no-date", "The file does not say when it was published."))
    return found


def _of_sources(document: ReadDocument, whole: str, scenes: list[Scene]) -> list[Finding]:
    if _REFERENCES.search(whole) or any(scene.by_named() for scene in scenes):
        return []
    listed = [block.text for block in document.blocks if block.why == FURTHER_WHY]
    if any(YEAR.search(text) for text in listed):
        return []
    message = "The text names no document that could be found, and quotes nobody who has a name."
    if listed:
        message += " What it lists for further reading has no year."
    return [Finding("no-sources", message)]


def _of_disclaimer(document: ReadDocument) -> list[Finding]:
    for block in document.blocks:
        words = _DISCLAIMER.search(block.text)
        if words:
            return [
                Finding(
                    "disclaimer",
                    f"It carries a disclaimer (“{words.group()}”): read what the "
                    "publisher does not answer for.",
                )
            ]
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
        Finding(
            "attribution",
            f"{len(voices)} of {len(scenes)} sentences are what somebody says, by source: "
            f"{_shares(by_source, len(voices))}.",
        )
    ]
    sides = _sides(voices)
    by_side = _ranked(sides[label] for label in map(_label, voices) if label in sides)
    if by_side:
        shares = _shares(by_side, len(voices))
        found.append(Finding("sides", f"Those whose side is told, by side: {shares}."))
    named = sum(speaker.named for speaker in voices)
    if not named:
        found.append(Finding("no-named-source", "None of those who speak in it has a name."))
    replied = any(_REPLY.search(scene.text) for scene in scenes)
    (first, most), *_ = by_source
    if most >= ONE_VOICE * len(voices) or (not named and not replied):
        message = f"“{first}” speaks in {most} of {len(voices)} such sentences"
        found.append(Finding("one-sided", f"{message}; ask who would disagree."))
    if not replied:
        found.append(Finding("no-reply", "Nobody who is spoken about replies in it."))
    return [*found, *_unheard(scenes, voices)]


def _ranked(labels: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(labels).items(), key=lambda pair: (-pair[1], pair[0]))


def _shares(ranked: list[tuple[str, int]], whole: int) -> str:
    return ", ".join(f"{label} {count} of {whole}" for label, count in ranked[:4])


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
    names = ", ".join(f"{name} in {count} sentences" for name, count in often)
    return [Finding("unheard", f"Often named, and nobody speaks for them: {names}.")]


def _plain(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def _of_cuts(document: ReadDocument) -> list[Finding]:
    """Pull quotes that leave out words which the text has: both versions are there to compare."""
    for block in document.blocks:
        if block.kind is Kind.PULL_QUOTE and block.why == REPEATS_WHY and _CUT.search(block.text):
            message = (
                f"A pull quote leaves out words that the text has ({block.text[:80]}): see "
                "whether that changes what it says."
            )
            return [Finding("cut-quotation", message)]
    return []


def _of_dates(document: ReadDocument, scenes: list[Scene]) -> list[Finding]:
    years = sorted({int(year) for scene in scenes for year in YEAR.findall(scene.text)})
    if not years:
        return [Finding("no-dates-inside", "No sentence of it names a year.")]
    last = years[-1]
    set_aside = sorted(
        int(year)
        for block in document.blocks
        if block.set_aside or block.kind is Kind.BOILERPLATE
        for year in YEAR.findall(block.text)
    )
    span = (
        f"Its years run from {years[0]} to {last}"
        if years[0] != last
        else f"Its only year is {last}"
    )
    message = f"{span}: it was written in {last} or later."
    if set_aside and set_aside[-1] > last:
        message += f" What stands around it names {set_aside[-1]}."
    return [Finding("dates-inside", message)]
