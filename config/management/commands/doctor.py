from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from config import start_options
from config.backup import postgres
from config.backup.errors import BackupError
from config.backup.making import database_file
from config.health.checkup import examine
from config.health.findings import Finding, Level, Look

SIGNS = {Level.PROBLEM: "PROBLEM", Level.ADVICE: "advice ", Level.OK: "ok     "}


class Command(BaseCommand):
    """Says what is wrong with the site as it is set, and what to do. Ends with 1 on a problem."""

    help = "Look whether all is well: disk, backups, database, addresses, mail, clock, files"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        start_options.add_data_argument(parser)
        parser.add_argument(
            "--thorough",
            action="store_true",
            help="read the whole database and the last backup, which takes a while",
        )
        parser.add_argument("--json", action="store_true", help="print a list for machines")

    def handle(self, *args: object, **options: Any) -> None:
        start_options.check_data(options["data"])
        if connection.vendor == "sqlite" and not database_file().exists():
            sys.exit(f"There is no site in {settings.DATA_DIR} yet.")
        if connection.vendor == "postgresql":
            self._reach_database()
        found = examine(Look(at=timezone.now(), is_thorough=options["thorough"]))
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in found], indent=1))
        else:
            self._tell(found)
        if any(finding.level == Level.PROBLEM for finding in found):
            sys.exit(1)

    def _reach_database(self) -> None:
        """Without it nearly every check would only say that it could not look."""
        try:
            with postgres.direct():
                return
        except BackupError as error:
            sys.exit(str(error))

    def _tell(self, found: list[Finding]) -> None:
        for finding in found:
            self.stdout.write(f"{SIGNS[finding.level]}  {finding.text}")
            if finding.advice:
                self.stdout.write(f"         {finding.advice}")
        count = sum(finding.level == Level.PROBLEM for finding in found)
        self.stdout.write(
            {0: "\nNo problem.", 1: "\nOne problem."}.get(count, f"\n{count} problems.")
        )
