from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from config import bootstrap, wheels


class Command(BaseCommand):
    """Fills a folder for `start --wheels`."""

    help = "Download the packages of the site, for computers of this kind that have no network"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="the folder to fill")

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(
                f"{folder} cannot be made: {os.strerror(error.errno or 0)}."
            ) from error
        bootstrap.download(["runtime", "postgres", "documents"], folder)
        wheels.write_readme(folder)
        found = list(folder.glob("*.whl"))
        megabytes = sum(path.stat().st_size for path in found) / 1_000_000
        self.stdout.write(f"{len(found)} packages, {megabytes:.0f} MB, for {wheels.target()}.")
        self.stdout.write(f"Install from it with: python3 manage.py start --wheels {folder}")
