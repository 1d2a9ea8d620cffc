"""No key before it may be seen: pages with one set of secrets and with another are the same bytes.

(Decision 32.) Print needs no test of its own: paper gets the same bytes as the screen.
"""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.itemtypes.base import ItemType
from quizzes.itemtypes.registry import all_item_types, get_item_type
from quizzes.models import Attempt, Mark, Quiz
from quizzes.models.quizzes import Feedback, Layout, Purpose
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.marking import Seen, mark_response
from quizzes.operations.responses import Save, check_response, save_response
from rosters.models import Classroom, User
from sources.models import Collection
from tests.addresses import all_addresses
from tests.examples import examples_of
from tests.factories import AccommodationFactory
from tests.factories_quizzes import AssignmentFactory
from tests.keys.twins import (
    answer_of,
    exchange,
    fill,
    page_of,
    settle_orders,
    twin_quiz,
)
from tests.world import World, make_world

pytestmark = pytest.mark.django_db

Pages = dict[str, str]

TYPES = [pytest.param(kind, id=kind.slug) for kind in all_item_types()]
LIMITED = {"attempts_allowed": 2}


@pytest.fixture
def world(cast: Mapping[str, User], classroom: Classroom) -> World:
    """The world of all page tests; its check also asks one twin of every type, twice at most."""
    AccommodationFactory(user=cast["ada"])

    def ask_all_types(quiz: Quiz) -> None:
        Quiz.objects.filter(pk=quiz.pk).update(**LIMITED)
        quiz.refresh_from_db()
        fill(quiz, all_item_types())

    made = make_world(cast, classroom, fill=ask_all_types)
    settle_orders(made.check)
    return made


@pytest.fixture
def shelf(world: World) -> Collection:
    return world.own.collection


@pytest.fixture
def browser(ada: User) -> Client:
    client = Client()
    client.force_login(ada)
    return client


def begin(quiz: Quiz, learner: User, *, answered: bool = True, **options: object) -> Attempt:
    """An attempt with every twin answered."""
    attempt = start_attempt(quiz, learner=learner, at=timezone.now(), **options)
    settle_orders(quiz)
    if answered:
        for response in attempt.responses.select_related("item_version"):
            save_response(
                Save(posted=answer_of(response)), learner=learner, attempt_id=attempt.pk,
                position=response.position, at=timezone.now(),
            )  # fmt: skip
    return attempt


def done(quiz: Quiz, learner: User, **options: object) -> Attempt:
    return submit_attempt(begin(quiz, learner, **options), at=timezone.now())


def at(name: str, attempt: Attempt, *parts: int) -> str:
    return reverse(f"quizzes:{name}", args=[attempt.pk, *parts])


def assert_same_with_other_secrets(
    browser: Client, pages: Pages, shelf: Collection, *, status: int = 200
) -> None:
    """Each page is shown, and shown alike after every secret was exchanged."""
    before = {name: page_of(browser, path) for name, path in pages.items()}
    assert {name: code for name, (code, _content) in before.items() if code != status} == {}
    exchange(shelf)
    after = {name: page_of(browser, path) for name, path in pages.items()}
    assert [name for name in pages if before[name] != after[name]] == []


@pytest.mark.parametrize("answered", [False, True], ids=["blank", "answered"])
@pytest.mark.parametrize("kind", TYPES)
def test_question_holds_no_key(kind: ItemType, answered: bool, browser, ada, shelf):
    pages = {}
    for layout in Layout:
        attempt = begin(twin_quiz([kind], shelf, layout=layout), ada, answered=answered)
        pages |= {
            f"{layout} question": at("attempt-item", attempt, 1),
            f"{layout} overview": at("attempt-overview", attempt),
            f"{layout} receipts": at("attempt-receipts", attempt),
            f"{layout} quiz": reverse("quizzes:quiz", args=[attempt.quiz_id]),
        }
        if answered:
            # They check what was saved against the saves, so an exchanged answer is found out.
            del pages[f"{layout} receipts"]
    assert_same_with_other_secrets(browser, pages, shelf)


@pytest.mark.parametrize("kind", TYPES)
def test_review_before_the_keys_holds_none(kind: ItemType, browser, ada, classroom, shelf):
    """With an attempt left; of an exam and of “after closing”, while the window is open."""
    exam = twin_quiz([kind], shelf, purpose=Purpose.EXAM, certainty=True)
    late = twin_quiz([kind], shelf, show_feedback=Feedback.AFTER_CLOSING)
    attempts = {"limited": done(twin_quiz([kind], shelf, **LIMITED), ada)}
    for name, quiz in (("exam", exam), ("after closing", late)):
        assignment = AssignmentFactory(
            quiz=quiz, classroom=classroom, closes_at=timezone.now() + timedelta(days=1)
        )
        attempts[name] = done(quiz, ada, assignment=assignment)
    pages = {name: at("attempt-review", attempt) for name, attempt in attempts.items()}
    assert_same_with_other_secrets(browser, pages, shelf)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("kind", TYPES)
def test_question_beside_a_checked_one_holds_no_key(kind: ItemType, layout, browser, ada, shelf):
    """Feedback after each shows the key of what was checked, and of nothing else."""
    quiz = twin_quiz([kind, kind], shelf, show_feedback=Feedback.AFTER_EACH, layout=layout)
    attempt = begin(quiz, ada)
    checked, other = attempt.responses.select_related("item_version")
    check_response(learner=ada, attempt_id=attempt.pk, position=1, at=timezone.now())
    # The checked one keeps its key.
    checked.item_version.stem = "Another question."
    checked.item_version.save()
    path = at("attempt-item", attempt, other.position)
    assert_same_with_other_secrets(browser, {"question": path}, shelf)


@pytest.mark.parametrize("kind", TYPES)
def test_preview_of_a_peer_holds_no_key(kind: ItemType, theo, shelf):
    """A colleague tries a draft, as a learner would."""
    shelf.visibility = Collection.Visibility.SCHOOL
    shelf.save()
    quiz = twin_quiz([kind], shelf, status=Quiz.Status.DRAFT)
    browser = Client()
    browser.force_login(theo)
    reply = browser.post(reverse("quizzes:quiz-preview", args=[quiz.pk]))
    attempt = Attempt.objects.get(quiz=quiz)
    assert (reply.status_code, attempt.kind) == (302, Attempt.Kind.PREVIEW)
    settle_orders(quiz)
    pages = {
        "question": at("attempt-item", attempt, 1),
        "overview": at("attempt-overview", attempt),
    }
    assert_same_with_other_secrets(browser, pages, shelf)


@pytest.mark.parametrize("member", ["ada", "ben"])
def test_no_page_of_a_learner_holds_a_key(member, world, cast, shelf):
    """Every address of the resolver, the admin's too, as somebody who took all types of task."""
    browser = Client()
    browser.force_login(cast[member])
    pages = {
        f"{address.route} {example.about}": example.path(address)
        for address in all_addresses()
        for example in examples_of(address, world, cast)
        if address.name != "rosters:password-reset-confirm"
    }
    before = {name: page_of(browser, path) for name, path in pages.items()}
    assert sum(status == 200 for status, _content in before.values()) > 20
    exchange(shelf)
    after = {name: page_of(browser, path) for name, path in pages.items()}
    assert [name for name in pages if before[name] != after[name]] == []


def test_no_preview_of_a_module_holds_its_notes_for_teachers(world, cast, shelf, tess):
    """Staff see a release as learners do: without keys, and without the notes."""
    browser = Client()
    browser.force_login(tess)
    pages = {
        f"{address.route} {example.about}": example.path(address)
        for address in all_addresses()
        if address.name.startswith("lessons:preview:")
        for example in examples_of(address, world, cast)
    }
    before = {name: page_of(browser, path) for name, path in pages.items()}
    exchange(shelf)
    after = {name: page_of(browser, path) for name, path in pages.items()}
    assert [name for name in pages if before[name] != after[name]] == []


def marked(attempt: Attempt, by: User) -> Mark:
    response = attempt.responses.select_related("item_version").get()
    kind = get_item_type(response.item_version.type_slug)
    rubric = kind.rubric(kind.load(response.item_version.definition))
    return mark_response(
        response,
        levels={criterion.id: 2 for criterion in rubric},
        comment="Which page of it?",
        by=by,
        at=timezone.now(),
        seen=Seen(0, response.revision),
    )


def test_mark_before_its_release_reaches_no_page_of_its_learner(world, browser, shelf):
    written = world.written.attempt
    pages = {
        "review": at("attempt-review", written),
        "receipts": at("attempt-receipts", written),
        "assignment": reverse("quizzes:assignment", args=[written.assignment_id]),
        "start": reverse("lessons:catalogue"),
        "progress": reverse("lessons:progress"),
        "module": reverse("lessons:module", args=[world.own.slug]),
        "of module": reverse("lessons:progress-module", args=[world.own.slug]),
    }
    assert_same_with_other_secrets(browser, pages, shelf)


def test_released_mark_brings_no_model_answer(browser, ada, tess, classroom, shelf):
    """Nor what else the marker reads, before the keys may be seen."""
    quiz = twin_quiz([get_item_type("essay")], shelf, purpose=Purpose.EXAM)
    assignment = AssignmentFactory(
        quiz=quiz, classroom=classroom, closes_at=timezone.now() + timedelta(days=1)
    )
    attempt = done(quiz, ada, assignment=assignment)
    assert marked(attempt, tess).released_at is not None
    path = at("attempt-review", attempt)
    assert b"Which page of it?" in browser.get(path).content
    assert_same_with_other_secrets(browser, {"review": path}, shelf)


def test_review_with_keys_tells_the_secrets_apart(world, browser, ada, shelf):
    """Otherwise the tests above would hold of anything."""
    kinds = [kind for kind in all_item_types() if not kind.needs_person]
    attempt = done(twin_quiz(kinds, shelf), ada)
    path = at("attempt-review", attempt)
    before = page_of(browser, path)
    exchange(shelf)
    assert page_of(browser, path) != before


def test_review_with_one_attempt_left_tells_not_which_answer_was_right(browser, ada, shelf):
    """Total and number of right answers show; the same for either of two answers being right."""
    kind = get_item_type("choice")
    attempt = done(twin_quiz([kind, kind], shelf, certainty=True, **LIMITED), ada)
    path = at("attempt-review", attempt)
    first, second = (response.scores.get() for response in attempt.responses.all())
    pages = []
    for right, wrong in ((first, second), (second, first)):
        type(right).objects.filter(pk=right.pk).update(fraction=1, score=1)
        type(wrong).objects.filter(pk=wrong.pk).update(fraction=0, score=0)
        pages.append(page_of(browser, path))
    assert pages[0] == pages[1]
    assert b"1 of 2 answers" in pages[0][1]


def test_review_with_one_attempt_left_shows_no_certainty_mark(browser, ada, shelf):
    """Beside the certainty of each answer, that total would tell which of them was right."""
    quiz = twin_quiz([get_item_type("choice")], shelf, certainty=True, **LIMITED)
    attempt = done(quiz, ada)
    assert attempt.certainty_score == 2
    path = at("attempt-review", attempt)
    assert b"with certainty counted" not in browser.get(path).content
    done(quiz, ada)
    assert b"with certainty counted" in browser.get(path).content
