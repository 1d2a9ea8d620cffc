"""Lessons: Markdown in which every section `## Title {#id}` is a step, its data in a fence."""

import re

from lessons.content.kinds import SLUG
from lessons.content.markdown_files import (
    Lines,
    end_of_fence,
    read_values,
    split_head,
    write_fence,
    write_head,
)
from lessons.content.objects import Lesson, Step
from lessons.content.problems import Place, Problem, has_errors
from lessons.content.shapes import Record, attributes, unbuild
from lessons.content.tables import LESSON, STEP

_STEP = re.compile(r"## +(\S.*?) *\{#([^}]*)\} *")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def read_lesson(text: str, *, file: str, id: str, found: list[Problem]) -> Lesson | None:  # noqa: A002
    """The lesson of one file; None when something in it is wrong, which `found` then says."""
    mine: list[Problem] = []
    parts = split_head(text, file=file, found=mine)
    lesson = None
    if parts is not None:
        head, body = parts
        fields, place = read_values(head, Record(LESSON), mine)
        steps = _steps(body, mine)
        if not has_errors(mine) and isinstance(fields, dict):
            values = attributes(LESSON, fields, place)
            lesson = Lesson(id=id, place=place, steps=tuple(steps), **values)
    found.extend(mine)
    return lesson


def _steps(body: Lines, found: list[Problem]) -> list[Step]:
    starts = _headings(body, found)
    first = starts[0] if starts else len(body.texts)
    for position in range(first):
        if body.texts[position].strip():
            found.append(
                body.place(position).error(
                    "This stands in no step. Put it below a line `## Title {#id}`."
                )
            )
            break
    if not starts:
        found.append(body.place(0).error("A lesson needs a step: a line `## Title {#id}`."))
        return []
    steps: list[Step] = []
    for start, end in zip(starts, [*starts[1:], len(body.texts)], strict=True):
        step = _step(body.cut(start, end), found)
        if step is None:
            continue
        if step.id in {earlier.id for earlier in steps}:
            found.append(
                body.place(start).error(f"The id `{step.id}` was used above. Give a new one.")
            )
        steps.append(step)
    return steps


def _headings(body: Lines, found: list[Problem]) -> list[int]:
    positions = []
    fence = ""
    for position, line in enumerate(body.texts):
        mark = _FENCE.match(line)
        if fence:
            if mark and line.strip() == mark.group(1) and mark.group(1).startswith(fence):
                fence = ""
        elif mark:
            fence = mark.group(1)
        elif _STEP.fullmatch(line):
            positions.append(position)
        elif line.startswith(("# ", "## ")):
            found.append(
                body.place(position).error(
                    "A step begins with `## Title {#id}`; a heading inside a step begins with ###."
                )
            )
    return positions


def _step(lines: Lines, found: list[Problem]) -> Step | None:
    heading = _STEP.fullmatch(lines.texts[0])
    title, key = heading.groups() if heading else ("", "")
    mine: list[Problem] = []
    if not SLUG.fullmatch(key) or len(key) > 80:
        mine.append(lines.place(0).error(f"`{key}` is not an id. Use a to z, digits, hyphens."))
    if len(title) > 200:
        mine.append(lines.place(0).error("This title is longer than 200 characters. Shorten it."))
    start = next((i for i, text in enumerate(lines.texts[1:], 1) if text.strip()), None)
    end = end_of_fence(lines, start) if start is not None else None
    if start is None or lines.texts[start].rstrip() != "```step" or end is None:
        mine.append(
            lines.place(0).error("Below its title a step needs its data: ```step, fields, ```.")
        )
        found.extend(mine)
        return None
    fields, place = read_values(lines.cut(start + 1, end), Record(STEP), mine)
    found.extend(mine)
    if has_errors(mine) or not isinstance(fields, dict):
        return None
    body_line, body = _body(lines.cut(end + 1))
    place = Place(lines.file, {**place.lines, (): lines.first, ("body",): body_line})
    return Step(id=key, title=title, body=body, place=place, **attributes(STEP, fields, place))


def _body(lines: Lines) -> tuple[int, str]:
    filled = [position for position, text in enumerate(lines.texts) if text.strip()]
    if not filled:
        return lines.first, ""
    return lines.first + filled[0], "\n".join(lines.texts[filled[0] : filled[-1] + 1])


def write_lesson(lesson: Lesson) -> str:
    """The file of a lesson."""
    return "\n".join([write_head(unbuild(LESSON, lesson)), *map(_write_step, lesson.steps)])


def _write_step(step: Step) -> str:
    parts = [f"## {step.title} {{#{step.id}}}\n", write_fence("step", unbuild(STEP, step))]
    if step.body:
        parts.append(step.body + "\n")
    return "\n".join(parts)
