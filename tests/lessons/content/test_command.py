from pathlib import Path

import pytest

from lessons.content.__main__ import main
from tests.lessons.content.small_pack import FILES, packed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, data in packed().items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def test_sound_pack_prints_that_nothing_is_wrong(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings\n"


def test_problem_is_printed_with_file_and_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = FILES["sources.yaml"].replace("confidence: S", "confidence: T")
    (folder / "sources.yaml").write_text(text)
    assert main([str(folder)]) == 1
    assert capsys.readouterr().out.startswith("sources.yaml:14: error: `T` is not known here.")


def test_tidy_rewrites_what_the_exporter_would_write_in_another_way(folder: Path) -> None:
    (folder / "pack.yaml").write_text(FILES["pack.yaml"].replace("en\n", "'en'\n"))
    (folder / "lessons/01-two-dates.md").rename(folder / "lessons/05-two-dates.md")
    (folder / "README.md").write_text("Mine.\n")
    assert main([str(folder), "--tidy"]) == 0
    left = {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.*")}
    assert left == {**FILES, "README.md": "Mine.\n"}


def test_tidy_touches_nothing_while_a_file_cannot_be_read(folder: Path) -> None:
    broken = FILES["pack.yaml"].replace("title: Mill", "title: 'Mill")
    (folder / "pack.yaml").write_text(broken)
    assert main([str(folder), "--tidy"]) == 1
    assert (folder / "pack.yaml").read_text() == broken


def test_tidy_needs_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(b"")
    with pytest.raises(SystemExit):
        main([str(path), "--tidy"])


def test_counts_says_how_much_the_pack_holds(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder), "--counts"]) == 0
    counted = [line.split(maxsplit=1)[::-1] for line in capsys.readouterr().out.splitlines()]
    assert {name: int(number) for name, number in counted}.items() >= {
        "lessons": 1, "steps": 3, "steps: passage": 1, "cards": 1, "terms": 2, "events": 3,
        "items": 9, "items: choice": 1, "items: essay": 0,
    }.items()  # fmt: skip
