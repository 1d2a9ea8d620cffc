"""`manage.py export_person LOGIN FILE.zip`: everything that is kept of somebody, in one zip."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
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
        try:
            size = self._write(person, file, options["reason"])
        except OSError as error:
            raise CommandError(
                f"{file} cannot be written: {error.strerror}. Choose a folder in which you may "
                "write, and that has room."
            ) from None
        self.stdout.write(f"{file}: {size} bytes, readable only by you")

    def _write(self, person: User, file: Path, reason: str) -> int:
        """Bytes of the file. What fails leaves neither a file nor a line in the audit log."""
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as target, transaction.atomic():
                size = target.write(
                    export_person(person, by=None, at=timezone.now(), reason=reason)
                )
                target.flush()
        except BaseException:
            file.unlink()
            raise
        return size
