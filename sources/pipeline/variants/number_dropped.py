"""A count becomes “many”."""

import re
from collections.abc import Iterator

from sources.pipeline.variants.base import Change, Made, swap

_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty"
_COUNT = re.compile(
    rf"(?<![\w.,:/(–-])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{_WORDS}))\s+(?=[a-z][a-z’'-]*s\b)",
    re.I,
)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_NAMES = re.compile(
    r"\b(?:page|pages|table|book|item|item no|no|number|chapter|volume|and|or|of)\.?\s+$", re.I
)


def spoil(text: str) -> Iterator[Made]:
    """The first number that counts things, as “many”."""
    for match in _COUNT.finditer(text):
        number = match.group("number")
        if _YEAR.fullmatch(number) or _NAMES.search(text[: match.start()]):
            continue
        after = "Many" if match.start() == 0 else "many"
        yield swap(text, match.start("number"), match.end("number"), after)
        return


CHANGE = Change(id="number-dropped", weakness="vague-amount", spoil=spoil)
