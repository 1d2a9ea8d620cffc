"""Dates that say by their form how exact they are."""

import pytest

from sources.prose.dates import date_words, read_date


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1945-04-18", "18 April 1945"),
        ("1970-06", "June 1970"),
        ("1960", "1960"),
        ("198X", "the 1980s"),
        ("1947/1952", "1947 to 1952"),
        ("1969-12/1970-04", "December 1969 to April 1970"),
        ("2010~", "about 2010"),
        ("undated", "undated"),
        ("1945-13", "1945-13"),
        ("1952/1947", "1952/1947"),
    ],
)
def test_date_is_said_as_exactly_as_it_is_known(text, words):
    assert date_words(text) == words


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1945-01-01", 1945.0, 1945.0),
        ("1960", 1960.0, 1961.0),
        ("198X", 1980.0, 1990.0),
        ("1947/1952", 1947.0, 1953.0),
    ],
)
def test_date_spans_what_it_leaves_open(text, earliest, latest):
    date = read_date(text)
    assert date is not None
    assert (date.earliest, date.latest) == (earliest, latest)
