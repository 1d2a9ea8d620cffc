"""Threads that work beside the requests, and which process of several has them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from django.db import Error, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from config import heartbeat

logger = logging.getLogger(__name__)

STOP_SECONDS = 10
LEADING_SECONDS = 2.0
# Numbers of our advisory locks; they count within one database.
PREPARING_LOCK = 7_143_001
LEADING_LOCK = 7_143_002
# By itself PostgreSQL asks after two hours of silence whether the other side is still there.
NOTICE_A_LOST_COMPUTER = """
    SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4
"""


class BackgroundThread:
    """Runs a step again and again until told to stop; one that fails is logged and tried again."""

    def __init__(self, name: str, step: Callable[[], None], *, pause_seconds: float) -> None:
        self._step = step
        self._pause_seconds = pause_seconds
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; the first step comes after the first pause."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end and wait for the step that runs, `STOP_SECONDS` at most."""
        self.stopping.set()
        self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        try:
            heartbeat.beat(self._thread.name)
            while not self.stopping.wait(self._pause_seconds):
                heartbeat.beat(self._thread.name)
                try:
                    self._step()
                except Exception:
                    logger.exception("%s failed and goes on.", self._thread.name)
            heartbeat.forget(self._thread.name)
        finally:
            # A connection belongs to its thread: nobody else could close it.
            connections.close_all()


class Leadership(BackgroundThread):
    """Has the background threads in one of all the processes that serve a PostgreSQL database.

    It is the one that holds an advisory lock. The lock ends with its connection, however that ends;
    then another process takes over. `begin` starts the threads and returns them.
    """

    def __init__(self, begin: Callable[[], Sequence[BackgroundThread]]) -> None:
        super().__init__("Leadership", self._look, pause_seconds=LEADING_SECONDS)
        self._begin = begin
        self._threads: Sequence[BackgroundThread] | None = None
        # A connection of its own: one that nobody else closes, and so loses the lock.
        self._connection = connection.copy()
        self._connection.inc_thread_sharing()

    def stop(self) -> None:
        super().stop()
        self._end()

    def _look(self) -> None:
        is_new = self._connection.connection is None
        try:
            with self._connection.cursor() as cursor:
                if is_new:
                    cursor.execute(NOTICE_A_LOST_COMPUTER)
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [LEADING_LOCK])
                # To ask once more does no harm, and proves that the connection lives.
                leading = bool(cursor.fetchone()[0])
            if not leading:
                self._end()
            elif self._threads is None:
                self._threads = self._begin()
        except Error:
            self._end()
            raise

    def _end(self) -> None:
        for thread in self._threads or ():
            thread.stop()
        self._threads = None
        _release(self._connection)


@contextmanager
def preparing_alone(wait_said: Callable[[], None]) -> Iterator[None]:
    """Let one of the processes that share a PostgreSQL database prepare it at a time.

    `wait_said` is called when another one is at it. Elsewhere the data folder's lock is enough.
    """
    if connection.vendor != "postgresql":
        yield
        return
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [PREPARING_LOCK])
            if not cursor.fetchone()[0]:
                wait_said()
                cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING_LOCK])
        yield
    finally:
        _release(holder)


def _release(holder: BaseDatabaseWrapper) -> None:
    """Give back what this connection holds: in its pool it would go on holding it."""
    # Where the connection is broken, the lock is gone with it.
    with suppress(Error):
        if holder.connection is not None:
            with holder.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock_all()")
    holder.close()
