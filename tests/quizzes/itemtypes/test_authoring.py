import pytest
from django import forms
from django.http import QueryDict

from quizzes.itemtypes.authoring import Row, format_rows, options_of, parse_rows, with_ids
from quizzes.itemtypes.base import ITEM_FIELDS
from quizzes.itemtypes.registry import get_item_type
from tests.quizzes.itemtypes.gallery import FIXTURES, GalleryLibrary, read_item

PACK_ITEMS = sorted(FIXTURES.glob("*/items/*.yaml"))

TEXT = """\
* [a] The key: with a colon
> Yes.
>
> More.

The second
card: some-card
> No."""


def errors_of(text, names=()):
    with pytest.raises(forms.ValidationError) as caught:
        parse_rows(text, names)
    return caught.value.messages


def sent(**fields):
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


def test_rows_are_read_with_their_lines():
    first, second = parse_rows(TEXT, ["card"])
    assert first == Row(1, "The key: with a colon", "a", marked=True, feedback="Yes.\n\nMore.")
    assert second == Row(6, "The second", feedback="No.", named={"card": ["some-card"]})


def test_rows_are_written_as_they_are_read():
    assert format_rows(parse_rows(TEXT, ["card"])) == TEXT


def test_rows_say_which_line_cannot_be_read():
    assert errors_of("> Lost\n\n[A b] text\nnot feedback", ["card", "match"]) == [
        "Line 1: feedback needs its row above it.",
        "Line 3: an id has small letters, digits and hyphens only.",
        "Line 4: begin feedback with >, name one of card:, match:, "
        "or leave a blank line before a new row.",
    ]


def test_rows_without_id_get_free_letters():
    assert with_ids(parse_rows("one\n\n[a] two\n\nthree")) == ["b", "a", "c"]


def test_rows_say_which_line_repeats_an_id():
    with pytest.raises(forms.ValidationError, match="Line 3: the id a stands twice"):
        with_ids(parse_rows("[a] one\n\n[a] two"))


def test_options_leave_out_what_does_not_apply():
    options, keys = options_of(parse_rows("one\n\n* two\n> why"))
    assert options == [{"id": "a", "text": "one"}, {"id": "b", "text": "two", "feedback": "why"}]
    assert keys == ["b"]


@pytest.mark.parametrize("path", PACK_ITEMS, ids=lambda path: path.stem)
def test_form_gives_back_every_item_of_the_packs(path):
    item = read_item(path)
    own = {name: value for name, value in item.items() if name not in ITEM_FIELDS}
    form_class = get_item_type(item["type"]).authoring_form()
    shown = form_class(pack=own)
    data = QueryDict(mutable=True)
    for name in shown.fields:
        value = shown[name].value()
        if value is not None:
            data.setlist(name, value if isinstance(value, list) else [value])
    form = form_class(data)
    assert form.is_valid(), form.errors
    assert form.pack_fields() == own


def test_form_wants_exactly_one_key():
    form = get_item_type("choice").authoring_form()(sent(options="* one\n\n* two"))
    assert not form.is_valid()
    assert form.non_field_errors() == ["Mark exactly one answer with a star."]


def test_form_shows_what_the_type_finds_wrong():
    form_class = get_item_type("choice").authoring_form()
    form = form_class(sent(options="* one"), library=GalleryLibrary())
    assert form.non_field_errors() == ["options: at least 2 are needed."]


def test_form_shows_what_the_library_does_not_hold():
    form_class = get_item_type("verdict").authoring_form()
    data = sent(document="gone", scale="support", rows="s01\nkey: bare")
    form = form_class(data, library=GalleryLibrary())
    assert form.non_field_errors() == ["There is no document 'gone' here."]


@pytest.mark.parametrize(
    ("slug", "fields", "message"),
    [
        ("matching", {"pairs": "a text"}, "Line 1: add “match:” with the answer that fits."),
        ("cloze", {"text": "[[x]]", "gaps": "accept: a"}, "Line 1: begin a gap with its id"),
        ("numeric", {"key": "1", "near_misses": "a\n\nb"}, "Line 1: a near miss is one number."),
        (
            "essay",
            {"words_from": 1, "words_to": 2, "rubric": "Fair\nlevel: a"},
            "Line 1: add “weight:” with a whole number.",
        ),
    ],
)
def test_form_says_which_line_lacks_something(slug, fields, message):
    form = get_item_type(slug).authoring_form()(sent(**fields))
    assert not form.is_valid()
    assert form.non_field_errors()[0].startswith(message)


def test_number_field_refuses_words():
    form = get_item_type("numeric").authoring_form()(sent(key="1e5"))
    assert form.errors["key"] == ["Write one number, with a point before decimals."]
