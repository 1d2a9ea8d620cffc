"""A module's own page: lessons, quizzes, documents, timeline, and how far the reader is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, Value

from lessons.permissions import OpenModule, documents_in, learners_documents, quizzes_in
from lessons.reports.outlines import Outline, outline_of
from lessons.reports.work import NOTHING, Work, work_in
from quizzes.models import Quiz
from quizzes.models.quizzes import Purpose
from quizzes.reports import QuizState
from rosters.models import User
from rosters.prepared import PreparedQuery, Rows
from sources.models import Document, Event, Sentence, SourceCard


@dataclass(frozen=True, slots=True)
class QuizRow:
    """A quiz of the module with where the learner stands."""

    slug: str
    title: str
    purpose: str
    state: QuizState
    path: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the module. title, kind of text, number of numbered sentences."""

    title: str
    edition: str
    author: str
    published: str
    sentence_count: int
    path: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """A source card of the module, as a link."""

    short: str
    path: str


@dataclass(frozen=True, slots=True)
class ModulePage:
    """Everything that the page shows; see `module_page` for its queries.

    is_given: whether a class of the learner has the module before it; closes_at: until when.
    """

    outline: Outline
    quizzes: Sequence[QuizRow]
    documents: Sequence[DocumentRow]
    events: Sequence[Mapping[str, str]]
    cards: Sequence[CardRow] = ()
    is_given: bool = False
    closes_at: datetime | None = None

    @property
    def quizzes_passed(self) -> int:
        return sum(row.state.passed for row in self.quizzes)


def module_page(place: OpenModule, user: "User | AnonymousUser") -> ModulePage:
    """The module as this visitor sees it. Four queries, three for a visitor or a preview."""
    work = work_of(place, user)
    outline = outline_of(place.release, work)
    quizzes, events, cards = _shelf_of(place, work, outline)
    return ModulePage(
        outline=outline,
        quizzes=quizzes,
        documents=_document_rows(place, user),
        events=events,
        cards=cards,
        is_given=work.is_given,
        closes_at=work.closes_at,
    )


def work_of(
    place: OpenModule, user: "User | AnonymousUser", *, notes_of_lesson: str | None = None
) -> Work:
    """The visitor's own work; a preview shows the module as nobody has begun it."""
    if place.is_preview:
        return NOTHING
    return work_in(place.module, user, notes_of_lesson=notes_of_lesson)


def quiz_rows(place: OpenModule, work: Work, outline: Outline) -> Sequence[QuizRow]:
    """The module's quizzes outside of its lessons, with the learner's state. One query."""
    shelf = place.module.collection_id
    if place.is_preview:
        rows = list(_quizzes(shelf, drafts=True))
    else:
        rows = _QUIZZES.rows(collection=shelf)
    return [_quiz_row(place, work, row) for row in rows if row[-1] not in outline.check_ids]


def _quizzes(collection: int, *, drafts: bool = False) -> Rows:
    found = quizzes_in(collection, drafts=drafts)
    return found.values_list("slug", "title", "purpose", "counts", "pass_percent", "pk")


_QUIZZES = PreparedQuery(_quizzes, {"collection": int})


def _shelf_of(
    place: OpenModule, work: Work, outline: Outline
) -> tuple[Sequence[QuizRow], Sequence[Mapping[str, str]], Sequence[CardRow]]:
    """Quizzes, timeline and source cards of a module. One query."""
    shelf = place.module.collection_id
    if place.is_preview:
        rows = list(_shelf_rows(quizzes_in(shelf, drafts=True), shelf))
    else:
        rows = _SHELF.rows(collection=shelf)
    rows = sorted(rows)
    checks = outline.check_ids
    return (
        [
            _quiz_row(place, work, row[3:])
            for row in rows
            if row[0] == "quiz" and row[-1] not in checks
        ],
        [{"date": row[3], "title": row[4]} for row in rows if row[0] == "event"],
        [CardRow(row[4], place.url("card", row[3])) for row in rows if row[0] == "card"],
    )


def _shelf_rows(quizzes: "QuerySet[Quiz]", collection: int) -> Rows:
    """Quizzes, events and source cards as one UNION of rows alike."""
    blank = Value("", CharField())
    events = Event.objects.filter(collection_id=collection)
    cards = SourceCard.objects.filter(collection_id=collection)
    return (
        quizzes.order_by()
        .values_list(
            Value("quiz", CharField()), "position", "pk",
            "slug", "title", "purpose", "counts", "pass_percent", "pk",
        )
        .union(
            events.order_by().values_list(
                Value("event", CharField()), "position", "pk",
                "date", "title", blank, blank, "position", "pk",
            ),
            cards.order_by().values_list(
                Value("card", CharField()), "position", "pk",
                "slug", "short", blank, blank, "position", "pk",
            ),
            all=True,
        )
    )  # fmt: skip


def _published_shelf(collection: int) -> Rows:
    return _shelf_rows(quizzes_in(collection), collection)


_SHELF = PreparedQuery(_published_shelf, {"collection": int})


def _quiz_row(place: OpenModule, work: Work, row: tuple[Any, ...]) -> QuizRow:
    slug, title, purpose, counts, pass_percent, quiz_id = row
    return QuizRow(
        slug=slug,
        title=title,
        purpose=str(Purpose(purpose).label),
        state=work.state_by(quiz_id, counts=counts, pass_percent=pass_percent),
        path=place.url("module-quiz", slug),
    )


def _document_rows(place: OpenModule, user: "User | AnonymousUser") -> Sequence[DocumentRow]:
    if user.is_staff:
        rows = list(_with_sentence_count(documents_in(place, user)))
    else:
        rows = _DOCUMENTS.rows(collection=place.module.collection_id)
    return [
        DocumentRow(
            title=title,
            edition=str(Document.Edition(edition).label),
            author=_known(adapted_from, "author"),
            published=_known(adapted_from, "published"),
            sentence_count=count or 0,
            path=place.url("document", slug),
        )
        for slug, title, edition, adapted_from, count in rows
    ]


def _with_sentence_count(documents: QuerySet[Document]) -> Rows:
    sentences = (
        Sentence.objects.filter(document=OuterRef("pk"), number__isnull=False)
        .order_by()
        .values("document")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return documents.values_list("slug", "title", "edition", "adapted_from", Subquery(sentences))


def _learners_documents(collection: int) -> Rows:
    return _with_sentence_count(learners_documents(collection))


_DOCUMENTS = PreparedQuery(_learners_documents, {"collection": int})


def _known(adapted_from: Mapping[str, str], fact: str) -> str:
    """A fact of the original's provenance; blank when it is unknown."""
    text = adapted_from.get(fact, "")
    return "" if text == "unknown" else text
