"""Rows of quizzes, each the smallest that is valid, and an attempt as a learner would make it.

Options stand in the order of the definition, so that the position posted is the option meant.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import QueryDict
from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from quizzes.models import (
    Assignment,
    Attempt,
    Item,
    ItemVersion,
    Quiz,
    Response,
    Section,
    Slot,
)
from quizzes.operations.attempts import start_attempt
from quizzes.operations.responses import Save, Saved, save_response
from rosters.models import User
from sources.models import Collection
from tests.factories import ClassroomFactory, LearnerFactory

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""When the attempts of the tests begin, unless a test says otherwise."""

OPTIONS = {
    "options": [
        {"id": "opt-minutes", "text": "The minutes of the meeting", "feedback": "Written there."},
        {"id": "opt-rumour", "text": "What people said next day", "feedback": "Nobody was there."},
        {"id": "opt-poster", "text": "A poster for the election", "feedback": "It wants votes."},
    ],
    "key": "opt-minutes",
}
RIGHT, WRONG, OTHER = 0, 1, 2
"""Positions of the options of `OPTIONS` as a page posts them."""

ESSAY = {
    "words": {"from": 20, "to": 400},
    "rubric": [
        {
            "id": "grounds",
            "name": "Names what the claim rests on",
            "weight": 1,
            "levels": ["no", "in part", "mostly", "fully"],
        }
    ],
}


class CollectionFactory(DjangoModelFactory[Collection]):
    class Meta:
        model = Collection

    slug = Sequence("module-{}".format)
    title = Sequence("Module {}".format)
    visibility = Collection.Visibility.PUBLIC


class ItemFactory(DjangoModelFactory[Item]):
    class Meta:
        model = Item

    collection = SubFactory(CollectionFactory)
    slug = Sequence("item-{}".format)


class ItemVersionFactory(DjangoModelFactory[ItemVersion]):
    class Meta:
        model = ItemVersion

    item = SubFactory(ItemFactory)
    number = 1
    type_slug = "choice"
    title = Sequence("Question {}".format)
    stem = "Which of these rests on somebody who was there?"
    definition = OPTIONS
    explanation = {"cue": "minutes", "why": "They were written there.", "ask": "Who saw it?"}
    digest = Sequence("{:064x}".format)


class QuizFactory(DjangoModelFactory[Quiz]):
    class Meta:
        model = Quiz

    collection = SubFactory(CollectionFactory)
    slug = Sequence("quiz-{}".format)
    title = Sequence("Quiz {}".format)
    status = Quiz.Status.PUBLISHED
    shuffle_options = False


class SectionFactory(DjangoModelFactory[Section]):
    class Meta:
        model = Section

    quiz = SubFactory(QuizFactory)
    slug = Sequence("section-{}".format)


class AssignmentFactory(DjangoModelFactory[Assignment]):
    class Meta:
        model = Assignment

    quiz = SubFactory(QuizFactory)
    classroom = SubFactory(ClassroomFactory)
    opens_at = NOON - timedelta(hours=1)


def quiz_of(count: int = 3, *, draw: int | None = None, **fields: Any) -> Quiz:
    """A published quiz with `count` choice items in one section."""
    quiz = QuizFactory(**fields)
    fill_section(quiz, count, draw=draw)
    return quiz


def fill_section(quiz: Quiz, count: int, *, draw: int | None = None, **item: Any) -> Section:
    """A section of `count` new items, all of them or `draw` of them asked."""
    section = SectionFactory(quiz=quiz, draw=draw, position=quiz.sections.count())
    for position in range(count):
        version = ItemVersionFactory(item__collection=quiz.collection, **item)
        Slot.objects.create(section=section, item_version=version, position=position)
    return section


def started(count: int = 3, *, learner: User | None = None, **fields: Any) -> Attempt:
    """An attempt at a quiz of `count` choice items, begun at noon. Fields are the quiz's."""
    return start_attempt(quiz_of(count, **fields), learner=learner or LearnerFactory(), at=NOON)


def save(
    attempt: Attempt,
    option: int | None = RIGHT,
    *,
    position: int = 1,
    tab: str = "tab-a",
    sequence: int = 0,
    base: int = 0,
    at: datetime = NOON,
    **posted: Any,
) -> Saved:
    """Save a response as its learner's page would; without an option it is blank."""
    form = QueryDict(mutable=True)
    if option is not None:
        form["option"] = str(option)
    form.update({name: str(value) for name, value in posted.items()})
    return save_response(
        Save(posted=form, tab=tab, sequence=sequence, base=base),
        learner=attempt.learner,
        attempt_id=attempt.pk,
        position=position,
        at=at,
    )


def response_of(attempt: Attempt, position: int = 1) -> Response:
    """The response at a position, as the database has it now."""
    return Response.objects.get(attempt=attempt, position=position)
