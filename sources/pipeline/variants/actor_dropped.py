"""Whoever says it loses the name."""

import re
from collections.abc import Iterator

from sources.pipeline.scene import Scene
from sources.pipeline.variants.base import Change, Made, swap

_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:\s+(?:(?:de|del|la|van|von|of)\s+)?[A-ZÀ-Þ][\w’'-]+)*")
_FIRST = re.compile(
    r"(?:The|An?|In|On|At|It|He|She|They|This|According|As|But|And|After|Before|When|While|For)\b"
    r"\s*(?:to\s+)?"
)
AFTER = "an insider"


def spoil(text: str) -> Iterator[Made]:
    """The one named speaker of the sentence, as “an insider”."""
    scene = Scene.alone(text)
    speakers = [speaker for speaker in scene.speakers if speaker.named]
    if len(speakers) != 1 or len(scene.speakers) != 1:
        return
    for match in _NAME.finditer(text):
        lead = _FIRST.match(match.group())
        start = match.start() + (lead.end() if lead else 0)
        overlaps = start < speakers[0].end and speakers[0].start < match.end()
        if scene.quoted(start) or not overlaps:
            continue
        if text[match.end() : match.end() + 2] in ("’s", "'s"):
            return
        after = AFTER[0].upper() + AFTER[1:] if start == 0 else AFTER
        yield swap(text, start, match.end(), after)
        return


CHANGE = Change(id="actor-dropped", weakness="anon-source", spoil=spoil)
