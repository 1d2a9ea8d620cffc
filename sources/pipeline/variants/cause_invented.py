"""What only came after is said to have come from it."""

import re
from collections.abc import Iterator

from sources.pipeline.variants.base import Change, Made, swap

BEFORE = "As a result,"
_PLAIN = re.compile(
    r"(?:The|An?|In|On|At|By|It|He|She|They|His|Her|Their|Its|This|These|Those|That|There|Some"
    r"|Many|Most|Several|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Each|Every|All|One)\b"
)
_CAUSE = re.compile(
    r"\b(?:because|since|led|result\w*|cause\w*|thanks|due|therefore|so that)\b", re.I
)


def spoil(text: str) -> Iterator[Made]:
    """“As a result,” before a sentence that says nothing of causes."""
    match = _PLAIN.match(text)
    if match is None or _CAUSE.search(text):
        return
    word = match.group()
    yield swap(text, 0, match.end(), f"{BEFORE} {word[0].lower()}{word[1:]}")


CHANGE = Change(id="cause-invented", weakness="post-hoc", spoil=spoil)
