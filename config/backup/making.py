"""Making one backup."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from config import instance
from config.backup import manifest as manifests
from config.backup import postgres, sqlite
from config.backup.archive import (
    PARTIAL,
    Progress,
    Report,
    Writer,
    megabytes,
    read_archive,
    written_whole,
)
from config.backup.errors import BackupError
from config.backup.facts import Facts
from config.backup.manifest import Manifest
from config.version import version

BY_HAND = "by-hand"
SPARE_BYTES = 20_000_000


def make_backup(
    target: Path, *, reason: str = BY_HAND, replaces: bool = False, report: Report
) -> Manifest:
    """Write everything that belongs to the site into one archive, while it runs, and read it back.

    reason: stands in the manifest; replaces: whether a file of that name may go; report: called
    with a line now and then. Raises BackupError with nothing left behind.
    """
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_room(target.parent)
        with written_whole(target, replaces=replaces) as file:
            return _write(file, target.parent, reason=reason, report=report)
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error.strerror or error}.") from error


def site_mark() -> str:
    """Tells this site's backups from another's; says nothing of the key that it is made from."""
    return salted_hmac("config.backup", "site", algorithm="sha256").hexdigest()[:16]


def database_size() -> int:
    """Bytes of the database, its log included."""
    if connection.vendor != "sqlite":
        return postgres.size()
    return sum(path.stat().st_size for path in sqlite.parts_of(database_file()))


def database_file() -> Path:
    """Where the SQLite database stands."""
    return Path(str(connection.settings_dict["NAME"]))


def _write(file: IO[bytes], folder: Path, *, reason: str, report: Report) -> Manifest:
    made_at = timezone.now()
    writer = Writer(file, Progress("Packing", database_size() + _uploads_size(), report))
    # First the database: uploads and keys are on the disk before a row tells of them, so that
    # whatever the copy knows of is still to come.
    facts, database_version = _add_database(writer, folder, report)
    _add_files(writer)
    manifest = writer.finish(_manifest(facts, database_version, reason=reason, made_at=made_at))
    file.flush()
    file.seek(0)
    with zipfile.ZipFile(file) as written:
        read_archive(written).verify(report)
    return manifest


def _manifest(facts: Facts, database_version: str, *, reason: str, made_at: datetime) -> Manifest:
    return Manifest(
        version=version(),
        made_at=made_at,
        reason=reason,
        site=site_mark(),
        vendor=connection.vendor,
        database_version=database_version,
        migrations=facts.migrations,
        counts=facts.counts,
        receipt_keys=facts.receipt_keys,
    )


def _add_database(writer: Writer, folder: Path, report: Report) -> tuple[Facts, str]:
    if connection.vendor != "sqlite":
        server = postgres.major_version()
        with postgres.snapshot() as moment, postgres.dump(moment, server=server) as stream:
            writer.add(manifests.POSTGRES_MEMBER, stream)
        return moment.facts, str(server)
    with _scratch(folder) as copy:
        progress = Progress("Copying the database", database_size(), report)
        sqlite.copy_database(database_file(), copy, progress)
        report("Checking the copy …")
        facts = sqlite.examine(copy)
        with copy.open("rb") as source:
            writer.add(manifests.SQLITE_MEMBER, source)
    return facts, sqlite3.sqlite_version


def _add_files(writer: Writer) -> None:
    data = Path(settings.DATA_DIR)
    for name, path in (
        (manifests.SECRET_KEY_MEMBER, data / instance.SECRET_KEY_NAME),
        (manifests.SETTINGS_MEMBER, data / manifests.SETTINGS_MEMBER),
    ):
        if path.is_file():
            with path.open("rb") as source:
                writer.add(name, source)
    for path in sorted(Path(settings.RECEIPT_KEYS_DIR).glob("*.key")):
        with path.open("rb") as source:
            writer.add(manifests.KEYS + path.name, source)
    for name in _uploads(default_storage):
        # One that is swept meanwhile belongs to nothing in the copy.
        with contextlib.suppress(FileNotFoundError), default_storage.open(name) as upload:
            writer.add(manifests.UPLOADS + name, upload)


def _uploads(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from _uploads(storage, f"{folder}{name}/")


def _uploads_size() -> int:
    total = 0
    for name in _uploads(default_storage):
        with contextlib.suppress(FileNotFoundError):
            total += default_storage.size(name)
    return total


def _check_room(folder: Path) -> None:
    """Refuse before anything is written: the copy, and an archive that could not be packed."""
    needed = database_size() * (2 if connection.vendor == "sqlite" else 1) + _uploads_size()
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise BackupError(
            f"{folder} has {megabytes(free)} left, and a backup may need "
            f"{megabytes(needed + SPARE_BYTES)}. Make room, or choose another disk."
        )


@contextlib.contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """An empty file for the copy, beside the archive and readable by the owner only."""
    path = folder / f"{PARTIAL}{secrets.token_hex(6)}.sqlite3"
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield path
    finally:
        for part in sqlite.parts_of(path):
            part.unlink(missing_ok=True)
