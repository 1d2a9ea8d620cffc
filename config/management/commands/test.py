from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LISTED = ("pytest", "xdist")
PARALLEL = "--parallel"
# As many processes as there are processors. Whole files go to each, because their tests share what
# was made once. A process that died at a test (pyproject.toml: the limit) would be given it again.
PROCESSES = ["-n", "auto", "--maxprocesses", "8", "--dist", "loadfile", "--max-worker-restart", "0"]


class Command(BaseCommand):
    """Runs pytest with the arguments as they came; without any, the whole suite in parallel."""

    help = (
        "Run the tests, on all processors; arguments go to pytest, in one process (unless "
        "--parallel comes first), for example: test tests/quizzes -k highlight"
    )
    requires_system_checks = ()

    def run_from_argv(self, argv: list[str]) -> None:
        """Start pytest in a fresh interpreter, because this one has the site's settings loaded."""
        if missing := [name for name in LISTED if importlib.util.find_spec(name) is None]:
            sys.exit(
                f"{' and '.join(missing)} is missing here. "
                "Install the list config/requirements/test.txt."
            )
        arguments = argv[2:] or [PARALLEL]
        if arguments[0] == PARALLEL:
            arguments[:1] = PROCESSES
        command = [sys.executable, "-m", "pytest", *arguments]
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
