"""Data folders and server processes of the bench, and what Linux says of their time and memory."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SITE, COUNTED_SITE, FLOOR = "config.settings", "bench.settings", "bench.floor.settings"


def environment(data: Path, settings: str) -> dict[str, str]:
    """This process's environment with exactly these settings, on the embedded database."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GROUNDWORK_", "DJANGO_")) and name != "DATABASE_URL"
    }
    return kept | {"GROUNDWORK_DATA": str(data), "DJANGO_SETTINGS_MODULE": settings}


def prepare(data: Path, settings: str, *arguments: str) -> dict[str, Any]:
    """Fill a data folder; return what the clients need to know."""
    data.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench.prepare", *arguments],
        cwd=ROOT,
        env=environment(data, settings),
        stdout=subprocess.PIPE,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@dataclass(frozen=True, slots=True)
class Server:
    """A serving process."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time of all its threads so far, to the nanosecond where the kernel tells."""
        total = 0
        for thread in Path(f"/proc/{self.pid}/task").iterdir():
            try:
                total += int((thread / "schedstat").read_text().split()[0])
            except OSError:
                return self._cpu_in_ticks()
        return total / 1e9

    def _cpu_in_ticks(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mib(self) -> float:
        """Resident memory now."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise LookupError("VmRSS")


@contextmanager
def serving(data: Path, settings: str) -> Iterator[Server]:
    """Serve a data folder for as long as the block lasts."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.floor.serve" if settings == FLOOR else "bench.serve"],
        cwd=ROOT,
        env=environment(data, settings),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            port, pid = (int(word) for word in process.stdout.readline().split())
            yield Server(port, pid)
        finally:
            process.terminate()
            process.wait(30)
