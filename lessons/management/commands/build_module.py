"""`manage.py build_module DOCUMENT… --title …`: draft a module from reviewed documents."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from lessons.models import Module
from lessons.operations.building.build import (
    DocumentsApart,
    NothingToBuildFrom,
    build_module,
    documents_with_earlier,
)
from lessons.operations.building.decisions import decisions_of, sentences_of
from lessons.operations.building.publishing import StillToDecide, publish_built
from rosters.models import User
from sources.models import Document
from sources.operations.findings import NotReadyToPublish


class Command(BaseCommand):
    """Prints the module's address, then a line for each thing that is left to decide."""

    help = "Draft a module from reviewed documents, or bring its draft up to date"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("documents", nargs="+", metavar="DOCUMENT", help="its number or its id")
        parser.add_argument("--title", default="", help="of a new module; else the collection's")
        parser.add_argument("--publish", action="store_true", help="if nothing is left to decide")
        parser.add_argument("--by", metavar="USERNAME", help="whose work it is; else its owner's")

    def handle(self, *args: object, **options: Any) -> None:
        documents = [find_document(name) for name in options["documents"]]
        by = _person(options["by"]) if options["by"] else documents[0].collection.owner
        try:
            build, _changes = build_module(
                documents_with_earlier(documents), title=options["title"], by=by, at=timezone.now()
            )
        except DocumentsApart:
            raise CommandError(
                "These documents stand in different modules. Import them into one, by --collection."
            ) from None
        except NothingToBuildFrom:
            raise CommandError("Name the current version of each document.") from None
        except IntegrityError:
            raise CommandError("This module is being built already. Try again later.") from None
        module = build.module
        self.stdout.write(f"/modules/{module.slug}/")
        left = sentences_of(decisions_of(module))
        if options["publish"] and self._publish(module, by):
            self.stdout.write("Published.")
            return
        self._tell(left)
        if options["publish"]:
            sys.exit(1)

    def _publish(self, module: Module, by: User | None) -> bool:
        try:
            publish_built(module, at=timezone.now(), by=by)
        except StillToDecide as left:
            self.stderr.write(f"Not published: {left.count} left to decide.")
        except NotReadyToPublish as refused:
            self.stderr.write("Not published:")
            for finding in refused.findings:
                self.stderr.write(f"  {finding.message}")
        else:
            return True
        return False

    def _tell(self, left: Sequence[str]) -> None:
        if not left:
            self.stdout.write("Nothing is left to decide.")
            return
        self.stdout.write(f"Left to decide: {len(left)}")
        for number, sentence in enumerate(left, start=1):
            self.stdout.write(f"{number}. {sentence}")


def find_document(name: str) -> Document:
    """The current document of that number or id. Raises CommandError for none, or for several."""
    current = Document.objects.current().select_related("collection__owner")
    found = list(current.filter(pk=name) if name.isdecimal() else current.filter(slug=name))
    if not found:
        raise CommandError(f"There is no current document {name!r}.")
    if len(found) > 1:
        numbers = ", ".join(f"{each.pk} in {each.collection}" for each in found)
        raise CommandError(f"Several documents are called {name!r}: {numbers}. Name the number.")
    return found[0]


def _person(username: str) -> User:
    person = User.objects.filter(username=username).first()
    if person is None:
        raise CommandError(f"There is nobody with the sign-in name {username!r}.")
    return person
