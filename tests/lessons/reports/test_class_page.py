"""The page of a class: cells, who needs a look, skills, sums, its file, and what it costs."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from lessons.models import LessonCompletion, StepCompletion, StepNote
from lessons.operations.assigning import Rules, assign_module, assign_quiz
from lessons.reports.class_csv import safe
from lessons.reports.class_page import class_page
from quizzes.models import Attempt
from quizzes.models.quizzes import Purpose
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.reports import state_of
from rosters.models import User
from tests.factories import GuestFactory, make_learner_of
from tests.factories_quizzes import ESSAY, RIGHT, WRONG, fill_section, quiz_of, save
from tests.statements import statements
from tests.world import make_module

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def give(classroom, tess, now):
    """Assign a quiz of so many questions to the class, open since ten days."""

    def assigned(count=2, **fields):
        rules = Rules(now - 10 * DAY, now + DAY)
        return assign_quiz(
            quiz_of(count, **fields), classroom=classroom, rules=rules, by=tess, at=now
        )

    return assigned


@pytest.fixture
def module(tess):
    return make_module("brook-farm", "Brook farm", owner=tess, rows=2)


@pytest.fixture
def given(module, classroom, tess, now):
    return assign_module(
        module, classroom=classroom, rules=Rules(now - 10 * DAY, now + DAY), by=tess, at=now,
        checks=[module.collection.quizzes.get(slug="check-0")], quizzes=[],
    )  # fmt: skip


def take(assignment, learner, *options, at):
    """An attempt that was handed in, with these options entered."""
    attempt = start_attempt(assignment.quiz, learner=learner, at=at, assignment=assignment)
    for position, option in enumerate(options, start=1):
        save(attempt, option, position=position, base=position - 1, at=at)
    return submit_attempt(attempt, at=at)


def words(classroom, person, now, **options):
    """The cells of each learner in words, by name."""
    page = class_page(classroom, person, at=now, **options)
    return {row.name: [cell.words for cell in row.cells] for row in page.rows}


# Cells


def test_cells_of_a_quiz_tell_how_it_stands(classroom, tess, ada, ben, give, now):
    done, failed, running, essay = give(), give(), give(), give(0)
    fill_section(essay.quiz, 1, type_slug="essay", definition=ESSAY)
    take(done, ada, RIGHT, RIGHT, at=now)
    take(failed, ada, RIGHT, WRONG, at=now)
    start_attempt(running.quiz, learner=ada, at=now, assignment=running)
    written = start_attempt(essay.quiz, learner=ada, at=now, assignment=essay)
    save(written, None, text="It rests on nothing. " * 8, at=now)
    submit_attempt(written, at=now)
    assert words(classroom, tess, now) == {
        "Ada Quispe": ["2 of 2", "1 of 2, not passed", "under way", "waits for a person"],
        "Ben Larsen": ["not started"] * 4,
    }


@pytest.mark.parametrize("counts", ["best", "latest", "mean"])
def test_score_is_the_one_of_the_learners_own_report(classroom, tess, ada, give, counts, now):
    assignment = give(3, counts=counts)
    attempts = [take(assignment, ada, *answers, at=now) for answers in
                ((RIGHT, RIGHT, RIGHT), (RIGHT, WRONG, RIGHT), (WRONG, WRONG, RIGHT))]  # fmt: skip
    state = state_of(attempts, rules={"counts": counts, "pass_percent": 60})
    cell = class_page(classroom, tess, at=now).rows[0].cells[0]
    assert (cell.score, cell.possible, cell.passed) == (state.counted, state.possible, state.passed)


def test_lesson_counts_steps_read_and_checks_passed(classroom, tess, ada, ben, module, given, now):
    for key in ("lesson-0/step-0", "lesson-0/step-1", "lesson-0/gone", "lesson-1/step-0"):
        StepCompletion.objects.create(learner=ada, module=module, step_key=key)
    check = given.quiz_assignments.get()
    take(check, ada, RIGHT, RIGHT, at=now)
    release = module.releases.get()
    LessonCompletion.objects.create(
        learner=ben, module=module, lesson_slug="lesson-0", release=release
    )
    assert words(classroom, tess, now) == {
        "Ada Quispe": ["read 3 of 4", "2 of 2", "complete"],
        "Ben Larsen": ["complete", "not started", "not started"],
    }


def test_check_that_was_taken_without_the_assignment_counts(
    classroom, tess, ada, module, given, now
):
    attempt = start_attempt(given.quiz_assignments.get().quiz, learner=ada, at=now)
    save(attempt, RIGHT, at=now)
    submit_attempt(attempt, at=now)
    assert words(classroom, tess, now)["Ada Quispe"][1] == "1 of 2, not passed"


def test_practice_without_the_assignment_does_not_count(classroom, tess, ada, give, now):
    attempt = start_attempt(give().quiz, learner=ada, at=now)
    submit_attempt(attempt, at=now)
    assert words(classroom, tess, now) == {"Ada Quispe": ["not started"]}


def test_previews_set_aside_guests_and_other_classes_stand_nowhere(
    classroom, tess, ada, tom, give, now
):
    assignment = give()
    aside = take(assignment, ada, RIGHT, RIGHT, at=now)
    Attempt.objects.filter(pk=aside.pk).update(set_aside_at=now)
    start_attempt(assignment.quiz, learner=ada, at=now, assignment=assignment, preview=True)
    take(assignment, tom, RIGHT, RIGHT, at=now)
    classroom.enrollments.create(user=GuestFactory())
    page = class_page(classroom, tess, at=now)
    assert [(row.name, row.cells[0].words) for row in page.rows] == [("Ada Quispe", "not started")]
    assert page.skills == []


def test_erased_person_keeps_counting_as_a_number(classroom, tess, ada, give, now):
    take(give(), ada, RIGHT, RIGHT, at=now)
    User.objects.filter(pk=ada.pk).update(display_name="", email="", is_active=False, erased_at=now)
    assert words(classroom, tess, now) == {f"Person {ada.pk}": ["2 of 2"]}


def test_two_of_one_name_are_told_apart_by_their_log_ins(classroom, tess, ada, ben, give, now):
    make_learner_of(classroom, display_name="Zoë Ames", username="zoe.ames")
    make_learner_of(classroom, display_name="zoe ames", username="zoe.ames2")
    give()
    names = [row.name for row in class_page(classroom, tess, at=now).rows]
    assert names == [str(ada), str(ben), "Zoë Ames (zoe.ames)", "zoe ames (zoe.ames2)"]


def test_module_that_is_not_assigned_can_be_chosen(classroom, tess, ada, module, give, now):
    give()
    found = class_page(classroom, tess, module_id=module.pk, at=now).found
    assert [column.lesson or "check" for column in found.columns] == [
        "lesson-0", "check", "lesson-1",
    ]  # fmt: skip


# Look here first


def reasons(classroom, tess, now):
    stuck = class_page(classroom, tess, at=now).stuck
    return {s.row.name: [(r.title, r.fails or r.since) for r in s.reasons] for s in stuck}


def test_stuck_after_seven_days_and_not_before(classroom, tess, ada, module, given, now):
    at = now - 7 * DAY
    StepCompletion.objects.create(
        learner=ada, module=module, step_key="lesson-0/step-0", completed_at=at
    )
    assert reasons(classroom, tess, now) == {"Ada Quispe": [("Brook farm", at)]}
    assert reasons(classroom, tess, now - timedelta(seconds=1)) == {}


def test_stuck_in_a_check_after_the_second_failure(classroom, tess, ada, give, now):
    check = give(purpose=Purpose.CHECK)
    take(check, ada, WRONG, WRONG, at=now)
    assert reasons(classroom, tess, now) == {}
    take(check, ada, WRONG, WRONG, at=now)
    assert reasons(classroom, tess, now) == {"Ada Quispe": [(check.quiz.title, 2)]}
    take(check, ada, RIGHT, RIGHT, at=now)
    assert reasons(classroom, tess, now) == {}


def test_answer_saved_yesterday_is_no_standstill(classroom, tess, ada, give, now):
    assignment = give()
    attempt = start_attempt(assignment.quiz, learner=ada, at=now - 9 * DAY, assignment=assignment)
    assert list(reasons(classroom, tess, now)) == ["Ada Quispe"]
    save(attempt, RIGHT, at=now - DAY)
    assert reasons(classroom, tess, now) == {}


def test_who_has_not_started_stands_under_what_is_open_or_closed_lately(
    classroom, tess, ada, ben, give, now
):
    assignment = give()
    take(assignment, ada, RIGHT, RIGHT, at=now)

    def missing(at):
        page = class_page(classroom, tess, at=at)
        return [([row.name for row in e.rows], e.is_over) for e in page.not_started]

    assert missing(now) == [(["Ben Larsen"], False)]
    assert missing(now + 2 * DAY) == [(["Ben Larsen"], True)]
    assert missing(now + 20 * DAY) == []
    assert missing(now - 11 * DAY) == []


# Skills and sums


def test_skills_rest_on_first_attempts_of_all_learners(classroom, tess, ada, ben, now, give):
    assignment = give(0)
    fill_section(assignment.quiz, 4, skills=["sourcing"])
    for learner in (ada, ben):
        take(assignment, learner, RIGHT, RIGHT, RIGHT, WRONG, at=now)
        take(assignment, learner, WRONG, WRONG, WRONG, WRONG, at=now)
    skill = class_page(classroom, tess, at=now).skills[0]
    assert (skill.id, skill.right, skill.total, skill.learners) == ("sourcing", 6.0, 8, 2)
    assert skill.is_told
    # Wilson for 6 of 8: centre .6686, half width .2601.
    assert (round(skill.low, 2), round(skill.high, 2)) == (0.41, 0.93)


def test_seven_observations_are_too_few_to_tell(classroom, tess, ada, now, give):
    assignment = give(0)
    fill_section(assignment.quiz, 7, skills=["sourcing"])
    take(assignment, ada, *[RIGHT] * 7, at=now)
    assert not class_page(classroom, tess, at=now).skills[0].is_told


def test_sums_of_the_class(classroom, tess, ada, ben, give, now):
    assignment = give()
    take(assignment, ada, RIGHT, RIGHT, at=now)
    take(assignment, ben, RIGHT, WRONG, at=now)
    page = class_page(classroom, tess, at=now)
    assert (page.sums[0].done, page.sums[0].total, page.sums[0].mean) == (2, 2, Decimal("1.50"))
    assert (page.started, page.quizzes_done, page.waiting) == (2, 2, 0)


# The file


class Grid(HTMLParser):
    """The table of the class as rows of text, as a screen reader has them."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.inside, self.cell = [], False, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "table" and ("class", "grid") in attrs:
            self.inside = True
        elif self.inside and tag == "tr":
            self.rows.append([])
        elif self.inside and tag in ("th", "td"):
            self.cell = ""

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag in ("th", "td") and self.cell is not None:
            self.rows[-1].append(" ".join(self.cell.split()))
            self.cell = None
        elif tag == "table":
            self.inside = False


def test_file_is_the_screen_cell_by_cell(classroom, tess, ada, ben, module, given, give, client_of,
                                         now):  # fmt: skip
    StepCompletion.objects.create(learner=ada, module=module, step_key="lesson-0/step-0")
    failed, running = give(), give()
    take(failed, ada, RIGHT, WRONG, at=now)
    start_attempt(failed.quiz, learner=ada, at=now, assignment=failed)
    start_attempt(running.quiz, learner=ben, at=now, assignment=running)
    browser = client_of(tess)
    page = browser.get(reverse("lessons:class", args=[classroom.pk])).content.decode()
    shown = [row for row in Grid(page).rows if row[0]]
    file = browser.get(reverse("lessons:class-report", args=[classroom.pk]))
    text = file.content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == shown
    assert len(shown) == 4
    assert "1 of 2, not passed, under way" in shown[1]


def test_file_begins_with_its_mark_and_is_named_after_the_class(classroom, tess, ada, client_of):
    reply = client_of(tess).get(reverse("lessons:class-report", args=[classroom.pk]))
    assert reply.content.startswith(b"\xef\xbb\xbf")
    assert reply["Content-Disposition"] == 'attachment; filename="10b.csv"'


@pytest.mark.parametrize("name", ["=1+1", "+49", "-2", "@sum", "\tx", "\rx"])
def test_file_holds_no_formula(name):
    assert safe(name) == f"'{name}"


def test_plain_name_stays_as_it_is():
    assert safe("Ada-Lou = Quispe") == "Ada-Lou = Quispe"


# What it costs


@pytest.mark.parametrize(("learners", "times"), [(1, 1), (30, 1), (300, 1), (30, 10)])
def test_page_costs_ten_statements_whatever_the_class(
    classroom, tess, client_of, module, given, give, learners, times, now
):
    assignments = [give() for _number in range(3)]
    for number in range(learners):
        person = make_learner_of(classroom)
        StepCompletion.objects.create(learner=person, module=module, step_key="lesson-0/step-0")
        if number < 30:
            for _time in range(times):
                take(assignments[number % 3], person, RIGHT, WRONG, at=now)
    browser, path = client_of(tess), reverse("lessons:class", args=[classroom.pk])
    browser.get(path)
    with statements() as sent:
        page = browser.get(path)
    assert len(page.context["page"].rows) == learners
    assert len(sent) == 10


# Who is shown what


def test_teacher_and_school_admin_are_led_to_attempts(classroom, ada, give, cast, client_of,
                                                         now):  # fmt: skip
    attempt = take(give(), ada, RIGHT, RIGHT, at=now)
    path, link = reverse("lessons:class", args=[classroom.pk]), f"/attempts/{attempt.pk}/staff/"
    pages = {who: client_of(cast[who]).get(path).content.decode() for who in ("tess", "sam")}
    assert link in pages["tess"]
    assert link in pages["sam"]
    assert "Ada Quispe" in pages["sam"]


def test_notes_are_read_by_the_teacher_alone(classroom, ada, module, given, cast, client_of):
    StepNote.objects.create(
        learner=ada, module=module, step_key="lesson-0/step-0", text="I wondered about the wheel."
    )
    path = reverse("lessons:class-learner", args=[classroom.pk, ada.pk])
    pages = {who: client_of(cast[who]).get(path).content.decode() for who in ("tess", "sam")}
    assert "I wondered about the wheel." in pages["tess"]
    assert "I wondered" not in pages["sam"]


@pytest.mark.parametrize("attempts", [1, 30])
def test_page_of_a_learner_costs_ten_statements(classroom, tess, ada, module, given, give, attempts,
                                                client_of, now):  # fmt: skip
    assignment = give()
    for _number in range(attempts):
        take(assignment, ada, RIGHT, WRONG, at=now)
    StepNote.objects.create(learner=ada, module=module, step_key="lesson-0/step-0", text="Why?")
    path, browser = reverse("lessons:class-learner", args=[classroom.pk, ada.pk]), client_of(tess)
    browser.get(path)
    with statements() as sent:
        assert len(browser.get(path).context["page"].attempts) == attempts
    assert len(sent) == 10


@pytest.mark.parametrize("filled", [False, True])
def test_empty_class_says_what_will_stand_there(classroom, tess, client_of, filled):
    if filled:
        make_learner_of(classroom)
    page = client_of(tess).get(reverse("lessons:class", args=[classroom.pk])).content.decode()
    said = "Nothing is assigned to this class yet" if filled else "Nobody learns in this class yet"
    assert said in page


def test_learners_stand_by_the_letters_of_their_names(classroom, tess, now):
    for name in ("Zoe Ames", "ben Okafor", "Ángel Ruiz"):
        make_learner_of(classroom, display_name=name)
    assert list(words(classroom, tess, now)) == ["Ángel Ruiz", "ben Okafor", "Zoe Ames"]
