"""Prepared queries say what the querysets say from which they are made."""

import pytest
from django.db.models import Value

from lessons.models import Step, StepCompletion
from lessons.reports.prepared import PreparedQuery
from tests.factories_content import module_with
from tests.factories_quizzes import NOON
from tests.statements import statements

pytestmark = pytest.mark.django_db


def read_by(learner, module):
    found = StepCompletion.objects.filter(learner_id=learner, module_id=module)
    return found.values_list("step_key", "completed_at")


READ_BY = PreparedQuery(read_by, {"learner": int, "module": int})


@pytest.fixture
def read(ada):
    place = module_with(2)
    StepCompletion.objects.create(
        learner=ada, module=place.module, step_key="a/1", completed_at=NOON
    )
    return place


def test_prepared_query_converts_values_like_its_queryset(read, ada):
    rows = READ_BY.rows(learner=ada.pk, module=read.module.pk)
    assert rows == list(read_by(ada.pk, read.module.pk)) == [("a/1", NOON)]


def test_prepared_query_takes_other_values_each_time(read, ada, ben):
    assert len(READ_BY.rows(learner=ada.pk, module=read.module.pk)) == 1
    assert READ_BY.rows(learner=ben.pk, module=read.module.pk) == []


def test_prepared_query_is_one_statement_with_the_same_text(read, ada, ben):
    with statements() as sent:
        for person in (ada, ben):
            READ_BY.rows(learner=person.pk, module=read.module.pk)
    assert len(sent) == 2
    assert sent.counted[0].split("WHERE")[0] == sent.counted[1].split("WHERE")[0]


def test_prepared_query_takes_texts_as_they_are():
    module_with(1)
    named = PreparedQuery(
        lambda title: Step.objects.filter(slug__startswith=Value(title)).values_list("slug"),
        {"title": str},
    )
    assert named.rows(title="1") == [("1",)]
    assert named.rows(title="%") == []


@pytest.mark.parametrize("values", [{"learner": 1}, {"learner": 1, "module": "1"}])
def test_prepared_query_refuses_other_parameters(values):
    with pytest.raises(TypeError):
        READ_BY.rows(**values)


def test_prepared_query_refuses_to_forget_a_parameter():
    careless = PreparedQuery(lambda slug: Step.objects.values_list("slug"), {"slug": str})
    with pytest.raises(ValueError, match="slug"):
        careless.rows(slug="1")
