"""What can be said of a whole document: who made it, when, from what, and who speaks in it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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
    r"\b(?:references|bibliography|works cited|further reading|footnotes?|recommended readings?)\b|"
    r"https?://|\bdoi:|\((?:[A-Z][\w’'-]+[^()]{0,40})\b(?:1[5-9]|20)\d\d[a-z]?(?:,[^()]*)?\)"
)
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
        *_of_sources(whole, known),
        *_of_disclaimer(document),
        *_of_voices(known),
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


def _of_sources(whole: str, scenes: list[Scene]) -> list[Finding]:
    if _REFERENCES.search(whole) or any(scene.by_named() for scene in scenes):
        return []
    return [Finding("no-sources", "The text names no document and quotes nobody who has a name.")]


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
    by_head = Counter(speaker.head for speaker in voices)
    heads = sorted(by_head.items(), key=lambda pair: (-pair[1], pair[0]))
    shares = ", ".join(f"{head} {count} of {len(voices)}" for head, count in heads[:4])
    found = [Finding("attribution", f"Sentences that somebody says, by source: {shares}.")]
    named = sum(speaker.named for speaker in voices)
    if not named:
        found.append(Finding("no-named-source", "None of those who speak in it has a name."))
    replied = any(_REPLY.search(scene.text) for scene in scenes)
    if heads[0][1] >= ONE_VOICE * len(voices) or (not named and not replied):
        found.append(
            Finding(
                "one-sided",
                f"“{heads[0][0]}” speaks in {heads[0][1]} of {len(voices)} such "
                "sentences; ask who would disagree.",
            )
        )
    if not replied:
        found.append(Finding("no-reply", "Nobody who is spoken about replies in it."))
    return found


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
    message = f"Its years run from {years[0]} to {last}: it was written in {last} or later."
    if set_aside and set_aside[-1] > last:
        message += f" What stands around it names {set_aside[-1]}."
    return [Finding("dates-inside", message)]
