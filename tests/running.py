"""A real server in its own process, as a school starts it, for the tests marked `server`."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READY = re.compile(r"Groundwork is ready: (?P<address>http://\S+)")
START_SECONDS = 120
STOP_SECONDS = 60


class SiteDidNotStart(Exception):
    """The server ended, or was silent for too long, before it told its address."""


class RunningSite:
    """`manage.py start` on a free port; what it printed, and where it answers."""

    def __init__(self, data: Path, *options: str, **variables: str) -> None:
        self.data = data
        self.lines: list[str] = []
        self.address = ""
        self._told = threading.Event()
        command = [sys.executable, "manage.py", "start", "--data", str(data), "--port", "0"]
        self.process = subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env=clean_environment(**variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._told.wait(START_SECONDS) or not self.address:
            self.kill()
            raise SiteDidNotStart("\n".join(self.lines))

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.append(line.rstrip("\n"))
            if found := READY.search(line):
                self.address = found["address"]
                self._told.set()
        self._told.set()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask the server to end, wait, and return its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(STOP_SECONDS)
        self._close()
        return code

    def kill(self) -> None:
        """End the server as a power cut would: nothing is flushed, nobody is told."""
        self.process.kill()
        self.process.wait()
        self._close()

    def _close(self) -> None:
        self._reader.join(STOP_SECONDS)
        if self.process.stdout:
            self.process.stdout.close()


@contextmanager
def running_site(data: Path, *options: str, **variables: str) -> Iterator[RunningSite]:
    """Run a site for as long as the block lasts."""
    site = RunningSite(data, *options, **variables)
    try:
        yield site
    finally:
        if site.process.poll() is None:
            site.stop()


def clean_environment(**variables: str) -> dict[str, str]:
    """This process's environment without what a developer or a test set for Groundwork."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GROUNDWORK_", "DJANGO_")) and name != "DATABASE_URL"
    }
    return kept | variables


def run_command(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` with the arguments to its end, with exactly these Groundwork variables."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=clean_environment(**variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=START_SECONDS,
    )
