"""One process that serves pages, does background work and keeps the database's log short."""

from __future__ import annotations

import ctypes
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from waitress.server import create_server

from config.background import STOP_SECONDS, BackgroundThread, Leadership
from quizzes.operations.attempts import submit_overdue_attempts
from sources import tasks as sources_tasks

logger = logging.getLogger(__name__)

THREADS = 4
CHECKPOINT_SECONDS = 30
DEADLINE_SECONDS = 15
# A checkpoint holds the writers back while it waits for readers: rather none this time than long.
CHECKPOINT_WAIT_MILLISECONDS = 250
WORKER_SECONDS = 1.0
WORKER_ID = "groundwork-start"
# A browser keeps up to six connections open, also while it does nothing: a class has 200.
MOST_CONNECTIONS = 500
# Nothing that anybody sends is larger: packs and documents are a few MB.
MOST_BODY_BYTES = 32 * 1024 * 1024
POLL_SECONDS = 1.0
# How long one thread may compute before another that is ready goes on. A save gives up its turn at
# each of its statements, some twenty times; by Python's own 5 ms a page of staff would cost it 100.
TURN_SECONDS = 0.0002
# Of glibc's malloc.h: how many heaps there may be. It has no name in Python.
M_ARENA_MAX = -8


def bind(host: str, port: int) -> socket.socket:
    """Take the address without listening yet, so that a busy port is known before any work is done.

    Raises OSError (the port is busy or not allowed) or socket.gaierror (no such host).
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    taken = socket.socket(family, kind, protocol)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # Without it a port stays taken for a minute after the server before this one stopped.
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
    except OSError:
        taken.close()
        raise
    return taken


def truncate_log() -> bool:
    """Copy SQLite's write-ahead log into the database and empty it; say whether that was possible.

    SQLite 3.7.0 to 3.51.2 can damage a file when a commit resets the log during a checkpoint on
    another connection. So no connection checkpoints by itself (`wal_autocheckpoint=0`), and this
    one place uses TRUNCATE, which holds the writer's lock while it works.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout={CHECKPOINT_WAIT_MILLISECONDS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    return not busy


def share_one_heap() -> None:
    """Let all threads take memory from one heap, where the C library has several.

    glibc would give each its own, and what a page needed stays in the heap of the thread that made
    it. The threads take turns anyway.
    """
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):
        mallopt(M_ARENA_MAX, 1)


def hand_in_overdue() -> None:
    """Hand in attempts whose time is up and whose learner has gone; what was saved counts."""
    count = submit_overdue_attempts(at=timezone.now())
    if count:
        logger.info("Handed in %d attempts whose time was up.", count)


class TaskThread(BackgroundThread):
    """Does the queued tasks, one after the other."""

    def __init__(self) -> None:
        self._worker = Worker(
            queue_names=["*"],
            interval=WORKER_SECONDS,
            # Each step ends when the queue is empty, so that stopping never waits for a sleep.
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=WORKER_ID,
            excluded_queue_names=[],
        )
        super().__init__("Background work", self._worker.run, pause_seconds=WORKER_SECONDS)

    def stop(self) -> None:
        self._worker.running = False
        super().stop()


def requeue_interrupted() -> int:
    """Queue again what the server before this one was doing when it ended; return how many tasks.

    For the one process that has the background threads: what others do counts as interrupted.
    Tasks are written so that doing one twice does no harm.
    """
    interrupted = [
        result.pk
        for result in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
        if WORKER_ID in result.worker_ids
    ]
    return DBTaskResult.objects.filter(pk__in=interrupted).update(
        status=TaskResultStatus.READY, started_at=None
    )


def begin_background_work() -> Sequence[BackgroundThread]:
    """Start what works beside the requests: here, or where processes share a database in one."""
    if connection.vendor != "sqlite":
        leadership = Leadership(_do_background_work)
        leadership.start()
        return [leadership]
    checkpoints = BackgroundThread("Checkpoints", _checkpoint, pause_seconds=CHECKPOINT_SECONDS)
    checkpoints.start()
    return [*_do_background_work(), checkpoints]


def _do_background_work() -> Sequence[BackgroundThread]:
    requeue_interrupted()
    sources_tasks.resume()
    threads = [
        TaskThread(),
        BackgroundThread("Deadlines", hand_in_overdue, pause_seconds=DEADLINE_SECONDS),
    ]
    for thread in threads:
        thread.start()
    return threads


def serve(
    application: Callable[..., Any], taken: socket.socket, *, ready: Callable[[], None]
) -> None:
    """Serve until Ctrl-C or SIGTERM; answer what is being answered, then return.

    `ready` is called when requests are taken.
    """
    server = create_server(
        application,
        sockets=[taken],
        threads=THREADS,
        ident=None,
        connection_limit=MOST_CONNECTIONS,
        max_request_body_size=MOST_BODY_BYTES,
        # With trusted proxies config.middleware reads their headers; without, nobody shall.
        clear_untrusted_proxy_headers=not settings.TRUSTED_PROXIES,
    )
    stop = _StopSignal(server.pull_trigger)
    sys.setswitchinterval(TURN_SECONDS)
    share_one_heap()
    threads = begin_background_work()
    ready()
    try:
        while not stop.asked:
            _serve_once(server)
        _finish_requests(server)
    finally:
        server.close()
        for thread in threads:
            thread.stop()
        if connection.vendor == "sqlite":
            _checkpoint()
        connections.close_all()


class _StopSignal:
    """Notes the first SIGINT or SIGTERM; a second one ends the process at once."""

    def __init__(self, wake: Callable[[], object]) -> None:
        self.asked = False
        self._wake = wake
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_DFL)
        self._wake()


def _serve_once(server: Any) -> None:
    server.asyncore.loop(
        timeout=POLL_SECONDS, map=server._map, use_poll=server.adj.asyncore_use_poll, count=1
    )


def _finish_requests(server: Any) -> None:
    """Send the answers that are under way; waitress by itself would drop them."""
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline and any(
        channel.requests or channel.total_outbufs_len
        for channel in list(server.active_channels.values())
    ):
        _serve_once(server)


def _checkpoint() -> None:
    if not truncate_log():
        logger.info("A reader kept the checkpoint waiting; the next one follows.")
