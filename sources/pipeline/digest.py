"""The version of a text."""

import hashlib
from collections.abc import Iterable

Cut = Iterable[tuple[str, int, Iterable[tuple[str, str]]]]
"""Blocks as (kind, level of a heading or 0, sentences as (id, text)), in reading order."""


def digest_of(cut: Cut) -> str:
    """SHA-256, in hex, of blocks, ids and sentences, the same for a stored text and for its file.

    A block's kind counts, for it decides whether its sentences can be marked; labels do not.
    """
    lines = []
    for kind, level, sentences in cut:
        lines.append(f"{kind.replace('_', '-')} {level}\n")
        lines += [f"{key}\t{text}\n" for key, text in sentences]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
