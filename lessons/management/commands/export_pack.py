"""`manage.py export_pack SLUG`: write a module as a pack, into a folder or a zip."""

import zipfile
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lessons.content.reader import checked_pack
from lessons.content.writer import write_pack
from lessons.models import Module
from lessons.operations.exporting import NothingToExport, export_module

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip, so that the same content is the same zip."""


class Command(BaseCommand):
    """Reads the tables only; what was edited in the admin is in the files."""

    help = "Write a module as a pack: a folder, or a zip when the name ends in .zip"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the module's address")
        parser.add_argument("--to", type=Path, help="folder or .zip; by default ./SLUG")
        parser.add_argument("--language", default="en")
        parser.add_argument("--draft", action="store_true", help="the draft, not what is published")

    def handle(self, *args: object, **options: Any) -> None:
        module = (
            Module.objects.filter(slug=options["slug"], language=options["language"])
            .select_related("collection")
            .first()
        )
        if module is None:
            known = ", ".join(Module.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no module {options['slug']!r}. There are: {known}.")
        target: Path = options["to"] or Path(options["slug"])
        if target.exists() and (target.is_file() or any(target.iterdir())):
            raise CommandError(f"{target} is there already. Choose another place with --to.")
        try:
            files = write_pack(export_module(module, draft=options["draft"]))
        except NothingToExport as error:
            raise CommandError(f"{error} has no such release to export.") from None
        if target.suffix == ".zip":
            write_zip(target, files)
        else:
            write_folder(target, files)
        self.stdout.write(f"{len(files)} files written to {target}")
        for problem in checked_pack(files)[1]:
            self.stderr.write(f"To mend before it can be loaded: {problem}")


def write_zip(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their path into a new zip; equal files give an equal zip."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path, EPOCH), data, compress_type=zipfile.ZIP_DEFLATED)


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their path below a folder, which is made where it is missing."""
    for path, data in files.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
