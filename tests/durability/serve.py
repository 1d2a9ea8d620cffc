"""A program: the site's own serving loop in the data folder of GROUNDWORK_DATA, without the start.

`manage.py start` takes two seconds, most of which goes into imports, packs and static files that
do not change; two hundred restarts would be seven minutes of that. So this imports the site once
and, for each line on its input, forks a process that does what `start` does from then on: it
claims the folder, takes a port, queues interrupted work again and serves. Prints `port pid`.
With the argument `once` it serves by itself.
"""

import os
import sys
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402  needs the apps
from django.core.wsgi import get_wsgi_application  # noqa: E402

from config import instance, serving  # noqa: E402

# Thirty seconds in the site: so that kills fall into checkpoints too.
serving.CHECKPOINT_SECONDS = 0.1


def serve(application):
    with instance.lock(settings.DATA_DIR), serving.bind("127.0.0.1", 0) as taken:
        serving.requeue_interrupted()
        port = taken.getsockname()[1]
        serving.serve(application, taken, ready=lambda: print(port, os.getpid(), flush=True))


def serve_again_and_again(application):
    child = 0
    for _line in sys.stdin:
        if child:
            os.waitpid(child, 0)
        child = os.fork()
        if not child:
            serve(application)
            os._exit(0)


os.umask(0o077)
site = get_wsgi_application()
import_module(settings.ROOT_URLCONF)
if sys.argv[1:] == ["once"]:
    serve(site)
else:
    serve_again_and_again(site)
