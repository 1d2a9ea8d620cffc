"""What one learner did, read in one statement."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lessons.models import LessonCompletion, StepCompletion, StepNote
from lessons.reports.work import NOTHING, work_in, works_in
from quizzes.models import Quiz
from quizzes.operations.attempts import start_attempt, submit_attempt
from tests.factories_content import module_with
from tests.factories_quizzes import NOON, RIGHT, fill_section, save
from tests.statements import statements

pytestmark = pytest.mark.django_db


def do_everything(place, learner, *, times=1):
    """Read steps, complete a lesson, write a note, hand in a check: `times` of each."""
    for n in range(times):
        StepCompletion.objects.create(
            learner=learner, module=place.module, step_key=f"a/{n}", completed_at=NOON
        )
        LessonCompletion.objects.create(
            learner=learner, module=place.module, lesson_slug=f"l{n}", release=place.release,
            completed_at=NOON,
        )  # fmt: skip
        StepNote.objects.create(
            learner=learner, module=place.module, step_key=f"a/{n}", text=f"Note {n}"
        )
        attempt = start_attempt(Quiz.objects.get(slug="check-a"), learner=learner, at=NOON)
        save(attempt, RIGHT)
        submit_attempt(attempt, at=NOON)


@pytest.fixture
def place():
    opened = module_with(2, checks=True)
    fill_section(Quiz.objects.get(slug="check-a"), 1)
    return opened


def test_work_holds_all_that_a_learner_did(place, ada):
    do_everything(place, ada)
    work = work_in(place.module, ada, notes_of_lesson="a")
    assert work.read == {"a/0": NOON}
    assert work.completed == {"l0": NOON}
    assert work.notes["a/0"].text == "Note 0"
    assert work.state(Quiz.objects.get()).passed


def test_work_keeps_scores_as_decimals_and_times_aware(place, ada):
    do_everything(place, ada)
    (attempt,) = work_in(place.module, ada).attempts[Quiz.objects.get().pk]
    assert (str(attempt.score), attempt.submitted_at) == ("1.00", NOON)


def test_work_leaves_out_notes_unless_asked(place, ada):
    do_everything(place, ada)
    assert work_in(place.module, ada).notes == {}


def test_work_leaves_out_notes_of_other_lessons(place, ada):
    do_everything(place, ada)
    assert work_in(place.module, ada, notes_of_lesson="ab").notes == {}


def test_work_leaves_out_previews(place, ada):
    start_attempt(Quiz.objects.get(), learner=ada, at=NOON, preview=True)
    assert not work_in(place.module, ada).is_started


def test_work_of_others_is_not_hers(place, ada, ben):
    do_everything(place, ben)
    assert not work_in(place.module, ada).is_started


def test_works_keep_modules_apart(ada):
    first, second = module_with(1), module_with(1)
    StepCompletion.objects.create(learner=ada, module=second.module, step_key="a/1")
    assert list(works_in([first.module, second.module], ada)) == [second.module.pk]


def test_work_of_a_visitor_is_nothing_and_asks_nothing(place):
    with statements() as sent:
        assert work_in(place.module, AnonymousUser()) is NOTHING
    assert len(sent) == 0


@pytest.mark.parametrize("times", [1, 30])
def test_work_takes_one_statement(place, ada, times):
    do_everything(place, ada, times=times)
    with statements() as sent:
        work = work_in(place.module, ada, notes_of_lesson="a")
    assert len(sent) == 1
    assert len(work.read) == len(work.notes) == times
