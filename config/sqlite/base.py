"""Django's SQLite engine, with writers of one process that take turns.

SQLite lets one connection write at a time, and lets the others try again after sleeps that grow to
a tenth of a second: with several threads saving, most of the time nobody writes. Here a thread
waits for the one before it and goes on at once. Correctness rests on SQLite's own lock as before:
other processes know nothing of these turns, and who has waited long enough goes on without one.
"""

from __future__ import annotations

import threading

from django.db.backends.sqlite3 import base

PATIENCE_SECONDS = 5.0

_turn = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds the turn from BEGIN to COMMIT or ROLLBACK."""

    _has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        self._has_turn = _turn.acquire(timeout=PATIENCE_SECONDS)
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            _turn.release()
