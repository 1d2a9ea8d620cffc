"""The YAML of packs, read from PyYAML's events so that every value knows its line.

Packs use a small part of YAML: maps and lists in block style, text, whole numbers, true and
false. Everything else is reported with what to write in its place.
"""

import re
from collections.abc import Iterator
from typing import cast

import yaml
from yaml.error import Mark

from lessons.content.problems import Json, Path, Problem

MAX_DEPTH = 12
"""How deep maps and lists may stand in each other; the format itself needs 5."""

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_RESOLVERS = yaml.resolver.Resolver.yaml_implicit_resolvers
_READ_AS = {
    "float": "a decimal number",
    "int": "a number",
    "timestamp": "a date",
    "bool": "true or false",
    "merge": "a merge key",
    "value": "a special value",
}
_SYNTAX = {
    "mapping values are not allowed here": (
        "A colon and a space stand inside text here. Put the text in quotes."
    ),
    "could not find expected ':'": (
        "This line is neither `field: value` nor part of the text above. Check its indentation "
        "and its quotes."
    ),
    "found character '\\t' that cannot start any token": "Indent with spaces, not with a tab.",
    "found unexpected end of stream": "A quotation mark that opens here is never closed.",
}


def tag_of(text: str) -> str:
    """What YAML 1.1 takes unquoted text for: `str`, `int`, `float`, `bool`, `null`, …"""
    for tag, pattern in [*_RESOLVERS.get(text[:1], []), *_RESOLVERS.get(None, [])]:
        if pattern.match(text):
            return str(tag).rpartition(":")[2]
    return "str"


def _start(event: yaml.Event) -> Mark:
    return cast(Mark, event.start_mark)


class _Composer:
    """Turns the events of one document into plain values, a line for each, and problems."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.text = text
        self.file = file
        self.first_line = first_line
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self.scalars: list[tuple[int, int]] = []
        self.events: Iterator[yaml.Event] = iter(())

    def line_of(self, event: yaml.Event) -> int:
        return _start(event).line + self.first_line

    def report(self, event: yaml.Event, message: str) -> None:
        self.problems.append(Problem(self.file, self.line_of(event), message))

    def read(self) -> Json:
        self.lines[()] = self.first_line
        value: Json = None
        self.events = yaml.parse(self.text, Loader=yaml.SafeLoader)
        try:
            value = self._documents()
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.YAMLError as error:
            position = min(getattr(error, "position", 0), len(self.text))
            line = self.text.count("\n", 0, position) + self.first_line
            message = "A character stands here that no text needs. Delete it and type it again."
            self.problems.append(Problem(self.file, line, message))
        else:
            self._comments()
        return value

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        problem = error.problem or error.context or "unknown"
        said = _SYNTAX.get(
            problem,
            f"This cannot be read as YAML ({problem}). Check the quotes, "
            "the colons and the indentation.",
        )
        mark = error.problem_mark or error.context_mark
        if problem == "found unexpected end of stream" and error.context_mark:
            mark = error.context_mark
        line = (mark.line if mark else 0) + self.first_line
        self.problems.append(Problem(self.file, line, said))

    def _documents(self) -> Json:
        value: Json = None
        count = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                count += 1
                if count == 2:
                    self.report(event, "A file holds one document. Delete this `---`.")
                first = next(self.events)
                inner = self._node(first, () if count == 1 else ("second",), 0)
                value = inner if count == 1 else value
        return value

    def _node(self, event: yaml.Event, path: Path, depth: int) -> Json:
        if isinstance(event, yaml.AliasEvent):
            self.report(event, "Write the value again: packs have no YAML aliases.")
            return None
        if getattr(event, "anchor", None):
            self.report(event, "Delete the `&` mark: packs have no YAML anchors.")
        if getattr(event, "tag", None):
            self.report(event, "Delete the `!` mark: packs have no YAML tags.")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if getattr(event, "flow_style", False):
            self.report(
                event,
                "Write one entry a line instead of [ ] or { }, and leave the field out when it "
                "holds nothing.",
            )
        if depth >= MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=_start(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth)
        return self._mapping(path, depth)

    def _sequence(self, path: Path, depth: int) -> Json:
        values: list[Json] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            here = (*path, len(values))
            self.lines[here] = self.line_of(event)
            values.append(self._node(event, here, depth + 1))
        return values

    def _mapping(self, path: Path, depth: int) -> Json:
        values: dict[str, Json] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise yaml.MarkedYAMLError(
                    problem="a field needs a name", problem_mark=_start(event)
                )
            self._span(event)
            key = str(event.value)
            here = (*path, key)
            if key in values:
                self.report(event, f"`{key}` stands here twice. Keep one of them.")
            self.lines.setdefault(here, self.line_of(event))
            value = self._node(next(self.events), here, depth + 1)
            values.setdefault(key, value)
        return values

    def _span(self, event: yaml.ScalarEvent) -> None:
        self.scalars.append((_start(event).index, cast(Mark, event.end_mark).index))

    def _scalar(self, event: yaml.ScalarEvent) -> Json:
        self._span(event)
        text = str(event.value)
        if not event.implicit[0]:
            return text
        tag = tag_of(text)
        if tag == "str":
            return text
        if tag == "int" and _WHOLE.fullmatch(text):
            return int(text)
        if tag == "bool" and text in ("true", "false"):
            return text == "true"
        if tag == "null":
            self.report(event, "This is empty. Fill it in, or leave the field out.")
            return None
        self.report(
            event,
            f"YAML reads this as {_READ_AS.get(tag, 'something else')}. If it is text, put it in "
            f"quotes: '{text}'.",
        )
        return None

    def _comments(self) -> None:
        masked = list(self.text)
        for start, end in self.scalars:
            if self.text[start : start + 1] in ("|", ">"):
                start = self.text.find("\n", start, end) + 1 or end
            masked[start:end] = ["\n" if c == "\n" else "x" for c in self.text[start:end]]
        plain = "".join(masked)
        for match in _COMMENT.finditer(plain):
            line = plain.count("\n", 0, match.start()) + self.first_line
            message = "A comment would be lost on export. Delete it, or write it into a field."
            self.problems.append(Problem(self.file, line, message))


def read_yaml(
    text: str, *, file: str, first_line: int = 1
) -> tuple[Json, dict[Path, int], list[Problem]]:
    """The value of one YAML text, the line of each value by its path, and what is wrong.

    first_line: the line of the file on which the text begins. A value that could not be read is
    None and has been reported.
    """
    composer = _Composer(text, file, first_line)
    value = composer.read()
    return value, composer.lines, composer.problems
