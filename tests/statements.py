"""Counting SQL statements as the bounds count them: without BEGIN, COMMIT, SAVEPOINT and PRAGMA."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

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
