"""Drafted questions that a person leaves out of their check."""

import pytest

from lessons.models import Build, BuiltPart, Module
from lessons.operations.building.build import build_module
from lessons.operations.building.decisions import decisions_of
from lessons.operations.building.leaving_out import leave_out_questions, put_questions_back
from lessons.operations.building.publishing import publish_built
from lessons.operations.building.standing import standing_of
from quizzes.models import Quiz, Slot
from rosters.models import User
from tests.lessons.operations.building.rivertown import BUILT_AT, LATER, built, decide_all, reviewed
from tests.statements import statements

pytestmark = pytest.mark.django_db

QUIZ = "the-summer-check"


@pytest.fixture
def module(tess: User) -> Module:
    return built(reviewed(tess), tess)[0]


def asked(module: Module) -> list[str]:
    slots = Slot.objects.filter(section__quiz__collection=module.collection)
    rows = slots.filter(section__quiz__slug=QUIZ).order_by("position")
    return list(rows.values_list("item_version__item__slug", flat=True))


def part_of(module: Module, slug: str) -> BuiltPart:
    return module.built_parts.get(kind="item", slug=slug)


def leave_out_first(module: Module) -> BuiltPart:
    part = part_of(module, asked(module)[0])
    assert leave_out_questions(module, parts=[part.pk], at=LATER) == 1
    part.refresh_from_db()
    return part


def test_a_question_left_out_is_asked_no_more_and_is_decided(module):
    before = asked(module)
    part = leave_out_first(module)
    assert asked(module) == before[1:]
    assert (part.decided, part.turned_down) == (True, True)
    found = next(one for one in decisions_of(module).groups[0].done if one.part == part)
    assert found.title == part.content["title"]


def test_a_second_build_leaves_it_out_too_and_does_not_take_the_quiz_for_edited(module, tess):
    part = leave_out_first(module)
    assert not standing_of(module).is_edited(("quiz", QUIZ))
    documents = list(Build.objects.latest("pk").documents.all())
    build_module(documents, by=tess, at=LATER)
    assert part.slug not in asked(module)
    part.refresh_from_db()
    assert part.turned_down


def test_a_question_is_put_back_last_and_waits_for_a_decision(module):
    before = asked(module)
    part = leave_out_first(module)
    assert put_questions_back(module, parts=[part.pk]) == 1
    assert asked(module) == [*before[1:], before[0]]
    assert part.pk in [one.part.pk for one in decisions_of(module).left]


def test_a_published_check_goes_on_asking_it_until_the_draft_is_published(module, tess):
    decide_all(module)
    publish_built(module, at=BUILT_AT, by=tess)
    before = asked(module)
    leave_out_first(module)
    assert asked(module) == before
    assert Quiz.objects.get(slug=QUIZ).status == Quiz.Status.PUBLISHED
    waits = module.built_parts.get(kind="quiz", slug=QUIZ).content["waits"]
    assert waits["items"] == before[1:]


def test_what_is_no_question_is_passed_over(module):
    part = module.built_parts.get(kind="lesson", slug="the-summer")
    assert leave_out_questions(module, parts=[part.pk], at=LATER) == 0


def test_questions_of_a_check_come_back_together(module):
    before = asked(module)
    parts = [part_of(module, slug).pk for slug in before[:2]]
    assert leave_out_questions(module, parts=parts, at=LATER) == 2
    assert asked(module) == before[2:]
    assert put_questions_back(module, parts=parts) == 2
    assert sorted(asked(module)) == sorted(before)


def test_leaving_out_costs_the_same_for_one_question_and_for_all(module):
    costs = []
    one, *others = [part_of(module, slug).pk for slug in asked(module)]
    for parts in ([one], others):
        with statements() as sent:
            leave_out_questions(module, parts=parts, at=LATER)
        costs.append(len(sent))
    assert len(others) >= 2
    assert costs[0] == costs[1]
