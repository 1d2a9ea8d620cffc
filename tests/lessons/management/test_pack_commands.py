"""`load_pack` and `export_pack`, as somebody at a terminal uses them."""

import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lessons.content import read_files
from lessons.models import Lesson, Module, Release
from tests.factories import InstructorFactory
from tests.lessons.content.small_pack import FILES, packed
from tests.lessons.operations.loads import load_files

pytestmark = pytest.mark.django_db

Said = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, data in packed().items():
        target = tmp_path / "mill-town" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return tmp_path / "mill-town"


def test_load_pack_says_what_is_new(folder: Path, capsys: Said) -> None:
    call_command("load_pack", folder)
    assert capsys.readouterr().out.startswith("mill-town: 1 cards, 2 documents, 3 events, 9 items")
    assert Module.objects.filter(slug="mill-town").exists()


def test_load_pack_says_that_nothing_changed(folder: Path, capsys: Said) -> None:
    call_command("load_pack", folder)
    capsys.readouterr()
    call_command("load_pack", folder)
    assert capsys.readouterr().out == "mill-town: nothing changed\n"


def test_load_pack_dry_run_writes_nothing(folder: Path, capsys: Said) -> None:
    call_command("load_pack", folder, dry_run=True)
    said = capsys.readouterr().out
    assert said.startswith("mill-town: would load: 1 cards")
    assert said.endswith("Nothing was written.\n")
    assert not Module.objects.exists()


def test_load_pack_tells_each_problem_by_file_and_line_and_fails(
    folder: Path, capsys: Said
) -> None:
    text = FILES["sources.yaml"].replace("confidence: S", "confidence: T")
    (folder / "sources.yaml").write_text(text)
    with pytest.raises(SystemExit) as ended:
        call_command("load_pack", folder)
    assert ended.value.code == 1
    first, *_, last = capsys.readouterr().err.splitlines()
    assert first.startswith("sources.yaml:14: error: `T` is not known here.")
    assert last == "Nothing was loaded; everything is as it was."


def test_load_pack_stages_a_draft(folder: Path) -> None:
    call_command("load_pack", folder, as_draft=True)
    assert Release.objects.get().status == Release.Status.DRAFT


def test_load_pack_gives_the_module_to_its_owner(folder: Path) -> None:
    author = InstructorFactory(username="tess")
    call_command("load_pack", folder, owner="tess")
    assert Module.objects.get().collection.owner == author


def test_load_pack_knows_no_such_owner(folder: Path) -> None:
    with pytest.raises(CommandError, match="Nobody has the log-in name 'tess'"):
        call_command("load_pack", folder, owner="tess")


def test_load_pack_finds_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no "):
        call_command("load_pack", tmp_path / "nowhere")


def test_export_pack_writes_the_folder_that_was_loaded(folder: Path, tmp_path: Path) -> None:
    call_command("load_pack", folder)
    call_command("export_pack", "mill-town", to=tmp_path / "out")
    assert read_files(tmp_path / "out") == read_files(folder)


def test_export_pack_writes_a_zip_that_can_be_loaded(tmp_path: Path, capsys: Said) -> None:
    load_files()
    call_command("export_pack", "mill-town", to=tmp_path / "out.zip")
    assert zipfile.ZipFile(tmp_path / "out.zip").testzip() is None
    capsys.readouterr()
    call_command("load_pack", tmp_path / "out.zip")
    assert capsys.readouterr().out == "mill-town: nothing changed\n"


def test_export_pack_writes_the_same_zip_again(tmp_path: Path) -> None:
    load_files()
    for name in ("one.zip", "two.zip"):
        call_command("export_pack", "mill-town", to=tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_export_pack_says_what_keeps_the_files_from_being_loaded(
    tmp_path: Path, capsys: Said
) -> None:
    load_files()
    Lesson.objects.update(teacher_notes="")
    call_command("export_pack", "mill-town", to=tmp_path / "out")
    assert "To mend before it can be loaded: lessons/01-two-dates.md:" in capsys.readouterr().err


def test_export_pack_overwrites_nothing(tmp_path: Path) -> None:
    load_files()
    (tmp_path / "mine.txt").write_text("Mine.\n")
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_pack", "mill-town", to=tmp_path)


def test_export_pack_names_the_modules_that_there_are() -> None:
    load_files()
    with pytest.raises(CommandError, match="There are: mill-town"):
        call_command("export_pack", "hill-town")


def test_export_pack_finds_no_draft(tmp_path: Path) -> None:
    load_files()
    with pytest.raises(CommandError, match="no such release"):
        call_command("export_pack", "mill-town", to=tmp_path / "out", draft=True)
