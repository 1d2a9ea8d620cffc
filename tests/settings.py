"""The site's settings as tests need them: quick, alike everywhere, and far from real data."""

import atexit
import os
import shutil
import tempfile

# A developer's own variables must not decide what a test sees, nor a test write into their site.
# DATABASE_URL is meant to: with it the same suite runs on PostgreSQL.
for name in [name for name in os.environ if name.startswith("GROUNDWORK_")]:
    if not name.startswith(("GROUNDWORK_REQUIRE_", "GROUNDWORK_KILLS")):
        del os.environ[name]
_folder = tempfile.mkdtemp(prefix="groundwork-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["GROUNDWORK_DATA"] = _folder

from config.database import SQLITE_ENGINE_WITH_TURNS  # noqa: E402
from config.settings import *  # noqa: E402, F403
from config.settings import (  # noqa: E402
    DATA_DIR,
    DATABASES,
    MIDDLEWARE,
    STATIC_ROOT,
    STORAGES,
)

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
# Signing in is in most tests, and no test is about how slow it is.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Only the real server serves static files from the collected folder.
MIDDLEWARE = [entry for entry in MIDDLEWARE if "whitenoise" not in entry]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# In memory in each process of a parallel run, too: pytest-django knows Django's own engine alone.
if DATABASES["default"]["ENGINE"] == SQLITE_ENGINE_WITH_TURNS:
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}

for _part in (DATA_DIR, STATIC_ROOT):
    _part.mkdir(mode=0o700, exist_ok=True)
