"""When something was, by the one date of a sentence, and the sentence without it."""

from dataclasses import dataclass

from sources.pipeline.dated import only_date, without_date
from sources.prose.dates import FuzzyDate, read_date


@dataclass(frozen=True, slots=True)
class Dated:
    """When, as an interval; the words of the date; and what is left without it."""

    when: FuzzyDate
    words: str
    rest: str


def dated(text: str) -> Dated | None:
    """The one date of a sentence, if it can be taken out of it so that a sentence is left."""
    found = only_date(text)
    when = read_date(found.date) if found else None
    if found is None or when is None:
        return None
    return Dated(when, found.words, without_date(text, found))
