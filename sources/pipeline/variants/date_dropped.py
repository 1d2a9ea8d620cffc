"""The date goes, and nothing says when."""

from collections.abc import Iterator

from sources.pipeline.dated import only_date, without_date
from sources.pipeline.variants.base import Change, Made, swap, word_end


def spoil(text: str) -> Iterator[Made]:
    """The sentence without the phrase of its one date."""
    found = only_date(text)
    if found is None:
        return
    if found.at_beginning:
        end = word_end(text, found.end)
        word = text[found.end : end]
        yield swap(text, 0, end, word[:1].upper() + word[1:])
        return
    start = len(text[: found.start].rsplit(" ", 1)[0]) + 1 if " " in text[: found.start] else 0
    made = swap(text, start, found.end, text[start : found.start])
    if made.text == without_date(text, found):
        yield made


CHANGE = Change(id="date-dropped", weakness="missing-anchor", spoil=spoil, languages=("en", "es"))
