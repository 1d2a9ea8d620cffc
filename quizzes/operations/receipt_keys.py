"""The keys that sign receipts: one file each in the data folder, apart from SECRET_KEY."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

KEY_BYTES = 32


class ReceiptKeyMissing(Exception):
    """A receipt names a key that this instance does not hold."""


class ReceiptKeyDamaged(Exception):
    """A key's file holds no whole key. Bring it back from a backup: old receipts need it."""


def current_key() -> tuple[str, bytes]:
    """The id and the bytes of the key that signs new receipts; made at the first call.

    Returns the first key of the environment variable GROUNDWORK_RECEIPT_KEY where it is set, else
    the newest file of `settings.RECEIPT_KEYS_DIR` (names sort by the day they were made).
    """
    keys = all_keys()
    if given := _keys_of_environment():
        return next(iter(given.items()))
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
    keys = _keys_of_environment()
    folder = Path(settings.RECEIPT_KEYS_DIR)
    if folder.is_dir():
        for file in sorted(folder.glob("*.key")):
            keys[file.stem] = _read_key(file)
    return keys


def _keys_of_environment() -> dict[str, bytes]:
    """The keys that the setting names, apart by commas: the first signs, the others check.

    The id comes from the key, so that a receipt tells which of them signed it.
    """
    words = [word.strip() for word in settings.RECEIPT_KEY.split(",")]
    return {
        f"env-{hashlib.sha256(word.encode()).hexdigest()[:10]}": word.encode()
        for word in words
        if word
    }


def _read_key(file: Path) -> bytes:
    """The bytes of one key file. Raises ReceiptKeyDamaged rather than sign with half a key."""
    try:
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except ValueError as error:
        raise ReceiptKeyDamaged(str(file)) from error
    if len(key) < KEY_BYTES:
        raise ReceiptKeyDamaged(str(file))
    return key


def _make_first_key(folder: Path) -> None:
    """Write a key whole and to the disk before it gets its name: nobody ever reads half of one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{timezone.now():%Y%m%d}.key"
    fresh = folder / f"fresh-{secrets.token_hex(8)}"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass  # another process was first; its key serves both
    except OSError:
        # A file system without hard links.
        fresh.replace(path)
    fresh.unlink(missing_ok=True)
    _write_through(folder)


def _write_through(folder: Path) -> None:
    """Bring the folder's list of names to the disk; Windows does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
