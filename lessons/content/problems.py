"""What is wrong with a pack, and where: the file, the line, and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file's data to a value: keys of maps and positions in lists."""

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
"""What the files hold. None stands only for a value that was reported as unreadable."""


class Level(StrEnum):
    """An error keeps a pack from being loaded; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` counts from 1; 0 is the file as a whole."""

    file: str
    line: int
    message: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.level}: {self.message}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in the files. An object that was not read from a file has no lines."""

    file: str = ""
    lines: Mapping[Path, int] = field(default_factory=dict, repr=False)
    path: Path = ()

    def below(self, *path: str | int) -> "Place":
        """The place of a value inside this one."""
        return Place(self.file, self.lines, self.path + path)

    @property
    def line(self) -> int:
        """The line of the value, or of the nearest thing around it; 0 when nothing is known."""
        for length in range(len(self.path), -1, -1):
            line = self.lines.get(self.path[:length])
            if line is not None:
                return line
        return 0

    @property
    def name(self) -> str:
        """What to call the value in a message: its key, or its place in a list."""
        if not self.path:
            return "this file"
        last = self.path[-1]
        if isinstance(last, str):
            return f"`{last}`"
        around = self.path[-2] if len(self.path) > 1 else "the list"
        return f"entry {last + 1} of `{around}`"

    def error(self, message: str) -> Problem:
        return Problem(self.file, self.line, message)

    def warning(self, message: str) -> Problem:
        return Problem(self.file, self.line, message, Level.WARNING)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems keeps the pack from being loaded."""
    return any(problem.level is Level.ERROR for problem in problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file and line, each once."""
    return sorted(set(problems), key=lambda p: (p.file, p.line, p.level, p.message))
