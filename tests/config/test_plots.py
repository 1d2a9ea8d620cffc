"""Where the parts of plots stand, worked by hand."""

import pytest

from config.plots import CertaintyLevel, calibration_plot, percent, timeline_plot


@pytest.mark.parametrize(
    ("share", "text"), [(0.5, "50%"), (0.123456, "12.3%"), (-0.1, "0%"), (1.4, "100%")]
)
def test_percent_has_a_point_and_stays_within_the_plot(share, text):
    assert percent(share) == text


def test_timeline_puts_first_and_last_event_at_the_free_edges():
    plot = timeline_plot([(1945.0, 1945.0), (1957.0, 1957.0), (1969.0, 1969.0)])
    # 3 % free on each side: 3 + 94 × 12 / 24 = 50
    assert [dot.x for dot in plot.dots] == ["3%", "50%", "97%"]
    assert [dot.number for dot in plot.dots] == [1, 2, 3]


def test_timeline_lifts_a_dot_that_would_touch_another():
    plot = timeline_plot([(1900.0, 1900.0), (1901.0, 1901.0), (2000.0, 2000.0)])
    first, second, last = (dot.y for dot in plot.dots)
    assert second == first - 24
    assert last == first


def test_timeline_ticks_are_round_years_inside_the_line():
    plot = timeline_plot([(1943.2, 1943.2), (1972.0, 1972.0)])
    assert [tick.year for tick in plot.ticks] == [1945, 1950, 1955, 1960, 1965, 1970]


def test_timeline_of_many_events_is_a_swarm_without_numbers():
    plot = timeline_plot([(1900.0 + number, 1900.0 + number) for number in range(15)])
    assert {dot.number for dot in plot.dots} == {0}
    assert plot.radius == 4


def test_timeline_hatches_the_gap():
    plot = timeline_plot([(1945.0, 1945.0), (1969.0, 1969.0)], gap=(1945.0, 1957.0))
    assert plot.gap is not None
    assert (plot.gap.x, plot.gap.width, plot.gap.middle) == ("3%", "47%", "26.5%")


def test_timeline_without_events_is_refused():
    with pytest.raises(ValueError, match="needs an event"):
        timeline_plot([])


def test_calibration_draws_a_share_between_top_and_bottom():
    level = CertaintyLevel(
        level=1, words="guess", right=8, total=16, low=0.25, high=0.75, pays_from=0, pays_to=0.5
    )
    (whisker,) = calibration_plot([level])
    # 20 px is 100 %, 250 px is 0 %
    assert (whisker.y, whisker.low_y, whisker.high_y) == (135.0, 192.5, 77.5)
    assert (whisker.band_y, whisker.band_height) == (135.0, 115.0)
