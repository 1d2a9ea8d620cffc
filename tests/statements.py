"""Counting SQL statements as the bounds count them: without BEGIN, COMMIT, SAVEPOINT and PRAGMA."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


@dataclass
class Statements:
    """What one block of code sent to the database."""

    counted: list[str] = field(default_factory=list)
    commits: int = 0

    def __len__(self) -> int:
        return len(self.counted)

    def verbs(self) -> list[str]:
        """The first word of each statement, in their order."""
        return [sql.split(" ", 1)[0] for sql in self.counted]


@contextmanager
def statements() -> Iterator[Statements]:
    """Record the statements of a block; they can be read when it has ended."""
    recorded = Statements()
    with CaptureQueriesContext(connection) as captured:
        yield recorded
    for query in captured.captured_queries:
        sql = query["sql"].lstrip()
        recorded.commits += sql.upper().startswith("COMMIT")
        if not sql.upper().startswith(NOT_COUNTED):
            recorded.counted.append(sql)


@contextmanager
def planned_loops() -> Iterator[set[str]]:
    """Tables that SQLite would go through from end to end, for what a block asks.

    It can be read when the block has ended. The plans are those of SQLite's own machine: where one
    begins at the first or last row of a table or of one of its indexes, and seeks nothing.
    """
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    found: set[str] = set()
    with connection.execute_wrapper(note):
        yield found
    with connection.cursor() as cursor:
        cursor.execute("SELECT rootpage, tbl_name FROM sqlite_master")
        tables = dict(cursor.fetchall())
        for sql, params in asked:
            if not sql.startswith("SELECT"):
                continue
            cursor.execute(f"EXPLAIN {sql}", params)
            steps = [(opcode, first, second) for _at, opcode, first, second, *_ in cursor]
            opened = {
                number: tables[page] for opcode, number, page in steps if opcode == "OpenRead"
            }
            found |= {
                opened[number]
                for opcode, number, _ in steps
                if opcode in ("Rewind", "Last") and number in opened
            }
