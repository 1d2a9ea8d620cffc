"""From a pack to rows: a release with its lessons and steps."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from lessons.content import objects as content
from lessons.models import Lesson, Module, Release, Step
from lessons.operations.load_report import LoadReport
from quizzes.models import Quiz
from rosters.models import User
from sources.models import Document


class DraftInTheWay(Exception):
    """The module has a draft that a person edited; a pack staged as a draft would replace it."""


def load_release(
    module: Module,
    pack: content.Pack,
    documents: Mapping[str, Document],
    quizzes: Mapping[str, Quiz],
    *,
    publish: bool,
    at: datetime,
    report: LoadReport,
) -> None:
    """A new release when the pack's lessons differ from the published one.

    publish: it becomes what learners see, and the former one is retired; a draft that a person
    edits stays as it is. Otherwise it is staged as the draft. Raises DraftInTheWay then.
    """
    wanted = [_lesson_values(lesson, documents, quizzes) for lesson in pack.lessons]
    published = module.releases.filter(status=Release.Status.PUBLISHED).first()
    if published is not None and _lessons_in(published) == wanted:
        return
    draft = module.releases.filter(status=Release.Status.DRAFT).first()
    if draft is not None and publish:
        report.note("The draft that somebody is editing was left alone.")
    if draft is not None and not publish:
        if draft.edited_by_id is not None:
            raise DraftInTheWay(str(draft))
        draft.delete()
    last = module.releases.aggregate(last=Max("number"))["last"] or 0
    if publish and published is not None:
        Release.objects.filter(pk=published.pk).update(status=Release.Status.RETIRED)
    release = Release.objects.create(
        module=module,
        number=last + 1,
        status=Release.Status.PUBLISHED if publish else Release.Status.DRAFT,
        published_at=at if publish else None,
        created_at=at,
    )
    _write_lessons(release, wanted)
    report.count("releases", new=published is None)


def put_module(module: Module, pack: content.Pack, *, by: User | None, report: LoadReport) -> None:
    """The module's own words: title, summary, audience, licence, version, authors."""
    values = {
        "title": pack.title,
        "summary": pack.summary,
        "audience": pack.audience,
        "licence": pack.licence,
        "version": pack.version,
        "authors": list(pack.authors),
    }
    is_new = module.pk is None
    if is_new or any(getattr(module, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(module, name, value)
        module.save()
        report.count("modules", new=is_new)


LESSON_FIELDS = ("title", "summary", "minutes", "objectives", "skills", "teacher_notes")
STEP_FIELDS = (
    "title",
    "kind",
    "purpose",
    "minutes",
    "body",
    "prompt",
    "document_id",
    "from_key",
    "to_key",
    "notes",
    "quiz_id",
    "provenance_of_id",
)


def _lesson_values(
    lesson: content.Lesson, documents: Mapping[str, Document], quizzes: Mapping[str, Quiz]
) -> dict[str, Any]:
    return {
        "slug": lesson.id,
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
        "objectives": list(lesson.objectives),
        "skills": list(lesson.skills),
        "teacher_notes": lesson.teacher_notes,
        "steps": [_step_values(step, documents, quizzes) for step in lesson.steps],
    }


def _step_values(
    step: content.Step, documents: Mapping[str, Document], quizzes: Mapping[str, Quiz]
) -> dict[str, Any]:
    return {
        "slug": step.id,
        "title": step.title,
        "kind": step.kind,
        "purpose": step.purpose,
        "minutes": step.minutes,
        "body": step.body,
        "prompt": step.prompt,
        "document_id": documents[step.document].pk if step.document else None,
        "from_key": step.first,
        "to_key": step.last,
        "notes": [{"at": n.at, "ask": n.ask, "note": n.note} for n in step.notes],
        "quiz_id": quizzes[step.quiz].pk if step.quiz else None,
        "provenance_of_id": documents[step.provenance_of].pk if step.provenance_of else None,
    }


def _lessons_in(release: Release) -> list[dict[str, Any]]:
    """The lessons of a release in the same form. Two queries."""
    return [
        {
            "slug": lesson.slug,
            **{name: getattr(lesson, name) for name in LESSON_FIELDS},
            "steps": [
                {"slug": step.slug, **{name: getattr(step, name) for name in STEP_FIELDS}}
                for step in lesson.steps.all()
            ],
        }
        for lesson in release.lessons.prefetch_related("steps")
    ]


def _write_lessons(release: Release, lessons: list[dict[str, Any]]) -> None:
    for position, values in enumerate(lessons, start=1):
        steps = values["steps"]
        own = {name: value for name, value in values.items() if name != "steps"}
        lesson = Lesson.objects.create(release=release, position=position, **own)
        Step.objects.bulk_create(
            Step(lesson=lesson, position=n, **step) for n, step in enumerate(steps, start=1)
        )
