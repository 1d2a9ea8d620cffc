"""Bringing a backup back: everything is checked before anything is touched."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from config import instance
from config.backup import manifest as manifests
from config.backup import postgres, sqlite
from config.backup.archive import Archive, Progress, Report, megabytes, open_archive, write_through
from config.backup.errors import DamagedBackup, NewerBackup, RestoreRefused
from config.backup.facts import Facts, unknown_migrations
from config.backup.making import SPARE_BYTES, database_file
from config.backup.manifest import Manifest
from quizzes.models import Attempt
from quizzes.operations.receipt_keys import all_keys
from quizzes.operations.receipts import verify_attempt
from rosters.operations.acts import Verb, record

STAGE = ".restoring-"
ASIDE = "replaced-"
RECEIPTS_LOOKED_AT = 200


@dataclass(slots=True)
class Restored:
    """What came back. aside: where that went which stood there before; schema: the same in
    PostgreSQL; missing_keys: ids of receipt keys that are not here; attempts, failing: how many of
    the newest were looked at, and how many have receipts that do not verify."""

    manifest: Manifest
    aside: Path | None = None
    schema: str = ""
    migrated: int = 0
    missing_keys: list[str] = field(default_factory=list)
    attempts: int = 0
    failing: int = 0


def restore_backup(path: Path, *, replaces: bool, report: Report) -> Restored:
    """Put an archive into the data folder and the database that the settings name.

    replaces: whether what stands there may be moved aside. Raises BackupError, then everything is
    as it was; only a failing migration of an older archive leaves the restored site behind.
    """
    with contextlib.ExitStack() as held, open_archive(path) as archive:
        _check_fits(path, archive.manifest)
        archive.verify(report)
        try:
            restored = _bring_back(archive, held, replaces=replaces, report=report)
        except OSError as error:
            raise RestoreRefused(f"{path} could not be brought back: {error}.") from error
        connections.close_all()
        all_keys.cache_clear()
        restored.migrated = _migrate(report)
        record(
            Verb.RESTORED_SITE, by=None, detail={"made_at": archive.manifest.made_at.isoformat()}
        )
        _look_at_receipts(restored, report)
    return restored


def _bring_back(
    archive: Archive, held: contextlib.ExitStack, *, replaces: bool, report: Report
) -> Restored:
    """Everything but migrating: all of it or nothing. `held` keeps the lock until it is closed."""
    with contextlib.ExitStack() as undo:
        folder = _claim(Path(settings.DATA_DIR), held, undo)
        _check_free(replaces=replaces)
        with _staged(archive, folder, report) as stage:
            restored = _exchange(archive.manifest, stage, folder, undo)
        undo.pop_all()
    return restored


def _check_fits(path: Path, manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise RestoreRefused(
            f"{path} holds a database of {names.get(manifest.vendor, manifest.vendor)}, and this "
            f"site is set to {names.get(connection.vendor, connection.vendor)} (DATABASE_URL). It "
            "comes back on the kind of database that it was made on: set DATABASE_URL to an empty "
            "PostgreSQL database, or leave it out for SQLite."
        )
    unknown = unknown_migrations(dict(manifest.migrations))
    if unknown:
        raise NewerBackup(
            f"{path} was made by Groundwork {manifest.version}, which is newer than this one (it "
            f"knows {unknown[0]}). Install that version, or a later one, and restore with it."
        )
    database = manifests.SQLITE_MEMBER if manifest.vendor == "sqlite" else manifests.POSTGRES_MEMBER
    if database not in [member.name for member in manifest.members]:
        raise DamagedBackup(f"{path} holds no database.")
    if manifest.vendor != "sqlite":
        postgres.tool("pg_restore", at_least=int(manifest.database_version))


def _claim(folder: Path, held: contextlib.ExitStack, undo: contextlib.ExitStack) -> Path:
    """Hold the lock that a server would hold; a folder that was not there goes again on failure."""
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
    try:
        claim = instance.lock(folder)
    except instance.DataFolderBusy as error:
        raise RestoreRefused(f"A server works in {folder}. Stop it first.") from error
    held.callback(claim.close)
    if connection.vendor != "sqlite":
        postgres.check_alone()
    return folder


def _check_free(*, replaces: bool) -> None:
    if replaces:
        return
    taken = [str(path) for path in _standing() if path.is_file() or any(path.iterdir())]
    if connection.vendor != "sqlite" and postgres.is_occupied():
        taken.append("the database that DATABASE_URL names")
    # Every command makes a secret key where there is none; alone it is not worth keeping.
    if taken and taken != [str(Path(settings.DATA_DIR) / instance.SECRET_KEY_NAME)]:
        raise RestoreRefused(
            f"A site is here already: {taken[0]}. Choose another folder with --data, or add "
            "--replace, which first moves what is here aside."
        )


def _standing() -> list[Path]:
    """What an archive would take the place of, as far as it is there."""
    data = Path(settings.DATA_DIR)
    places = [
        data / instance.SECRET_KEY_NAME,
        data / manifests.SETTINGS_MEMBER,
        Path(settings.RECEIPT_KEYS_DIR),
        Path(settings.MEDIA_ROOT),
    ]
    found = [place for place in places if place.exists()]
    return [*sqlite.parts_of(database_file()), *found] if connection.vendor == "sqlite" else found


@contextlib.contextmanager
def _staged(archive: Archive, folder: Path, report: Report) -> Iterator[Path]:
    """Everything unpacked and checked, in a folder beside its place."""
    needed = archive.manifest.size + SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise RestoreRefused(
            f"{folder} has {megabytes(free)} left, and the backup needs {megabytes(needed)}."
        )
    stage = folder / f"{STAGE}{secrets.token_hex(6)}"
    stage.mkdir(mode=0o700)
    try:
        progress = Progress("Unpacking", archive.manifest.size, report)
        for member in archive.manifest.members:
            archive.unpack(member, stage / member.name, progress)
        _check_database(archive.manifest, stage)
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _check_database(manifest: Manifest, stage: Path) -> None:
    if manifest.vendor == "sqlite":
        _compare(manifest, sqlite.examine(stage / manifests.SQLITE_MEMBER))
    else:
        made_by = int(manifest.database_version)
        postgres.contents(stage / manifests.POSTGRES_MEMBER, made_by=made_by)


def _compare(manifest: Manifest, found: Facts) -> None:
    if (found.counts, found.migrations) != (manifest.counts, manifest.migrations):
        raise DamagedBackup("The database in the archive does not hold what its list tells.")


def _exchange(
    manifest: Manifest, stage: Path, folder: Path, undo: contextlib.ExitStack
) -> Restored:
    """Move aside what stands there and put the new in its place; `undo` brings it back."""
    connections.close_all()
    stamp = f"{timezone.localtime():%Y%m%d-%H%M%S}"
    restored = Restored(manifest)
    aside = folder / f"{ASIDE}{stamp}"
    for place in _standing():
        if restored.aside is None:
            aside.mkdir(mode=0o700)
            undo.callback(aside.rmdir)
            restored.aside = aside
        shutil.move(place, aside / place.name)
        undo.callback(shutil.move, aside / place.name, place)
    if manifest.vendor == "sqlite":
        _put(stage / manifests.SQLITE_MEMBER, database_file(), undo)
    else:
        _exchange_postgres(restored, stage, stamp, undo)
    for name, place in (
        (manifests.SECRET_KEY_MEMBER, folder / instance.SECRET_KEY_NAME),
        (manifests.SETTINGS_MEMBER, folder / manifests.SETTINGS_MEMBER),
        (manifests.KEYS, Path(settings.RECEIPT_KEYS_DIR)),
        (manifests.UPLOADS, Path(settings.MEDIA_ROOT)),
    ):
        if (stage / name).exists():
            _put(stage / name, place, undo)
    write_through(folder)
    return restored


def _exchange_postgres(
    restored: Restored, stage: Path, stamp: str, undo: contextlib.ExitStack
) -> None:
    if postgres.is_occupied():
        restored.schema = postgres.set_aside(stamp)
        undo.callback(postgres.bring_back, restored.schema)
    made_by = int(restored.manifest.database_version)
    postgres.restore(stage / manifests.POSTGRES_MEMBER, made_by=made_by)
    _compare(restored.manifest, postgres.facts())


def _put(source: Path, target: Path, undo: contextlib.ExitStack) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    undo.callback(_remove, target)
    shutil.move(source, target)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _migrate(report: Report) -> int:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        report(f"Migrating the database ({len(plan)} steps) …")
        call_command("migrate", interactive=False, verbosity=0)
    return len(plan)


def _look_at_receipts(restored: Restored, report: Report) -> None:
    """See whether every key is here, and whether the newest receipts verify with them."""
    held = all_keys()
    restored.missing_keys = [key for key in restored.manifest.receipt_keys if key not in held]
    report("Checking receipts …")
    for attempt in Attempt.objects.order_by("-pk")[:RECEIPTS_LOOKED_AT]:
        restored.attempts += 1
        restored.failing += not verify_attempt(attempt).holds
