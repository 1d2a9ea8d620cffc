"""The bytes of a pack, out of a folder or a zip. Whatever is too large or too clever is refused."""

import io
import os
import stat
import zipfile
import zlib
from pathlib import Path
from typing import IO, TypeAlias

from lessons.content.problems import Problem

Source: TypeAlias = Path | IO[bytes]
"""A folder, a zip file, or an open zip file (an upload)."""

MAX_FILES = 2_000
MAX_FILE_BYTES = 2_000_000
MAX_TOTAL_BYTES = 20_000_000
MAX_ZIP_BYTES = 10_000_000
MAX_RATIO = 100
"""How many times larger than its packed form a file may be; prose packs about 3 to 1."""
RATIO_FREE_BYTES = 50_000
"""Files up to this size may have any ratio: a short file of one letter is harmless."""
MAX_NAME = 200

_CENTRAL_ENTRY = b"PK\x01\x02"
_MEGABYTE = 1_000_000


class SourceRefused(Exception):
    """Nothing of the source was read. The message says which limit and what to do."""

    def __init__(self, file: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(file, 0, message)


def read_files(source: Source) -> tuple[dict[str, bytes], list[Problem]]:
    """The files of a pack by their path inside it, with `/`, and a problem if it was refused.

    Hidden files and the extra folder that macOS puts into a zip are left out. A zip may hold the
    pack in one folder. A source that breaks a limit gives no files at all. Raises OSError when
    the disk cannot be read.
    """
    try:
        if isinstance(source, Path) and source.is_dir():
            return _read_folder(source), []
        return _read_zip(source), []
    except SourceRefused as refusal:
        return {}, [refusal.problem]


def _read_folder(folder: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = 0
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*folders, *sorted(names)]:
            path = Path(directory) / name
            label = path.relative_to(folder).as_posix()
            if path.is_symlink():
                raise SourceRefused(label, "This is a link. Put the file itself in its place.")
            if name in folders or name.startswith("."):
                continue
            if not path.is_file():
                raise SourceRefused(label, "This is neither a file nor a folder. Delete it.")
            with path.open("rb") as stream:
                files[label] = _limited(stream, label)
            total += len(files[label])
            _check_sums(len(files), total)
    return files


def _read_zip(source: Source) -> dict[str, bytes]:
    name = source.name if isinstance(source, Path) else "this file"
    if isinstance(source, Path):
        with source.open("rb") as stream:
            data = stream.read(MAX_ZIP_BYTES + 1)
    else:
        data = source.read(MAX_ZIP_BYTES + 1)
    if len(data) > MAX_ZIP_BYTES:
        raise SourceRefused(
            name,
            f"The zip is larger than {MAX_ZIP_BYTES // _MEGABYTE} MB. A pack holds text "
            "only: take out what does not belong to it.",
        )
    if data.count(_CENTRAL_ENTRY) > 2 * MAX_FILES:
        _check_sums(2 * MAX_FILES, 0)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _without_top_folder(_read_entries(archive))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise SourceRefused(
            name, "This is not a zip that can be read. Make it again from the folder."
        ) from error
    except (ValueError, OSError, RuntimeError, zlib.error) as error:
        raise SourceRefused(name, "This zip is damaged. Make it again from the folder.") from error


def _read_entries(archive: zipfile.ZipFile) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    seen: set[str] = set()
    total = 0
    entries = archive.infolist()
    _check_sums(len(entries), 0)
    for entry in entries:
        _check_entry(entry)
        if entry.is_dir() or _is_clutter(entry.filename):
            continue
        folded = entry.filename.casefold()
        if folded in seen:
            raise SourceRefused(entry.filename, "This name is in the zip twice. Keep one of them.")
        seen.add(folded)
        with archive.open(entry) as stream:
            data = _limited(stream, entry.filename)
        packed = max(entry.compress_size, 1)
        if len(data) > RATIO_FREE_BYTES and len(data) / packed > MAX_RATIO:
            raise SourceRefused(
                entry.filename,
                f"This file unpacks to more than {MAX_RATIO} times its packed size, which text "
                "does not do. Take it out.",
            )
        files[entry.filename] = data
        total += len(data)
        _check_sums(len(files), total)
    return files


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = name.rstrip("/").split("/")
    if name.startswith("/") or "\\" in entry.orig_filename or ":" in name:
        raise SourceRefused(name, "This name leads out of the pack. Zip the folder itself.")
    if any(part in ("", ".", "..") for part in parts):
        raise SourceRefused(name, "This name leads out of the pack. Zip the folder itself.")
    if not name.isprintable() or "\0" in entry.orig_filename or len(name) > MAX_NAME:
        raise SourceRefused(
            name[:MAX_NAME], f"Give this file a plain name of at most {MAX_NAME} characters."
        )
    if entry.flag_bits & 0x1:
        raise SourceRefused(name, "This file is locked with a password. Zip it without one.")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise SourceRefused(name, "This is a link. Put the file itself in its place.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SourceRefused(name, "This file is packed in an unusual way. Use a plain zip.")


def _is_clutter(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)


def _limited(stream: IO[bytes], label: str) -> bytes:
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise SourceRefused(
            label,
            f"This file is larger than {MAX_FILE_BYTES // _MEGABYTE} MB. Split it, or take "
            "it out if it does not belong to the pack.",
        )
    return data


def _check_sums(count: int, total: int) -> None:
    if count > MAX_FILES:
        raise SourceRefused(
            "", f"There are more than {MAX_FILES} files. Take out what does not belong to the pack."
        )
    if total > MAX_TOTAL_BYTES:
        raise SourceRefused(
            "",
            f"The files are larger than {MAX_TOTAL_BYTES // _MEGABYTE} MB together. Take out "
            "what does not belong to the pack.",
        )


def _without_top_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    tops = {name.partition("/")[0] for name in files}
    if "pack.yaml" in files or len(tops) != 1:
        return files
    top = tops.pop() + "/"
    return {name.removeprefix(top): data for name, data in files.items()}
