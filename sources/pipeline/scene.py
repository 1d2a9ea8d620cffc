"""A sentence in its place: its words, its quotations, who speaks in it, what stands beside it."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from sources.pipeline.phrases import Word, words_of
from sources.pipeline.speakers import Quotation, Speaker, quotations_of, says_something, speakers_of

YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_NAME = re.compile(
    r"(?<![.!?“\"]\s)(?<!^)\b[A-ZÀ-Þ][\w’'-]+(?:\s+(?:of\s+|de\s+|van\s+)?[A-ZÀ-Þ][\w’'-]+)*"
)
_PRONOUN = frozenset({"I", "The", "A", "An", "In", "On", "At", "It", "He", "She", "They", "This"})


@dataclass(frozen=True)
class Scene:
    """One sentence as the rules see it.

    before, after: the neighbours in the same block, or empty. opener: who began the quotation
    that this sentence continues. open_quote: it begins inside one. captioned: words of it stand
    under a pull quote that names their speaker. dated_before: the sentence before gives a date.
    """

    text: str
    before: str = ""
    after: str = ""
    open_quote: bool = False
    opener: Speaker | None = None
    nearby: Speaker | None = None
    captioned: bool = False
    kind: str = "paragraph"
    words: tuple[Word, ...] = field(default=())

    @classmethod
    def alone(cls, text: str) -> "Scene":
        """The scene of a sentence with nothing around it."""
        return cls(text=text, words=words_of(text))

    @cached_property
    def low(self) -> frozenset[str]:
        """Its words in lower case, for a quick look."""
        return frozenset(word.low for word in self.words)

    @cached_property
    def is_question(self) -> bool:
        """It ends in a question mark, outside or inside its closing quotation mark."""
        return self.text.rstrip(" \"”’')»").endswith("?")

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Its stretches between quotation marks, the one that it begins inside of among them."""
        return quotations_of(self.text, inside=self.open_quote)

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who is said to say something in it, in order."""
        return speakers_of(self.text, self.words, self.quotations)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Proper names in it, its first word left out."""
        return tuple(
            match.group() for match in _NAME.finditer(self.text) if match.group() not in _PRONOUN
        )

    @cached_property
    def has_year(self) -> bool:
        """It names a year."""
        return bool(YEAR.search(self.text))

    @cached_property
    def has_digit(self) -> bool:
        """It has a figure of any sort."""
        return any(character.isdigit() for character in self.text)

    @cached_property
    def dated_before(self) -> bool:
        """The sentence before names a year."""
        return bool(YEAR.search(self.before))

    @cached_property
    def says(self) -> bool:
        """Somebody's words are reported outside its quotations, whoever it is."""
        return says_something(self.text, self.words, self.quotations)

    def quoted(self, start: int) -> bool:
        """The place lies between quotation marks."""
        return any(span.start <= start < span.end for span in self.quotations)

    def by_named(self) -> bool:
        """It is put into the mouth of somebody with a name."""
        known = [speaker for speaker in self.speakers if speaker.named]
        return bool(known) or (self.open_quote and self.opener is not None and self.opener.named)
