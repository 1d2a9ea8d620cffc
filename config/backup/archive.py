"""The zip: written under another name first, flushed, read back, and only then given its name."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from config.backup import manifest as manifests
from config.backup.errors import BackupError, DamagedBackup, NotABackup
from config.backup.manifest import Manifest, Member

CHUNK = 1 << 20
# Level 1 packs a database to about a fifth; the levels above it take several times as long for
# little more.
LEVEL = 1
PARTIAL = ".groundwork-backup-"
TELL_EVERY_SECONDS = 2.0

Report = Callable[[str], None]


class Progress:
    """Tells how far a long step is, at most every two seconds. total: in bytes."""

    def __init__(self, what: str, total: int, report: Report) -> None:
        self._what, self._total, self._report = what, max(total, 1), report
        self._told_at = time.monotonic()
        self._done = 0

    def add(self, count: int) -> None:
        """So many bytes more are done."""
        self._done += count
        if time.monotonic() - self._told_at >= TELL_EVERY_SECONDS:
            self._told_at = time.monotonic()
            percent = min(100, 100 * self._done // self._total)
            self._report(f"{self._what}: {percent} % of {megabytes(self._total)}")


def megabytes(count: int) -> str:
    """A number of bytes for people."""
    return f"{count / 1_000_000:,.1f} MB" if count < 10_000_000 else f"{count / 1_000_000:,.0f} MB"


class Writer:
    """Takes the members one after the other and remembers the digest of each."""

    def __init__(self, file: IO[bytes], progress: Progress) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        self._progress = progress
        self.members: list[Member] = []

    def add(self, name: str, source: IO[bytes]) -> Member:
        """Read a file to its end into the archive."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(_entry(name), "w", force_zip64=True) as target:
            while piece := source.read(CHUNK):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
                self._progress.add(len(piece))
        member = Member(name=name, size=size, sha256=digest.hexdigest())
        self.members.append(member)
        return member

    def finish(self, manifest: Manifest) -> Manifest:
        """Write the list of contents and end the archive; return the manifest with its members."""
        whole = replace(manifest, members=tuple(self.members))
        self._zip.writestr(_entry(manifests.NAME), whole.to_json(), compresslevel=LEVEL)
        self._zip.close()
        return whole


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=time.localtime()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


@contextlib.contextmanager
def written_whole(target: Path, *, replaces: bool) -> Iterator[IO[bytes]]:
    """A file that gets its name when the block ends well, and is gone when it does not.

    Readable by its owner only, because it holds keys. Raises BackupError when the name is taken.
    """
    if target.exists() and not replaces:
        raise BackupError(f"{target} is there already. Choose another name, or add --force.")
    partial = target.with_name(f"{PARTIAL}{secrets.token_hex(6)}")
    handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists() and not replaces:
            raise BackupError(f"{target} appeared meanwhile. Choose another name, or add --force.")
        partial.replace(target)
        write_through(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def write_through(folder: Path) -> None:
    """Bring a folder's list of names to the disk; Windows does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Archive:
    """An archive that opens: its manifest is whole and names exactly the members that are there.

    What the members hold is checked by `verify` and again by `unpack`.
    """

    def __init__(self, opened: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip, self.manifest = opened, manifest

    def member(self, name: str) -> Member | None:
        """The member of that name, if there is one."""
        return next((each for each in self.manifest.members if each.name == name), None)

    def verify(self, report: Report) -> None:
        """Read every member and compare its digest. Raises DamagedBackup."""
        progress = Progress("Checking the archive", self.manifest.size, report)
        for member in self.manifest.members:
            for piece in self.pieces(member):
                progress.add(len(piece))

    def unpack(self, member: Member, target: Path, progress: Progress) -> None:
        """Write one member to the disk, readable by the owner only. Raises DamagedBackup."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            for piece in self.pieces(member):
                file.write(piece)
                progress.add(len(piece))
            file.flush()
            os.fsync(file.fileno())

    def pieces(self, member: Member) -> Iterator[bytes]:
        """The content, a megabyte at a time; raises DamagedBackup at the end if it is not right."""
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(member.name) as source:
                while piece := source.read(CHUNK):
                    digest.update(piece)
                    size += len(piece)
                    if size > member.size:
                        break
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise DamagedBackup(f"{member.name} in the archive cannot be read: {error}") from error
        if (size, digest.hexdigest()) != (member.size, member.sha256):
            raise DamagedBackup(f"{member.name} in the archive is not what was backed up.")


@contextlib.contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive for reading. Raises NotABackup, NewerBackup or DamagedBackup."""
    with contextlib.ExitStack() as opened:
        try:
            file = opened.enter_context(path.open("rb"))
            archive = read_archive(opened.enter_context(_zip(file)))
        except OSError as error:
            raise NotABackup(f"{path} cannot be read: {error.strerror}.") from error
        except BackupError as error:
            raise type(error)(f"{path} cannot be restored. {error}") from error
        yield archive


def _zip(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        # The list of members stands at the end: whatever is cut short has none.
        raise NotABackup("It is no zip file, or was cut short.") from error


def read_archive(opened: zipfile.ZipFile) -> Archive:
    """The archive in an open zip. Raises NotABackup, NewerBackup or DamagedBackup."""
    return Archive(opened, _listed(opened))


def _listed(opened: zipfile.ZipFile) -> Manifest:
    names = opened.namelist()
    if manifests.NAME not in names:
        raise NotABackup("It is a zip file, but not one that Groundwork made.")
    if opened.getinfo(manifests.NAME).file_size > manifests.MOST_BYTES:
        raise DamagedBackup("Its list of contents is too long.")
    try:
        manifest = manifests.read_manifest(opened.read(manifests.NAME))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise DamagedBackup("Its list of contents cannot be read.") from error
    _check_names(names, manifest.members)
    return manifest


def _check_names(names: Sequence[str], members: Sequence[Member]) -> None:
    """Refuse what could be written elsewhere, twice, or without having been checked."""
    listed = [member.name for member in members]
    unsafe = [name for name in listed if not manifests.is_safe_name(name)]
    if unsafe:
        raise DamagedBackup(f"It holds {unsafe[0]!r}, which no backup of Groundwork holds.")
    if sorted(names) != sorted([*listed, manifests.NAME]):
        raise DamagedBackup("It does not hold exactly what its list of contents names.")
