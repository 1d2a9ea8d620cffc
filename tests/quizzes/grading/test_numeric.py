import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading.numeric import (
    AmbiguousNumber,
    NotANumber,
    OtherUnit,
    is_in_range,
    is_within,
    parse_number,
    plain_number,
)
from tests.quizzes.grading.worked import quoted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("−3", "-3"),
    ],
)
def test_number_is_read_as_the_page_says(text, value):
    quoted(f'"{text}" is {value}')
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24", "24"),
        (" 24 ", "24"),
        ("+24", "24"),
        ("24,5", "24.5"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("0,125", "0.125"),
        ("1.234", "1.234"),
        ("1,2345", "1.2345"),
        ("1\u202f234\u202f567", "1234567"),
        ("1’234", "1234"),
        ("1.234.567", "1234567"),
        ("- 3", "-3"),
        ("–3,5", "-3.5"),
        ("٢٤", "24"),
        ("２４", "24"),
        ("-0", "0"),
        ("007", "7"),
    ],
)
def test_number_is_read_in_many_spellings(text, value):
    assert str(parse_number(text)) == str(Decimal(value))


def test_number_with_two_readings_is_refused():
    quoted('"1,234" can be read in two ways and is refused with a sentence')
    with pytest.raises(AmbiguousNumber):
        parse_number("1,234")


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "two dozen", "1e5", "1E999999999", "NaN", "Infinity", "--3", "-+3", "3-4",
        "1/2", "½", "1.2.3", "1,23,456.7", "12,34,567", ",", "-", "1 2", "9" * 61, "24 25",
    ],
)  # fmt: skip
def test_number_refuses_what_is_not_one_number(text):
    with pytest.raises(NotANumber):
        parse_number(text, unit="years")


@pytest.mark.parametrize(
    ("text", "unit"),
    [("24 years", "years"), ("24 YEARS.", "years"), ("50%", "%"), ("3 m²", "m²"), ("3", "km")],
)
def test_number_may_be_followed_by_its_unit(text, unit):
    assert parse_number(text, unit=unit) == Decimal(text.split()[0].rstrip("%"))


@pytest.mark.parametrize(("text", "unit"), [("24 days", "years"), ("50 %", ""), ("5 €", "$")])
def test_number_refuses_another_unit(text, unit):
    with pytest.raises(OtherUnit):
        parse_number(text, unit=unit)


def test_tolerance_includes_its_edge():
    quoted("key 24, tolerance 0.5: 24.5 earns 1, 24.6 earns 0")
    key, tolerance = Decimal(24), Decimal("0.5")
    assert is_within(Decimal("24.5"), key=key, tolerance=tolerance)
    assert not is_within(Decimal("24.6"), key=key, tolerance=tolerance)


@pytest.mark.parametrize(("value", "inside"), [(19, False), (20, True), (21, True), (22, False)])
def test_range_includes_both_ends(value, inside):
    assert is_in_range(Decimal(value), low=Decimal(20), high=Decimal(21)) is inside


def test_plain_number_has_no_exponent():
    written = [plain_number(Decimal(text)) for text in ("24.50", "1E+3", "0.0", "100")]
    assert written == ["24.5", "1000", "0", "100"]


@given(st.text(max_size=70))
def test_number_is_read_or_refused_whatever_is_written(text):
    with contextlib.suppress(NotANumber):
        assert parse_number(text).is_finite()


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-9999, max_value=9999)
)
def test_number_reads_back_what_it_writes(value):
    assert parse_number(plain_number(value)) == value
