"""`manage.py import_document FILE…`: store documents, or show what the machine makes of them."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.urls import reverse
from django.utils import timezone

from rosters.models import User
from sources.models import Collection, Document
from sources.operations.importing import NewerVersionThere, RoundUnderWay
from sources.operations.importing_at_once import import_at_once
from sources.operations.shelves import make_shelf
from sources.permissions import changeable_collections
from sources.pipeline.child import read_file
from sources.pipeline.read.refusals import LIMITS, FileRefused
from sources.pipeline.suggest import Suggestion, suggest
from sources.pipeline.text import ReadDocument

NO_TABLES = "There is no database of a site here yet: run `manage.py start` once, or set --dry-run."


class Command(BaseCommand):
    """One line for each file; exits with 1 when a file was refused, after trying the others."""

    help = "Read and store documents; with --dry-run show blocks, sentences and suggestions"
    # A dry run works in a fresh clone: no database, nothing of the site.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object a line and file")
        parser.add_argument(
            "--collection",
            metavar="SLUG",
            default="",
            help="the module's id; without it a new private one is made for each file",
        )
        parser.add_argument("--title", default="", help="of the document, where there is one file")
        parser.add_argument(
            "--by",
            metavar="USERNAME",
            default="",
            help="log-in name of whoever imports; by default the first administrator",
        )
        parser.add_argument(
            "--new-version-of",
            metavar="NUMBER",
            type=int,
            help="the number in the address of the document that this file takes the place of",
        )

    def handle(self, *args: object, **options: Any) -> None:
        one_only = ("title", "new_version_of")
        if len(options["files"]) > 1 and any(options[name] for name in one_only):
            raise CommandError("--title and --new-version-of go with one file.")
        try:
            store = None if options["dry_run"] else _Store(options)
        except (OperationalError, ProgrammingError) as problem:
            raise CommandError(NO_TABLES) from problem
        refused = False
        for path in options["files"]:
            try:
                if store is None:
                    self.stdout.write(_shown(path, as_json=options["json"]))
                else:
                    self.stdout.write(store.file(path, as_json=options["json"]))
            except (FileRefused, OSError) as problem:
                refused = True
                said = problem.strerror if isinstance(problem, OSError) else problem
                self.stderr.write(f"{path}: {said}")
        if refused:
            sys.exit(1)


class _Store:
    """Stores one file after the other; each of them whole or not at all."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.title: str = options["title"]
        self.by = _person(options["by"])
        slug: str = options["collection"]
        self.collection = _collection(slug, self.by) if slug else None
        number: int | None = options["new_version_of"]
        self.newer_than = _document(number, self.by) if number else None

    def file(self, path: Path, *, as_json: bool) -> str:
        """What was stored, in a line. Raises FileRefused, OSError."""
        try:
            document, carried = import_at_once(
                _content(path),
                name=path.name,
                shelf=self._shelf,
                by=self.by,
                at=timezone.now(),
                title=self.title,
                newer_than=self.newer_than,
            )
        except NewerVersionThere as problem:
            raise CommandError(
                "That version has a newer one already: name the newest version."
            ) from problem
        except RoundUnderWay as problem:
            raise CommandError(
                "An independent review of that text is under way: end it first."
            ) from problem
        address = reverse("sources:document", args=[document.pk])
        open_ones = len(carried.look_again) + len(carried.lost) if carried else 0
        if as_json:
            said = {"file": str(path), "document": document.pk, "address": address}
            return json.dumps(said | {"to_look_at": open_ones}, ensure_ascii=False)
        words = f"{path}: stored as {address}"
        if carried:
            words += f"; {carried.carried} decisions carried over, {open_ones} to look at"
        return words

    def _shelf(self, title: str) -> Collection:
        return self.collection or make_shelf(title, by=self.by)


def _person(name: str) -> User:
    if name:
        found = User.objects.filter(username=name, is_active=True).first()
        if found is None or not found.is_staff:
            raise CommandError(f"No teacher or administrator has the log-in name {name!r}.")
        return found
    found = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    if found is None:
        raise CommandError("There is no administrator: say --by and somebody's log-in name.")
    return found


def _collection(slug: str, by: User) -> Collection:
    found = list(changeable_collections(by).filter(slug=slug))
    if not found:
        raise CommandError(f"There is no module {slug!r} that {by.username} may change.")
    if len(found) > 1:
        raise CommandError(f"There are several modules {slug!r}, in different languages.")
    return found[0]


def _document(number: int, by: User) -> Document:
    found = Document.objects.filter(pk=number, collection__in=changeable_collections(by)).first()
    if found is None:
        raise CommandError(f"There is no document {number} that {by.username} may change.")
    return found


def _shown(path: Path, *, as_json: bool) -> str:
    document = read_file(_content(path), path.name)
    if as_json:
        return json.dumps(as_object(document), ensure_ascii=False)
    return _summary(path, document)


def _content(path: Path) -> bytes:
    """No more than one byte above the limit is read of a file that is too large."""
    with path.open("rb") as file:
        return file.read(LIMITS.file_bytes + 1)


def as_object(document: ReadDocument) -> dict[str, Any]:
    """What scripts rely on; every suggestion, the best first. docs/authoring.md has its shape."""
    found = suggest(document, per_page=None)
    return {
        "provenance": asdict(document.provenance),
        "findings": [{"id": one.id, "message": one.message} for one in found.findings],
        "blocks": [
            {"kind": block.kind.value, "text": block.text, "set_aside": block.set_aside}
            for block in document.blocks
        ],
        "sentences": [
            {"block": one.block, "start": one.start, "end": one.end, "text": one.text}
            for one in document.sentences
        ],
        "suggestions": [_suggestion(one) for one in found.suggestions],
    }


def _suggestion(one: Suggestion) -> dict[str, Any]:
    return {
        "sentence": one.sentence,
        "kind": one.kind,
        "support": one.support,
        "weaknesses": [{"id": id_, "cue": cue} for id_, cue in one.weaknesses],
        "score": one.score,
    }


def _summary(path: Path, document: ReadDocument) -> str:
    aside = sum(block.set_aside for block in document.blocks)
    found = suggest(document, per_page=None)
    return (
        f"{path}: {document.provenance.title or 'no title'}; {len(document.blocks)} blocks, "
        f"{aside} of them set aside; {len(document.sentences)} sentences; "
        f"{len(found.suggestions)} suggestions. Nothing was stored."
    )
