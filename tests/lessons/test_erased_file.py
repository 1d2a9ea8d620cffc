"""After an erasure the database's own files hold nothing of the words, not even as rests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

MARKER = b"Zwiebelkuchen"
FILL = """
from django.utils import timezone
from lessons.models import Module, StepNote
from rosters.models import User
from sources.models import Collection
ada = User.objects.create_user("ada", display_name="Ada Zwiebelkuchen")
module = Module.objects.create(collection=Collection.objects.create(
    slug="m", title="M", visibility="public"), slug="m", title="M", summary="s")
for number in range(40):
    note = StepNote.objects.create(
        learner=ada, module=module, step_key=str(number), text="Zwiebelkuchen " * 300)
    note.text = f"Zwiebelkuchen {number}"
    note.save()
    if number % 2:
        note.delete()
"""


@pytest.fixture
def manage(tmp_path):
    """Run a command on a site of its own."""
    environment = os.environ | {"GROUNDWORK_DATA": str(tmp_path), "DATABASE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"

    def run(*words: str, stdin: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=settings.BASE_DIR, env=environment, input=stdin,
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def held(folder: Path) -> int:
    """How often the files of the database hold the marker."""
    return sum(file.read_bytes().count(MARKER) for file in folder.glob("groundwork.sqlite3*"))


def test_no_file_of_the_database_holds_the_words(manage, tmp_path):
    manage("migrate", "-v0")
    manage("shell", "-v0", "-c", FILL)
    assert held(tmp_path) > 20
    said = manage("erase_person", "ada", "--yes", "--reason", "Her parents asked.")
    assert "The database file was written anew" in said
    assert held(tmp_path) == 0
