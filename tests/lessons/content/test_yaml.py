import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.content.problems import Json
from lessons.content.yaml_reader import read_yaml, tag_of
from lessons.content.yaml_writer import write_yaml

NAMES = st.sampled_from(["title", "why", "ask", "stem", "known", "cue"])
TEXTS = st.text(max_size=60) | st.text(alphabet="ab \n'\":#-[{|>~0.5\t\x85\ufeff", max_size=30)
LEAVES = TEXTS | st.integers(-(10**12), 10**12) | st.booleans()
VALUES = st.recursive(
    st.dictionaries(NAMES, LEAVES, min_size=1, max_size=4),
    lambda inner: st.dictionaries(
        NAMES,
        LEAVES | inner | st.lists(LEAVES | inner, min_size=1, max_size=3),
        min_size=1,
        max_size=4,
    ),
    max_leaves=12,
)


@given(VALUES)
def test_yaml_round_trip_keeps_any_value(value: Json) -> None:
    read, _, problems = read_yaml(write_yaml(value), file="x.yaml")
    assert (read, problems) == (value, [])


@given(st.lists(VALUES | TEXTS, min_size=1, max_size=4))
def test_yaml_round_trip_keeps_any_list(value: list[Json]) -> None:
    assert read_yaml(write_yaml(value), file="x.yaml")[0] == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1969", "ask: '1969'"),
        ("no", "ask: 'no'"),
        ("1945-04-18", "ask: '1945-04-18'"),
        ("9:00", "ask: '9:00'"),
        ("1e3", "ask: '1e3'"),
        ("Bolivia: a state", "ask: 'Bolivia: a state'"),
        ('"Vital"', "ask: '\"Vital\"'"),
        ("it's", "ask: it's"),
        ("1970-06", "ask: 1970-06"),
        ("1947/1952", "ask: 1947/1952"),
        ("2010~", "ask: 2010~"),
        ("198X", "ask: 198X"),
        ("a #1", "ask: 'a #1'"),
        ("a\tb", 'ask: "a\\tb"'),
    ],
)
def test_writer_quotes_only_what_yaml_would_read_as_something_else(text: str, line: str) -> None:
    assert write_yaml({"ask": text}) == line + "\n"


def test_writer_puts_prose_into_a_block_with_blank_lines_kept() -> None:
    assert write_yaml({"why": "One: a.\n\nTwo."}) == "why: |-\n  One: a.\n\n  Two.\n"


def test_writer_indents_lists_and_maps_by_two() -> None:
    value: Json = {"notes": [{"at": "s01", "note": "One."}]}
    assert write_yaml(value) == "notes:\n  - at: s01\n    note: |-\n      One.\n"


@pytest.mark.parametrize("value", [{}, [], {"a": None}, {"a": []}, {"a": [["b"]]}])
def test_writer_refuses_what_a_pack_cannot_hold(value: Json) -> None:
    with pytest.raises(ValueError, match="pack"):
        write_yaml(value)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: b\nc: &x d\n", 2, "no YAML anchors"),
        ("a: &x b\nc: *x\n", 2, "no YAML aliases"),
        ("a: b\nc: !!str d\n", 2, "no YAML tags"),
        ("a: b\n# why\nc: d\n", 2, "comment would be lost"),
        ("a: b  # why\n", 1, "comment would be lost"),
        ("a: |-  # why\n  b\n", 1, "comment would be lost"),
        ("a: b\nc:\n", 2, "This is empty"),
        ("a: b\nc: ~\n", 2, "This is empty"),
        ("a: b\nc: [d]\n", 2, "one entry a line"),
        ("a: b\nc: {}\n", 2, "one entry a line"),
        ("a: b\na: c\n", 2, "`a` stands here twice"),
        ("a: b\nc: 1945-04-18\n", 2, "quotes: '1945-04-18'"),
        ("a: b\nc: 2.5\n", 2, "quotes: '2.5'"),
        ("a: b\nc: 9:00\n", 2, "quotes: '9:00'"),
        ("a: b\nc: no\n", 2, "quotes: 'no'"),
        ("a: b\nc: 007\n", 2, "quotes: '007'"),
        ("a: b\n---\nc: d\n", 2, "one document"),
        ("a: b\nc: d: e\n", 2, "colon and a space"),
        ("a: b\n\tc: d\n", 2, "not with a tab"),
        ("a: b\nc: 'd\n", 2, "never closed"),
        ("a: b\nc: \x07\n", 2, "character stands here"),
        ("a: b\n? [c]\n: d\n", 2, "needs a name"),
    ],
)
def test_reader_names_the_line_and_what_to_do(text: str, line: int, said: str) -> None:
    _, _, problems = read_yaml(text, file="x.yaml")
    assert [(p.line, said in p.message) for p in problems][-1:] == [(line, True)], problems


def test_reader_counts_lines_from_where_the_text_begins() -> None:
    _, lines, problems = read_yaml("a:\n  - b: c\n    d:\n", file="x.md", first_line=11)
    assert lines["a", 0, "d"] == 13
    assert problems[0].line == 13


def test_reader_lets_a_hash_stand_in_text() -> None:
    text = "a: s#1\nb: '# no'\nc: |-\n  # kept\nd: e\n"
    value, _, problems = read_yaml(text, file="x.yaml")
    assert (value, problems) == ({"a": "s#1", "b": "# no", "c": "# kept", "d": "e"}, [])


def test_reader_stops_at_deep_nesting() -> None:
    _, _, problems = read_yaml("- " * 5000 + "a\n", file="x.yaml")
    assert "too deeply" in problems[0].message


@pytest.mark.parametrize(
    ("text", "tag"), [("a", "str"), ("", "null"), ("1", "int"), ("=", "value")]
)
def test_tag_of_is_what_yaml_reads(text: str, tag: str) -> None:
    assert tag_of(text) == tag
