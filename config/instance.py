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
        if key := path.read_text(encoding="ascii").strip():
            return key
        # Cut short by an older version, or emptied by hand.
        path.unlink()
        return _make_secret_key(path)
    except FileNotFoundError:
        return _make_secret_key(path)
    except OSError as error:
        raise WrongSetting(f"The secret key in {path} cannot be read: {error.strerror}.") from error


def _make_secret_key(path: Path) -> str:
    key = secrets.token_urlsafe(48)
    fresh = path.with_name(f"{SECRET_KEY_NAME}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key + "\n")
        # Named when it is whole, so that nobody reads half a key; and the first one stays, so that
        # two processes started at once work with the same.
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        except OSError:
            # A file system without hard links.
            fresh.replace(path)
        fresh.unlink(missing_ok=True)
    except OSError as error:
        raise WrongSetting(
            f"GROUNDWORK_DATA is {str(path.parent)!r}, which cannot be written: {error.strerror}."
        ) from error
    return path.read_text(encoding="ascii").strip()


def lock(folder: Path, *, shared: bool = False) -> IO[bytes]:
    """Claim the folder for one server; the claim ends with the process, however it ends.

    With `shared` for all servers that share it too, as on PostgreSQL they may.

    Two servers on one SQLite file would both checkpoint its log, which SQLite before 3.51.3 can
    answer with damage (see `config/serving.py`). Raises DataFolderBusy.
    """
    # Readable as well, which a shared lock on a network share asks for.
    file = (folder / "server.lock").open("a+b")
    try:
        if sys.platform == "win32":
            # Windows has no shared locks here; PostgreSQL's own are enough.
            if not shared:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise DataFolderBusy(str(folder)) from error
    return file
