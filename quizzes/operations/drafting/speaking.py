"""What is quoted in a document, and who is said to say it."""

import re
from dataclasses import dataclass

from sources.models import Document
from sources.operations.reading_back import read_from
from sources.pipeline.scene import Scene
from sources.pipeline.scenes import scenes_of
from sources.pipeline.speakers import Speaker

LEAST_WORDS, MOST_WORDS = 4, 40
_NAME = re.compile(
    r"[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:(?:de|del|la|van|von|of)\s+)?[A-ZÀ-Þ][\w’'-]+)*", re.UNICODE
)
_NO_NAME = re.compile(
    r"(?:The|An?|In|On|At|It|He|She|They|This|According|As|But|And|After|Before|When|While|For|To"
    r"|By|El|La|Los|Las|Una?|En|Según|Pero|Cuando)"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks, without them. speaker: a name as it stands there, or empty;
    named: whether whoever says them has a name, None where nobody is said to say them."""

    words: str
    speaker: str = ""
    named: bool | None = None


def quoted_in(document: Document) -> dict[int, Quoted]:
    """By the position of the sentence: its longest closed quotation. Two queries."""
    read = read_from(document)
    positions = list(document.sentences.order_by("position").values_list("position", flat=True))
    return {
        position: found
        for position, scene in zip(positions, scenes_of(read), strict=True)
        if scene is not None and (found := _quoted(scene))
    }


def _quoted(scene: Scene) -> Quoted | None:
    marks = [mark for mark in scene.quotations if mark.closed and not mark.inherited]
    if not marks:
        return None
    mark = max(marks, key=lambda own: own.end - own.start)
    words = scene.text[mark.start : mark.end].strip('“”"«» ').rstrip(",")
    if not LEAST_WORDS <= len(words.split()) <= MOST_WORDS:
        return None
    speaker = _speaker_of(scene)
    if speaker is None:
        return Quoted(words)
    name = full_name(scene, speaker) if speaker.named else ""
    return Quoted(words, name, speaker.named)


def _speaker_of(scene: Scene) -> Speaker | None:
    """The one to whom the sentence gives words; None where there are several or nobody."""
    own = {speaker.head: speaker for speaker in scene.speakers}
    return next(iter(own.values())) if len(own) == 1 else None


def full_name(scene: Scene, speaker: Speaker) -> str:
    """The whole name that a speaker's word belongs to, or that follows it; else empty."""
    for match in _NAME.finditer(scene.text):
        if scene.quoted(match.start()):
            continue
        words = match.group().split()
        start = match.start()
        while words and _NO_NAME.fullmatch(words[0]):
            start += len(words[0]) + 1
            words = words[1:]
        touches = start <= speaker.end + len(", ") and speaker.start < match.end()
        if words and touches:
            return " ".join(words)
    return ""
