"""Releases when a pack is loaded again, and packs staged as a draft."""

import pytest

from lessons.models import LessonCompletion, Release, Step, StepCompletion
from lessons.operations.publishing import open_draft
from quizzes.models import Item, Quiz, Slot
from quizzes.operations.attempts import start_attempt, submit_attempt
from rosters.models import User
from tests.factories import InstructorFactory, LearnerFactory
from tests.lessons.operations.loads import (
    AT,
    CUE,
    FEEDBACK,
    LATER,
    LESSON,
    SENTENCE,
    all_rows,
    exported,
    load_files,
    module,
    with_changes,
    without,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> User:
    return InstructorFactory(username="tess")


# Lessons


def test_changed_lesson_makes_a_new_release_and_retires_the_old_one() -> None:
    load_files()
    load_files(with_changes(LESSON), at=LATER)
    new, old = module().releases.all()
    assert (new.number, new.status, new.published_at) == (2, "published", LATER)
    assert (old.number, old.status, old.published_at) == (1, "retired", AT)
    assert old.lessons.get().title == "Two dates"


def test_changed_document_makes_a_release_that_shows_the_new_version() -> None:
    load_files()
    load_files(with_changes(SENTENCE, CUE))
    shown = Step.objects.filter(kind="passage").order_by("lesson__release__number")
    assert [step.document.number for step in shown if step.document] == [1, 2]


def test_module_takes_the_words_of_the_pack() -> None:
    load_files()
    load_files(with_changes(("pack.yaml", "title: Mill town", "title: The mill town")))
    assert (module().title, module().collection.title) == ("The mill town", "The mill town")


def test_draft_of_a_person_is_left_alone_and_the_report_says_so(author: User) -> None:
    load_files()
    draft = open_draft(module(), by=author)
    draft.lessons.update(title="Her title")
    report = load_files(with_changes(LESSON))
    assert report.notes == ["The draft that somebody is editing was left alone."]
    assert draft.lessons.get().title == "Her title"
    assert module().releases.get(status="published").lessons.get().title == "Two days"


def test_published_edit_of_a_person_is_replaced_and_the_report_says_so(author: User) -> None:
    load_files()
    Release.objects.update(edited_by=author)
    report = load_files(with_changes(LESSON))
    assert "had been edited on this site (release 1)" in report.notes[0]


# Staging


def test_as_draft_stages_lessons_and_leaves_what_learners_see() -> None:
    load_files()
    before = exported()
    pins = list(Slot.objects.values_list("item_version", flat=True))
    changed = with_changes(
        LESSON, FEEDBACK, ("pack.yaml", "title: Mill town", "title: The mill town")
    )
    report = load_files(changed, as_draft=True)
    assert report.loaded
    assert "quizzes: the-check is published and was left as it is" in report.notes[0]
    assert list(module().releases.values_list("number", "status")) == [
        (2, "draft"),
        (1, "published"),
    ]
    assert list(Slot.objects.values_list("item_version", flat=True)) == pins
    assert module().title == "Mill town"
    assert exported()["lessons/01-two-dates.md"] == before["lessons/01-two-dates.md"]
    assert exported(draft=True)["lessons/01-two-dates.md"] == changed["lessons/01-two-dates.md"]


def test_as_draft_of_a_new_pack_publishes_nothing() -> None:
    load_files(as_draft=True)
    assert [r.status for r in module().releases.all()] == ["draft"]
    assert [q.status for q in Quiz.objects.all()] == ["draft"]


def test_as_draft_twice_changes_nothing() -> None:
    load_files(as_draft=True)
    before = all_rows()
    assert load_files(as_draft=True, at=LATER).is_unchanged
    assert all_rows() == before


def test_as_draft_takes_nothing_away() -> None:
    load_files()
    report = load_files(without(["items/name-it.yaml"]), as_draft=True)
    assert report.is_unchanged
    assert Item.objects.get(slug="name-it").archived_at is None


def test_as_draft_does_not_replace_the_draft_of_a_person(author: User) -> None:
    load_files()
    open_draft(module(), by=author)
    before = all_rows()
    report = load_files(with_changes(LESSON, FEEDBACK), as_draft=True)
    assert ["a draft that somebody is editing" in str(p) for p in report.problems] == [True]
    assert all_rows() == before


def test_staged_draft_gives_way_to_the_load_that_publishes() -> None:
    load_files()
    load_files(with_changes(LESSON), as_draft=True)
    load_files(with_changes(LESSON))
    assert list(module().releases.values_list("number", "status")) == [
        (2, "published"),
        (1, "retired"),
    ]


# What learners did


def test_what_learners_did_with_the_old_release_stays() -> None:
    load_files()
    learner, old = LearnerFactory(), module().releases.get()
    for step in ("before", "text", "check"):
        StepCompletion.objects.create(
            learner=learner, module=module(), step_key=f"two-dates/{step}", completed_at=AT
        )
    LessonCompletion.objects.create(
        learner=learner, module=module(), lesson_slug="two-dates", release=old, completed_at=AT
    )
    attempt = start_attempt(Quiz.objects.get(), learner=learner, at=AT)
    submit_attempt(attempt, at=AT)
    kept = (
        "lessons.StepCompletion",
        "lessons.LessonCompletion",
        "quizzes.Attempt",
        "quizzes.Response",
        "quizzes.Score",
    )
    before = {name: all_rows()[name] for name in kept}
    load_files(with_changes(SENTENCE, CUE, FEEDBACK, LESSON), at=LATER)
    assert {name: all_rows()[name] for name in kept} == before
    assert [response.item_version.number for response in attempt.responses.all()] == [1, 1]
