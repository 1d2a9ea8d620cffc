from datetime import date

import pytest

from lessons.content.dates import date_bounds


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1945-04-18", date(1945, 4, 18), date(1945, 4, 18)),
        ("1972-02", date(1972, 2, 1), date(1972, 2, 29)),
        ("1960", date(1960, 1, 1), date(1960, 12, 31)),
        ("198X", date(1980, 1, 1), date(1989, 12, 31)),
        ("1947/1952", date(1947, 1, 1), date(1952, 12, 31)),
        ("1945-05-08/1945-05-09", date(1945, 5, 8), date(1945, 5, 9)),
        ("2010~", date(2010, 1, 1), date(2010, 12, 31)),
        ("1945-08~/1946", date(1945, 8, 1), date(1946, 12, 31)),
    ],
)
def test_date_bounds_are_the_first_and_last_day(text: str, first: date, last: date) -> None:
    assert date_bounds(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "45", "1945-13", "1945-02-30", "1945-4-18", "1952/1947", "1945/", "19XX", "~", "0000"],
)
def test_date_bounds_refuse_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):
        date_bounds(text)
