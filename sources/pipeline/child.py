"""Files are read in a child process with limits: a fresh interpreter that imports no Django.

Everywhere: size of the file, wall clock, size of the output. On Linux also memory, processor time
and that nothing is written.
"""

import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from sources.pipeline.progress import Phase, Progress
from sources.pipeline.read.refusals import LIMITS, FileRefused, Limits, in_megabytes
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument, Sentence

ROOT = Path(__file__).resolve().parent.parent.parent
# Isolated: no user site, no PYTHON* variables, no current folder on the path.
FLAGS = ("-I", "-B", "-X", "utf8")
ENTRY = Path(__file__).with_name("child_entry.py")


# How often whoever waits is told how far it is, and asked whether it is still wanted.
LOOK_SECONDS = 0.25
LAST_SECONDS = 5.0

Watch = Callable[[Progress], bool]
"""Told now and then how far it is; answers whether to go on."""


class ReadingCancelled(Exception):
    """Whoever wanted the file read wants it no longer; the child is dead."""


def read_file(
    data: bytes, name: str, limits: Limits = LIMITS, *, watch: Watch | None = None
) -> ReadDocument:
    """Read, clean and split a file in a child. Raises FileRefused, or ReadingCancelled.

    name: only its ending counts; it is no path and nothing is opened by it. watch: called every
    quarter of a second; when it answers False, or raises, the child is killed.
    """
    if len(data) > limits.file_bytes:
        raise FileRefused("file_bytes", limit=in_megabytes(limits.file_bytes))
    if not data:
        raise FileRefused("empty")
    output, code = _run(data, name, limits, watch or (lambda progress: True))
    try:
        answer = json.loads(output)
    except ValueError as problem:
        raise _why(code, limits) from problem
    if "refused" in answer:
        raise FileRefused(answer["refused"], **answer["values"])
    return from_json(answer)


def _run(data: bytes, name: str, limits: Limits, watch: Watch) -> tuple[bytes, int]:
    stated = json.dumps({"name": Path(name).name, "limits": asdict(limits)})
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        child = subprocess.Popen(  # noqa: S603  our own file, by this Python
            [sys.executable, *FLAGS, str(ENTRY), stated],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
        )
    assert child.stdout is not None  # noqa: S101  for the type
    heard = _Heard(child.stdout, limits.output_bytes)
    try:
        is_late, is_cancelled = _wait(heard, limits.wall_seconds, watch)
    finally:
        # In time it has ended by itself; whatever else happens, nothing is left behind.
        if heard.is_alive() or heard.is_too_much:
            child.kill()
        heard.join()
        child.stdout.close()
        _bury(child)
    if is_cancelled:
        raise ReadingCancelled
    if is_late:
        raise FileRefused("time", limit=int(limits.wall_seconds))
    if heard.is_too_much:
        raise FileRefused("output", limit=in_megabytes(limits.output_bytes))
    return heard.answer, child.returncode


def _bury(child: "subprocess.Popen[bytes]") -> None:
    """Wait for the end of a child that has no more to say, and see to it that there is one."""
    try:
        child.wait(timeout=LAST_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _wait(heard: "_Heard", seconds: float, watch: Watch) -> tuple[bool, bool]:
    """Until the child has said all, or its time is up, or it is not wanted: (late, cancelled)."""
    deadline = time.monotonic() + seconds
    while heard.is_alive():
        left = deadline - time.monotonic()
        if left <= 0:
            return True, False
        heard.join(min(LOOK_SECONDS, left))
        if heard.is_alive() and not watch(heard.progress):
            return False, True
    return False, False


class _Heard(threading.Thread):
    """Takes down what a child says: lines about its progress, and the answer after the last."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        super().__init__(daemon=True)
        self.progress = Progress(Phase.READING)
        self.is_too_much = False
        self._stream, self._most, self._received = stream, most, bytearray()
        self.start()

    @property
    def answer(self) -> bytes:
        """All that stands after the last line; to be asked when the thread has ended."""
        return bytes(self._received)

    def run(self) -> None:
        total = 0
        while chunk := self._stream.read1(64 * 1024):  # type: ignore[attr-defined]
            total += len(chunk)
            if total > self._most:
                self.is_too_much = True
                return
            *lines, rest = chunk.split(b"\n")
            if lines:
                self._note(bytes(self._received) + lines[0], *lines[1:])
                self._received.clear()
            self._received += rest

    def _note(self, *lines: bytes) -> None:
        # A line that is none of ours says nothing.
        with suppress(ValueError, TypeError):
            phase, done, of = json.loads(lines[-1])
            self.progress = Progress(Phase(phase), int(done), int(of))


def _why(code: int, limits: Limits) -> FileRefused:
    """What a child that said nothing died of."""
    if code == -getattr(signal, "SIGXCPU", 0) or code == -getattr(signal, "SIGKILL", 0):
        return FileRefused("time", limit=limits.cpu_seconds)
    return FileRefused("crashed")


def to_json(document: ReadDocument) -> dict[str, Any]:
    """The document as what JSON can hold; `from_json` is its inverse."""
    return asdict(document)


def from_json(stated: dict[str, Any]) -> ReadDocument:
    """The document that `to_json` wrote."""
    return ReadDocument(
        provenance=Provenance(**stated["provenance"]),
        blocks=tuple(Block(**{**block, "kind": Kind(block["kind"])}) for block in stated["blocks"]),
        sentences=tuple(Sentence(**sentence) for sentence in stated["sentences"]),
        notes=tuple(stated["notes"]),
    )
