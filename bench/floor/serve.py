"""The floor, served by waitress as the site is, with the same emptying of the log.

It cannot use `config.serving` itself, which knows the site's tables.
"""

import os
import socket
import threading
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from waitress.server import create_server

THREADS = 4
CHECKPOINT_SECONDS = 30


def run() -> None:
    """Serve until it is stopped. Prints `port pid`."""
    site = get_wsgi_application()
    import_module(settings.ROOT_URLCONF)
    taken = socket.create_server(("127.0.0.1", 0))
    server = create_server(site, sockets=[taken], threads=THREADS, ident=None)
    if connection.vendor == "sqlite":
        threading.Thread(target=_empty_log, daemon=True).start()
    print(taken.getsockname()[1], os.getpid(), flush=True)
    server.run()


def _empty_log() -> None:
    while not threading.Event().wait(CHECKPOINT_SECONDS):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
