from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from config import start_options
from config.backup import folder
from config.backup.archive import megabytes
from config.backup.errors import BackupError
from config.backup.making import BY_HAND, make_backup


class Command(BaseCommand):
    """Writes one archive while the site runs, and reads it back."""

    help = "Back up the whole site into one zip file: database, uploads, keys. It may be running"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        start_options.add_data_argument(parser)
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="the zip file to write; without it one is made in the folder of backups",
        )
        parser.add_argument("--force", action="store_true", help="replace a file of that name")
        parser.add_argument(
            "--nightly",
            action="store_true",
            help="what the server does each night: name it so, and delete those that are too many",
        )

    def handle(self, *args: object, **options: Any) -> None:
        start_options.check_data(options["data"])
        folder.step_behind()
        try:
            path, size = self._make(options["file"], options)
        except BackupError as error:
            sys.exit(str(error))
        self._say(f"Made {path} ({megabytes(path.stat().st_size)}, {megabytes(size)} unpacked).")
        self._say("It was read back and is whole. It holds the keys of this site: keep it safe.")

    def _make(self, file: Path | None, options: dict[str, Any]) -> tuple[Path, int]:
        if file is None:
            made = folder.make_in_folder(
                folder.NIGHTLY if options["nightly"] else BY_HAND, report=self._say
            )
            return made.path, made.manifest.size
        if not file.absolute().parent.is_dir():
            # Made here, it would stand on this disk instead of a stick that is not plugged in.
            raise BackupError(
                f"There is no folder {file.absolute().parent}. Make it, or plug in the disk that "
                "has it."
            )
        manifest = make_backup(file.absolute(), replaces=options["force"], report=self._say)
        return file.absolute(), manifest.size

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
