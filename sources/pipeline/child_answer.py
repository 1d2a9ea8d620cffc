"""What the child says: how far it is, a line each; then the document, or why it was refused."""

import json
from typing import BinaryIO

from sources.pipeline.child import to_json
from sources.pipeline.prepare import prepare
from sources.pipeline.progress import Progress, listening
from sources.pipeline.read.refusals import FileRefused, Limits, in_megabytes


def speak(data: bytes, name: str, stated: dict[str, int], out: BinaryIO) -> None:
    """Write a line of JSON whenever another percent is done, and the answer without a line's end.

    The answer is ASCII on one line, so that nothing in a file can look like a line of progress.
    """
    said = -1

    def tell(progress: Progress) -> None:
        nonlocal said
        if progress.percent > said:
            said = progress.percent
            line = json.dumps([progress.phase, progress.done, progress.total])
            out.write(line.encode("ascii") + b"\n")
            out.flush()

    with listening(tell):
        said_at_last = answer(data, name, stated)
    out.write(said_at_last)
    out.flush()


def answer(data: bytes, name: str, stated: dict[str, int]) -> bytes:
    """JSON for the parent; only what no limit foresaw raises."""
    limits = Limits(**stated)
    try:
        said = to_json(prepare(data, name, limits))
    except FileRefused as refused:
        said = {"refused": refused.reason, "values": refused.values}
    except (MemoryError, RecursionError) as spent:
        is_depth = isinstance(spent, RecursionError)
        limit = limits.depth if is_depth else in_megabytes(limits.memory_bytes)
        said = {"refused": "depth" if is_depth else "memory", "values": {"limit": limit}}
    return json.dumps(said, ensure_ascii=True).encode("ascii")
