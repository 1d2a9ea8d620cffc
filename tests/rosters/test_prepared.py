"""Prepared queries say what the querysets say from which they are made."""

from threading import Thread

import pytest
from django.db import connection
from django.db.models import F, Value
from django.utils import timezone

from lessons.models import Step, StepCompletion
from rosters.prepared import FIRST_NUMBER, Ints, PreparedObjects, PreparedQuery, Texts
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


def steps_of(module):
    return (
        Step.objects.filter(lesson__release__module=module)
        .select_related("lesson", "document")
        .defer("prompt")
        .annotate(doubled=F("minutes") * 2)
        .order_by("pk")
    )


STEPS_OF = PreparedObjects(steps_of, {"module": int})


def test_prepared_objects_are_those_of_their_queryset(read):
    found = STEPS_OF.all(module=read.module.pk)
    expected = list(steps_of(read.module.pk))
    assert found == expected
    for one, other in zip(found, expected, strict=True):
        assert one.lesson.title == other.lesson.title
        assert (one.document, one.doubled) == (None, other.doubled)
        assert one.get_deferred_fields() == other.get_deferred_fields() == {"prompt"}


def test_prepared_objects_cost_one_statement_with_what_they_point_at(read):
    STEPS_OF.all(module=read.module.pk)
    with statements() as sent:
        assert [step.lesson.release_id for step in STEPS_OF.all(module=read.module.pk)]
    assert len(sent) == 1


def test_prepared_objects_are_new_ones_each_time(read):
    first, again = (STEPS_OF.first(module=read.module.pk) for _ in range(2))
    assert first == again
    assert first is not again


def test_prepared_objects_have_no_first_where_there_is_none():
    assert STEPS_OF.first(module=0) is None


def steps_named(slugs):
    return Step.objects.filter(slug__in=slugs).order_by("slug").values_list("slug", flat=False)


STEPS_NAMED = PreparedQuery(steps_named, {"slugs": Texts})


@pytest.mark.parametrize(
    "slugs", [["1"], ["2", "1"], ["1", "2", "3"], ["1", "1", "%", "3", "nothing"]]
)
def test_prepared_query_looks_in_lists_of_any_length(slugs):
    module_with(3)
    with statements() as sent:
        rows = STEPS_NAMED.rows(slugs=Texts(slugs))
    assert rows == list(steps_named(slugs))
    assert len(sent) == 1


def test_prepared_query_has_a_statement_for_lists_of_about_the_same_length():
    by_id = PreparedQuery(
        lambda ids: Step.objects.filter(pk__in=ids).order_by().values_list("pk"), {"ids": Ints}
    )
    commas = set()
    for length in (5, 6, 8):
        with statements() as sent:
            by_id.rows(ids=Ints(range(length)))
        commas.add(sent.counted[0].count(","))
    assert commas == {7}


def test_prepared_query_refuses_an_empty_list():
    with pytest.raises(ValueError, match="nothing to look in"):
        STEPS_NAMED.rows(slugs=Texts())


def test_prepared_query_refuses_the_clock():
    hasty = PreparedQuery(
        lambda learner: StepCompletion.objects.filter(
            learner=learner, completed_at__lt=timezone.now()
        ).values_list("pk"),
        {"learner": int},
    )
    with pytest.raises(ValueError, match="same each time"):
        hasty.rows(learner=1)


def test_prepared_query_refuses_none():
    with pytest.raises(TypeError):
        STEPS_OF.all(module=None)


@pytest.mark.django_db(transaction=True)
def test_prepared_query_is_compiled_for_each_thread(ada):
    found = []

    def ask():
        found.append(READ_BY.rows(learner=ada.pk, module=1))
        connection.close()

    READ_BY.rows(learner=ada.pk, module=1)
    other = Thread(target=ask)
    other.start()
    other.join()
    assert found == [[]]


def test_placeholders_fit_the_narrowest_whole_numbers_of_a_database() -> None:
    """PostgreSQL's `integer`: Django answers a larger number with no rows, without asking."""
    assert FIRST_NUMBER + 10_000 < 2**31
