"""What must hold of lessons."""

from collections.abc import Iterator

from lessons.content.checks.index import PackIndex
from lessons.content.objects import Step
from lessons.content.problems import Problem

TAKEN_IDS = frozenset({"cards", "documents", "glossary", "progress", "quizzes", "timeline"})
"""Pages of a module that stand where a lesson of that id would stand."""


def check_lessons(index: PackIndex) -> Iterator[Problem]:
    """Ids are free, passages run forwards, notes stand inside, and the minutes add up."""
    for lesson in index.pack.lessons:
        if lesson.id in TAKEN_IDS:
            yield lesson.place.error(
                f"A page of every module is called `{lesson.id}`. Give the lesson another id."
            )
        total = sum(step.minutes for step in lesson.steps)
        if total != lesson.minutes:
            yield lesson.place.below("minutes").warning(
                f"The steps take {total} minutes together, and the lesson says {lesson.minutes}."
            )
        for step in lesson.steps:
            if step.kind == "passage":
                yield from _check_passage(index, step)


def _check_passage(index: PackIndex, step: Step) -> Iterator[Problem]:
    first = index.position(step.document, step.first)
    last = index.position(step.document, step.last)
    if first < 0 or last < 0:
        return
    if last < first:
        yield step.place.below("from").error(
            f"{step.first} comes after {step.last}. Swap `from` and `to`."
        )
        return
    for note in step.notes:
        where = index.position(step.document, note.at)
        if where >= 0 and not first <= where <= last:
            yield note.place.below("at").error(
                f"{note.at} is not in this passage, which goes from {step.first} to {step.last}."
            )
