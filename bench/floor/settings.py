"""A bare Django site: sessions, accounts, one table; database and server as Groundwork has them."""

import os
from pathlib import Path

from config import database

DATA_DIR = Path(os.environ["GROUNDWORK_DATA"])
SECRET_KEY = "only for the bench"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.floor.urls"
INSTALLED_APPS = [
    "bench.floor",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]
DATABASES = {"default": database.from_environment(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
# As on the site: it says so each time a request waits for a free thread, which is what requests do.
LOGGING = {"version": 1, "loggers": {"waitress.queue": {"level": "ERROR"}}}
