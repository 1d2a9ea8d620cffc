"""What may come is told as what will come."""

import re
from collections.abc import Iterator

from sources.pipeline.variants.base import Change, Made, swap

_HEDGE = re.compile(
    r"\b(?:may|might|could|(?:is|are) (?:likely|expected|thought) to)\b"
    r"(?= (?:not |also |soon )?[a-z])"
)


def spoil(text: str) -> Iterator[Made]:
    """The first “may”, as “will”. “May have been” looks back and is left alone."""
    for match in _HEDGE.finditer(text):
        if re.match(r" (?:not )?have\b", text[match.end() :]):
            continue
        yield swap(text, match.start(), match.end(), "will")
        return


CHANGE = Change(id="hedge-dropped", weakness="prediction-as-fact", spoil=spoil)
