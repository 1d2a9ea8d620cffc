"""Pages of a PDF whose two columns were written row by row: put into reading order."""

import itertools
from dataclasses import dataclass

import pypdfium2

FEWEST_LINES = 8
"""On each page; fewer are no columns."""
FEWEST_ASIDE = 0.25
MOST_ACROSS = 0.3
FEWEST_SWITCHES = 4
NARROWEST = 0.2
MARGIN = 0.06
MOST_RECTANGLES = 2_000
PLACES = [0.5, 0.48, 0.52, 0.46, 0.54, 0.44, 0.56, 0.42, 0.58, 0.4, 0.6]


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text and where it stands, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


def text_by_columns(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> str | None:
    """The text of a page column by column; None where its own order is as good."""
    count = text_page.count_rects()
    if not FEWEST_LINES <= count <= MOST_RECTANGLES:
        return None
    lines = [Line(*text_page.get_rect(index)) for index in range(count)]
    gutter = _gutter(lines, page.get_width())
    if gutter is None or _switches(lines, gutter) < FEWEST_SWITCHES:
        return None
    ordered = _in_order(lines, gutter, page.get_height())
    texts = []
    last: Line | None = None
    for line in ordered:
        if last is not None and _is_gap(last, line):
            texts.append("")
        text = text_page.get_text_bounded(line.left, line.bottom, line.right, line.top)
        texts.append(" ".join(text.split("\n")))
        last = line
    return "\n".join(texts)


def _gutter(lines: list[Line], width: float) -> float | None:
    """Where the page is divided: hardly a line crosses it, and each side has its share."""
    for place in PLACES:
        x = place * width
        left = [line for line in lines if line.right <= x]
        right = [line for line in lines if line.left >= x]
        across = len(lines) - len(left) - len(right)
        if across <= MOST_ACROSS * len(lines) and all(
            len(side) >= FEWEST_ASIDE * len(lines) and _is_running_text(side, width)
            for side in (left, right)
        ):
            return x
    return None


def _is_running_text(side: list[Line], width: float) -> bool:
    """Whether its lines are as wide as a column's; the cells of a table are not."""
    widths = sorted(line.right - line.left for line in side)
    return widths[len(widths) // 2] >= NARROWEST * width


def _switches(lines: list[Line], gutter: float) -> int:
    """How often the page's own order jumps over the gutter."""
    sides = [line.left >= gutter for line in lines if line.right <= gutter or line.left >= gutter]
    return sum(one != other for one, other in itertools.pairwise(sides))


def _in_order(lines: list[Line], gutter: float, height: float) -> list[Line]:
    """From top to bottom; between two lines that cross the gutter, left column before right.

    What stands at the head and the foot of the page belongs to neither column.
    """
    margin = MARGIN * height
    ordered: list[Line] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in sorted(lines, key=lambda line: (-line.top, line.left)):
        is_inside = margin <= line.bottom and line.top <= height - margin
        if is_inside and (line.right <= gutter or line.left >= gutter):
            sides[line.left >= gutter].append(line)
            continue
        ordered += [*sides[0], *sides[1], line]
        sides = ([], [])
    return [*ordered, *sides[0], *sides[1]]


def _is_gap(above: Line, below: Line) -> bool:
    """Whether about a line's height lies between."""
    return above.bottom - below.top > 0.9 * max(1.0, above.top - above.bottom)
