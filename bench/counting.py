"""Counts the SQL statements of a request as the bounds do: transactions and PRAGMAs apart."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

HEADER = "X-Statements"
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


class StatementsMiddleware:
    """Only for the bench: it costs time, so the passes that measure time run without it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        count = 0

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal count
            count += not sql.lstrip().upper().startswith(NOT_COUNTED)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            response = self.get_response(request)
        response[HEADER] = str(count)
        return response
