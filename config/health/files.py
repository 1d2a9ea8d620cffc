"""The data folder: whose it is, who else reads it, and whether its parts are there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from config import instance
from config.backup import sqlite
from config.backup.folder import backups
from config.backup.making import database_file
from config.checks import NETWORK_FILE_SYSTEMS, file_system_of
from config.health.findings import Finding, Look, ok, problem
from quizzes.models import Attempt
from quizzes.operations.receipt_keys import ReceiptKeyDamaged, all_keys

TOPIC = "files"


def check_permissions(look: Look) -> list[Finding]:
    """Only the account of the server reads the data, the keys and the backups."""
    if os.name == "nt":
        return []
    data = Path(settings.DATA_DIR)
    places = [
        data,
        data / instance.SECRET_KEY_NAME,
        Path(settings.RECEIPT_KEYS_DIR),
        *Path(settings.RECEIPT_KEYS_DIR).glob("*.key"),
        *backups(Path(settings.BACKUPS_DIR))[:1],
    ]
    found: list[Finding] = []
    for place in (place for place in places if place.exists()):
        about = place.stat()
        if stat.S_IMODE(about.st_mode) & 0o077:
            text = _("Other people of this computer can read {path}.").format(path=place)
            found.append(problem(TOPIC, text, f"chmod go= {place}"))
        if about.st_uid != os.geteuid():
            text = _("{path} belongs to another account than the server's.").format(path=place)
            what = _("Run every command as the account that runs the server, and give it to that.")
            found.append(problem(TOPIC, text, what))
    return found or [ok(TOPIC, _("Only this account can read the data folder and the keys."))]


def check_local_disk(look: Look) -> list[Finding]:
    """SQLite needs a disk of this computer."""
    kind = file_system_of(database_file().parent, mounts=Path("/proc/mounts"))
    if not sqlite.parts_of(database_file()) or kind not in NETWORK_FILE_SYSTEMS:
        return []
    text = _("The database stands on a network share ({kind}), where its locks do not work.")
    what = _("Move the data folder to a disk of this computer, or use PostgreSQL.")
    return [problem(TOPIC, text.format(kind=kind), what)]


def check_static_files(look: Look) -> list[Finding]:
    """Style sheets and scripts were collected."""
    if settings.DEBUG or (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        return [ok("static", _("Style sheets and scripts are there."))]
    text = _("Style sheets and scripts are missing in {folder}.")
    what = _("Start the site with {command}, or run {other}.").format(
        command="python3 manage.py start", other="python3 manage.py collectstatic"
    )
    return [problem("static", text.format(folder=settings.STATIC_ROOT), what)]


def check_receipt_keys(look: Look) -> list[Finding]:
    """The keys that signed what learners were promised are here."""
    all_keys.cache_clear()
    try:
        held = all_keys()
    except ReceiptKeyDamaged as error:
        text = _("The receipt key {path} is damaged.").format(path=error)
        return [problem("receipt-keys", text, _("Bring it back from a backup."))]
    used = set(Attempt.objects.order_by().values_list("key_id", flat=True).distinct())
    missing = sorted(used - {"", *held})
    if missing:
        text = _("A receipt key is missing: {names}. Receipts that it signed cannot be checked.")
        what = _("Bring it back from a backup, or set GROUNDWORK_RECEIPT_KEY as it was.")
        return [problem("receipt-keys", text.format(names=", ".join(missing)), what)]
    if not held:
        return [ok("receipt-keys", _("The first receipt makes its key."))]
    text = _("Every receipt key is here ({count}).")
    return [ok("receipt-keys", text.format(count=len(held)))]
