"""Two people do the same at once: whoever comes second is told so, and nothing breaks."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import Error, IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.views import page_before

logger = logging.getLogger(__name__)

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# PostgreSQL: a serialization failure, a deadlock, a lock that was not to be had, a row that is
# there already, one that is gone.
OF_TURNS = frozenset({"40001", "40P01", "55P03"})
OF_ROWS = frozenset({"23505", "23503"})
# SQLite has no such codes in Django's errors, and says it in these words.
LOCKED_WORDS = ("is locked", "is busy")
ROW_WORDS = ("UNIQUE constraint failed", "FOREIGN KEY constraint failed")


class CollisionMiddleware:
    """Answer 409 where the database refused a write for somebody else's at the same moment.

    Operations hold the row that orders them, and views say what happened in the words of their
    page; this is for whatever none of them foresaw. The transaction is rolled back by then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for the loser; None leaves any other fault to Django."""
        if request.method in SAFE_METHODS or not is_collision(exception):
            return None
        logger.warning("Two at once at %s: %s", request.path, exception, exc_info=exception)
        return render(request, "409.html", {"before": page_before(request)}, status=409)


def is_collision(error: BaseException) -> bool:
    """Whether a database error comes of two writers at once, and not of a fault of ours."""
    if not isinstance(error, Error):
        return False
    state, words = getattr(error.__cause__, "sqlstate", None), str(error)
    if isinstance(error, IntegrityError):
        return state in OF_ROWS or (state is None and words.startswith(ROW_WORDS))
    if isinstance(error, OperationalError):
        return state in OF_TURNS or (state is None and words.endswith(LOCKED_WORDS))
    return False
