from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Runs pytest with the arguments as they came."""

    help = "Run the tests; arguments go to pytest, for example: test tests/quizzes -k highlight"
    requires_system_checks = ()

    def run_from_argv(self, argv: list[str]) -> None:
        """Start pytest in a fresh interpreter, because this one has the site's settings loaded."""
        if importlib.util.find_spec("pytest") is None:
            sys.exit("pytest is missing here. Install the list config/requirements/test.txt.")
        command = [sys.executable, "-m", "pytest", *argv[2:]]
        environment = {
            name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
        }
        sys.stdout.flush()
        if os.name == "nt":
            sys.exit(subprocess.run(command, cwd=settings.BASE_DIR, env=environment).returncode)  # noqa: S603
        os.chdir(settings.BASE_DIR)
        os.execve(sys.executable, command, environment)  # noqa: S606

    def handle(self, *args: object, **options: object) -> None:
        raise CommandError("Run this from the command line: python3 manage.py test")
