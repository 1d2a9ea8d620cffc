"""A site that was started with `--lean` has no readers of documents, and works."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests.running import ROOT, clean_environment

HIDING = """
import sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {hidden!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Hidden())
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *{command!r}])
"""


def readers() -> list[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        extra = tomllib.load(file)["project"]["optional-dependencies"]["documents"]
    return [re.split(r"[<>=]", wanted)[0] for wanted in extra]


@pytest.mark.parametrize(
    "command",
    [["check"], ["makemigrations", "--check", "--dry-run"], ["migrate", "--verbosity", "0"]],
    ids=lambda command: command[0],
)
def test_site_runs_without_the_readers_of_documents(command, tmp_path):
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "GROUNDWORK_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", HIDING.format(hidden=readers(), command=command)],
        cwd=ROOT,
        env=clean_environment(**settings),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-600:]


def test_what_is_hidden_are_the_readers():
    assert "syntok" in readers()
    assert len(readers()) == 4
