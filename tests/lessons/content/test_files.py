"""Folders and zips, sound and hostile."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from lessons.content import Problem, files, read_files, read_pack
from tests.lessons.content.small_pack import FILES, packed, small_pack


def zipped(entries: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return io.BytesIO(stream.getvalue())


def refused(stream: io.BytesIO) -> Problem:
    """The one problem of a source of which nothing was read."""
    read, problems = read_files(stream)
    assert read == {}
    assert len(problems) == 1
    return problems[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, data in packed().items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def test_folder_is_read(folder: Path) -> None:
    assert read_pack(folder) == (small_pack(), [])


def test_zip_is_read() -> None:
    assert read_pack(zipped(packed())) == (small_pack(), [])


def test_zip_on_disk_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(zipped(packed()).getvalue())
    assert read_pack(path) == (small_pack(), [])


def test_zip_that_holds_the_folder_is_read() -> None:
    entries = {f"mill-town/{path}": data for path, data in packed().items()}
    clutter = {"__MACOSX/mill-town/._pack.yaml": b"x", "mill-town/.DS_Store": b"x"}
    assert read_pack(zipped({**entries, **clutter})) == (small_pack(), [])


def test_hidden_files_of_a_folder_are_left_out(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x")
    (folder / "items" / ".swp").write_text("x")
    assert read_pack(folder)[1] == []


@pytest.mark.parametrize("name", ["/a.yaml", "../a.yaml", "a/../../b", "C:/a.yaml", "a//b"])
def test_name_that_leads_out_is_refused(name: str) -> None:
    assert "leads out of the pack" in refused(zipped({name: b"x"})).message


def test_name_with_a_backslash_is_refused() -> None:
    data = zipped({"a/b.yaml": b"x"}).getvalue().replace(b"a/b.yaml", b"a\\b.yaml")
    assert "leads out of the pack" in refused(io.BytesIO(data)).message


@pytest.mark.parametrize("name", ["a\nb", "x" * 300])
def test_odd_name_is_refused(name: str) -> None:
    assert "plain name" in refused(zipped({name: b"x"})).message


def test_link_in_a_zip_is_refused() -> None:
    entry = zipfile.ZipInfo("pack.yaml")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert "This is a link" in refused(io.BytesIO(stream.getvalue())).message


def test_link_in_a_folder_is_refused(folder: Path) -> None:
    (folder / "items" / "linked.yaml").symlink_to("/etc/hostname")
    read, problems = read_files(folder)
    assert read == {}
    assert [(p.file, "This is a link" in p.message) for p in problems] == [
        ("items/linked.yaml", True)
    ]


def test_linked_folder_is_refused(folder: Path) -> None:
    (folder / "more").symlink_to("/etc")
    assert "This is a link" in read_files(folder)[1][0].message


def test_locked_entry_is_refused() -> None:
    data = bytearray(zipped({"pack.yaml": b"x"}).getvalue())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in refused(io.BytesIO(bytes(data))).message


def test_unusual_compression_is_refused() -> None:
    stream = zipped({"pack.yaml": b"x"}, compression=zipfile.ZIP_LZMA)
    assert "unusual way" in refused(stream).message


def test_zip_bomb_is_refused_by_its_ratio() -> None:
    problem = refused(zipped({"items/bomb.yaml": b"a" * 1_000_000}))
    assert (problem.file, "more than 100 times" in problem.message) == ("items/bomb.yaml", True)


def test_short_file_of_one_letter_is_no_bomb() -> None:
    read, _ = read_files(zipped({"a.txt": b"a" * files.RATIO_FREE_BYTES}))
    assert list(read) == ["a.txt"]


def test_large_entry_is_refused() -> None:
    data = bytes(range(256)) * 8000
    problem = refused(zipped({"a.txt": data}, compression=zipfile.ZIP_STORED))
    assert "larger than 2 MB" in problem.message


def test_large_file_of_a_folder_is_refused(folder: Path) -> None:
    (folder / "large.md").write_bytes(b"a" * (files.MAX_FILE_BYTES + 1))
    assert "larger than 2 MB" in read_files(folder)[1][0].message


def test_large_total_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_TOTAL_BYTES", 1_000)
    assert "together" in refused(zipped(packed())).message


def test_large_zip_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_ZIP_BYTES", 100)
    assert "The zip is larger" in refused(zipped(packed())).message


def test_many_entries_are_refused() -> None:
    entries = {f"{number}.txt": b"" for number in range(files.MAX_FILES + 1)}
    assert "more than 2000 files" in refused(zipped(entries)).message


def test_far_too_many_entries_are_refused_before_they_are_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*arguments: object) -> None:
        raise AssertionError

    stream = zipped({f"{number}.txt": b"" for number in range(2 * files.MAX_FILES + 1)})
    monkeypatch.setattr(files.zipfile, "ZipFile", never)
    assert "more than 2000 files" in refused(stream).message


def test_name_twice_is_refused_whatever_its_case() -> None:
    assert "twice" in refused(zipped({"a.txt": b"", "A.txt": b""})).message


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", b"PK\x05\x06" + b"\0" * 18 + b"junk"])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    read, problems = read_files(io.BytesIO(data))
    assert read == {}
    assert len(problems) <= 1


def test_damaged_zip_is_refused() -> None:
    data = bytearray(zipped({"pack.yaml": FILES["pack.yaml"].encode()}).getvalue())
    data[60:64] = b"\xff\xff\xff\xff"
    assert "Make it again" in refused(io.BytesIO(bytes(data))).message


def test_empty_folder_lacks_its_pack_file(tmp_path: Path) -> None:
    pack, problems = read_pack(tmp_path)
    assert pack is None
    assert [p.file for p in problems] == ["pack.yaml"]
