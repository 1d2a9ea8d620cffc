from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from quizzes.models import Attempt
from quizzes.models.quizzes import Feedback, Layout, Purpose
from quizzes.operations.attempts import (
    ExamNeedsAssignment,
    NoAttemptsLeft,
    Origin,
    QuizHasNoItems,
    start_attempt,
    submit_attempt,
)
from quizzes.reports import states_of
from rosters.models import Accommodation
from tests.factories import GuestFactory, LearnerFactory
from tests.factories_quizzes import (
    NOON,
    AssignmentFactory,
    ItemVersionFactory,
    QuizFactory,
    fill_section,
    quiz_of,
    response_of,
    started,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def start(quiz, learner=None, *, at=NOON, **more):
    return start_attempt(quiz, learner=learner or LearnerFactory(), at=at, **more)


# Starting


def test_start_makes_a_response_for_each_item_in_the_quizzes_order():
    quiz = quiz_of(3)
    attempt = start(quiz)
    asked = list(attempt.responses.values_list("position", "item_version__slots__position"))
    assert asked == [(1, 0), (2, 1), (3, 2)]


def test_start_while_one_is_running_returns_that_one():
    quiz, learner = quiz_of(3), LearnerFactory()
    assert start(quiz, learner) == start(quiz, learner, at=NOON + MINUTE)
    assert Attempt.objects.count() == 1


def test_start_after_handing_in_counts_on():
    quiz, learner = quiz_of(3), LearnerFactory()
    submit_attempt(start(quiz, learner), at=NOON)
    assert start(quiz, learner).number == 2


def test_start_copies_the_rules_and_where_it_came_from():
    quiz = quiz_of(1, pass_percent=75, certainty=True, layout=Layout.ALL_ON_ONE)
    attempt = start(quiz, origin=Origin("A lesson", "/modules/a/b/"))
    quiz.pass_percent = 10
    quiz.save()
    attempt.refresh_from_db()
    assert attempt.settings["pass_percent"] == 75
    assert (attempt.settings["certainty"], attempt.settings["layout"]) == (True, "all-on-one")
    assert (attempt.origin_title, attempt.origin_path) == ("A lesson", "/modules/a/b/")


def test_running_attempt_keeps_the_version_that_it_drew():
    attempt = started(1)
    drawn = response_of(attempt).item_version
    slot = attempt.quiz.sections.get().slots.get()
    slot.item_version = ItemVersionFactory(item=drawn.item, number=2)
    slot.save()
    assert response_of(attempt).item_version == drawn


def test_maximum_score_adds_up_the_weights():
    quiz = QuizFactory()
    for count, weight in ((2, "1.50"), (1, "4")):
        section = fill_section(quiz, count)
        section.weight = Decimal(weight)
        section.save()
    assert start(quiz).max_score == Decimal("7.00")


def test_quiz_without_items_cannot_be_started():
    with pytest.raises(QuizHasNoItems):
        start(QuizFactory())
    assert not Attempt.objects.exists()


def test_attempts_allowed_are_all_that_there_are():
    quiz, learner = quiz_of(1, attempts_allowed=2), LearnerFactory()
    for _ in range(2):
        submit_attempt(start(quiz, learner), at=NOON)
    with pytest.raises(NoAttemptsLeft):
        start(quiz, learner)


def test_attempts_of_another_learner_do_not_count():
    quiz = quiz_of(1, attempts_allowed=1)
    submit_attempt(start(quiz), at=NOON)
    assert start(quiz).number == 1


# Time


def test_deadline_is_the_limit_after_the_start():
    assert started(1, time_limit_minutes=30).deadline_at == NOON + 30 * MINUTE


def test_deadline_grows_by_the_learners_factor():
    learner = LearnerFactory()
    Accommodation.objects.create(user=learner, time_factor=Decimal("1.5"))
    attempt = started(1, learner=learner, time_limit_minutes=30)
    assert attempt.deadline_at == NOON + 45 * MINUTE
    assert attempt.settings["time_factor"] == "1.50"


def test_untimed_attempt_has_no_deadline():
    assert started(1).deadline_at is None


def test_deadline_is_never_after_the_window():
    quiz = quiz_of(1, time_limit_minutes=30)
    assignment = AssignmentFactory(quiz=quiz, closes_at=NOON + 20 * MINUTE)
    assert start(quiz, assignment=assignment).deadline_at == NOON + 20 * MINUTE


# Assignments and exams


def test_assignment_overrides_what_it_sets():
    quiz = quiz_of(1, time_limit_minutes=30, attempts_allowed=5, certainty=False)
    assignment = AssignmentFactory(
        quiz=quiz,
        time_limit_minutes=10,
        attempts_allowed=1,
        certainty=True,
        show_feedback=Feedback.AFTER_CLOSING,
    )
    attempt = start(quiz, assignment=assignment)
    assert attempt.deadline_at == NOON + 10 * MINUTE
    assert attempt.settings["attempts_allowed"] == 1
    assert attempt.settings["certainty"] is True
    assert attempt.settings["show_feedback"] == "after-closing"


def test_assignment_keeps_what_it_leaves_open():
    quiz = quiz_of(1, time_limit_minutes=30, attempts_allowed=5, certainty=True)
    attempt = start(quiz, assignment=AssignmentFactory(quiz=quiz))
    assert attempt.deadline_at == NOON + 30 * MINUTE
    assert (attempt.settings["attempts_allowed"], attempt.settings["certainty"]) == (5, True)
    assert attempt.settings["show_feedback"] == "after-submitting"


def test_assignment_and_practice_count_apart():
    quiz, learner = quiz_of(1), LearnerFactory()
    assigned = start(quiz, learner, assignment=AssignmentFactory(quiz=quiz))
    assert start(quiz, learner) != assigned
    assert list(Attempt.objects.values_list("number", flat=True)) == [1, 1]


def test_exam_without_assignment_cannot_be_started():
    with pytest.raises(ExamNeedsAssignment):
        start(quiz_of(1, purpose=Purpose.EXAM))


def test_exam_is_never_for_a_guest():
    quiz = quiz_of(1, purpose=Purpose.EXAM)
    with pytest.raises(ExamNeedsAssignment):
        start(quiz, GuestFactory(), assignment=AssignmentFactory(quiz=quiz))


def test_exam_starts_through_its_assignment():
    quiz = quiz_of(1, purpose=Purpose.EXAM)
    assert start(quiz, assignment=AssignmentFactory(quiz=quiz)).is_open


def test_guest_may_practise():
    assert start(quiz_of(1), GuestFactory()).is_open


# Drawing


def test_pool_draws_as_many_as_it_says_each_once():
    attempt = start(quiz_of(10, draw=4))
    drawn = list(attempt.responses.values_list("item_version", flat=True))
    assert len(drawn) == len(set(drawn)) == 4


def test_pool_draws_differently_by_seed_and_equally_by_the_same():
    quiz = quiz_of(10, draw=4)

    def drawn(seed):
        attempt = start(quiz, seed=seed)
        return list(attempt.responses.values_list("item_version", flat=True))

    assert drawn(1) == drawn(1)
    assert len({tuple(drawn(seed)) for seed in range(12)}) > 1


def test_pool_smaller_than_its_draw_asks_all_it_has():
    assert start(quiz_of(2, draw=4)).responses.count() == 2


def test_sections_are_asked_in_their_order():
    quiz = QuizFactory(shuffle_items=True)
    for number in (1, 2):
        section = fill_section(quiz, 4)
        section.title = f"Part {number}"
        section.save()
    titles = list(start(quiz).responses.values_list("section_title", flat=True))
    assert titles == ["Part 1"] * 4 + ["Part 2"] * 4


ENTRIES = {"entries": [{"id": f"entry-{n}", "text": f"Event {n}"} for n in range(3)]}


@pytest.mark.parametrize("shuffle", [True, False])
def test_ordering_is_never_shown_in_the_right_order(shuffle):
    quiz = QuizFactory(shuffle_options=shuffle)
    fill_section(quiz, 30, type_slug="ordering", definition=ENTRIES)
    shown = [next(iter(r.order.values())) for r in start(quiz).responses.all()]
    assert len(shown) == 30
    assert [0, 1, 2] not in shown


# Previews


def test_preview_stands_beside_a_running_attempt():
    quiz, learner = quiz_of(1), LearnerFactory()
    taken = start(quiz, learner)
    previews = [start(quiz, learner, preview=True) for _ in range(2)]
    assert len({taken, *previews}) == 3


def test_preview_uses_up_no_attempt():
    quiz, learner = quiz_of(1, attempts_allowed=1), LearnerFactory()
    submit_attempt(start(quiz, learner, preview=True), at=NOON)
    assert start(quiz, learner).number == 1


def test_preview_stands_in_no_report():
    quiz, learner = quiz_of(1), LearnerFactory()
    submit_attempt(start(quiz, learner, preview=True), at=NOON)
    assert states_of([quiz], learner) == {}


def test_preview_of_an_exam_needs_no_assignment():
    assert start(quiz_of(1, purpose=Purpose.EXAM), preview=True).is_preview


# What the database itself refuses


def running_copy(attempt, **changes):
    fields = {
        "learner": attempt.learner,
        "quiz": attempt.quiz,
        "assignment": attempt.assignment,
        "number": attempt.number + 1,
        "max_score": 1,
    }
    return Attempt.objects.create(**fields | changes)


def test_database_holds_one_running_attempt_per_practised_quiz():
    attempt = started(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        running_copy(attempt)


def test_database_holds_one_running_attempt_per_assignment():
    quiz = quiz_of(1)
    attempt = start(quiz, assignment=AssignmentFactory(quiz=quiz))
    with pytest.raises(IntegrityError), transaction.atomic():
        running_copy(attempt)


def test_database_takes_a_preview_beside_a_running_attempt():
    running_copy(started(1), kind=Attempt.Kind.PREVIEW)
    assert Attempt.objects.count() == 2


# Statements


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 30])
def test_starting_costs_the_same_however_many_items(count):
    quiz, learner = quiz_of(count), LearnerFactory()
    with statements() as seen:
        start(quiz, learner)
    reads = ["SELECT"] * 6
    assert seen.verbs() == [*reads, "INSERT", "INSERT", "UPDATE"]
    assert seen.commits == 1
