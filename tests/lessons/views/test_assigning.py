"""The form that assigns: choose, set the rules, read them, confirm; change, take back, undo."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lessons.models import ModuleAssignment
from lessons.operations.assigning import Rules, assign_module
from quizzes.models import Assignment
from quizzes.models.quizzes import Purpose
from sources.models import Collection
from tests.factories import make_teacher_of
from tests.factories_quizzes import AssignmentFactory, quiz_of
from tests.world import make_module

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def browser(tess, client_of):
    return client_of(tess)


@pytest.fixture
def module(tess):
    return make_module("brook-farm", "Brook farm", owner=tess, rows=1)


def path_of(classroom):
    return reverse("lessons:assign", args=[classroom.pk])


def local(at):
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def posted(what, *classrooms, **fields):
    kind = "quiz" if what._meta.model_name == "quiz" else "module"
    said = {"closes_at": local(timezone.now() + DAY), "release_marks": "as-marked"}
    return {
        "what": f"{kind}-{what.pk}",
        "classrooms": [each.pk for each in classrooms],
        **said,
        **fields,
    }


def errors(response):
    return dict(response.context["form"].errors)


def test_choices_are_what_this_teacher_may_see(browser, classroom, module, oona):
    # Could leak: a draft, and what another school's teacher keeps to herself.
    quiz_of(1, title="Draft", status="draft")
    quiz_of(1, title="Oona's", collection__owner=oona, collection__visibility="private")
    page = browser.get(path_of(classroom)).content.decode()
    assert '<optgroup label="Brook farm">' in page
    assert f'value="module-{module.pk}"' in page
    assert "Draft" not in page
    assert "Oona&#x27;s" not in page


def test_what_cannot_be_chosen_is_refused_in_a_sentence(browser, classroom, oona):
    hidden = quiz_of(1, collection__owner=oona, collection__visibility="private")
    page = browser.get(path_of(classroom), {"what": f"quiz-{hidden.pk}"})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert hidden.title not in page.content.decode()


def test_every_rule_is_read_before_anything_is_assigned(browser, classroom):
    quiz = quiz_of(1, title="Wheels")
    data = posted(quiz, classroom, attempts_allowed="2", time_limit_minutes="30", step="check")
    page = browser.post(path_of(classroom), data).content.decode()
    for sentence in (
        "Each learner has 2 attempts.",
        "An attempt takes 30 minutes at most, longer for learners with extra time.",
        "(times of UTC)",
        "Nobody is asked how sure she is.",
        "after the last attempt; until then learners see their scores.",
    ):
        assert sentence in page
    assert not Assignment.objects.exists()
    assert browser.post(path_of(classroom), data | {"step": "assign"}).status_code == 302
    assert Assignment.objects.get().attempts_allowed == 2


def test_times_are_those_of_the_school(browser, classroom, school):
    school.time_zone = "America/La_Paz"
    school.save()
    quiz = quiz_of(1)
    data = posted(quiz, classroom, opens_at="2031-05-04T08:00", closes_at="2031-05-04T10:00")
    browser.post(path_of(classroom), data | {"step": "assign"})
    assert Assignment.objects.get().opens_at.isoformat() == "2031-05-04T12:00:00+00:00"


def test_exam_without_an_end_is_refused_beside_the_field(browser, classroom):
    exam = quiz_of(1, purpose=Purpose.EXAM)
    found = errors(browser.post(path_of(classroom), posted(exam, classroom, closes_at="")))
    assert list(found) == ["closes_at"]


def test_window_that_is_over_is_refused(browser, classroom):
    over = posted(quiz_of(1), classroom, closes_at="2020-01-01T08:00", opens_at="2019-01-01T08:00")
    assert errors(browser.post(path_of(classroom), over)) == {
        "closes_at": ["This is over already."]
    }


def test_exam_of_shipped_questions_says_that_its_keys_are_public(browser, classroom):
    exam = quiz_of(1, purpose=Purpose.EXAM)
    page = browser.post(path_of(classroom), posted(exam, classroom, step="check"))
    assert "and its key is public" in page.content.decode()


def test_window_shorter_than_the_time_limit_is_said(browser, classroom):
    soon = local(timezone.now() + timedelta(minutes=31))
    data = posted(quiz_of(1, time_limit_minutes=45), classroom, closes_at=soon, step="check")
    assert (
        "less than its time limit of 45" in browser.post(path_of(classroom), data).content.decode()
    )


def test_module_is_given_with_its_checks_and_ticked_quizzes(browser, classroom, module):
    spare = module.collection.quizzes.get(slug="spare")
    data = posted(module, classroom, more_quizzes=[spare.pk], step="assign")
    assert browser.post(path_of(classroom), data).status_code == 302
    given = ModuleAssignment.objects.get()
    assert {a.quiz.slug for a in given.quiz_assignments.all()} == {"check-0", "spare"}


def test_private_module_goes_only_to_classes_that_its_owner_teaches(
    browser, tess, classroom, other_classroom, module, theo, client_of
):
    Collection.objects.filter(pk=module.collection_id).update(visibility="private")
    module.collection.shares.create(user=theo)
    path = path_of(other_classroom)
    data = posted(module, other_classroom, step="assign")
    found = errors(client_of(theo).post(path, data))
    assert "9a cannot read this module" in found["classrooms"][0]


def test_several_classes_at_once(browser, tess, classroom, other_classroom):
    other_classroom.enrollments.create(user=tess, role="teacher")
    data = posted(quiz_of(1), classroom, other_classroom, step="assign")
    browser.post(path_of(classroom), data)
    assert Assignment.objects.count() == 2


def test_class_of_somebody_else_cannot_be_chosen(browser, classroom, other_classroom):
    data = posted(quiz_of(1), classroom, other_classroom, step="assign")
    assert "classrooms" in errors(browser.post(path_of(classroom), data))
    assert not Assignment.objects.exists()


def test_one_class_is_gone_to_at_once_and_several_are_asked_for(browser, classroom, tess,
                                                                other_classroom):  # fmt: skip
    quiz = quiz_of(1)
    start = reverse("lessons:assign-start")
    asked = {"what": f"quiz-{quiz.pk}"}
    assert browser.get(start, asked).url == f"{path_of(classroom)}?what=quiz-{quiz.pk}"
    other_classroom.enrollments.create(user=tess, role="teacher")
    page = browser.get(start, asked).content.decode()
    assert f"{path_of(other_classroom)}?what=quiz-{quiz.pk}" in page


# What was given


@pytest.fixture
def assigned(classroom):
    return AssignmentFactory(quiz=quiz_of(1), classroom=classroom)


def given_path(given, name="given-quiz"):
    return reverse(f"lessons:{name}", args=[given.classroom_id, given.pk])


def test_rules_are_changed(browser, assigned):
    form = {"opens_at": local(assigned.opens_at), "attempts_allowed": "3",
            "release_marks": "together"}  # fmt: skip
    assert browser.post(given_path(assigned), form).status_code == 302
    changed = Assignment.objects.get()
    assert (changed.attempts_allowed, changed.release_marks) == (3, "together")
    assert changed.opens_at == assigned.opens_at


def test_taking_back_is_undone(browser, assigned):
    browser.post(given_path(assigned, "given-quiz-take-back"))
    assert Assignment.objects.get().withdrawn_at is not None
    assert "Give it again" in browser.get(given_path(assigned)).content.decode()
    browser.post(given_path(assigned, "given-quiz-again"))
    assert Assignment.objects.get().withdrawn_at is None


def test_what_was_taken_back_is_not_changed(browser, assigned):
    browser.post(given_path(assigned, "given-quiz-take-back"))
    form = {"attempts_allowed": "3", "release_marks": "together"}
    browser.post(given_path(assigned), form)
    assert Assignment.objects.get().attempts_allowed is None


def test_what_was_taken_back_is_listed_a_module_for_its_quizzes(browser, classroom, module, tess):
    now = timezone.now()
    given = assign_module(
        module, classroom=classroom, rules=Rules(now), by=tess, at=now,
        checks=[module.collection.quizzes.get(slug="check-0")], quizzes=[],
    )  # fmt: skip
    browser.post(given_path(given, "given-module-take-back"))
    page = browser.get(reverse("lessons:taken-back", args=[classroom.pk]))
    assert [each.title for each in page.context["given"]] == ["Brook farm"]


def test_module_shows_what_came_with_it(browser, classroom, module, tess):
    now = timezone.now()
    check = module.collection.quizzes.get(slug="check-0")
    given = assign_module(
        module, classroom=classroom, rules=Rules(now), checks=[check], quizzes=[], by=tess, at=now
    )
    assert check.title in browser.get(given_path(given, "given-module")).content.decode()


def test_assignment_of_another_class_is_not_found_under_this_one(browser, classroom, tess,
                                                                 other_classroom):  # fmt: skip
    theirs = AssignmentFactory(classroom=other_classroom)
    make_teacher_of(other_classroom)
    path = reverse("lessons:given-quiz", args=[classroom.pk, theirs.pk])
    assert browser.get(path).status_code == 404


@pytest.fixture
def bare(classroom, module, tess):
    """The module with its check alone, open for a day."""
    now = timezone.now()
    check = module.collection.quizzes.get(slug="check-0")
    rules = Rules(now, now + DAY)
    return assign_module(
        module, classroom=classroom, rules=rules, checks=[check], quizzes=[], by=tess, at=now
    )


def test_other_quiz_of_a_module_is_added_afterwards(browser, bare):
    path = given_path(bare, "given-module-add")
    assert path in browser.get(given_path(bare, "given-module")).content.decode()
    spare = bare.module.collection.quizzes.get(slug="spare")
    offered = browser.get(path).context["form"].fields["more_quizzes"].queryset
    assert list(offered) == [spare]
    form = {"more_quizzes": [spare.pk], "closes_at": local(bare.closes_at), "attempts_allowed": "2",
            "release_marks": "as-marked"}  # fmt: skip
    assert browser.post(path, form).url == given_path(bare, "given-module")
    assert bare.quiz_assignments.get(quiz=spare).attempts_allowed == 2
    assert "has every published quiz of this module" in browser.get(path).content.decode()


def test_quiz_of_another_module_is_not_added(browser, bare):
    other = quiz_of(1, title="Elsewhere")
    form = {"more_quizzes": [other.pk], "release_marks": "as-marked"}
    reply = browser.post(given_path(bare, "given-module-add"), form)
    assert list(errors(reply)) == ["more_quizzes"]
    assert bare.quiz_assignments.count() == 1


def test_nothing_is_added_to_a_module_that_was_taken_back(browser, bare):
    browser.post(given_path(bare, "given-module-take-back"))
    spare = bare.module.collection.quizzes.get(slug="spare")
    form = {"more_quizzes": [spare.pk], "release_marks": "as-marked"}
    path = given_path(bare, "given-module-add")
    assert browser.post(path, form).url == given_path(bare, "given-module")
    assert bare.quiz_assignments.count() == 1


def test_number_that_no_row_can_have_is_no_error(browser, classroom):
    reply = browser.get(path_of(classroom), {"what": f"quiz-{'9' * 5000}"})
    assert reply.status_code == 200
