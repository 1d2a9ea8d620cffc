"""Copying a module: a whole one of one's own, to change at will."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lessons.content.problems import has_errors
from lessons.models import Module, Release
from lessons.operations.exporting import export_module
from lessons.operations.loading import load_pack
from lessons.operations.publishing import mark_edited
from rosters.models import User
from sources.models import Collection


class AddressTaken(Exception):
    """There is a module with this address and language already."""


class ModuleNotWhole(Exception):
    """Something in the module does not hold together; `problems` say what."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = list(problems)


@transaction.atomic
def copy_module(module: Module, *, slug: str, title: str, by: User, at: datetime) -> Module:
    """A private copy of a module with everything that stands on its shelf, as a draft.

    Lessons come from the published release, or from the draft where nothing is published; items
    in their current version; quizzes as drafts. Raises AddressTaken, ModuleNotWhole or
    NothingToExport, and then nothing is written. `docs/decisions/` says why documents and cards
    are copied too.
    """
    if Collection.objects.filter(slug=slug, language=module.language).exists():
        raise AddressTaken(slug)
    published = module.releases.filter(status=Release.Status.PUBLISHED).exists()
    pack = replace(export_module(module, draft=not published), slug=slug, title=title)
    report = load_pack(pack, owner=by, by=by, as_draft=True, at=at)
    if has_errors(report.problems):
        raise ModuleNotWhole([str(problem) for problem in report.problems])
    copy = Module.objects.select_related("collection").get(slug=slug, language=module.language)
    mark_edited(copy.releases.get(status=Release.Status.DRAFT), by=by)
    return copy
