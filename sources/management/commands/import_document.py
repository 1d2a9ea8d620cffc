"""`manage.py import_document FILE… --dry-run --json`: what the machine makes of a document."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from sources.pipeline.child import read_file
from sources.pipeline.read.refusals import LIMITS, FileRefused
from sources.pipeline.suggest import Suggestion, suggest
from sources.pipeline.text import ReadDocument

NOT_STORED = (
    "Documents cannot be stored from here yet; nothing was read. With --dry-run the command shows "
    "what it would make of them."
)


class Command(BaseCommand):
    """One line for each file; exits with 1 when a file was refused, after trying the others."""

    help = "Read documents and show blocks, sentences and suggestions"
    # Works in a fresh clone: no database, nothing of the site.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object a line and file")

    def handle(self, *args: object, **options: Any) -> None:
        if not options["dry_run"]:
            self.stderr.write(NOT_STORED)
            sys.exit(2)
        refused = False
        for path in options["files"]:
            try:
                document = read_file(_content(path), path.name)
            except (FileRefused, OSError) as problem:
                refused = True
                said = problem.strerror if isinstance(problem, OSError) else problem
                self.stderr.write(f"{path}: {said}")
                continue
            if options["json"]:
                self.stdout.write(json.dumps(as_object(document), ensure_ascii=False))
            else:
                self.stdout.write(_summary(path, document))
        if refused:
            sys.exit(1)


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
