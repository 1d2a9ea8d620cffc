"""What the rule of one weakness is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sources.pipeline.phrases import Phrases, Span, whole_words
from sources.pipeline.scene import Scene
from sources.taxonomy import WEAKNESSES

Finder = Callable[[Scene], Iterable[Span]]


@dataclass(frozen=True, slots=True)
class Rule:
    """How one weakness is found, and sentences that hold the rule to it.

    cues: what it looks for, for people. weak: sentences that have the weakness; fine: sentences
    that look like it and do not have it. weight: how much a find adds to the rank, 0..1.
    instructor_only: no rule finds it well enough, so `look` finds nothing and people decide.
    """

    id: str
    cues: str
    find: Finder
    weak: tuple[str, ...]
    fine: tuple[str, ...]
    weight: float = 0.6
    instructor_only: bool = False
    of_questions: bool = False

    @property
    def definition(self) -> str:
        """What the weakness is, as the taxonomy says it."""
        return WEAKNESSES[self.id].definition

    @property
    def question(self) -> str:
        """What to ask of a sentence that has it."""
        return WEAKNESSES[self.id].question

    def look(self, scene: Scene) -> list[Span]:
        """Where the sentence has the weakness, in order, in whole words.

        Questions have only those of questions.
        """
        if self.instructor_only or scene.is_question != self.of_questions:
            return []
        spans = [whole_words(scene.text, span) for span in self.find(scene)]
        return sorted(spans, key=lambda span: span.start)


def examples(text: str) -> tuple[str, ...]:
    """One sentence a line."""
    return tuple(line.strip() for line in text.strip().splitlines() if line.strip())


def found(scene: Scene, phrases: Phrases) -> list[Span]:
    """The phrases in the sentence."""
    return phrases.find(scene.text, scene.words)


def nothing(_scene: Scene) -> list[Span]:
    """The finder of a weakness that only people find."""
    return []


def rest(scene: Scene, span: Span) -> str:
    """The text after a span."""
    return scene.text[span.end :]


def lead(scene: Scene, span: Span) -> str:
    """The text before a span."""
    return scene.text[: span.start]
