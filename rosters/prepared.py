"""Queries that are compiled once and asked many times, with other parameters each time.

Django builds and compiles a query anew whenever it is asked, which costs several times what the
database needs to answer it. The reads that every page of a learner does are prepared here instead.
They are written as ordinary querysets; what is kept, in each thread and for its connection, is the
text of the statement and how its columns become values or objects. Nothing of an answer is kept.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

Row: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = "QuerySet[Any, Row]"
M = TypeVar("M", bound=Model)

FIRST_NUMBER = 4_000_000_000_001
"""Placeholders are numbers that no row has, and texts that nobody can type."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """A compiled query of one thread.

    names: for each parameter, whose value stands there, or None for its own; converters: as the
    compiler applies them, SQLite, for one, keeps times as text; populators: they make what
    `select_related` asked for.
    """

    connection: Any
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    names: tuple[str | None, ...]
    converters: Mapping[int, Any]
    populators: Sequence[Any] = ()

    def rows(self, values: Mapping[str, int | str]) -> list[Any]:
        parameters = [
            own if name is None else values[name]
            for name, own in zip(self.names, self.parameters, strict=True)
        ]
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            found = cursor.fetchall()
        return list(self.compiler.apply_converters(found, self.converters))


@dataclass(frozen=True)
class _Prepared:
    """A queryset as a function of named parameters.

    build: takes the parameters by keyword and returns the queryset; it is called with a
    placeholder for each. takes: the type of each, `int` or `str`. What is built must not depend on
    a value (no list, no None) or on the clock, and uses each of them.
    """

    build: Callable[..., Any]
    takes: Mapping[str, type]
    _kept: threading.local = field(default_factory=threading.local, repr=False)

    def _statement(self, values: Mapping[str, int | str]) -> _Statement:
        if {name: type(value) for name, value in values.items()} != self.takes:
            msg = f"the query takes {dict(self.takes)}, not {values}"
            raise TypeError(msg)
        kept: _Statement | None = getattr(self._kept, "statement", None)
        if kept is None or kept.connection is not connections[DEFAULT_DB_ALIAS]:
            kept = self._kept.statement = self._prepare(connections[DEFAULT_DB_ALIAS])
        return kept

    def _prepare(self, connection: Any) -> _Statement:
        """Compile the query. Raises ValueError for an unused parameter, or one of the clock."""
        placeholders: dict[int | str, str] = {
            FIRST_NUMBER + place if kind is int else f"\ue000{name}\ue000": name
            for place, (name, kind) in enumerate(self.takes.items())
        }
        given = {name: value for value, name in placeholders.items()}
        compiler = self.build(**given).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        if (sql, parameters) != self.build(**given).query.get_compiler(
            connection=connection
        ).as_sql():
            raise ValueError("the query must be the same each time that it is built")
        names = tuple(placeholders.get(parameter) for parameter in parameters)
        if set(self.takes) != set(filter(None, names)):
            msg = f"the query must use each of {list(self.takes)} as it is"
            raise ValueError(msg)
        columns = [column for column, _sql, _alias in compiler.select]
        populators = []
        if compiler.klass_info is not None:
            # The stubs are those of a later Django, which takes one argument more.
            populators = get_related_populators(  # type: ignore[call-arg]
                compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS
            )
        return _Statement(
            connection,
            compiler,
            sql,
            tuple(parameters),
            names,
            compiler.get_converters(columns),
            populators,
        )


@dataclass(frozen=True)
class PreparedQuery(_Prepared):
    """A `values_list`, prepared."""

    def rows(self, **values: int | str) -> list[Row]:
        """The rows for these values, converted as the queryset would. One query.

        Raises TypeError when a parameter is missing, unknown or of another type.
        """
        return [tuple(row) for row in self._statement(values).rows(values)]


@dataclass(frozen=True)
class PreparedObjects(_Prepared, Generic[M]):
    """A queryset of model objects, prepared: with `select_related`, annotations, left-out fields.

    `prefetch_related` is not for it.
    """

    def all(self, **values: int | str) -> list[M]:
        """The objects for these values, new ones each time. One query.

        Raises TypeError when a parameter is missing, unknown or of another type.
        """
        statement = self._statement(values)
        compiler = statement.compiler
        model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
        start, stop = places[0], places[-1] + 1
        names = [column[0].target.attname for column in compiler.select[start:stop]]
        found = []
        for row in statement.rows(values):
            one = model.from_db(DEFAULT_DB_ALIAS, names, row[start:stop])
            for populator in statement.populators:
                populator.populate(row, one)
            for name, place in compiler.annotation_col_map.items():
                setattr(one, name, row[place])
            found.append(one)
        return found

    def first(self, **values: int | str) -> M | None:
        """The first of them, or None. One query."""
        return next(iter(self.all(**values)), None)
