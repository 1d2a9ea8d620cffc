from pathlib import Path

import pytest

from config import env


def test_text_takes_an_empty_variable_as_not_set(monkeypatch):
    monkeypatch.setenv("GROUNDWORK_X", "  ")
    assert env.text("GROUNDWORK_X", "default") == "default"


@pytest.mark.parametrize(("value", "expected"), [("yes", True), ("On", True), ("0", False)])
def test_flag_reads_the_usual_words(monkeypatch, value, expected):
    monkeypatch.setenv("GROUNDWORK_X", value)
    assert env.flag("GROUNDWORK_X", default=not expected) is expected


def test_flag_refuses_another_word_in_a_sentence(monkeypatch):
    monkeypatch.setenv("GROUNDWORK_X", "perhaps")
    with pytest.raises(env.WrongSetting, match=r"^GROUNDWORK_X is 'perhaps'. Write yes or no.$"):
        env.flag("GROUNDWORK_X")


@pytest.mark.parametrize("value", ["many", "0", "100"])
def test_whole_number_refuses_what_is_out_of_bounds(monkeypatch, value):
    monkeypatch.setenv("GROUNDWORK_X", value)
    with pytest.raises(env.WrongSetting, match="whole number from 1 to 99"):
        env.whole_number("GROUNDWORK_X", 5, at_least=1, at_most=99)


def test_whole_number_reads_its_bounds_themselves(monkeypatch):
    monkeypatch.setenv("GROUNDWORK_X", "99")
    assert env.whole_number("GROUNDWORK_X", 5, at_least=1, at_most=99) == 99


def test_words_parts_at_commas_and_blanks(monkeypatch):
    monkeypatch.setenv("GROUNDWORK_X", "a.example, b.example  c.example")
    assert env.words("GROUNDWORK_X") == ["a.example", "b.example", "c.example"]


def test_one_of_names_what_is_allowed(monkeypatch):
    monkeypatch.setenv("GROUNDWORK_X", "green")
    with pytest.raises(env.WrongSetting, match="Write one of: red, blue"):
        env.one_of("GROUNDWORK_X", "red", ["red", "blue"])


def test_secret_prefers_the_file(monkeypatch, tmp_path):
    file = tmp_path / "secret"
    file.write_text("from the file\n")
    monkeypatch.setenv("GROUNDWORK_X", "from the variable")
    monkeypatch.setenv("GROUNDWORK_X_FILE", str(file))
    assert env.secret("GROUNDWORK_X") == "from the file"


def test_secret_says_which_file_is_missing(monkeypatch):
    monkeypatch.setenv("GROUNDWORK_X_FILE", "/nowhere/secret")
    with pytest.raises(env.WrongSetting, match="GROUNDWORK_X_FILE is '/nowhere/secret'"):
        env.secret("GROUNDWORK_X")


def test_folder_is_made_absolute(monkeypatch):
    monkeypatch.setenv("GROUNDWORK_X", "somewhere")
    assert env.folder("GROUNDWORK_X", Path()) == Path.cwd() / "somewhere"


def test_time_zone_refuses_an_unknown_name(monkeypatch):
    monkeypatch.setenv("GROUNDWORK_X", "Mars/Olympus")
    with pytest.raises(env.WrongSetting, match="'Mars/Olympus', which is no time zone"):
        env.time_zone("GROUNDWORK_X", "UTC")
