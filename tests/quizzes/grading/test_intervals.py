import pytest

from quizzes.grading.intervals import wilson
from tests.quizzes.grading.worked import quoted


def test_wilson_is_that_of_the_page():
    quoted("8 of 10: centre 0.717, half-width 0.227, so 0.490 to 0.943")
    assert wilson(0.8, 10) == pytest.approx((0.490, 0.943), abs=0.0005)


@pytest.mark.parametrize(("mean", "end"), [(0.0, 0), (1.0, 1)])
def test_wilson_stays_inside_0_to_1(mean, end):
    interval = wilson(mean, 8)
    assert interval[end] == pytest.approx(mean)
    assert 0 <= interval[0] < interval[1] <= 1


def test_wilson_narrows_with_more_observations():
    few, many = wilson(0.5, 10), wilson(0.5, 1000)
    assert many[1] - many[0] < few[1] - few[0]


@pytest.mark.parametrize(("mean", "count"), [(0.5, 0), (1.5, 3), (-0.1, 3)])
def test_wilson_refuses_what_is_no_share(mean, count):
    with pytest.raises(ValueError, match="interval needs"):
        wilson(mean, count)
