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
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from sources.pipeline.read.refusals import LIMITS, FileRefused, Limits, in_megabytes
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument, Sentence

ROOT = Path(__file__).resolve().parent.parent.parent
# Isolated: no user site, no PYTHON* variables, no current folder on the path.
FLAGS = ("-I", "-B", "-X", "utf8")
ENTRY = Path(__file__).with_name("child_entry.py")


def read_file(data: bytes, name: str, limits: Limits = LIMITS) -> ReadDocument:
    """Read, clean and split a file in a child. Raises FileRefused.

    name: only its ending counts; it is no path and nothing is opened by it.
    """
    if len(data) > limits.file_bytes:
        raise FileRefused("file_bytes", limit=in_megabytes(limits.file_bytes))
    if not data:
        raise FileRefused("empty")
    output, code = _run(data, name, limits)
    try:
        answer = json.loads(output)
    except ValueError as problem:
        raise _why(code, limits) from problem
    if "refused" in answer:
        raise FileRefused(answer["refused"], **answer["values"])
    return from_json(answer)


def _run(data: bytes, name: str, limits: Limits) -> tuple[bytes, int]:
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
    with child:
        assert child.stdout is not None  # noqa: S101  for the type
        received = bytearray()
        reader = threading.Thread(
            target=_receive, args=(child.stdout, received, limits.output_bytes), daemon=True
        )
        reader.start()
        reader.join(limits.wall_seconds)
        is_late = reader.is_alive()
        if is_late or len(received) > limits.output_bytes:
            child.kill()
        reader.join()
        child.wait()
    if is_late:
        raise FileRefused("time", limit=int(limits.wall_seconds))
    if len(received) > limits.output_bytes:
        raise FileRefused("output", limit=in_megabytes(limits.output_bytes))
    return bytes(received), child.returncode


def _receive(stream: IO[bytes], received: bytearray, most: int) -> None:
    while len(received) <= most and (chunk := stream.read1(64 * 1024)):  # type: ignore[attr-defined]
        received.extend(chunk)


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
