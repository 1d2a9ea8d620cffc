"""Skills, certainty and discernment, by hand-worked numbers; no database."""

import pytest

from lessons.reports.answers import Answer
from lessons.reports.skills import (
    calibration_of,
    discernment_of,
    skill_report,
    skills_of,
    tasks_of,
)
from quizzes.grading.highlight import Marks, Tendency


def observed(skill, *values):
    return Answer("choice", 1.0, observations=[(skill, value) for value in values])


def sure(level, *fractions):
    return [Answer("choice", fraction, certainty=level) for fraction in fractions]


def test_skill_counts_right_and_total():
    (skill,) = skills_of([observed("motive", 1, 0, 1), observed("motive", 0.5)])
    assert (skill.id, skill.right, skill.total) == ("motive", 2.5, 4)


def test_skill_has_the_wilson_interval():
    # 6 of 8: centre (.75 + 3.8415/16) / (1 + 3.8415/8) = .6689, half width .2597.
    (skill,) = skills_of([observed("motive", *[1] * 6, *[0] * 2)])
    assert skill.low == pytest.approx(0.4093, abs=1e-4)
    assert skill.high == pytest.approx(0.9285, abs=1e-4)


def test_skill_looks_at_the_newest_fifty_observations():
    (skill,) = skills_of([observed("motive", *[1] * 30), observed("motive", *[0] * 30)])
    assert (skill.right, skill.total) == (30, 50)


@pytest.mark.parametrize(("count", "told"), [(7, False), (8, True)])
def test_skill_is_told_from_eight_observations(count, told):
    (skill,) = skills_of([observed("motive", *[1] * count)])
    assert skill.is_told is told


def test_skills_stand_weakest_first_and_those_not_told_last():
    answers = [
        observed("strong", *[1] * 8),
        observed("weak", *[0] * 4, *[1] * 4),
        observed("new", 0),
        observed("nearly", *[0] * 7),
    ]
    assert [s.id for s in skills_of(answers)] == ["weak", "strong", "nearly", "new"]


def test_tasks_average_the_fractions_of_a_type():
    answers = [Answer("verdict", 0.5), Answer("verdict", 1.0), Answer("choice", 0.0)]
    shares = {task.id: task.share for task in tasks_of(answers)}
    assert shares == {"verdict": 0.75, "choice": 0.0}


def test_calibration_uses_the_fraction_as_the_outcome():
    found = calibration_of([*sure(1, 1, 0.5, 0, 0), *sure(3, 1, 1)])
    assert [(level.level, level.right, level.total) for level in found.levels] == [
        (1, 1.5, 4),
        (2, 0, 0),
        (3, 2, 2),
    ]


def test_calibration_leaves_out_answers_without_certainty():
    assert calibration_of([Answer("choice", 1.0)]).total == 0


@pytest.mark.parametrize(("count", "told", "missing"), [(19, False, 1), (20, True, 0)])
def test_calibration_is_told_from_twenty_answers(count, told, missing):
    found = calibration_of(sure(2, *[1] * count))
    assert (found.is_told, found.missing) == (told, missing)


def test_level_is_too_sure_when_its_whole_interval_lies_below_the_band():
    # 4 of 20 at certainty 3: Wilson up to .416, and 3 pays from .8.
    level = calibration_of(sure(3, *[1] * 4, *[0] * 16)).levels[2]
    assert level.is_too_sure
    assert not level.is_too_shy


def test_level_is_too_shy_when_its_whole_interval_lies_above_the_band():
    # 20 of 20 at certainty 1: Wilson from .839, and 1 pays up to .667.
    level = calibration_of(sure(1, *[1] * 20)).levels[0]
    assert level.is_too_shy


def passage(hits, targets, false_alarms, lures):
    return Answer("highlight", 0.5, marks=Marks(hits, targets, false_alarms, lures))


def test_discernment_pools_all_passages():
    found = discernment_of([passage(4, 6, 1, 6), passage(2, 5, 2, 7)])
    assert found.marks == Marks(6, 11, 3, 13)
    assert found.passages == 2


@pytest.mark.parametrize(("targets", "lures"), [(19, 30), (30, 19)])
def test_discernment_needs_twenty_of_each(targets, lures):
    assert not discernment_of([passage(1, targets, 1, lures)]).is_told


def test_discernment_of_who_marks_everything_is_none_and_too_much():
    found = discernment_of([passage(20, 20, 20, 20)])
    assert found.sensitivity == pytest.approx(0)
    assert found.tendency is Tendency.MARKS_MUCH


def test_discernment_of_who_marks_half_the_targets_and_nothing_else_is_too_little():
    # H = (10 + .5) / 21 = .5, F = .5 / 21 = .0238: d' = 0 + 1.981, c = .990.
    found = discernment_of([passage(10, 20, 0, 20)])
    assert found.sensitivity == pytest.approx(1.981, abs=1e-3)
    assert found.bias == pytest.approx(0.990, abs=1e-3)
    assert found.tendency is Tendency.MARKS_LITTLE


def test_report_without_answers_tells_nothing():
    report = skill_report([])
    assert (report.answer_count, report.weakest, report.strongest) == (0, None, None)
    assert report.discernment.marks is None


def test_report_names_the_weakest_and_the_strongest_skill():
    report = skill_report([observed("weak", *[0] * 8), observed("strong", *[1] * 8)])
    assert report.weakest is not None
    assert report.strongest is not None
    assert (report.weakest.id, report.strongest.id) == ("weak", "strong")


def test_report_names_no_strongest_skill_when_only_one_can_be_told():
    report = skill_report([observed("weak", *[0] * 8), observed("strong", 1)])
    assert report.strongest is None
