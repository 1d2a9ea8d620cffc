"""A program: the site's serving loop around an application that takes its time and writes a row.

Prints its port when it is ready. The arguments are the seconds that each answer takes.
"""

import sys
import time

import django
from django.db import connection

django.setup()

from config import serving  # noqa: E402  needs the apps

serving.CHECKPOINT_SECONDS = 0.1


def answer_slowly(environ, start_response):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS noted (n INTEGER)")
        cursor.execute("INSERT INTO noted VALUES (1)")
    time.sleep(float(sys.argv[1]))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"x" * 2_000_000]


taken = serving.bind("127.0.0.1", 0)
serving.serve(answer_slowly, taken, ready=lambda: print(taken.getsockname()[1], flush=True))
