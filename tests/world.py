"""A small world for the tests that go through every page: one module of each standing, and work.

Tess owns the module “mill-town”, private, published and with an open draft; the site itself owns
“harbour”, which everybody may read. Ada has worked in both. `rows` says how many lessons, steps,
items, attempts, saves, terms, events, cards and sentences there are of each. Everything of Tess's
module has MARK in its name, so that a page which shows it to somebody else can be told.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from lessons.models import (
    BuiltPart,
    Lesson,
    Module,
    ModuleAssignment,
    Release,
    Step,
    StepCompletion,
    StepNote,
)
from lessons.operations.publishing import open_draft
from quizzes.models import Assignment, Attempt, Quiz, Response, Slot
from quizzes.models.assignments import ReleaseOfMarks
from quizzes.models.quizzes import Purpose
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.marking import Seen, mark_response
from rosters.models import Classroom, User
from sources.models import (
    Block,
    Claim,
    Collection,
    Document,
    Event,
    EventSource,
    Import,
    Sentence,
    SourceCard,
    Term,
    TermSource,
)
from tests.factories_builds import put_build
from tests.factories_imports import make_import
from tests.factories_quizzes import (
    ESSAY,
    OPTIONS,
    RIGHT,
    WRONG,
    AssignmentFactory,
    CollectionFactory,
    ItemVersionFactory,
    QuizFactory,
    SectionFactory,
    save,
)
from tests.factories_rounds import put_rounds
from tests.factories_variants import put_variants

SENTENCE = "The mill opened. "
NOTES_FOR_TEACHERS = "Teachers read this: the mill opened late."
MARK = "Owlmill"


@dataclass(frozen=True, slots=True)
class World:
    """What there is to look at. Ada's attempts: running, handed in. `written` is an essay of hers
    that Tess has marked and not released. `arrived`: files of Tess's by their state.
    `candidate`: a source that a build offers for her module. `looked_up`: rows that the tests of
    addresses keep (`examples.py`)."""

    own: Module
    shipped: Module
    unreleased: Module
    draft: Release
    check: Quiz
    exam: Quiz
    unpublished: Quiz
    assignment: Assignment
    given: ModuleAssignment
    running: Attempt
    handed_in: Attempt
    written: Response
    arrived: Mapping[str, Import]
    candidate: BuiltPart
    looked_up: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def published(self) -> Release:
        return self.own.releases.get(status=Release.Status.PUBLISHED)

    def parts_of(self, module: Module) -> dict[str, Any]:
        """What the addresses of a module's pages take."""
        return {
            "slug": module.slug,
            "document": "text-0",
            "card": "card-0",
            "quiz": "check-0",
            "lesson": "lesson-0",
            "step": "step-0",
        }


def make_world(
    cast: Mapping[str, User],
    classroom: Classroom,
    *,
    rows: int = 1,
    fill: Callable[[Quiz], None] | None = None,
) -> World:
    """Make everything. Ada has handed in `rows` attempts at the check and runs one more.

    fill: may change the check before anybody takes it.
    """
    tess, ada = cast["tess"], cast["ada"]
    own = make_module("mill-town", MARK, owner=tess, rows=rows)
    shipped = make_module("harbour", "Harbour", owner=None, rows=rows)
    unreleased = make_module("brook", MARK, owner=tess, rows=1)
    Release.objects.filter(module=unreleased).update(status=Release.Status.DRAFT, published_at=None)
    check = Quiz.objects.get(collection=own.collection, slug="check-0")
    if fill is not None:
        fill(check)
    exam = make_quiz(own.collection, "exam", rows, purpose=Purpose.EXAM)
    unpublished = make_quiz(own.collection, "unpublished", rows, status=Quiz.Status.DRAFT)
    now = timezone.now()
    assignments = [_exam_of(exam, classroom, tess, at=now) for _ in range(rows)]
    handed_in = [_taken(check, ada, number) for number in range(rows)]
    running = start_attempt(check, learner=ada, at=now)
    for number in range(rows):
        save(running, RIGHT, sequence=number + 1, base=number, at=now)
    written = [_written(own.collection, classroom, cast, number, rows) for number in range(rows)]
    for module in (own, shipped):
        _read(module, ada, rows)
    _reviewed(own.collection, cast)
    draft = open_draft(own, by=tess)
    candidate = put_build(own, tess, mark=MARK, rows=rows)
    _tell_the_planner()
    return World(
        own=own,
        shipped=shipped,
        unreleased=unreleased,
        draft=draft,
        check=check,
        exam=exam,
        unpublished=unpublished,
        assignment=assignments[0],
        given=_given(own, classroom, assignments[0]),
        running=running,
        handed_in=handed_in[0],
        written=written[0],
        arrived=_arrived(own.collection, tess, rows),
        candidate=candidate,
    )


def _reviewed(collection: Collection, cast: Mapping[str, User]) -> None:
    """Independent reviews of its texts, and sentences made for practice from the first one."""
    put_rounds(collection, cast["tess"], cast["root"])
    put_variants(collection.documents.earliest("pk"), cast["tess"])


def _arrived(collection: Collection, by: User, rows: int) -> dict[str, Import]:
    """Files that wait, were read, were refused: so many of each. The first text came as a file."""
    kinds = (Import.Status.WAITING, Import.Status.READ, Import.Status.REFUSED)
    found = {
        str(kind): make_import(collection, by, name=f"{MARK} letter.txt", status=kind)
        for _ in range(rows)
        for kind in kinds
    }
    Document.objects.filter(collection=collection, slug="text-0").update(
        original=found["read"].original, file_name=f"{MARK} letter.txt"
    )
    return found


def _given(module: Module, classroom: Classroom, exam: Assignment) -> ModuleAssignment:
    """The module, assigned to the class with its exam."""
    given = ModuleAssignment.objects.create(
        module=module, classroom=classroom, opens_at=exam.opens_at
    )
    given.quiz_assignments.add(exam)
    return given


def _exam_of(exam: Quiz, classroom: Classroom, teacher: User, *, at: datetime) -> Assignment:
    """The exam given to a class, open since an hour and for a day."""
    given: Assignment = AssignmentFactory(
        quiz=exam, classroom=classroom, opens_at=at - timedelta(hours=1),
        closes_at=at + timedelta(days=1), created_by=teacher,
    )  # fmt: skip
    return given


def _tell_the_planner() -> None:
    """Rows that nobody has committed are in no statistics: PostgreSQL would take them for none,
    and join thousands of them row by row."""
    if connection.vendor == "postgresql":
        # All of the database would have catalogues in it for which other runs wait.
        names = connection.introspection.django_table_names(only_existing=True)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, names))}")


def make_module(slug: str, mark: str, *, owner: User | None, rows: int) -> Module:
    """A published module with `rows` of each thing; without an owner it is the site's own."""
    kinds = Collection.Visibility
    collection = CollectionFactory(
        slug=slug, title=mark, owner=owner, visibility=kinds.PRIVATE if owner else kinds.PUBLIC
    )
    module = Module.objects.create(
        collection=collection, slug=slug, title=mark, summary=f"What was written on {mark}."
    )
    for number in range(rows):
        _shelve(collection, number)
        put_document(collection, f"text-{number}", number, sentences=rows)
        make_quiz(collection, f"check-{number}", rows, purpose=Purpose.CHECK)
    make_quiz(collection, "spare", 1)
    put_document(collection, "practice", rows, sentences=1, edition=Document.Edition.PRACTICE)
    release = Release.objects.create(
        module=module, number=1, status=Release.Status.PUBLISHED, published_at=timezone.now()
    )
    for number in range(rows):
        _lesson(release, number, steps=rows if number == 0 else 1)
    return module


def make_quiz(collection: Collection, slug: str, items: int, **fields: Any) -> Quiz:
    """A published quiz of `items` choice items, each of which cites every card in its why."""
    cited = " ".join(f"[@card-{number}]" for number in range(items))
    quiz: Quiz = QuizFactory(
        collection=collection, slug=slug, title=f"{collection.title}: {slug}", **fields
    )
    section = SectionFactory(quiz=quiz, slug="all")
    for position in range(items):
        version = ItemVersionFactory(
            item__collection=collection,
            item__slug=f"{slug}-item-{position}",
            title=f"{collection.title}: question {position}",
            pack=OPTIONS,
            explanation={"cue": "minutes", "why": f"Written there {cited}.", "ask": "Who saw it?"},
            sources=["card-0"],
            skills=["sourcing"],
        )
        version.item.current = version
        version.item.save()
        Slot.objects.create(section=section, item_version=version, position=position)
    return quiz


def _shelve(collection: Collection, number: int) -> None:
    """A card, a term and an event that rest on it."""
    mark = collection.title
    card = SourceCard.objects.create(
        collection=collection, slug=f"card-{number}", position=number,
        short=f"{mark} book {number}", title=f"The book {number} of {mark}",
        maker="The parish", date="1911", type="register",
        purpose="To count.", says="It counts.", limits="It names no one.",
        citation=f"Parish book {number}.", confidence="K",
    )  # fmt: skip
    term = Term.objects.create(
        collection=collection, slug=f"term-{number}", position=number,
        term=f"{mark} wheel {number}", meaning=f"A house with a wheel [@{card.slug}].",
    )  # fmt: skip
    event = Event.objects.create(
        collection=collection, slug=f"event-{number}", position=number, date="1911-03-04",
        title=f"{mark} {number} opens", why=f"It is written [@{card.slug}].",
    )  # fmt: skip
    TermSource.objects.create(term=term, card=card)
    EventSource.objects.create(event=event, card=card)


def put_document(
    collection: Collection, slug: str, position: int, *, sentences: int, edition: str = "adapted"
) -> None:
    document = Document.objects.create(
        collection=collection, slug=slug, title=f"{collection.title}: {slug}",
        edition=edition, position=position, text=SENTENCE * sentences, sha256="0",
        adapted_from={"author": "unknown"}, known=["It is old."], unknown=["Who wrote it."],
    )  # fmt: skip
    block = Block.objects.create(document=document, position=1, kind=Block.Kind.PARAGRAPH)
    step = len(SENTENCE)
    for at in range(sentences):
        sentence = Sentence.objects.create(
            document=document, block=block, key=f"s{at:02}", position=at, number=at + 1,
            start=at * step, end=at * step + step - 1,
        )  # fmt: skip
        Claim.objects.create(
            document=document, first=sentence, last=sentence, kind="fact", support="bare",
            why="No day is given.",
        )  # fmt: skip


def _lesson(release: Release, number: int, *, steps: int) -> None:
    """A lesson of `steps` readings, and in the first lesson also a passage and a check."""
    collection = release.module.collection
    lesson = Lesson.objects.create(
        release=release, slug=f"lesson-{number}", position=number,
        title=f"{collection.title} {number}", summary="When did it open?",
        objectives=["Say when."], skills=["sourcing"], teacher_notes=NOTES_FOR_TEACHERS,
    )  # fmt: skip
    everything = " ".join(f"[@card-{n}] [mill](term:term-{n})" for n in range(steps))
    for at in range(steps):
        Step.objects.create(
            lesson=lesson, slug=f"step-{at}", position=at, title=f"{collection.title}, step {at}",
            body=f"A mill has a wheel {everything}.", prompt="What is a beginning?",
        )  # fmt: skip
    if number == 0:
        document = Document.objects.get(collection=collection, slug="text-0")
        quiz = Quiz.objects.get(collection=collection, slug="check-0")
        Step.objects.create(
            lesson=lesson, slug="passage", position=steps, title="The text",
            kind=Step.Kind.PASSAGE, document=document,
            notes=[{"at": "s00", "ask": "Which day?", "note": "Only a year [@card-0]."}],
        )  # fmt: skip
        Step.objects.create(
            lesson=lesson, slug="check", position=steps + 1, title="The check",
            kind=Step.Kind.CHECK, quiz=quiz,
        )  # fmt: skip


def _taken(quiz: Quiz, learner: User, number: int) -> Attempt:
    """An attempt that was answered and handed in, an hour apart from the next."""
    at = timezone.now() - timedelta(days=5, hours=-number)
    attempt = start_attempt(quiz, learner=learner, at=at)
    save(attempt, WRONG, at=at)
    return submit_attempt(attempt, at=at)


def _written(
    collection: Collection, classroom: Classroom, cast: Mapping[str, User], number: int, rows: int
) -> Response:
    """An essay given to the class; Ada wrote it, of the first one `rows` times, and one is marked.

    Returns the marked one, whose mark is not released.
    """
    tess, ada = cast["tess"], cast["ada"]
    quiz = make_quiz(collection, f"essay-{number}", 0)
    version = ItemVersionFactory(
        item__collection=collection, type_slug="essay", definition=ESSAY, sources=["card-0"],
        title=f"{collection.title}: essay {number}", skills=["sourcing"],
    )  # fmt: skip
    version.item.current = version
    version.item.save()
    Slot.objects.create(section=quiz.sections.get(), item_version=version, position=0)
    assignment = AssignmentFactory(
        quiz=quiz, classroom=classroom, opens_at=timezone.now() - timedelta(days=9),
        release_marks=ReleaseOfMarks.TOGETHER, created_by=tess,
    )  # fmt: skip
    for _ in range(1 if number else rows):
        attempt = start_attempt(quiz, learner=ada, at=timezone.now(), assignment=assignment)
        save(attempt, None, at=timezone.now(), text="The parish book names the day.")
        submit_attempt(attempt, at=timezone.now())
    response = Response.objects.filter(attempt__assignment=assignment).earliest("pk")
    mark_response(
        response, levels={"grounds": 1}, comment="Which page of it?", by=tess, at=timezone.now(),
        seen=Seen(0, response.revision),
    )  # fmt: skip
    return response


def _read(module: Module, learner: User, steps: int) -> None:
    for number in range(steps):
        key = f"lesson-0/step-{number}"
        StepCompletion.objects.create(learner=learner, module=module, step_key=key)
        StepNote.objects.create(learner=learner, module=module, step_key=key, text="I wondered.")
