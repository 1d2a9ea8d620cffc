"""Some become all."""

import re
from collections.abc import Iterator

from sources.pipeline.variants.base import Change, Made, swap

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_PART = re.compile(
    rf"\b(?P<part>{_NUMBER} (?:out )?of (?:the |its |their )?{_NUMBER}"
    r"|some|several|most|many|a few)"
    r"(?: of the)?(?= [a-z]+s\b)",
    re.I,
)
_OFTEN = re.compile(r"\b(?:often|usually|sometimes|mostly)\b")
_SELDOM = re.compile(r"\b(?:rarely|seldom)\b")


def spoil(text: str) -> Iterator[Made]:
    """A part of a whole as all of it, or “often” as “always”."""
    for pattern, after in ((_PART, "all"), (_OFTEN, "always"), (_SELDOM, "never")):
        match = pattern.search(text)
        if match is not None:
            shown = after.capitalize() if match.start() == 0 else after
            yield swap(text, match.start(), match.end(), shown)
            return


CHANGE = Change(id="generalised", weakness="generalise", spoil=spoil)
