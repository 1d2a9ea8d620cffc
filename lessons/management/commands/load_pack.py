"""`manage.py load_pack DIR|ZIP`: check and load a pack, all or nothing."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from lessons.content.problems import has_errors
from lessons.operations.loading import load_pack_from


class Command(BaseCommand):
    """Prints each problem with file and line; exits with 1 when nothing could be loaded."""

    help = "Load a pack (a folder or a zip): all of it, or nothing"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pack", type=Path, help="the folder or zip of the pack")
        parser.add_argument("--dry-run", action="store_true", help="check only; write nothing")
        parser.add_argument(
            "--as-draft", action="store_true", help="stage it as a draft; publish nothing"
        )
        parser.add_argument(
            "--owner", default="", help="log-in name of the owner; by default the site itself"
        )

    def handle(self, *args: object, **options: Any) -> None:
        source: Path = options["pack"]
        if not source.exists():
            raise CommandError(f"There is no {source}. Name the folder or zip of a pack.")
        owner = None
        if options["owner"]:
            people = get_user_model()._default_manager
            owner = people.filter(username=options["owner"]).first()
            if owner is None:
                raise CommandError(f"Nobody has the log-in name {options['owner']!r}.")
        report = load_pack_from(
            source,
            owner=owner,
            by=owner,
            dry_run=options["dry_run"],
            as_draft=options["as_draft"],
        )
        for problem in report.problems:
            self.stderr.write(str(problem))
        for note in report.notes:
            self.stdout.write(note)
        if has_errors(report.problems):
            self.stderr.write("Nothing was loaded; everything is as it was.")
            sys.exit(1)
        if options["dry_run"]:
            self.stdout.write(
                f"{report.slug}: would load: {report.summary()}. Nothing was written."
            )
        else:
            self.stdout.write(f"{report.slug}: {report.summary()}")
