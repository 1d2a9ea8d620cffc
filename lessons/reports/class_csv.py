"""The grid of a class as a file for a spreadsheet: the same words as on the screen."""

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from lessons.reports.class_grid import plain
from lessons.reports.class_page import ClassPage, ColumnSum

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheet programs take UTF-8 for the code page of the computer."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_of(page: ClassPage) -> str:
    """The grid as comma-separated values: a head, a row for each learner, and the foot."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerows([safe(cell) for cell in row] for row in rows_of(page))
    return out.getvalue()


def file_name_of(page: ClassPage) -> str:
    """“10b.csv”: the name of the class, as far as it can stand in a file's name."""
    name = get_valid_filename(page.classroom.name.strip(" .") or str(page.classroom.pk))
    return f"{name}.csv"


def rows_of(page: ClassPage) -> Iterator[Sequence[str]]:
    """Head, learners and foot in words."""
    yield [_("Learner"), *(column.heading for column in page.columns)]
    for row in page.rows:
        yield [row.name, *(cell.words for cell in row.cells)]
    if page.rows:
        yield [_("The class"), *(sum_words(each) for each in page.sums)]


def sum_words(found: ColumnSum) -> str:
    """“12 of 30”, with the mean of the scores where there are any."""
    done = _("%(done)d of %(total)d") % {"done": found.done, "total": found.total}
    if found.mean is None:
        return done
    return done + ", " + _("mean %(mean)s") % {"mean": plain(found.mean)}


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe keeps it what it is."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
