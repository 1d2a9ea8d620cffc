"""Queries that are compiled once and asked many times, with other parameters each time.

Django builds and compiles a query anew whenever it is asked, which costs several times what the
database needs to answer it. The reads that every page of a learner does are prepared here instead.
They are written as ordinary querysets; what is kept, in each thread and for its connection, is the
text of the statement and how its columns become values or objects. Nothing of an answer is kept.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Generic, TypeAlias, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

Row: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = "QuerySet[Any, Row]"
M = TypeVar("M", bound=Model)


class Ints(tuple[int, ...]):
    """Numbers to look in; at least one."""


class Texts(tuple[str, ...]):
    """Texts to look in; at least one."""


Value: TypeAlias = int | str | Ints | Texts

FIRST_NUMBER = 2_147_400_001
"""Placeholders are numbers that no row has, small enough for every column, and texts that nobody
can type."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """A compiled query of one thread.

    names: for each parameter, whose value stands there and at which place of a list, or None for
    its own; converters: as the compiler applies them, SQLite, for one, keeps times as text;
    populators: they make what `select_related` asked for.
    """

    connection: Any
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    names: tuple[tuple[str, int] | None, ...]
    converters: Mapping[int, Any]
    populators: Sequence[Any] = ()

    def rows(self, values: Mapping[tuple[str, int], int | str]) -> list[Any]:
        parameters = [
            own if name is None else values[name]
            for name, own in zip(self.names, self.parameters, strict=True)
        ]
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            found = cursor.fetchall()
        return list(self.compiler.apply_converters(found, self.converters))


class _Kept(threading.local):
    """The statements of one thread, by the lengths of their lists."""

    def __init__(self) -> None:
        self.statements: dict[tuple[int, ...], _Statement] = {}


@dataclass(frozen=True)
class _Prepared:
    """A queryset as a function of named parameters.

    build: takes the parameters by keyword and returns the queryset; it is called with a
    placeholder for each. takes: the type of each: `int` or `str`, or `Ints` or `Texts` for a list
    to look in (`__in`), of which there is a statement for 1, 2, 4, 8 … values. What is built must
    not depend on a value (no None) or on the clock, and uses each of them.
    """

    build: Callable[..., Any]
    takes: Mapping[str, type]
    _kept: _Kept = field(default_factory=_Kept, repr=False)

    def _ask(self, values: Mapping[str, Value]) -> tuple[_Statement, list[Any]]:
        """The statement for these values, and its rows with each column converted."""
        if {name: type(value) for name, value in values.items()} != self.takes:
            msg = f"the query takes {dict(self.takes)}, not {values}"
            raise TypeError(msg)
        filled = {name: _filled(value) for name, value in values.items()}
        lengths = tuple(len(value) for value in filled.values())
        statement = self._kept.statements.get(lengths)
        if statement is None or statement.connection is not connections[DEFAULT_DB_ALIAS]:
            statement = self._prepare(connections[DEFAULT_DB_ALIAS], filled)
            self._kept.statements[lengths] = statement
        placed = {
            (name, place): each
            for name, listed in filled.items()
            for place, each in enumerate(listed)
        }
        return statement, statement.rows(placed)

    def _prepare(self, connection: Any, filled: Mapping[str, Sequence[int | str]]) -> _Statement:
        """Compile the query. Raises ValueError for an unused parameter, or one of the clock."""
        placeholders: dict[int | str, tuple[str, int]] = {}
        given: dict[str, Any] = {}
        numbers = count(FIRST_NUMBER)
        for name, value in filled.items():
            kind = self.takes[name]
            stand_ins = [
                number if kind in (int, Ints) else f"\ue000{number}\ue000"
                for _each, number in zip(value, numbers, strict=False)
            ]
            placeholders |= {each: (name, place) for place, each in enumerate(stand_ins)}
            given[name] = stand_ins if kind in (Ints, Texts) else stand_ins[0]
        compiler = self.build(**given).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        if (sql, parameters) != self.build(**given).query.get_compiler(
            connection=connection
        ).as_sql():
            raise ValueError("the query must be the same each time that it is built")
        names = tuple(placeholders.get(parameter) for parameter in parameters)
        if set(placeholders.values()) != set(filter(None, names)):
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

    def rows(self, **values: Value) -> list[Row]:
        """The rows for these values, converted as the queryset would. One query.

        Raises TypeError when a parameter is missing, unknown or of another type.
        """
        return [tuple(row) for row in self._ask(values)[1]]


@dataclass(frozen=True)
class PreparedObjects(_Prepared, Generic[M]):
    """A queryset of model objects, prepared: with `select_related`, annotations, left-out fields.

    `prefetch_related` is not for it.
    """

    def all(self, **values: Value) -> list[M]:
        """The objects for these values, new ones each time. One query.

        Raises TypeError when a parameter is missing, unknown or of another type.
        """
        statement, rows = self._ask(values)
        compiler = statement.compiler
        model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
        start, stop = places[0], places[-1] + 1
        names = [column[0].target.attname for column in compiler.select[start:stop]]
        found = []
        for row in rows:
            one = model.from_db(DEFAULT_DB_ALIAS, names, row[start:stop])
            for populator in statement.populators:
                populator.populate(row, one)
            for name, place in compiler.annotation_col_map.items():
                setattr(one, name, row[place])
            found.append(one)
        return found

    def first(self, **values: Value) -> M | None:
        """The first of them, or None. One query."""
        return next(iter(self.all(**values)), None)


def _filled(value: Value) -> Sequence[int | str]:
    """A value, or those of a list, the last one again until there are 1, 2, 4, 8 …"""
    if not isinstance(value, Ints | Texts):
        return [value]
    if not value:
        raise ValueError("there is nothing to look in")
    return [*value, *[value[-1]] * ((1 << (len(value) - 1).bit_length()) - len(value))]
