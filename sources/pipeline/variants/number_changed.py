"""A count becomes another one, so that the text speaks against itself beside the old sentence."""

import re
from collections.abc import Iterator

from sources.pipeline.variants.base import Change, Made, swap

_COUNT = re.compile(
    r"(?<![\w.,:/(–-])(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?=\s+(?!of\b|de\b)[a-zà-ÿ])"
)
_OF = re.compile(r"\b(?:of|de)\s+$")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")


def spoil(text: str) -> Iterator[Made]:
    """The first number that counts things, three times as large."""
    for match in _COUNT.finditer(text):
        number = match.group("number")
        value = int(number.replace(",", ""))
        if _YEAR.fullmatch(number) or value == 0 or _OF.search(text[: match.start()]):
            continue
        after = f"{3 * value:,}" if "," in number else str(3 * value)
        yield swap(text, match.start("number"), match.end("number"), after)
        return


CHANGE = Change(
    id="number-changed", weakness="internal-contradiction", spoil=spoil, languages=("en", "es")
)
