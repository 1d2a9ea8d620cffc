"""Whatever an author writes, the reader answers with problems or with a pack that round-trips."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.content import check_pack, parse_pack, write_pack
from tests.lessons.content.small_pack import FILES, packed

PIECES = st.sampled_from(
    [
        "",
        "\n",
        "- ",
        "  ",
        ": ",
        "'",
        "|-\n",
        "```\n",
        "---\n",
        "#",
        "[s01] ",
        "s01",
        "null",
        "1",
        "- a\n",
        "a: b\n",
        "{#x}",
        "::: caption\n",
        "true",
        "\t",
        "&a ",
        "*a",
        "{}",
        "[]",
        "\x00",
    ]
) | st.text(max_size=5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_edit_gives_problems_or_a_pack_that_round_trips(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(FILES)))
    text = FILES[path]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    edited = text[:start] + data.draw(PIECES) + text[end:]
    pack, problems = parse_pack(packed({**FILES, path: edited}))
    if pack is None:
        assert problems
        assert all(problem.file for problem in problems)
        return
    check_pack(pack)
    again, later = parse_pack(write_pack(pack))
    assert (again, later) == (pack, [])
