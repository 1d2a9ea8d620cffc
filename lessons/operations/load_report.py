"""One load of a pack, and what it did, in counts and sentences."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from lessons.content.objects import Pack
from lessons.content.problems import Problem
from rosters.models import User


@dataclass(slots=True)
class LoadReport:
    """Counts of what is new and what changed by kind, notes, and problems by file and line.

    `loaded` is false when problems or a dry run left everything as it was.
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


@dataclass(frozen=True, slots=True)
class Load:
    """A pack on its way into the tables: in whose name, when, and what is reported.

    by: None when the site itself loads it. publish: learners see it at once; otherwise what
    they see stays as it is, and nothing is taken away.
    """

    pack: Pack
    at: datetime
    by: User | None
    publish: bool
    report: LoadReport

    def is_foreign(self, user_id: int | None) -> bool:
        """Whether a person did this, and another than the one who loads."""
        return user_id is not None and user_id != (self.by.pk if self.by else None)
