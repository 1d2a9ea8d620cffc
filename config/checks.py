"""System checks for whoever hosts the site. docs/self-hosting.md lists each id."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import connection

from config import instance

# The releases that cannot damage a file by resetting its log during a checkpoint.
SQLITE_MENDED = (3, 51, 3)
SQLITE_MENDED_OLDER = ((3, 44, 6), (3, 50, 7))
NETWORK_FILE_SYSTEMS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph")


@register(Tags.compatibility, deploy=True)
def check_sqlite_version(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """I001: an SQLite that needs our way of checkpointing."""
    if connection.vendor != "sqlite" or is_mended(sqlite3.sqlite_version_info):
        return []
    return [
        checks.Info(
            f"SQLite {sqlite3.sqlite_version} can damage a file when two connections checkpoint.",
            hint="`manage.py start` checkpoints from one place, which avoids it. Do not serve this "
            "file with another server, and prefer SQLite 3.51.3 or newer.",
            id="groundwork.I001",
        )
    ]


def is_mended(version: tuple[int, ...]) -> bool:
    """Whether this release of SQLite is free of the log-reset race (3.7.0 to 3.51.2)."""
    mended_here = any(version[:2] == old[:2] and version >= old for old in SQLITE_MENDED_OLDER)
    return mended_here or version >= SQLITE_MENDED


@register(Tags.compatibility)
def check_local_disk(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """W001: SQLite on a network share, where its locks and its log do not work."""
    if connection.vendor != "sqlite":
        return []
    kind = file_system_of(Path(settings.DATA_DIR), mounts=Path("/proc/mounts"))
    if kind not in NETWORK_FILE_SYSTEMS:
        return []
    return [
        checks.Warning(
            f"The data folder {settings.DATA_DIR} stands on a network share ({kind}).",
            hint="SQLite needs a disk of this computer. Move the folder, or set DATABASE_URL to a "
            "PostgreSQL database.",
            id="groundwork.W001",
        )
    ]


def file_system_of(folder: Path, *, mounts: Path) -> str:
    """Name the kind of file system that holds a folder; empty where the system does not tell."""
    if not mounts.is_file():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, found, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, found
    return kind


@register(Tags.security)
def check_private_files(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """W002: keys that other people of this computer can read."""
    if os.name == "nt":
        return []
    keys = (settings.DATA_DIR / instance.SECRET_KEY_NAME, settings.RECEIPT_KEYS_DIR)
    return [
        checks.Warning(
            f"Other people of this computer can read {path}.",
            hint=f"Take that right away: chmod go= {path}",
            id="groundwork.W002",
        )
        for path in keys
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


@register(Tags.security, deploy=True)
def check_encryption(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """W003: others reach the site over plain http."""
    if not settings.SERVED_IN_THE_CLEAR:
        return []
    return [
        checks.Warning(
            "Passwords and answers cross the network unencrypted.",
            hint="Fine inside a house you trust. Otherwise put a proxy with https in front and set "
            "GROUNDWORK_HTTPS=yes and GROUNDWORK_TRUSTED_PROXIES=1.",
            id="groundwork.W003",
        )
    ]


@register(Tags.security)
def check_proxies(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """W004: https without a proxy that could tell so: every page would redirect to itself."""
    if not settings.HTTPS or settings.TRUSTED_PROXIES:
        return []
    return [
        checks.Warning(
            "GROUNDWORK_HTTPS is on, but no proxy is trusted to say that a request came by https.",
            hint="Set GROUNDWORK_TRUSTED_PROXIES to the number of proxies in front, mostly 1.",
            id="groundwork.W004",
        )
    ]


@register(Tags.compatibility, deploy=True)
def check_mail(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """W005: password mails that nobody gets."""
    if settings.EMAIL_HOST:
        return []
    return [
        checks.Warning(
            "No mail server is set: a link for a new password only shows in the server's output.",
            hint="Set GROUNDWORK_MAIL_HOST and its companions, or set passwords in the admin.",
            id="groundwork.W005",
        )
    ]
