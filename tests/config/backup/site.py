"""A whole site in files, or in a PostgreSQL database of its own: what there is to back up."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.running import ROOT, clean_environment, run_command

FILL = """
import django
django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.utils import timezone
from quizzes.operations.attempts import submit_attempt
from tests.factories_quizzes import save, started
for handed_in in (False, True):
    attempt = started(count=2)
    for position in (1, 2, 1):
        save(attempt, position=position)
    if handed_in:
        submit_attempt(attempt, at=timezone.now())
default_storage.save("ab/abcdef", ContentFile(b"The mill opened in 1871."))
"""
RECEIPTS = """
import django, json
django.setup()
from quizzes.models import Attempt
from quizzes.operations.receipts import verify_attempt
found = [verify_attempt(attempt) for attempt in Attempt.objects.order_by("pk")]
print(json.dumps([[report.saves, report.problems] for report in found]))
"""
VERIFIED = [[3, []], [3, []]]
"""What `receipts_of` says of a site that `fill` made."""


def fill(data: Path, **variables: str) -> None:
    """Two attempts with three saves each, one of them handed in, and an upload."""
    _python(FILL, data, **variables)


def receipts_of(data: Path, **variables: str) -> list[list[object]]:
    """Of each attempt its number of saves, and what is wrong with its receipts."""
    return list(json.loads(_python(RECEIPTS, data, **variables)))


def _python(code: str, data: Path, **variables: str) -> str:
    settings = {"GROUNDWORK_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=clean_environment(**settings, **variables),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def manage(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of `manage.py` on a data folder."""
    return run_command(*arguments, GROUNDWORK_DATA=str(data), **variables)


def counts_of(file: Path) -> dict[str, int]:
    """Rows by table."""
    database = sqlite3.connect(file)
    listed = database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    found = {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in listed
    }
    database.close()
    return found


def contents_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, but for the lock and what SQLite keeps beside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("server.lock", "-wal", "-shm"))
    }
