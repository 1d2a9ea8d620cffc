"""Rows of sources and lessons, each the smallest that is valid, and a module made of them.

Titles are plain words that no page of the site says by itself, so that a test can look for them.
"""

from datetime import UTC, datetime
from typing import Any

from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from lessons.models import Lesson, Module, Release, Step
from lessons.permissions import OpenModule
from quizzes.models import Quiz
from sources.models import (
    Block,
    Collection,
    Document,
    Event,
    EventSource,
    Sentence,
    SourceCard,
    Term,
    TermSource,
)
from tests.factories_quizzes import CollectionFactory

PUBLISHED_AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


class DocumentFactory(DjangoModelFactory[Document]):
    class Meta:
        model = Document

    collection = SubFactory(CollectionFactory)
    slug = Sequence("text-{}".format)
    title = Sequence("Text {}".format)
    edition = Document.Edition.ADAPTED
    text = ""
    sha256 = Sequence("{:064x}".format)


class SourceCardFactory(DjangoModelFactory[SourceCard]):
    class Meta:
        model = SourceCard

    collection = SubFactory(CollectionFactory)
    slug = Sequence("card-{}".format)
    short = Sequence("Card {}".format)
    title = LazyAttribute(lambda card: f"Title of {card.short}")
    maker = "The town clerk"
    date = "1945"
    type = "minutes"
    purpose = "To keep what was decided."
    says = "The mill opened."
    limits = "One voice."
    citation = "Minutes, 1945."
    confidence = SourceCard.Confidence.SEEN


class TermFactory(DjangoModelFactory[Term]):
    class Meta:
        model = Term

    collection = SubFactory(CollectionFactory)
    slug = Sequence("term-{}".format)
    term = Sequence("word {}".format)
    meaning = "What it means."


class EventFactory(DjangoModelFactory[Event]):
    class Meta:
        model = Event

    collection = SubFactory(CollectionFactory)
    slug = Sequence("event-{}".format)
    date = "1945-04-18"
    title = Sequence("Event {}".format)
    why = "Because it was first."


class ModuleFactory(DjangoModelFactory[Module]):
    class Meta:
        model = Module

    collection = SubFactory(CollectionFactory)
    slug = LazyAttribute(lambda module: module.collection.slug)
    title = LazyAttribute(lambda module: module.collection.title)
    summary = "A summary."


class ReleaseFactory(DjangoModelFactory[Release]):
    class Meta:
        model = Release

    module = SubFactory(ModuleFactory)
    number = Sequence(lambda n: n + 1)
    status = Release.Status.PUBLISHED
    published_at = LazyAttribute(
        lambda release: None if release.status == Release.Status.DRAFT else PUBLISHED_AT
    )


class LessonFactory(DjangoModelFactory[Lesson]):
    class Meta:
        model = Lesson

    release = SubFactory(ReleaseFactory)
    slug = Sequence("lesson-{}".format)
    title = LazyAttribute(lambda lesson: f"Title of {lesson.slug}")
    position = Sequence(int)


class StepFactory(DjangoModelFactory[Step]):
    class Meta:
        model = Step

    lesson = SubFactory(LessonFactory)
    slug = Sequence("step-{}".format)
    title = LazyAttribute(lambda step: f"Title of {step.slug}")
    position = Sequence(int)


def document_of(*sentences: str, **fields: Any) -> Document:
    """A document of one paragraph with these sentences, keys s01, s02 …"""
    document = DocumentFactory(text=" ".join(sentences), **fields)
    block = Block.objects.create(document=document, position=1, kind=Block.Kind.PARAGRAPH)
    start = 0
    for number, sentence in enumerate(sentences, start=1):
        Sentence.objects.create(
            document=document, block=block, key=f"s{number:02}", position=number, number=number,
            start=start, end=start + len(sentence),
        )  # fmt: skip
        start += len(sentence) + 1
    return document


def module_with(*lessons: int, checks: bool = False, **collection: Any) -> OpenModule:
    """A published module with lessons `a`, `b` …, each of so many steps `1`, `2` …

    checks: the last step of each lesson is a check with its own quiz `check-a` …, without items.
    """
    module = ModuleFactory(collection=CollectionFactory(**collection))
    release = ReleaseFactory(module=module, number=1)
    add_lessons(release, *lessons, checks=checks)
    return OpenModule(module, release)


def add_lessons(release: Release, *lessons: int, checks: bool = False) -> None:
    """Lessons `a`, `b` … of so many steps each, as in `module_with`."""
    for place, count in enumerate(lessons):
        name = "abcdefgh"[place]
        lesson = LessonFactory(release=release, slug=name, position=place)
        for number in range(1, count + 1):
            quiz = None
            if checks and number == count:
                quiz, _made = Quiz.objects.get_or_create(
                    collection=release.module.collection, slug=f"check-{name}",
                    defaults={
                        "title": f"Check {name}", "status": Quiz.Status.PUBLISHED,
                        "shuffle_options": False,
                    },
                )  # fmt: skip
            kind = Step.Kind.CHECK if quiz else Step.Kind.READING
            StepFactory(lesson=lesson, slug=str(number), position=number, kind=kind, quiz=quiz)


def cite(thing: Term | Event, *cards: SourceCard) -> None:
    """Let a term or an event rest on cards."""
    for position, card in enumerate(cards):
        if isinstance(thing, Term):
            TermSource.objects.create(term=thing, card=card, position=position)
        else:
            EventSource.objects.create(event=thing, card=card, position=position)


def private_to(owner: Any) -> dict[str, Any]:
    """Fields of a collection that only its owner, and those whom she teaches, may read."""
    return {"owner": owner, "visibility": Collection.Visibility.PRIVATE}
