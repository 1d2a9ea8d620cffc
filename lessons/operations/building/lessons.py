"""The lessons of a document as a build would write them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.text import slugify
from django.utils.translation import gettext as _

from lessons.content.checks.lessons import TAKEN_IDS
from lessons.models import Step
from lessons.operations.building.notes import notes_of
from lessons.operations.building.objectives import objectives_of, skills_of
from lessons.operations.building.outline import (
    Part,
    Section,
    passages_of,
    sections_of,
    title_of,
)
from lessons.operations.building.parts import Content, Kind, PlannedPart
from lessons.operations.building.step_texts import (
    closing_prompt,
    closing_text,
    opening_text,
    origin_prompt,
    origin_text,
    passage_text,
    teachers_text,
)
from sources.models import Claim, Document, Sentence
from sources.operations.explaining import escaped

WORDS_A_MINUTE = 90
"""Slow reading with a question at each sentence."""
OPENING_MINUTES = 4
CLOSING_MINUTES = 6
MINUTES_A_QUESTION = 1.5
SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    """A lesson of a document, before its parts are written down."""

    slug: str
    title: str
    section: Section
    document: Document
    claims: Sequence[Claim]
    number: int
    """Which lesson of the module it is, from 1."""
    opens_document: bool
    items: Sequence[str] = field(default=())
    """The ids of the questions of its check, in order; none: it has no check."""

    @property
    def quiz(self) -> str:
        return f"{self.slug}-check" if self.items else ""


def outline_of(
    document: Document,
    rows: Iterable[Sentence],
    claims: Sequence[Claim],
    *,
    taken: set[str],
) -> list[PlannedLesson]:
    """The lessons of one document in order, each with the accepted claims that begin in it.

    rows: its sentences in order, each with its block. taken: ids of lessons that are planned
    already; the new ones are added.
    """
    planned = []
    sections = sections_of(rows)
    for number, section in enumerate(sections, start=1):
        inside = [claim for claim in claims if section.holds(claim.first.position)]
        title = title_of(section, document, lesson=(number, len(sections)))
        slug = _free_slug(title, document, number, taken)
        opens = number == 1
        planned.append(PlannedLesson(slug, title, section, document, inside, len(taken), opens))
    return planned


def parts_of_lesson(lesson: PlannedLesson) -> Iterator[PlannedPart]:
    """The lesson and its steps: before you read, passages, a check, and a look back."""
    steps = list(_steps_of(lesson))
    with_origin = lesson.opens_document
    yield PlannedPart(
        Kind.LESSON,
        lesson.slug,
        {
            "title": lesson.title[:200],
            "summary": _summary_of(lesson),
            "minutes": sum(int(content["minutes"]) for _slug, content in steps),
            "objectives": objectives_of(lesson.claims, with_origin=with_origin),
            "skills": skills_of(lesson.claims, with_origin=with_origin),
            "teacher_notes": teachers_text(lesson.document, lesson.section, lesson.claims),
        },
    )
    for slug, content in steps:
        yield PlannedPart(Kind.STEP, f"{lesson.slug}/{slug}", content)


def _summary_of(lesson: PlannedLesson) -> str:
    numbers = [s.number for s in lesson.section.sentences if s.number]
    words = {
        "title": escaped(lesson.document.title),
        "first": numbers[0] if numbers else lesson.section.first.key,
        "last": numbers[-1] if numbers else lesson.section.last.key,
    }
    return _(
        "“%(title)s”, sentences %(first)s to %(last)s: what is said, and what it rests on."
    ) % (words)


def _steps_of(lesson: PlannedLesson) -> Iterator[tuple[str, Content]]:
    yield "before-you-read", _opening(lesson)
    stretches = passages_of(lesson.section)
    for number, stretch in enumerate(stretches, start=1):
        yield f"passage-{number}", _passage(lesson, stretch, number if stretches[1:] else 0)
    if lesson.items:
        yield (
            "check",
            _step(
                title=_("Check what you noticed"),
                kind=Step.Kind.CHECK,
                purpose="check",
                minutes=max(3, math.ceil(len(lesson.items) * MINUTES_A_QUESTION)),
                body=_(
                    "Your answers show what to look at again. You may try as often as you like."
                ),
                quiz=lesson.quiz,
            ),
        )
    yield (
        "looking-back",
        _step(
            title=_("Looking back"),
            kind=Step.Kind.READING,
            purpose="wrap-up",
            minutes=CLOSING_MINUTES,
            body=closing_text(lesson.section, lesson.claims, number=lesson.number),
            prompt=closing_prompt(number=lesson.number),
        ),
    )


def _opening(lesson: PlannedLesson) -> Content:
    if lesson.opens_document:
        return _step(
            title=_("Before you read"),
            kind=Step.Kind.READING,
            purpose="provenance",
            minutes=OPENING_MINUTES,
            body=origin_text(lesson.document),
            prompt=origin_prompt(lesson.document),
            provenance_of_id=lesson.document.pk,
        )
    return _step(
        title=_("Before you read on"),
        kind=Step.Kind.READING,
        purpose="warm-up",
        minutes=2,
        body=opening_text(lesson.section, lesson.claims),
    )


def _passage(lesson: PlannedLesson, stretch: Sequence[Part], number: int) -> Content:
    sentences = [sentence for part in stretch for sentence in part.sentences]
    numbers = [str(s.number) for s in sentences if s.number] or [sentences[0].key]
    headings = [part.text for part in stretch if part.level]
    title = headings[0] if headings else _("Read the text")
    if number and not headings:
        title = _("Read the text, part %(number)d") % {"number": number}
    words = sum(part.words for part in stretch)
    return _step(
        title=title[:200],
        kind=Step.Kind.PASSAGE,
        purpose="passage",
        minutes=max(2, math.ceil(words / WORDS_A_MINUTE)),
        body=passage_text(numbers[0], numbers[-1]),
        document_id=lesson.document.pk,
        from_key=sentences[0].key,
        to_key=sentences[-1].key,
        notes=notes_of(
            [
                claim
                for claim in lesson.claims
                if sentences[0].position <= claim.first.position <= sentences[-1].position
            ]
        ),
    )


def _step(**values: object) -> Content:
    """The content of a step with every name that one has."""
    empty: dict[str, object] = {
        "body": "", "prompt": "", "document_id": None, "from_key": "", "to_key": "", "notes": [],
        "provenance_of_id": None, "quiz": "",
    }  # fmt: skip
    kind = values.pop("kind")
    return {**empty, **values, "kind": str(kind)}


def _free_slug(title: str, document: Document, number: int, taken: set[str]) -> str:
    """A lesson's id: from its title, which stays the same in every build of the same text."""
    base = slugify(title)[:SLUG_LENGTH].strip("-") or f"{document.slug[:SLUG_LENGTH]}-{number}"
    if base in TAKEN_IDS:
        base = f"{base}-lesson"
    slug, more = base, 2
    while slug in taken:
        slug, more = f"{base}-{more}", more + 1
    taken.add(slug)
    return slug
