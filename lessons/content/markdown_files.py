"""What documents and lessons share: a head in YAML between two `---`, and fenced blocks of YAML."""

from collections.abc import Sequence
from dataclasses import dataclass

from lessons.content.kinds import Kind
from lessons.content.problems import Json, Place, Problem
from lessons.content.yaml_reader import read_yaml
from lessons.content.yaml_writer import write_yaml


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a file and the number of the first of them."""

    file: str
    first: int
    texts: Sequence[str]

    def place(self, position: int) -> Place:
        """The place of the line at a position from 0."""
        return Place(self.file, {(): self.first + position})

    def cut(self, start: int, end: int | None = None) -> "Lines":
        return Lines(self.file, self.first + start, self.texts[start:end])


def split_head(text: str, *, file: str, found: list[Problem]) -> tuple[Lines, Lines] | None:
    """The lines of the head and those of the body; None when there is no head."""
    lines = Lines(file, 1, text.split("\n"))
    if lines.texts[0].rstrip() != "---":
        found.append(lines.place(0).error("Begin the file with its fields between two `---`."))
        return None
    for position, line in enumerate(lines.texts[1:], start=1):
        if line.rstrip() == "---":
            return lines.cut(1, position), lines.cut(position + 1)
    found.append(lines.place(0).error("The fields at the top are never closed. Add a `---`."))
    return None


def read_values(lines: Lines, kind: Kind, found: list[Problem]) -> tuple[Json, Place]:
    """The checked value of some lines of YAML, and its place."""
    text = "\n".join(lines.texts) + "\n"
    value, numbers, problems = read_yaml(text, file=lines.file, first_line=lines.first)
    found.extend(problems)
    place = Place(lines.file, numbers)
    if value is None:
        if not problems:
            found.append(place.error("This is empty. Fill it in."))
        return None, place
    return kind.read(value, place, found), place


def end_of_fence(lines: Lines, start: int) -> int | None:
    """The position of the line that closes the fence opened at `start`; None if none does."""
    for position in range(start + 1, len(lines.texts)):
        if lines.texts[position].rstrip() == "```":
            return position
    return None


def write_head(fields: Json) -> str:
    return f"---\n{write_yaml(fields)}---\n"


def write_fence(word: str, values: Json) -> str:
    return f"```{word}\n{write_yaml(values)}```\n"
