"""Names as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rosters.operations.pasted_names import (
    LONGEST_NAME,
    Order,
    Problem,
    TooManyLines,
    fold_to_ascii,
    like_name_key,
    propose_log_in,
    read_names,
    same_name_key,
)


def names(text: str, **options) -> list[str]:
    return [line.name for line in read_names(text, **options)]


def log_in(text: str, *, taken=()) -> str:
    return propose_log_in(read_names(text)[0], fallback="10b.1", taken=taken)


@pytest.mark.parametrize(
    "line",
    [
        "Ada Lovelace",
        "Lovelace, Ada",
        "Lovelace,Ada",
        "Lovelace;Ada",
        "Lovelace\tAda",
        "  Ada   Lovelace  ",
        "Ada\u00a0Lovelace",
        "\ufeffAda Lovelace",
        "\u200eAda\u200b Lovelace",
        "1. Lovelace, Ada",
        "12) Ada Lovelace",
        "(3) Ada Lovelace",
        "7 Ada Lovelace",
        "1;Lovelace;Ada",
        "14\tLovelace\tAda",
        "- Ada Lovelace",
        "•Ada Lovelace",
        "– Ada Lovelace",
        '"Lovelace, Ada"',
        "Ada Lovelace;;",
    ],
)
def test_line_is_read_as_one_name(line):
    assert names(line) == ["Ada Lovelace"]


@pytest.mark.parametrize(
    "line",
    [
        "Lovelace, Ada; ada@school.example",
        "Lovelace;Ada;ada@school.example",
        "ada@school.example\tLovelace\tAda",
        "Ada Lovelace <ada@school.example>",
        "Ada Lovelace ada@school.example",
        '"Lovelace, Ada",ada@school.example',
        "Lovelace,Ada,ada@school.example",
    ],
)
def test_mail_address_is_told_from_the_name(line):
    found = read_names(line)[0]
    assert (found.name, found.email) == ("Ada Lovelace", "ada@school.example")


@pytest.mark.parametrize(
    "name",
    ["Zoë O’Brien", "Anne-Marie Ng", "José Núñez", "Łukasz Żak", "李小龙", "Иван Петров", "Cher",
     "Jan van der Berg", "محمد علی", "D'Arcy Wu"],
)  # fmt: skip
def test_name_of_any_script_stays_as_it_is(name):
    assert names(name) == [name]


def test_letters_in_two_forms_are_one_name():
    assert names("Zoe\u0308 Ng") == ["Zo\u00eb Ng"]


def test_empty_lines_are_left_out_and_the_others_keep_their_number():
    assert [line.number for line in read_names("\nAda Bee\r\n\r\n  \nBen Cee\n")] == [2, 5]


def test_two_columns_are_read_in_the_order_that_is_said():
    assert names("Ada;Lovelace", order=Order.GIVEN_FIRST) == ["Ada Lovelace"]


def test_family_name_is_first_before_a_comma_in_quotes_whatever_is_said_of_columns():
    assert names('"Lovelace, Ada"', order=Order.GIVEN_FIRST) == ["Ada Lovelace"]


@pytest.mark.parametrize(
    "text",
    ["Vorname;Nachname\nAda;Lovelace", "Last name,First name\nLovelace,Ada",
     "No.\tSurname\tGiven name\tE-mail\n1\tLovelace\tAda\tada@school.example",
     "Name\nAda Lovelace"],
)  # fmt: skip
def test_header_is_no_name_and_says_the_order(text):
    assert names(text) == ["Ada Lovelace"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("12345 678", Problem.NO_LETTERS),
        ("?!", Problem.NO_LETTERS),
        ("a@school.example", Problem.NO_LETTERS),
        ("Ada;Lovelace;Byron;King", Problem.TOO_MANY_COLUMNS),
        ("Ada;a@school.example;b@school.example", Problem.TWO_MAILS),
        ("Ada Bee;ada@", Problem.BAD_MAIL),
        ("Ada " + "B" * LONGEST_NAME, Problem.TOO_LONG),
    ],
)
def test_line_that_makes_nobody_says_why(line, problem):
    assert read_names(line)[0].problem == problem


def test_two_hundred_lines_are_read_and_one_more_is_not():
    assert len(read_names("Ada Bee\n" * 200)) == 200
    with pytest.raises(TooManyLines) as error:
        read_names("Ada Bee\n" * 201)
    assert error.value.count == 201


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    for line in read_names(text[:150]):
        assert line.name == line.name.strip()
        assert len(line.name) <= LONGEST_NAME
        assert line.problem or any(each.isalpha() for each in line.name)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Lovelace", "ada.lovelace"),
        ("Zoë O'Brien", "zoe.obrien"),
        ("Anne-Marie Smith-Jones", "anne-marie.smith-jones"),
        ("Ada King Lovelace", "ada.lovelace"),
        ("Jan van der Berg", "jan.vanderberg"),
        ("van der Berg, Jan", "jan.vanderberg"),
        ("ada lovelace", "ada.lovelace"),
        ("Jürgen Groß", "jurgen.gross"),
        ("Łukasz Żak", "lukasz.zak"),
        ("Søren Ærø", "soren.aero"),
        ("Иван Петров", "ivan.petrov"),
        ("Γιώργος Παπάς", "giorgos.papas"),
        ("Cher", "cher"),
        ("李小龙", "10b.1"),
    ],
)
def test_log_in_is_spelled_in_plain_letters(line, expected):
    assert log_in(line) == expected


def test_log_in_that_is_taken_gets_a_number():
    assert log_in("Ada Lovelace", taken={"ada.lovelace", "ada.lovelace2"}) == "ada.lovelace3"


def test_long_log_in_is_cut():
    assert len(log_in("A" * 50 + " " + "B" * 50)) == 40


@given(st.text(max_size=60))
def test_folded_text_is_plain(text):
    assert set(fold_to_ascii(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_same_name_is_known_across_capitals_blanks_and_signs():
    assert same_name_key("ZOË  O’Brien") == same_name_key("Zoë OBrien")
    assert same_name_key("Zoë") != same_name_key("Zoe")
    assert same_name_key("李小龙") != same_name_key("李小明")


def test_like_names_differ_in_accents_alone():
    assert like_name_key("Zoë Núñez") == like_name_key("Zoe Nunez")
    assert like_name_key("Zoë Núñez") != like_name_key("Zoa Nunez")
