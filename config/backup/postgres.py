"""A PostgreSQL database through its own tools, pg_dump and pg_restore."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from config.backup.errors import BackupError, DamagedBackup, RestoreRefused
from config.backup.facts import Facts, facts_of

FOLDERS = ("/usr/lib/postgresql", "/usr/pgsql-*", "/opt/homebrew/opt", "/usr/local/opt")
VERSION = re.compile(r"(\d+)(?:\.\d+|devel|beta\d+|rc\d+)")
# What pg_dump says of the schema itself, which is there already when it comes back.
OF_THE_SCHEMA = re.compile(
    r"^\d+; \d+ \d+ (?:SCHEMA - public|COMMENT - SCHEMA public|ACL - SCHEMA)"
)
ASIDE = "replaced_"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A moment of the database that pg_dump can be told to dump."""

    name: str
    facts: Facts


@contextlib.contextmanager
def direct() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own, beside the pool. Raises BackupError when there is none."""
    given = dict(connection.settings_dict)
    given["OPTIONS"] = {name: v for name, v in given["OPTIONS"].items() if name != "pool"}
    own = ConnectionHandler({"default": given})["default"]
    try:
        own.ensure_connection()
    except OperationalError as error:
        raise BackupError(
            f"The database that DATABASE_URL names cannot be reached: {error}\n"
            "See that PostgreSQL runs and has a database of this name (createdb makes one)."
        ) from error
    try:
        yield own
    finally:
        own.close()


def major_version() -> int:
    """The server's version, such as 15."""
    with direct() as own, own.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


@contextlib.contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Hold one moment while the block lasts; nobody waits for it."""
    with direct() as own, own.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        name = cursor.fetchone()[0]
        yield Snapshot(name=name, facts=_facts(cursor))
        cursor.execute("ROLLBACK")


@contextlib.contextmanager
def dump(moment: Snapshot, *, server: int) -> Iterator[IO[bytes]]:
    """The dump of a moment as a stream. Raises BackupError when pg_dump is missing or fails."""
    command = [
        str(tool("pg_dump", at_least=server)),
        # Not packed: the archive packs it.
        *("--format=custom", "--compress=0", "--no-owner", "--no-privileges"),
        *(f"--snapshot={moment.name}", f"--exclude-schema={ASIDE}*"),
    ]
    with _running(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None  # noqa: S101  for mypy
        assert process.stderr is not None  # noqa: S101  for mypy
        yield process.stdout
        said = process.stderr.read().decode(errors="replace").strip()
        if process.wait():
            raise BackupError(f"pg_dump failed: {said}")


def contents(dumped: Path, *, made_by: int) -> list[str]:
    """The lines of a dump's table of contents. Raises DamagedBackup when there is none."""
    command = [str(tool("pg_restore", at_least=made_by)), "--list", str(dumped)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise DamagedBackup(f"The dump of the database is damaged: {done.stderr.strip()}")
    return done.stdout.splitlines()


def check_alone() -> None:
    """Raise RestoreRefused while others are connected to the database."""
    with direct() as own, own.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        count = cursor.fetchone()[0]
    if count:
        raise RestoreRefused(
            f"{count} other connections are open to the database. Stop every server of this site."
        )


def is_occupied() -> bool:
    """Whether the database has tables."""
    with direct() as own, own.cursor() as cursor:
        return bool(_tables(cursor))


def set_aside(stamp: str) -> str:
    """Rename the schema with everything in it, and begin an empty one. Returns the new name."""
    name = f"{ASIDE}{stamp.replace('-', '_')}"
    _run(f'ALTER SCHEMA public RENAME TO "{name}"', "CREATE SCHEMA public")
    return name


def bring_back(name: str) -> None:
    """Undo `set_aside`: what came in between goes."""
    _run("DROP SCHEMA public CASCADE", f'ALTER SCHEMA "{name}" RENAME TO public')


def restore(dumped: Path, *, made_by: int) -> None:
    """Bring a dump into an empty database, all or nothing. Raises BackupError."""
    kept = [
        line for line in contents(dumped, made_by=made_by) if not OF_THE_SCHEMA.match(line.strip())
    ]
    listed = dumped.with_name(f"{dumped.name}.list")
    listed.write_text("\n".join(kept) + "\n", encoding="utf-8")
    command = [
        str(tool("pg_restore", at_least=made_by)),
        *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
        *(f"--use-list={listed}", f"--dbname={connection.settings_dict['NAME']}", str(dumped)),
    ]
    with _running(command, with_name=False) as process:
        assert process.stderr is not None  # noqa: S101  for mypy
        said = process.stderr.read().decode(errors="replace").strip()
        if process.wait():
            raise BackupError(f"pg_restore failed, and nothing was restored: {said}")


def facts() -> Facts:
    """What the database holds now."""
    with direct() as own, own.cursor() as cursor:
        return _facts(cursor)


def size() -> int:
    """The database's size on its server's disk, in bytes."""
    with direct() as own, own.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def tool(name: str, *, at_least: int) -> Path:
    """The oldest tool of that name that can read this version's dumps. Raises BackupError."""
    found = sorted(
        (version, path)
        for path in _candidates(name)
        if (version := _version_of(path)) is not None and version >= at_least
    )
    if not found:
        raise BackupError(
            f"{name} of PostgreSQL {at_least} or newer is not on this computer. On Debian and "
            f"Ubuntu 'apt install postgresql-client' brings it; it must not be older than the "
            "server."
        )
    return found[0][1]


def _candidates(name: str) -> Iterator[Path]:
    if on_path := shutil.which(name):
        yield Path(on_path)
    for pattern in FOLDERS:
        root = Path(pattern)
        for folder in root.parent.glob(root.name):
            yield from folder.glob(f"bin/{name}")
            yield from folder.glob(f"*/bin/{name}")


def _version_of(path: Path) -> int | None:
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return None
    # Debian's wrapper on the path says nothing when no version stands behind it.
    found = VERSION.search(done.stdout)
    return int(found[1]) if found and not done.returncode else None


@contextlib.contextmanager
def _running(
    command: Sequence[str], *, with_name: bool = True, stdout: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a tool that is told of the database by its settings, the password by the environment."""
    given: dict[str, Any] = dict(connection.settings_dict)
    if not with_name:
        given["NAME"] = ""
    arguments, variables = connection.client.settings_to_cmd_args_env(given, [])
    named = arguments[1:] if with_name else arguments[1:-1]
    with subprocess.Popen(  # noqa: S603
        [*command, *named],
        env={**os.environ, **(variables or {})},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _run(*statements: str) -> None:
    with direct() as own, own.cursor() as cursor:
        cursor.execute("BEGIN")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("COMMIT")


def _tables(cursor: Any) -> Iterable[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [row[0] for row in cursor.fetchall()]


def _facts(cursor: Any) -> Facts:
    def ask(sql: str) -> list[Sequence[Any]]:
        cursor.execute(sql)
        return list(cursor.fetchall())

    return facts_of(ask, _tables(cursor))
