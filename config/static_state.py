"""Whether the collected static files still are what their sources would give."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import FileSystemStorage, Storage

STAMP_NAME = ".collected"


def fingerprint() -> str:
    """Digest of every source's name and state, and of the way they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~"]):
            digest.update(f"{path}\0{_state(storage, path)}\n".encode())
    return digest.hexdigest()


def _state(storage: Storage, path: str) -> str:
    if isinstance(storage, FileSystemStorage):
        file = Path(storage.path(path)).stat()
        return f"{file.st_size} {file.st_mtime_ns}"
    # A bundle: its newest part's time would not tell that a part is gone, its text does.
    with storage.open(path) as built:
        return hashlib.sha256(built.read()).hexdigest()


def is_current(digest: str) -> bool:
    """Whether the last collection was of these sources and its manifest is still there."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / STAMP_NAME
    return stamp.is_file() and stamp.read_text() == digest and (root / "staticfiles.json").is_file()


def remember(digest: str) -> None:
    """Note what was collected."""
    (Path(settings.STATIC_ROOT) / STAMP_NAME).write_text(digest)
