"""`manage.py export_person LOGIN FILE.zip`: everything that is kept of somebody, in one zip."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lessons.operations.person_export import export_person
from rosters.models import User


class Command(BaseCommand):
    """The file is for its maker's eyes only until it is handed on."""

    help = "Write everything that is kept of a person into a zip that anybody can read"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="the log-in name")
        parser.add_argument("file", type=Path, help="the new file, NAME.zip")
        parser.add_argument("--reason", default="", help="why, for the audit log")

    def handle(self, *args: object, **options: Any) -> None:
        person = (
            User.objects.filter(username__iexact=options["login"]).select_related("school").first()
        )
        if person is None:
            raise CommandError(f"Nobody has the log-in name {options['login']!r}.")
        file: Path = options["file"]
        if file.exists():
            raise CommandError(f"{file} is there already. Choose another name.")
        if not file.absolute().parent.is_dir():
            raise CommandError(f"There is no folder {file.absolute().parent}.")
        data = export_person(person, by=None, at=timezone.now(), reason=options["reason"])
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(data)
        self.stdout.write(f"{file}: {len(data)} bytes, readable only by you")
