"""Where the parts of a plot stand. Plain Python: numbers in, percentages and pixels out.

Templates draw SVG from these with classes and attributes. Horizontal places are percentages, so
that text keeps its size on a narrow screen; vertical places are pixels.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

EDGE = 3.0
"""Percent of the width that stays free on each side, so that a dot is never cut."""
MOST_NUMBERED = 14
"""Beyond this many events dots are small and without numbers: a swarm that shows where they lie."""
TICK_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Lanes:
    """How dots are stacked. gap: least distance in percent of two dots in one lane."""

    gap: float
    height: int
    radius: int


NUMBERED = Lanes(gap=7.0, height=24, radius=10)
SWARM = Lanes(gap=2.8, height=10, radius=4)


@dataclass(frozen=True, slots=True)
class Dot:
    """One event: its number (0 in a swarm), its place, and the end of its span if it has one."""

    number: int
    x: str
    y: int
    text_y: int
    until: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A year under the axis."""

    year: int
    x: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which something was absent."""

    x: str
    width: str
    middle: str


@dataclass(frozen=True, slots=True)
class TimelinePlot:
    """A whole timeline: height and axis in px, the rest in its parts."""

    height: int
    radius: int
    axis_y: int
    tick_y: int
    year_y: int
    dots: list[Dot]
    ticks: list[Tick]
    gap: Gap | None


def percent(share: float) -> str:
    """`0.5` → `50%`: one decimal at most, always with a point, never below 0 or above 100."""
    return f"{min(max(share, 0.0), 1.0) * 100:.1f}".removesuffix(".0") + "%"


def timeline_plot(
    spans: Sequence[tuple[float, float]], *, gap: tuple[float, float] | None = None
) -> TimelinePlot:
    """Lay events out on a line of years.

    spans: earliest and latest year (with fraction) of each event, in order; may not be empty.
    gap: first and last year of an absence to hatch. Dots that would touch move up a lane; many
    events become a swarm of small dots. Raises ValueError when there is no event.
    """
    if not spans:
        raise ValueError("a timeline needs an event")
    low = min(start for start, _ in spans)
    high = max(end for _, end in spans)
    width = max(high - low, 1.0)

    def place(year: float) -> float:
        return EDGE + (100 - 2 * EDGE) * (year - low) / width

    style = NUMBERED if len(spans) <= MOST_NUMBERED else SWARM
    lanes = _lanes([place(start) for start, _ in spans], style.gap)
    top = 44 if gap else 14
    axis_y = top + max(lanes) * style.height + NUMBERED.height
    dots = [
        Dot(
            number=number if style is NUMBERED else 0,
            x=percent(place(start) / 100),
            y=axis_y - lane * style.height,
            text_y=axis_y - lane * style.height + 4,
            until=percent(place(end) / 100) if place(end) - place(start) > 1 else "",
        )
        for number, ((start, end), lane) in enumerate(zip(spans, lanes, strict=True), start=1)
    ]
    return TimelinePlot(
        height=axis_y + 46,
        radius=style.radius,
        axis_y=axis_y,
        tick_y=axis_y + 20,
        year_y=axis_y + 36,
        dots=dots,
        ticks=[Tick(year, percent(place(year) / 100)) for year in _tick_years(low, high)],
        gap=_gap(gap, place) if gap else None,
    )


def _gap(gap: tuple[float, float], place: Callable[[float], float]) -> Gap:
    start, end = place(gap[0]), place(gap[1])
    return Gap(
        x=percent(start / 100),
        width=percent((end - start) / 100),
        middle=percent((start + end) / 200),
    )


def _lanes(places: Sequence[float], gap: float) -> list[int]:
    """The lowest lane for each place in which it touches no dot that is there already."""
    taken: list[list[float]] = []
    lanes = []
    for place in places:
        lane = next(
            (
                number
                for number, others in enumerate(taken)
                if all(abs(place - other) >= gap for other in others)
            ),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append(place)
        lanes.append(lane)
    return lanes


def _tick_years(low: float, high: float) -> list[int]:
    """Round years between two ends, at most `MOST_TICKS` of them."""
    span = high - low
    step = next((step for step in TICK_STEPS if span / step < MOST_TICKS), TICK_STEPS[-1])
    first = -(-int(low) // step) * step
    return [year for year in range(first, int(high) + 1, step) if year >= low]


@dataclass(frozen=True, slots=True)
class CertaintyLevel:
    """What a learner did at one level of certainty.

    right: number judged right (partly right counts in part) of total; low and high: interval of
    the true share, 0..1; pays_from and pays_to: shares 0..1 at which the level is worth choosing.
    """

    level: int
    words: str
    right: float
    total: int
    low: float
    high: float
    pays_from: float
    pays_to: float

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Whisker:
    """One level in the calibration plot, in px of its 340 × 300 box."""

    level: CertaintyLevel
    x: int
    band_y: float
    band_height: float
    y: float
    low_y: float
    high_y: float


PLOT_TOP, PLOT_HEIGHT = 20, 230
FIRST_X, NEXT_X = 90, 98


def calibration_plot(levels: Sequence[CertaintyLevel]) -> list[Whisker]:
    """Dots, whiskers and bands for up to three levels of certainty, in the order given."""

    def height(share: float) -> float:
        return round(PLOT_TOP + PLOT_HEIGHT * (1 - share), 1)

    return [
        Whisker(
            level=level,
            x=FIRST_X + NEXT_X * number,
            band_y=height(level.pays_to),
            band_height=round(PLOT_HEIGHT * (level.pays_to - level.pays_from), 1),
            y=height(level.share),
            low_y=height(level.low),
            high_y=height(level.high),
        )
        for number, level in enumerate(levels)
    ]
