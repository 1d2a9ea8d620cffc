from pathlib import Path

import pytest

from lessons.content import (
    check_pack,
    has_errors,
    parse_pack,
    read_files,
    read_pack,
    untidy_lines,
    write_pack,
)
from lessons.content.writer import first_difference
from tests.lessons.content.small_pack import FILES, changed, packed, problems_of, small_pack

FIXTURES = Path(__file__).parents[3] / "fixtures"
PACKS = sorted(path.parent for path in FIXTURES.glob("*/pack.yaml"))


def test_small_pack_has_no_problem() -> None:
    assert problems_of(FILES) == []


def test_small_pack_is_written_byte_for_byte() -> None:
    written = write_pack(small_pack())
    assert {path: data.decode() for path, data in written.items()} == FILES


def test_a_pack_read_again_is_equal() -> None:
    pack, _ = parse_pack(write_pack(small_pack()))
    assert pack == small_pack()


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_shipped_pack_is_written_byte_for_byte(folder: Path) -> None:
    files, _ = read_files(folder)
    pack, problems = parse_pack(files)
    assert pack is not None, problems
    assert [str(problem) for problem in untidy_lines(pack, files)] == []
    assert write_pack(pack).keys() == files.keys() - {"README.md", "LICENSE"}


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_shipped_pack_has_no_problem(folder: Path) -> None:
    assert [str(problem) for problem in read_pack(folder)[1]] == []


@pytest.mark.parametrize(
    ("path", "untidy", "tidy"),
    [
        ("pack.yaml", "title: Mill town\n", "title: 'Mill town'\n"),
        ("pack.yaml", "  A mill opened", "    A mill opened"),
        ("pack.yaml", "slug: mill-town\ntitle: Mill town\n", "title: Mill town\nslug: mill-town\n"),
        ("pack.yaml", "summary: |-\n", "summary: >-\n"),
        ("documents/the-mill.md", "\n> [s03]", "\n\n> [s03]"),
        ("lessons/01-two-dates.md", "Two questions.\n", "Two questions.\n\n\n"),
        (
            "claims.yaml",
            "      contested: true\n",
            "      contested: true\n      disputed: false\n",
        ),
        ("timeline.yaml", "'1901-05-04'", '"1901-05-04"'),
        ("glossary.yaml", "- id: mill\n", "\n- id: mill\n"),
    ],
)
def test_writer_tidies_what_was_written_in_another_way(path: str, untidy: str, tidy: str) -> None:
    pack, problems = parse_pack(packed(changed(path, untidy, tidy)))
    assert pack is not None, problems
    assert write_pack(pack) == packed()


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    mark = b"\xef\xbb\xbf"
    files = {path: mark + data.replace(b"\n", b"\r\n") for path, data in packed().items()}
    pack, _ = parse_pack(files)
    assert pack == small_pack()


def test_untidy_lines_names_the_first_line_that_differs() -> None:
    files = packed(changed("pack.yaml", "language: en", "language: 'en'"))
    pack, _ = parse_pack(files)
    assert pack is not None
    assert [(p.file, p.line) for p in untidy_lines(pack, files)] == [("pack.yaml", 8)]


def test_untidy_lines_names_a_lesson_with_another_number() -> None:
    files = packed()
    files["lessons/07-two-dates.md"] = files.pop("lessons/01-two-dates.md")
    pack, problems = parse_pack(files)
    assert pack is not None, problems
    assert [p.file for p in untidy_lines(pack, files)] == ["lessons/01-two-dates.md"]


@pytest.mark.parametrize(
    ("one", "other", "line"), [(b"a\nb\n", b"a\nb\n", 0), (b"a\nb", b"a\nc", 2), (b"a", b"a\nb", 2)]
)
def test_first_difference_counts_lines_from_1(one: bytes, other: bytes, line: int) -> None:
    assert first_difference(one, other) == line


def test_check_pack_needs_no_files() -> None:
    pack, _ = parse_pack(write_pack(small_pack()))
    assert pack is not None
    assert not has_errors(check_pack(pack))


def test_digest_of_a_document_changes_with_a_sentence_and_not_with_a_label() -> None:
    def digest(path: str, old: str, new: str) -> str:
        pack, problems = parse_pack(packed(changed(path, old, new)))
        assert pack is not None, problems
        return pack.documents[0].digest()

    same = small_pack().documents[0].digest()
    assert digest("claims.yaml", "Nobody is named.", "No one is named.") == same
    assert digest("documents/the-mill.md", "as a blessing", "as a gift") != same
