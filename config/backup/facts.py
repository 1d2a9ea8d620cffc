"""What a manifest tells of a database, asked of the copy itself so that it is exact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.migrations.loader import MigrationLoader

from quizzes.models import Attempt, ResponseRevision

MIGRATIONS_TABLE = "django_migrations"

Ask = Callable[[str], Iterable[Sequence[Any]]]
"""Runs one statement and gives its rows."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Applied migrations by app, rows by table, and the ids of the keys that signed something."""

    migrations: dict[str, list[str]]
    counts: dict[str, int]
    receipt_keys: list[str]


def facts_of(ask: Ask, tables: Iterable[str]) -> Facts:
    """Ask one database; `tables` are those that it has."""
    listed = sorted(tables)
    return Facts(
        migrations=_migrations(ask) if MIGRATIONS_TABLE in listed else {},
        counts={
            table: next(iter(ask(f'SELECT count(*) FROM "{table}"')))[0]  # noqa: S608  its own name
            for table in listed
        },
        receipt_keys=sorted(
            {
                str(key_id)
                for model in (Attempt, ResponseRevision)
                if (table := model._meta.db_table) in listed
                for (key_id,) in ask(f'SELECT DISTINCT key_id FROM "{table}"')  # noqa: S608
                if key_id
            }
        ),
    )


def _migrations(ask: Ask) -> dict[str, list[str]]:
    applied: defaultdict[str, list[str]] = defaultdict(list)
    for app, name in ask(f"SELECT app, name FROM {MIGRATIONS_TABLE} ORDER BY app, name"):  # noqa: S608
        applied[app].append(name)
    return dict(applied)


def unknown_migrations(migrations: dict[str, Sequence[str]]) -> list[str]:
    """Applied migrations that this code does not have, as `app.name`."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {*loader.disk_migrations, *loader.replacements}
    return sorted(
        f"{app}.{name}"
        for app, names in migrations.items()
        for name in names
        if (app, name) not in known
    )
