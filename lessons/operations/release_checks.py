"""What keeps a release from being published, each with the page on which to mend it."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Model, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lessons.content.checks.lessons import TAKEN_IDS
from lessons.models import BuiltPart, Lesson, Release, Step
from lessons.operations.building.parts import (
    digest_of_content,
    lesson_content,
    step_content,
)
from quizzes.models import Quiz
from sources.models import Sentence
from sources.operations.findings import Finding, prose_findings, texts_within
from sources.taxonomy import SKILL_IDS

Places = Mapping[int, Mapping[str, int]]
"""By document id: the position of each sentence by its key."""


def findings_of_release(release: Release) -> list[Finding]:
    """What learners would stumble over in a release, and advice. Writes nothing.

    The number of queries does not grow with lessons or steps.
    """
    lessons = lessons_of(release)
    if not lessons:
        return [Finding(_("There is no lesson yet. Add the first one."), release)]
    places = _places_of(lessons)
    found: list[Finding] = []
    for lesson in lessons:
        found += _lesson_findings(lesson)
        for step in lesson.steps.all():
            found += _step_findings(step, places, release)
    found += _undecided(release, lessons)
    found += prose_findings(texts_of(release, lessons), release.module.collection)
    return found


def _undecided(release: Release, lessons: Sequence[Lesson]) -> Iterator[Finding]:
    """Lessons and steps of a draft as a build wrote them, which nobody has looked at. One query."""
    if release.status != Release.Status.DRAFT:
        return
    parts = BuiltPart.objects.filter(module=release.module_id, decided=False)
    drafted = {(kind, slug): digest for kind, slug, digest in parts.values_list(
        "kind", "slug", "digest")}  # fmt: skip
    contents = {("lesson", lesson.slug): lesson_content(lesson) for lesson in lessons}
    for lesson in lessons:
        contents |= {("step", step.key): step_content(step) for step in lesson.steps.all()}
    count = sum(
        drafted.get(key) == digest_of_content(content)
        for key, content in contents.items()
        if key in drafted
    )
    if count:
        message = ngettext(
            "%(count)d drafted lesson or step waits: see “What is left to decide”.",
            "%(count)d drafted lessons and steps wait: see “What is left to decide”.",
            count,
        )
        yield Finding(message % {"count": count}, release)


def lessons_of(release: Release) -> Sequence[Lesson]:
    """The lessons of a release with their steps, documents and quizzes. Two queries."""
    steps = Step.objects.select_related("document", "quiz", "provenance_of")
    return list(release.lessons.prefetch_related(Prefetch("steps", steps)))


def texts_of(release: Release, lessons: Sequence[Lesson]) -> Iterator[tuple[str, Model]]:
    """Every text that learners read as Markdown, with the row that it stands in."""
    yield release.module.summary, release.module
    for lesson in lessons:
        for text in texts_within([lesson.summary, lesson.objectives]):
            yield text, lesson
        for step in lesson.steps.all():
            for text in texts_within([step.body, step.prompt, step.notes]):
                yield text, step


def _lesson_findings(lesson: Lesson) -> Iterator[Finding]:
    name = {"lesson": lesson.title}
    if lesson.slug in TAKEN_IDS:
        message = _("“%(lesson)s” has the id of a page of the module. Give it another id.")
        yield Finding(message % name, lesson)
    if not lesson.steps.all():
        yield Finding(_("“%(lesson)s” has no steps.") % name, lesson)
    if not lesson.objectives:
        yield Finding(_("“%(lesson)s” names no objectives.") % name, lesson)
    unknown = [skill for skill in lesson.skills if skill not in SKILL_IDS]
    if unknown:
        message = _("“%(lesson)s” names skills that are not known: %(skills)s.")
        yield Finding(message % {**name, "skills": ", ".join(unknown)}, lesson)


def _step_findings(step: Step, places: Places, release: Release) -> Iterator[Finding]:
    name = {"step": step.title}
    if step.kind == Step.Kind.READING and not step.body.strip() and not step.prompt.strip():
        yield Finding(_("“%(step)s” is empty.") % name, step)
    if step.kind == Step.Kind.PASSAGE:
        yield from _passage_findings(step, places, release)
    if step.kind == Step.Kind.CHECK and step.quiz is not None:
        yield from _check_findings(step, step.quiz, release)


def _check_findings(step: Step, quiz: Quiz, release: Release) -> Iterator[Finding]:
    words = {"step": step.title, "quiz": quiz.title}
    if quiz.collection_id != release.module.collection_id:
        yield Finding(_("“%(step)s” asks a quiz of another module, “%(quiz)s”.") % words, step)
    elif quiz.status != Quiz.Status.PUBLISHED:
        message = _("“%(step)s” asks “%(quiz)s”, which is not published. Publish the quiz first.")
        yield Finding(message % words, quiz)
    elif quiz.is_exam:
        message = _("“%(step)s” asks “%(quiz)s”, an exam: it can only be given to a class.")
        yield Finding(message % words, step)


def _passage_findings(step: Step, places: Places, release: Release) -> Iterator[Finding]:
    document = step.document
    if document is None:
        yield Finding(_("“%(step)s” shows no document.") % {"step": step.title}, step)
        return
    words = {"step": step.title, "document": document.title}
    if document.collection_id != release.module.collection_id:
        message = _("“%(step)s” shows a document of another module, “%(document)s”.")
        yield Finding(message % words, step)
    if document.superseded_at is not None:
        message = _("“%(step)s” shows an old version of “%(document)s”. Choose the current one.")
        yield Finding(message % words, step)
    known = places.get(document.pk, {})
    wanted = {step.from_key, step.to_key, *(str(note.get("at", "")) for note in step.notes)}
    missing = sorted(key for key in wanted if key and key not in known)
    if missing:
        message = _("“%(step)s” names sentences that “%(document)s” does not have: %(keys)s.")
        yield Finding(message % {**words, "keys": ", ".join(missing)}, step)
    elif known:
        yield from _range_findings(step, known)


def _range_findings(step: Step, known: Mapping[str, int]) -> Iterator[Finding]:
    first = known[step.from_key] if step.from_key else min(known.values())
    last = known[step.to_key] if step.to_key else max(known.values())
    if first > last:
        message = _("“%(step)s” ends before it begins.")
        yield Finding(message % {"step": step.title}, step)
        return
    outside = [
        note["at"]
        for note in step.notes
        if note.get("at") and not first <= known[note["at"]] <= last
    ]
    if outside:
        message = _("“%(step)s” has notes beside sentences that it does not show: %(keys)s.")
        yield Finding(message % {"step": step.title, "keys": ", ".join(outside)}, step)


def _places_of(lessons: Sequence[Lesson]) -> Places:
    documents = {
        step.document_id for lesson in lessons for step in lesson.steps.all() if step.document_id
    }
    found: dict[int, dict[str, int]] = {}
    rows = Sentence.objects.filter(document__in=documents).values_list(
        "document_id", "key", "position"
    )
    for document_id, key, position in rows:
        found.setdefault(document_id, {})[key] = position
    return found
