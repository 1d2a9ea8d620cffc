"""One step of a lesson as its page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from lessons.models import Lesson, Step
from lessons.permissions import OpenModule
from lessons.reports.module_page import work_of
from lessons.reports.outlines import LessonRow, Outline, StepRow, outline_of
from lessons.reports.sources_cited import references_of
from lessons.reports.work import Note, Work
from quizzes.models import Assignment
from quizzes.operations.attempts import effective_rules, minutes_before
from quizzes.reports import QuizEntry, item_count
from rosters.models import User
from sources.models import Document
from sources.prose import References
from sources.reports import ShownBlock, document_lines

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note of the learner, shown again where the lesson ends."""

    title: str
    prompt: str
    note: Note


@dataclass(frozen=True, slots=True)
class StepPage:
    """Everything that the page of a step shows; see `step_page` for its queries."""

    place: OpenModule
    step: Step
    outline: Outline
    lesson_row: LessonRow
    row: StepRow
    links: References
    note: Note | None = None
    own_notes: Sequence[OwnNote] = field(default_factory=list)
    blocks: Sequence[ShownBlock] = field(default_factory=list)
    entry: QuizEntry | None = None

    @property
    def lesson(self) -> Lesson:
        return self.step.lesson

    @property
    def is_first(self) -> bool:
        return self.row.number == 1

    @property
    def is_last(self) -> bool:
        return self.row.number == len(self.lesson_row.steps)

    @property
    def previous(self) -> StepRow | None:
        return None if self.is_first else self.lesson_row.steps[self.row.number - 2]

    @property
    def next(self) -> StepRow | None:
        return None if self.is_last else self.lesson_row.steps[self.row.number]

    @property
    def next_lesson(self) -> LessonRow | None:
        return self.outline.after(self.lesson_row.slug)

    @property
    def provenance(self) -> Document | None:
        """The document whose provenance stands beside the step."""
        return self.step.document or self.step.provenance_of

    @property
    def must_pass(self) -> bool:
        """A check that is still to be passed: its Start is the thing to do here, not Next."""
        return self.row.check is not None and not self.row.check.passed

    @property
    def path(self) -> str:
        return self.place.url("step", self.lesson_row.slug, self.row.slug)

    @property
    def read_path(self) -> str:
        return self.place.url("step-read", self.lesson_row.slug, self.row.slug)

    @property
    def note_path(self) -> str:
        return self.place.url("note-save", self.lesson_row.slug, self.row.slug)

    @property
    def start_path(self) -> str:
        return self.place.url("step-quiz-start", self.lesson_row.slug, self.row.slug)

    @property
    def previous_path(self) -> str:
        if self.previous is None:
            return ""
        return self.place.url("step", self.lesson_row.slug, self.previous.slug)

    @property
    def step_links(self) -> Iterator[tuple[StepRow, str]]:
        """The lesson's steps with their addresses."""
        for row in self.lesson_row.steps:
            yield row, self.place.url("step", self.lesson_row.slug, row.slug)


def step_page(place: OpenModule, step: Step, user: "User | AnonymousUser") -> StepPage:
    """The page of a step that `lessons.permissions` loaded.

    Two queries (outline, own work), one for what the page refers to, and one for a passage's
    sentences or a check's number of questions: four at most. One more for the rules of a check that
    came with an assigned module, and one where the check limits the time.
    """
    lesson = step.lesson
    work = work_of(place, user, notes_of_lesson=lesson.slug)
    outline = outline_of(place.release, work, prompts_of=lesson.slug)
    lesson_row = _found(outline.lesson(lesson.slug))
    row = _found(lesson_row.step(step.slug))
    own_notes = _own_notes(lesson_row, work) if row == lesson_row.steps[-1] else []
    prompts = [own.prompt for own in own_notes]
    return StepPage(
        place=place,
        step=step,
        outline=outline,
        lesson_row=lesson_row,
        row=row,
        links=references_of(place, [*_texts(step), *prompts]),
        note=work.notes.get(row.key),
        own_notes=own_notes,
        blocks=_blocks(step),
        entry=_entry(step, work, user),
    )


def _found(row: T | None) -> T:
    """The row of something that was just loaded; a release may be replaced in that moment."""
    if row is None:
        raise Http404
    return row


def _texts(step: Step) -> Sequence[str]:
    """Every text of the step that may cite or link."""
    return [step.body, step.prompt, *(beside.get("note", "") for beside in step.notes)]


def _blocks(step: Step) -> Sequence[ShownBlock]:
    if step.document is None:
        return []
    notes = {beside["at"]: beside for beside in step.notes}
    return document_lines(step.document, first=step.from_key, last=step.to_key, notes=notes)


def _entry(step: Step, work: Work, user: "User | AnonymousUser") -> QuizEntry | None:
    if step.quiz is None:
        return None
    given = work.assignment_of(step.quiz)
    assignment = Assignment.objects.get(pk=given) if given else None
    rules = effective_rules(step.quiz, assignment)
    return QuizEntry(
        quiz=step.quiz,
        rules=rules,
        item_count=item_count(step.quiz),
        state=work.own_state(step.quiz, given),
        assignment=assignment,
        own_minutes=minutes_before(user, rules),
    )


def _own_notes(lesson: LessonRow, work: Work) -> Sequence[OwnNote]:
    """What the learner wrote under the lesson's other prompts, in the order of the steps."""
    return [
        OwnNote(row.title, row.prompt, work.notes[row.key])
        for row in lesson.steps[:-1]
        if row.prompt and row.key in work.notes and work.notes[row.key].text
    ]
