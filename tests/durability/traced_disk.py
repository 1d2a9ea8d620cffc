"""What would be on the disk if the power went out now: rebuilt from a trace of the system calls.

Linux keeps writes in memory until a file is synced. From the trace we know every write to the
database's files and every sync with its end; at a moment, what a finished sync covers is on the
disk for certain, and each later write may or may not be.
"""

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "pwrite64,write,pwritev,ftruncate,fallocate,fsync,fdatasync"
OPTIONS = ["-ff", "--seccomp-bpf", "-ttt", "-T", "-y", "-xx", "-s", "300000", f"-etrace={CALLS}"]
LINE = re.compile(
    r"(?P<at>\d+\.\d+) (?P<call>\w+)\((?P<fd>\d+)<(?P<path>[^>]*)>(?P<rest>.*)\)"
    r"\s+= (?P<result>-?\d+).*<(?P<took>\d+\.\d+)>$"
)


class NotUnderstood(Exception):
    """The trace holds a call on the database's files that the rebuilding does not know."""


@dataclass
class TracedFile:
    """The writes to one file in their order, and how many of them each sync covers by when."""

    first: bytes
    writes: list[tuple[float, int, bytes | None]] = field(default_factory=list)
    syncs: list[tuple[float, int]] = field(default_factory=list)

    def at(self, moment: float, dice: random.Random | None) -> bytes:
        """The file's content: what is synced, and with dice some of what is not."""
        synced = max((count for end, count in self.syncs if end <= moment), default=0)
        content = bytearray(self.first)
        for place, (began, offset, written) in enumerate(self.writes):
            if place >= synced and (began > moment or dice is None or dice.random() < 0.5):
                continue
            if written is None:
                content[offset:] = bytes(max(0, offset - len(content)))
            else:
                content.extend(bytes(max(0, offset + len(written) - len(content))))
                content[offset : offset + len(written)] = written
        return bytes(content)


class TracedDisk:
    """The database's files of one data folder, as a trace that began with `before` tells them."""

    def __init__(self, before: Path, data: Path, traces: Path) -> None:
        self.before = before
        self.files: dict[str, TracedFile] = {}
        for at, call, name, rest, took in sorted(_calls(data, traces)):
            self._add(at, call, name, rest, took)

    def _add(self, at: float, call: str, name: str, rest: str, took: float) -> None:
        file = self.files.setdefault(name, TracedFile(self._content_before(name)))
        if call in ("fsync", "fdatasync"):
            file.syncs.append((at + took, len(file.writes)))
        elif call == "ftruncate":
            file.writes.append((at, int(rest.strip(", ")), None))
        elif call == "pwrite64":
            text, _length, offset = rest.strip(", ").rsplit(", ", 2)
            written = bytes.fromhex(text.strip('"').replace("\\x", ""))
            file.writes.append((at, int(offset), written))
        else:
            raise NotUnderstood(f"{call} on {name}")

    def _content_before(self, name: str) -> bytes:
        path = self.before / name
        return path.read_bytes() if path.exists() else b""

    def cut_power(self, moment: float, folder: Path, dice: random.Random | None = None) -> Path:
        """Make a data folder as the disk would hold it after a power cut at the moment."""
        shutil.copytree(self.before, folder)
        for name, file in self.files.items():
            (folder / name).write_bytes(file.at(moment, dice))
        return folder


def _calls(data: Path, traces: Path) -> Iterator[tuple[float, str, str, str, float]]:
    names = ("groundwork.sqlite3", "groundwork.sqlite3-wal")
    wanted = {_as_traced(data / name): name for name in names}
    for trace in traces.iterdir():
        for line in trace.read_text(encoding="ascii").splitlines():
            found = LINE.match(line)
            if found and found["path"] in wanted:
                if int(found["result"]) < 0:
                    raise NotUnderstood(line[:200])
                yield (
                    float(found["at"]),
                    found["call"],
                    wanted[found["path"]],
                    found["rest"],
                    float(found["took"]),
                )


def _as_traced(path: Path) -> str:
    return "".join(f"\\x{byte:02x}" for byte in str(path).encode())
