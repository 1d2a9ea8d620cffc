"""The site in the data folder of GROUNDWORK_DATA, as `manage.py start` serves it."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config import serving


def run() -> None:
    """Serve until it is stopped. Prints `port pid`."""
    with serving.bind("127.0.0.1", 0) as taken:
        site = get_wsgi_application()
        import_module(settings.ROOT_URLCONF)
        port = taken.getsockname()[1]
        serving.serve(site, taken, ready=lambda: print(port, os.getpid(), flush=True))
