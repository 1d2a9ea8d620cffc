"""Asks every check, whatever the others found."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from config.health import backups, clock, database, disk, files, network, work
from config.health.findings import Check, Finding, Level, Look, problem

logger = logging.getLogger(__name__)

CHECKS: tuple[Check, ...] = (
    disk.check_data_folder,
    disk.check_backups_folder,
    backups.check_schedule,
    backups.check_last,
    database.check_migrations,
    database.check_sqlite_version,
    database.check_sqlite_modes,
    database.check_sqlite_integrity,
    database.check_postgres,
    files.check_permissions,
    files.check_local_disk,
    files.check_receipt_keys,
    files.check_static_files,
    network.check_addresses,
    network.check_encryption,
    network.check_proxies,
    network.check_mail,
    network.check_debug,
    clock.check_clock,
    clock.check_time_zone,
    work.check_queue,
    work.check_night,
    work.check_packs,
)
WORST_FIRST = (Level.PROBLEM, Level.ADVICE, Level.OK)


def examine(look: Look) -> list[Finding]:
    """What all checks find, the worst first. On a page: twelve statements at most."""
    found: list[Finding] = []
    for check in CHECKS:
        try:
            found += check(look)
        except Exception:
            # One that cannot look must not keep the others from being heard.
            name = f"{check.__module__}.{check.__name__}"
            logger.exception("The check %s failed.", name)
            text = _("The check {name} could not look.").format(name=name)
            found.append(problem("doctor", text, _("The server's log says why.")))
    return sorted(found, key=lambda finding: WORST_FIRST.index(finding.level))
