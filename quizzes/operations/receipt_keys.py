"""The keys that sign receipts: one file each in the data folder, apart from SECRET_KEY."""

import os
import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

ENVIRONMENT_KEY_ID = "environment"


class ReceiptKeyMissing(Exception):
    """A receipt names a key that this instance does not hold."""


def current_key() -> tuple[str, bytes]:
    """The id and the bytes of the key that signs new receipts; made at the first call.

    Returns the key of the environment variable GROUNDWORK_RECEIPT_KEY where it is set, else the
    newest file of `settings.RECEIPT_KEYS_DIR` (names sort by the day they were made).
    """
    keys = all_keys()
    if ENVIRONMENT_KEY_ID in keys:
        return ENVIRONMENT_KEY_ID, keys[ENVIRONMENT_KEY_ID]
    if not keys:
        _make_first_key(Path(settings.RECEIPT_KEYS_DIR))
        all_keys.cache_clear()
        keys = all_keys()
    newest = max(keys)
    return newest, keys[newest]


def get_key(key_id: str) -> bytes:
    """The key of that id. Raises ReceiptKeyMissing when the instance does not hold it."""
    try:
        return all_keys()[key_id]
    except KeyError:
        raise ReceiptKeyMissing(key_id) from None


@lru_cache(maxsize=1)
def all_keys() -> Mapping[str, bytes]:
    """Every key that this instance holds, by id. Old ones stay for checking."""
    keys: dict[str, bytes] = {}
    if settings.RECEIPT_KEY:
        keys[ENVIRONMENT_KEY_ID] = settings.RECEIPT_KEY.encode()
    folder = Path(settings.RECEIPT_KEYS_DIR)
    if folder.is_dir():
        for file in sorted(folder.glob("*.key")):
            keys[file.stem] = bytes.fromhex(file.read_text(encoding="ascii").strip())
    return keys


def _make_first_key(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{timezone.now():%Y%m%d}.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return  # another process was first; its key serves both
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
