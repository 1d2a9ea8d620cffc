"""Measures a backup of a large site while a class saves: `python bench/backup.py`.

Prints time and size as ratios to a plain copy of the database, and the waiting times of saves with
and without a backup (bench/README.md).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.flow import SAVE
from bench.learner import Browser
from bench.load import percentile
from bench.run import Bench
from bench.servers import (
    ROOT,
    SITE,
    connected,
    databases,
    environment,
    run_program,
    serving_together,
)

LEARNERS = 30
PAUSE_SECONDS = 1.0
QUIET_SECONDS = 10.0
ROUNDS = 3
COPY_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Site:
    """What is backed up. database: the address of a PostgreSQL one; empty for the embedded one."""

    data: Path
    database: str = ""

    def manage(self, *arguments: str, **variables: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment(self.data, SITE, self.database) | variables,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def plain_copy(self, folder: Path) -> float:
        """Seconds of a copy that is on the disk when it ends, by the cheapest means there are."""
        if self.database:
            return database_copy(self.database)
        return file_copy(self.data / "groundwork.sqlite3", folder / "copy")

    def back_up(self, target: Path) -> float:
        """Seconds of what the night does, its own process and all."""
        began = time.monotonic()
        self.manage("backup", "--nightly", GROUNDWORK_BACKUPS=str(target.parent / "made"))
        seconds = time.monotonic() - began
        (made,) = (target.parent / "made").iterdir()
        made.replace(target)
        return seconds

    def restore(self, archive: Path) -> float:
        """Seconds until the site could be started."""
        began = time.monotonic()
        self.manage("restore", str(archive))
        return time.monotonic() - began


def main() -> None:
    options = read_options()
    with (
        tempfile.TemporaryDirectory(prefix="groundwork-bench-") as name,
        databases(options.postgres, "site", "restored") as (database, restored),
    ):
        folder = Path(name)
        site = Site(folder / "site", database)
        print("Filling the database …", flush=True)
        told = run_program(
            site.data, "full_site.prepare", str(options.megabytes), database=database
        )
        size = told["megabytes"]
        copying = min(site.plain_copy(folder) for _ in range(ROUNDS))
        print(f"{size:.0f} MB; a plain copy, written through: {copying:.2f} s")
        alone = min(site.back_up(folder / "alone.zip") for _ in range(ROUNDS))
        archive = (folder / "alone.zip").stat().st_size / 1e6
        print(
            f"Backup of the resting site: {alone:.2f} s ({alone / copying:.1f} × the copy), "
            f"{archive:.1f} MB ({archive / size:.2f} × the database)"
        )
        restoring = Site(folder / "restored", restored).restore(folder / "alone.zip")
        print(f"Restore where nothing is: {restoring:.2f} s ({restoring / copying:.1f} ×)")
        while_saving(site, told, copying, folder)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200, help="size of the database (200)")
    parser.add_argument(
        "--postgres", help="a PostgreSQL server: postgres://user:password@host/name"
    )
    return parser.parse_args()


def while_saving(site: Site, told: dict[str, Any], copying: float, folder: Path) -> None:
    """Thirty learners, each saving once a second: in turns without and with a backup."""
    with serving_together(site.data, SITE, database=site.database) as [server]:
        bench = Bench(site.data, told, {}, quick=True)
        saving = Saving(bench, server)
        saving.start()
        saving.during(lambda: time.sleep(QUIET_SECONDS))
        quiet: list[float] = []
        busy: list[float] = []
        times = []
        for number in range(ROUNDS):
            quiet += saving.during(lambda: time.sleep(QUIET_SECONDS))
            target = folder / f"busy-{number}.zip"
            busy += saving.during(lambda target=target: times.append(site.back_up(target)))
        errors = saving.stop()
    print(f"Backup while {LEARNERS} learners save once a second: {max(times):.2f} s at most "
          f"({max(times) / copying:.1f} × the copy)")  # fmt: skip
    for name, values in (("without", quiet), ("during", busy)):
        print(
            f"  saves {name} a backup: {len(values)}, p50 {percentile(values, 0.5) * 1000:.0f} ms, "
            f"p99 {percentile(values, 0.99) * 1000:.0f} ms, slowest {max(values) * 1000:.0f} ms"
        )
    print(f"  p99 during / without: {percentile(busy, 0.99) / percentile(quiet, 0.99):.2f}; "
          f"errors: {len(errors)}")  # fmt: skip
    for error in errors[:5]:
        print(f"  {error}")


class Saving:
    """A class that saves until it is told to stop; notes when each save was sent."""

    def __init__(self, bench: Bench, server: Any) -> None:
        self.begun = []
        for _ in range(LEARNERS):
            browser = Browser(server.port)
            self.begun.append((browser, *bench.begin(browser)))
        self.stopping = threading.Event()
        self.sent: list[tuple[float, float]] = []
        self.errors: list[str] = []
        self.threads = [
            threading.Thread(target=self._save, args=(number, *each))
            for number, each in enumerate(self.begun)
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self) -> list[str]:
        self.stopping.set()
        for thread in self.threads:
            thread.join()
        return self.errors

    def during(self, act: Callable[[], object]) -> list[float]:
        """Seconds of each save that was sent while something else was done."""
        began = time.monotonic()
        act()
        ended = time.monotonic()
        return [seconds for at, seconds in list(self.sent) if began <= at <= ended]

    def _save(
        self, number: int, browser: Browser, path: str, token: str, form: list[tuple[str, str]]
    ) -> None:
        kept = [(name, value) for name, value in form if name != "sequence"]
        sequence = 0
        self.stopping.wait(number / LEARNERS * PAUSE_SECONDS)
        while not self.stopping.wait(PAUSE_SECONDS):
            sequence += 1
            at = time.monotonic()
            try:
                browser.post(SAVE, f"{path}save/", [*kept, ("sequence", str(sequence))], token)
            except Exception as error:
                self.errors.append(f"{type(error).__name__}: {error}"[:200])
            self.sent.append((at, time.monotonic() - at))
        browser.close()


def file_copy(source: Path, target: Path) -> float:
    began = time.monotonic()
    with source.open("rb") as reading, target.open("wb") as writing:
        while piece := reading.read(COPY_CHUNK):
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    return time.monotonic() - began


def database_copy(address: str) -> float:
    """What PostgreSQL itself copies by, file by file."""
    server, _, name = address.rpartition("/")
    with connected(f"{server}/postgres") as connection:
        began = time.monotonic()
        connection.execute(f"CREATE DATABASE {name}_copy TEMPLATE {name} STRATEGY file_copy")
        seconds = time.monotonic() - began
        connection.execute(f"DROP DATABASE {name}_copy")
    return seconds


if __name__ == "__main__":
    main()
