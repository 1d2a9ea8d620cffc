"""A program: the site in the data folder of GROUNDWORK_DATA, as `manage.py start` serves it.

Prints `port pid`.
"""

import os
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402  needs the apps
from django.core.wsgi import get_wsgi_application  # noqa: E402

from config import serving  # noqa: E402

with serving.bind("127.0.0.1", 0) as taken:
    site = get_wsgi_application()
    import_module(settings.ROOT_URLCONF)
    port = taken.getsockname()[1]
    serving.serve(site, taken, ready=lambda: print(port, os.getpid(), flush=True))
