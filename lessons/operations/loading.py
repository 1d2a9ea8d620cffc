"""Loading packs: all or nothing, and nothing that learners used is lost."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lessons.content.files import Source, read_files
from lessons.content.objects import Pack
from lessons.content.problems import Problem, has_errors
from lessons.content.reader import read_pack
from lessons.models import Module
from lessons.operations.load_documents import load_claims, load_documents
from lessons.operations.load_entries import load_entries
from lessons.operations.load_lessons import DraftInTheWay, load_release, put_module
from lessons.operations.load_quizzes import load_items, load_quizzes
from lessons.operations.load_report import LoadReport
from rosters.models import User
from sources.models import Collection, SourceCard

SHIPPED = ("cold-war-diplomacy", "modern-alignment-debates")


class _LeaveAsItWas(Exception):
    """Ends the transaction without writing: a dry run, or a pack with problems."""


def load_shipped_packs(*, report: Callable[[str], None]) -> None:
    """Load the packs that come with the site; one that did not change is skipped at once.

    report: called with one line a pack, as the start command shows them.
    """
    for position, slug in enumerate(SHIPPED, start=1):
        folder = Path(settings.BASE_DIR) / "fixtures" / slug
        digest = digest_of(folder)
        if Module.objects.filter(slug=slug, pack_digest=digest).exists():
            continue
        done = load_pack_from(folder, digest=digest, position=position)
        for problem in done.problems:
            report(f"{slug}: {problem}")
        report(f"{slug}: {done.summary() if done.loaded else 'not loaded'}")


def load_pack_from(
    source: Source,
    *,
    owner: User | None = None,
    by: User | None = None,
    as_draft: bool = False,
    dry_run: bool = False,
    digest: str = "",
    position: int = 0,
) -> LoadReport:
    """Read and load a folder or zip. Errors, with file and line, leave everything as it was."""
    pack, problems = read_pack(source)
    if pack is None:
        return LoadReport(problems=problems)
    report = load_pack(
        pack,
        owner=owner,
        by=by,
        as_draft=as_draft,
        dry_run=dry_run,
        digest=digest,
        position=position,
        at=timezone.now(),
    )
    report.problems = [*problems, *report.problems]
    return report


def load_pack(
    pack: Pack,
    *,
    at: datetime,
    owner: User | None = None,
    by: User | None = None,
    as_draft: bool = False,
    dry_run: bool = False,
    digest: str = "",
    position: int = 0,
) -> LoadReport:
    """Bring a pack's content into the database, in one transaction.

    owner: None for what belongs to the instance. as_draft: stage lessons as the draft and leave
    quizzes unpublished. The report says what is new, what changed and what was left alone.
    Loading the same pack again changes nothing.
    """
    report = LoadReport(slug=pack.slug)
    try:
        with transaction.atomic():
            _load(pack, owner, by, at, not as_draft, digest, position, report)
            if dry_run or has_errors(report.problems):
                raise _LeaveAsItWas
            report.loaded = True
    except _LeaveAsItWas:
        pass
    except DraftInTheWay:
        report.problems.append(
            Problem(
                "pack.yaml",
                0,
                "This module has a draft that somebody is editing. Publish or discard it first.",
            )
        )
    return report


def _load(
    pack: Pack,
    owner: User | None,
    by: User | None,
    at: datetime,
    publish: bool,
    digest: str,
    position: int,
    report: LoadReport,
) -> None:
    module = _module_of(pack, owner, report)
    if module is None:
        return
    collection = module.collection
    put_module(module, pack, by=by, report=report)
    load_entries(collection, pack, by=by, report=report)
    documents = load_documents(collection, pack, at=at, report=report)
    cards = {card.slug: card for card in SourceCard.objects.filter(collection=collection)}
    load_claims(documents, pack, cards, report=report)
    items = load_items(collection, pack, by=by, at=at, report=report)
    if has_errors(report.problems):
        return
    quizzes = load_quizzes(collection, pack, items, publish=publish, report=report)
    load_release(module, pack, documents, quizzes, publish=publish, at=at, report=report)
    updates: dict[str, object] = {"pack_digest": digest}
    if position:
        updates["position"] = position
    Module.objects.filter(pk=module.pk).update(**updates)


def _module_of(pack: Pack, owner: User | None, report: LoadReport) -> Module | None:
    """The module of the pack's slug and language, new or known; None when it is another's."""
    collection, made = Collection.objects.get_or_create(
        slug=pack.slug,
        language=pack.language,
        defaults={
            "title": pack.title,
            "owner": owner,
            "visibility": Collection.Visibility.PRIVATE if owner else Collection.Visibility.PUBLIC,
        },
    )
    if not made and collection.owner != owner:
        report.problems.append(
            Problem(
                "pack.yaml",
                0,
                f"There is a module {pack.slug!r} already, and it belongs to "
                "somebody else. Choose another slug.",
            )
        )
        return None
    if collection.title != pack.title:
        collection.title = pack.title
        collection.save(update_fields=["title"])
    known = Module.objects.filter(collection=collection).first()
    return known or Module(collection=collection, slug=pack.slug, language=pack.language)


def digest_of(source: Source) -> str:
    """SHA-256 over the paths and bytes of a pack: equal means that nothing has to be loaded."""
    files, _ = read_files(source)
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    return total.hexdigest()
