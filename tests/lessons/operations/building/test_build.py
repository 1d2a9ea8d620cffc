"""The first build: from a reviewed document to a draft that can be walked through."""

import pytest
from django.db import IntegrityError

from lessons import tasks
from lessons.models import Build, BuiltPart, Release, Step
from lessons.operations.building.build import (
    LONGEST,
    DocumentsApart,
    NothingToBuildFrom,
    begin_build,
    build_module,
    module_for,
)
from quizzes.models import Quiz
from rosters.models import User
from tests.factories_quizzes import CollectionFactory
from tests.labelled import labelled_document, weak
from tests.lessons.operations.building.rivertown import BUILT_AT, LATER, built, reviewed

pytestmark = pytest.mark.django_db


def test_a_build_makes_a_module_with_a_draft_of_one_lesson_a_section(tess: User) -> None:
    module, _build = built(reviewed(tess), tess)
    draft = module.releases.get()
    assert (module.title, module.slug) == ("Rivertown", "rivertown")
    assert (draft.status, draft.edited_by) == (Release.Status.DRAFT, tess)
    assert [lesson.title for lesson in draft.lessons.all()] == ["The summer", "The autumn"]


def test_a_lesson_has_an_opening_a_passage_a_check_and_a_look_back(tess: User) -> None:
    module, _build = built(reviewed(tess), tess)
    steps = Step.objects.filter(lesson__release__module=module, lesson__slug="the-summer")
    assert [(step.slug, step.kind) for step in steps] == [
        ("before-you-read", "reading"),
        ("passage-1", "passage"),
        ("check", "check"),
        ("looking-back", "reading"),
    ]


def test_a_passage_shows_the_sentences_of_its_section(tess: User) -> None:
    module, _build = built(reviewed(tess), tess)
    step = Step.objects.get(lesson__release__module=module, lesson__slug="the-autumn",
                            slug="passage-1")  # fmt: skip
    assert (step.document.slug, step.from_key, step.to_key) == ("towns", "h2", "s18")


def test_a_check_asks_a_quiz_that_is_a_draft(tess: User) -> None:
    module, _build = built(reviewed(tess), tess)
    quiz = Quiz.objects.get(collection=module.collection, slug="the-summer-check")
    assert quiz.status == Quiz.Status.DRAFT
    asked = quiz.sections.get().slots.values_list("item_version__item__slug", flat=True)
    assert "towns-mark-vague-amount-1" in asked


def test_every_part_waits_for_a_decision(tess: User) -> None:
    module, _build = built(reviewed(tess), tess)
    assert set(module.built_parts.values_list("kind", flat=True)) >= {
        BuiltPart.Kind.LESSON, BuiltPart.Kind.STEP, BuiltPart.Kind.QUIZ, BuiltPart.Kind.ITEM,
    }  # fmt: skip
    assert not module.built_parts.filter(decided=True).exists()


def test_a_document_is_built_only_in_its_current_version(tess: User) -> None:
    document = reviewed(tess, superseded_at=BUILT_AT)
    with pytest.raises(NothingToBuildFrom):
        build_module([document], by=tess, at=BUILT_AT)


def test_documents_of_two_shelves_make_no_module(tess: User) -> None:
    other = labelled_document([weak("Many came.")], collection=CollectionFactory(owner=tess))
    with pytest.raises(DocumentsApart):
        build_module([reviewed(tess), other], by=tess, at=BUILT_AT)


def test_a_build_that_its_server_left_off_is_done_by_the_next(tess: User) -> None:
    document = reviewed(tess)
    module = module_for([document], title="Rivertown", by=tess)
    left = begin_build(module, [document], by=tess, at=BUILT_AT)
    Build.objects.filter(pk=left.pk).update(status=Build.Status.RUNNING)
    tasks.build.func(left.pk)
    left.refresh_from_db()
    assert left.status == Build.Status.DONE
    assert left.release is not None


def test_a_build_that_died_does_not_hold_up_the_next(tess: User) -> None:
    document = reviewed(tess)
    module = module_for([document], title="Rivertown", by=tess)
    died = begin_build(module, [document], by=tess, at=BUILT_AT)
    with pytest.raises(IntegrityError):
        begin_build(module, [document], by=tess, at=BUILT_AT + LONGEST)
    begin_build(module, [document], by=tess, at=LATER)
    died.refresh_from_db()
    assert died.status == Build.Status.FAILED
