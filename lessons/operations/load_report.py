"""What a pack load did, in counts and sentences."""

from collections import Counter
from dataclasses import dataclass, field

from lessons.content.problems import Problem


@dataclass(slots=True)
class LoadReport:
    """Counts of what is new and what changed by kind, notes, and problems by file and line.

    `loaded` is false when problems, a dry run or an unchanged pack left everything as it was.
    """

    slug: str = ""
    loaded: bool = False
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def count(self, kind: str, *, new: bool) -> None:
        (self.new if new else self.changed)[kind] += 1

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)

    @property
    def is_unchanged(self) -> bool:
        return not self.new and not self.changed

    def summary(self) -> str:
        """One line, such as “12 cards, 60 items new; 1 card changed”."""
        if self.is_unchanged:
            return "nothing changed"
        parts = []
        for word, counts in (("new", self.new), ("changed", self.changed)):
            if counts:
                listed = ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items()))
                parts.append(f"{listed} {word}")
        return "; ".join(parts)
