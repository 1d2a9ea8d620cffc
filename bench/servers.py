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


def environment(data: Path, settings: str, database: str = "") -> dict[str, str]:
    """This process's environment with exactly these settings, on this database.

    database: the address of a PostgreSQL database; without one, the embedded one.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GROUNDWORK_", "DJANGO_")) and name != "DATABASE_URL"
    }
    where = {"DATABASE_URL": database} if database else {}
    return kept | where | {"GROUNDWORK_DATA": str(data), "DJANGO_SETTINGS_MODULE": settings}


def run_program(
    data: Path,
    program: str,
    *arguments: str,
    settings: str = SITE,
    database: str = "",
    told: Any = None,
) -> dict[str, Any]:
    """Call a function of the bench (`module.function`) on a data folder; return what it returns.

    told: JSON-able, for a function that reads its standard input.
    """
    data.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        command_of(program, *arguments),
        cwd=ROOT,
        env=environment(data, settings, database),
        input=json.dumps(told),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


def command_of(program: str, *arguments: str) -> list[str]:
    """The command that calls `module.function` of the bench in a process of its own."""
    module, _, function = program.rpartition(".")
    return [sys.executable, "-m", "bench.program", module, function, *arguments]


def connected(server: str) -> Any:
    """A connection that ends with the block, each of whose statements stands by itself."""
    import psycopg  # noqa: PLC0415  only where there is PostgreSQL

    return psycopg.connect(server, autocommit=True)


@contextmanager
def databases(server: str | None, *names: str) -> Iterator[list[str]]:
    """New PostgreSQL databases on a server, dropped afterwards; without one, no addresses."""
    if not server:
        yield ["" for _ in names]
        return
    made = [f"groundwork_bench_{name}_{os.getpid()}" for name in names]
    with connected(server) as connection:
        for name in made:
            connection.execute(f"CREATE DATABASE {name}")
        try:
            yield [f"{server.rpartition('/')[0]}/{name}" for name in made]
        finally:
            for name in made:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


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
    with serving_together(data, settings) as servers:
        yield servers[0]


@contextmanager
def serving_together(
    data: Path, settings: str, *, database: str = "", count: int = 1
) -> Iterator[list[Server]]:
    """So many processes that serve one database for as long as the block lasts."""
    program = "floor.serve.run" if settings == FLOOR else "serve.run"
    processes: list[subprocess.Popen[str]] = []
    servers = []
    try:
        for _ in range(count):
            process = subprocess.Popen(
                command_of(program),
                cwd=ROOT,
                env=environment(data, settings, database),
                stdout=subprocess.PIPE,
                text=True,
            )
            processes.append(process)
            assert process.stdout is not None
            port, pid = (int(word) for word in process.stdout.readline().split())
            servers.append(Server(port, pid))
        yield servers
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)
