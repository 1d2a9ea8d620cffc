"""Dates of sentences, in the forms of a timeline."""

import pytest

from lessons.content.dates import date_bounds
from sources.pipeline.candidates.dates import dates_in

FORMS = {
    "On 18 April 1945 notes were exchanged.": ["1945-04-18"],
    "April 18th, 1945 was a cold day.": ["1945-04-18"],
    "In April of 1945 they met.": ["1945-04"],
    "El 18 de abril de 1945 se firmó.": ["1945-04-18"],
    "En septiembre del 2001 se reunieron.": ["2001-09"],
    "It sat from 2016 to 2018.": ["2016/2018"],
    "Between 1947 and 1952 the port was closed.": ["1947/1952"],
    "It was shut in 1947 and 1952.": ["1947", "1952"],
    "The war of 1947–52 was long.": ["1947/1952"],
    "The fair of 18–20 April 1945 was full.": ["1945-04-18/1945-04-20"],
    "From March 1947 to May 1952 it stood.": ["1947-03/1952-05"],
    "In the 1970s and the early 1980s it grew.": ["197X", "198X~"],
    "En la década de 1980 creció.": ["198X"],
    "It was built in the nineteenth century.": ["1801/1900"],
    "Se construyó en el siglo XVI.": ["1501/1600"],
    "It opened about 2010.": ["2010~"],
    "Se abrió hacia 1900.": ["1900~"],
    "It is dated 2024-01-05.": ["2024-01-05"],
    "The 1945 elections were lost.": ["1945"],
    "Signed on 18/04/1945.": ["1945-04-18"],
    "Signed on 04/05/1945.": ["1945"],
}  # fmt: skip
NO_DATES = [
    "1500 people came to the launch.",
    "The book counts 1,945 carts.",
    "It cost $1945.",
    "He wrote 1500 words.",
    "See page 1945 of the book.",
    "An army of 1800 soldiers came.",
    "A total of 1800 was counted.",
    "She may come in the autumn.",
]
RELATIVE = {
    "Two years later the company lost money.": "Two years later",
    "It was sold last year.": "last year",
    "They met in April.": "in April",
    "Hace dos años se vendió.": "Hace dos años",
}


@pytest.mark.parametrize("text", FORMS)
def test_dates_in_gives_the_form_that_says_how_exact_it_is(text: str) -> None:
    assert [date.form for date in dates_in(text)] == FORMS[text]


@pytest.mark.parametrize("text", FORMS)
def test_every_form_is_one_that_a_timeline_reads(text: str) -> None:
    for date in dates_in(text):
        date_bounds(date.form)


@pytest.mark.parametrize("text", NO_DATES)
def test_dates_in_takes_no_count_for_a_year(text: str) -> None:
    assert dates_in(text) == ()


@pytest.mark.parametrize("text", RELATIVE)
def test_dates_in_says_that_a_date_cannot_be_resolved(text: str) -> None:
    [date] = dates_in(text)
    assert (date.form, date.precision, date.words) == ("", "relative", RELATIVE[text])


def test_dates_in_refuses_a_day_that_no_calendar_has() -> None:
    assert [date.form for date in dates_in("It was on 31 February 1945.")] == ["1945-02"]


def test_dates_in_gives_the_place_of_the_words() -> None:
    text = "It was signed on 18 April 1945 at noon."
    [date] = dates_in(text)
    assert text[date.start : date.end] == date.words == "18 April 1945"
