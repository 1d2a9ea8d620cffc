"""The child's answer as JSON: the document, or why it was refused."""

import json

from sources.pipeline.child import to_json
from sources.pipeline.prepare import prepare
from sources.pipeline.read.refusals import FileRefused, Limits, in_megabytes


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
