"""From a pack to rows: a release with its lessons and steps."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from lessons.content import objects as content
from lessons.models import Lesson, Module, Release, Step
from lessons.operations.load_entries import put_row
from lessons.operations.load_report import Load
from quizzes.models import Quiz
from sources.models import Document


class DraftInTheWay(Exception):
    """The module has a draft that a person edited; a pack staged as a draft would replace it."""


def load_release(
    load: Load,
    module: Module,
    documents: Mapping[str, Document],
    quizzes: Mapping[str, Quiz],
) -> None:
    """A new release when the pack's lessons differ from the published one.

    It becomes what learners see, and the former one is retired; or, when the load does not
    publish, it is staged as the draft. A draft that a person edits is never touched. Raises
    DraftInTheWay when the pack should be staged where such a draft stands.
    """
    wanted = [_lesson_values(lesson, documents, quizzes) for lesson in load.pack.lessons]
    published = module.releases.filter(status=Release.Status.PUBLISHED).first()
    draft = module.releases.filter(status=Release.Status.DRAFT).first()
    if published is not None and _lessons_in(published) == wanted:
        return
    if draft is not None and draft.edited_by_id is not None:
        if not load.publish:
            raise DraftInTheWay(str(draft))
        load.report.note("The draft that somebody is editing was left alone.")
    elif draft is not None:
        if not load.publish and _lessons_in(draft) == wanted:
            return
        draft.delete()
    if published is not None and load.publish:
        _retire(load, published)
    last = module.releases.aggregate(last=Max("number"))["last"] or 0
    release = Release.objects.create(
        module=module,
        number=last + 1,
        status=Release.Status.PUBLISHED if load.publish else Release.Status.DRAFT,
        published_at=load.at if load.publish else None,
        created_at=load.at,
    )
    _write_lessons(release, wanted)
    load.report.count("releases", new=published is None)


def _retire(load: Load, published: Release) -> None:
    Release.objects.filter(pk=published.pk).update(status=Release.Status.RETIRED)
    if load.is_foreign(published.edited_by_id):
        load.report.note(
            f"The lessons published here had been edited on this site (release "
            f"{published.number}); the pack's lessons took their place."
        )


def put_module(load: Load, module: Module) -> None:
    """The module's own words; those of a published module only when the load publishes."""
    pack = load.pack
    values = {
        "title": pack.title,
        "summary": pack.summary,
        "audience": pack.audience,
        "licence": pack.licence,
        "version": pack.version,
        "authors": list(pack.authors),
    }
    if load.publish or module.pk is None or not is_published(module):
        put_row(module, values, load.report, "modules")


def is_published(module: Module) -> bool:
    return module.releases.filter(status=Release.Status.PUBLISHED).exists()


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
