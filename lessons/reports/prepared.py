"""Queries that are compiled once and asked many times, with other parameters each time.

Django builds and compiles a query anew whenever it is asked; for a UNION of four tables that
costs ten times what the database needs to answer it. The reads that every page of a learner does
are prepared here instead. They stay ordinary querysets of values: what is kept, in each process
and for each kind of database, is the text of the statement.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import QuerySet

Row: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = "QuerySet[Any, Row]"

FIRST_NUMBER = 4_000_000_000_001
"""Placeholders are numbers that no row has, and texts that nobody can type."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """A compiled query. names: for each parameter, whose value stands there, or None for its own;
    columns: the expressions selected, which know how their values are converted.
    """

    sql: str
    parameters: tuple[Any, ...]
    names: tuple[str | None, ...]
    columns: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """A queryset of values as a function of named parameters.

    build: takes the parameters by keyword and returns a `values_list`; it is called once for each
    kind of database, with a placeholder for each. takes: the type of each, `int` or `str`. What
    is built must not depend on a value (no list, no None), and uses each of them.
    """

    build: Callable[..., Rows]
    takes: Mapping[str, type]
    _statements: dict[str, _Statement] = field(default_factory=dict, repr=False)

    def rows(self, **values: int | str) -> list[Row]:
        """The rows for these values, converted as the queryset would. One query.

        Raises TypeError when a parameter is missing, unknown or of another type.
        """
        if {name: type(value) for name, value in values.items()} != dict(self.takes):
            msg = f"the query takes {dict(self.takes)}, not {values}"
            raise TypeError(msg)
        statement = self._statements.get(connection.vendor) or self._prepare()
        parameters = [
            own if name is None else values[name]
            for name, own in zip(statement.names, statement.parameters, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, parameters)
            return _converted(cursor.fetchall(), statement.columns)

    def _prepare(self) -> _Statement:
        """Compile the query for the database in use. Raises ValueError for an unused parameter."""
        placeholders: dict[int | str, str] = {
            FIRST_NUMBER + place if kind is int else f"\ue000{name}\ue000": name
            for place, (name, kind) in enumerate(self.takes.items())
        }
        query = self.build(**{name: value for value, name in placeholders.items()}).query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        names = tuple(placeholders.get(parameter) for parameter in parameters)
        if set(self.takes) != set(filter(None, names)):
            msg = f"the query must use each of {list(self.takes)} as it is"
            raise ValueError(msg)
        columns = tuple(column for column, _sql, _alias in compiler.select)
        statement = _Statement(sql, tuple(parameters), names, columns)
        self._statements[connection.vendor] = statement
        return statement


def _converted(rows: Iterable[Row], columns: Iterable[Any]) -> list[Row]:
    """Values as Python knows them: SQLite, for one, keeps times as text."""
    converters = []
    for place, column in enumerate(columns):
        ours = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
        if ours:
            converters.append((place, column, ours))
    if not converters:
        return list(rows)
    found = []
    for row in map(list, rows):
        for place, column, ours in converters:
            for convert in ours:
                row[place] = convert(row[place], column, connection)
        found.append(tuple(row))
    return found
