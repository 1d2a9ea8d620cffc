from __future__ import annotations

import os
import shlex
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config import start_options
from config.backup.errors import BackupError, DamagedBackup, NotABackup
from config.backup.restoring import Restored, restore_backup


class Command(BaseCommand):
    """Brings a backup back, into an empty folder or in place of what is there."""

    help = "Restore a site from a backup; the server must be stopped"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        start_options.add_data_argument(parser)
        parser.add_argument("file", type=Path, help="the zip file that 'backup' wrote")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="first move the site that is here aside, into a folder that is named afterwards",
        )

    def handle(self, *args: object, **options: Any) -> None:
        start_options.check_data(options["data"])
        os.umask(0o077)
        try:
            restored = restore_backup(
                options["file"].absolute(), replaces=options["replace"], report=self._say
            )
        except (DamagedBackup, NotABackup) as error:
            sys.exit(
                f"{error}\nNothing was changed. Look whether this is the file that you mean, copy "
                "it again from where it came, or take another backup."
            )
        except BackupError as error:
            sys.exit(f"{error}\nNothing was changed.")
        self._tell(restored)
        folder = f" --data {shlex.quote(options['data'])}" if options["data"] else ""
        self._say(f"Start the site: python3 manage.py start{folder}")

    def _tell(self, restored: Restored) -> None:
        manifest = restored.manifest
        rows = sum(manifest.counts.values())
        self._say(
            f"Restored into {settings.DATA_DIR}: {rows:,} rows in {len(manifest.counts)} tables, "
            f"as of {manifest.made_at:%Y-%m-%d %H:%M} UTC."
        )
        if restored.aside:
            self._say(f"What stood there before is in {restored.aside}.")
        if restored.schema:
            self._say(f"The tables that stood there before are in the schema {restored.schema}.")
        if restored.missing_keys:
            self._say(
                f"The receipt keys {', '.join(restored.missing_keys)} are not here: they stood in "
                "GROUNDWORK_RECEIPT_KEY, which is not part of a backup. Set it as it was."
            )
        holding = restored.attempts - restored.failing
        self._say(f"Receipts verify in {holding} of the {restored.attempts} newest attempts.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
