"""The data folder: everything that belongs to one site, in one place."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import IO

from config.env import WrongSetting

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

SECRET_KEY_NAME = "secret-key"  # noqa: S105  a file's name


class DataFolderBusy(Exception):
    """Another server already works in this data folder."""


def prepare(folder: Path) -> None:
    """Make the folder and its parts, readable by the owner only; existing ones stay as they are."""
    try:
        for part in (folder, folder / "receipt-keys", folder / "uploads", folder / "static"):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(
            f"GROUNDWORK_DATA is {str(folder)!r}, where no folder can be made: {error.strerror}."
        ) from error


def secret_key(folder: Path) -> str:
    """Read the site's secret key, or make one when the folder has none (mode 0600)."""
    path = folder / SECRET_KEY_NAME
    try:
        return path.read_text(encoding="ascii").strip() or _make_secret_key(path)
    except FileNotFoundError:
        return _make_secret_key(path)
    except OSError as error:
        raise WrongSetting(f"The secret key in {path} cannot be read: {error.strerror}.") from error


def _make_secret_key(path: Path) -> str:
    key = secrets.token_urlsafe(48)
    fresh = path.with_name(f"{SECRET_KEY_NAME}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(key + "\n")
        # A rename, so that two commands started at once never read half a key.
        fresh.replace(path)
    except OSError as error:
        raise WrongSetting(
            f"GROUNDWORK_DATA is {str(path.parent)!r}, which cannot be written: {error.strerror}."
        ) from error
    return path.read_text(encoding="ascii").strip()


def lock(folder: Path) -> IO[bytes]:
    """Claim the folder for one server; the claim ends with the process, however it ends.

    Two servers on one SQLite file would both checkpoint its log, which SQLite before 3.51.3 can
    answer with damage (see `config/serving.py`). Raises DataFolderBusy.
    """
    file = (folder / "server.lock").open("ab")
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise DataFolderBusy(str(folder)) from error
    return file
