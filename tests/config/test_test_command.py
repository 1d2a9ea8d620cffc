import importlib.util
import os
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from config.management.commands import test as command


@pytest.fixture
def started(monkeypatch):
    """What would have been started instead of this process: program, arguments, environment."""
    found = []
    monkeypatch.setattr(command.os, "name", "posix")
    monkeypatch.setattr(command.os, "chdir", lambda path: None)
    monkeypatch.setattr(command.os, "execve", lambda *given: found.append(given))
    return found


def test_whole_suite_runs_in_parallel(started):
    command.Command().run_from_argv(["manage.py", "test"])
    assert started[0][1][1:3] == ["-m", "pytest"]
    assert started[0][1][3:] == command.PROCESSES


def test_part_of_the_suite_runs_in_parallel_when_asked(started):
    command.Command().run_from_argv(["manage.py", "test", "--parallel", "-m", "not server"])
    assert started[0][1][3:] == [*command.PROCESSES, "-m", "not server"]


def test_arguments_go_to_pytest_as_they_came(started):
    command.Command().run_from_argv(["manage.py", "test", "tests/quizzes", "-k", "highlight"])
    assert started[0][1] == [sys.executable, "-m", "pytest", "tests/quizzes", "-k", "highlight"]


def test_settings_of_the_site_are_not_those_of_the_tests(started, monkeypatch):
    monkeypatch.setitem(os.environ, "DJANGO_SETTINGS_MODULE", "config.settings")
    command.Command().run_from_argv(["manage.py", "test"])
    assert "DJANGO_SETTINGS_MODULE" not in started[0][2]


def test_missing_package_is_said_with_its_list(started, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "xdist" else 1)
    with pytest.raises(SystemExit, match=r"xdist is missing here.*requirements/test\.txt"):
        command.Command().run_from_argv(["manage.py", "test"])


def test_command_is_for_the_command_line_alone():
    with pytest.raises(CommandError, match=r"python3 manage\.py test"):
        call_command("test")
