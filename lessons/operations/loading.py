"""Loading packs: all or nothing, and nothing that learners used is lost."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lessons.content.files import Source, read_files
from lessons.content.objects import Pack
from lessons.content.problems import Problem, has_errors
from lessons.content.reader import checked_pack
from lessons.models import Module
from lessons.operations.load_documents import load_claims, load_documents
from lessons.operations.load_entries import load_entries
from lessons.operations.load_lessons import DraftInTheWay, load_release, put_module
from lessons.operations.load_missing import put_away_missing
from lessons.operations.load_quizzes import load_items, load_quizzes
from lessons.operations.load_report import Load, LoadReport
from rosters.models import User
from rosters.operations.acts import Verb, record
from sources.models import Collection

SHIPPED = ("cold-war-diplomacy", "modern-alignment-debates")


class _LeaveAsItWas(Exception):
    """Ends the transaction without writing: a dry run, or a pack with problems."""


def load_shipped_packs(*, report: Callable[[str], None]) -> None:
    """Load the packs that come with the site; one that did not change is skipped at once.

    report: called with one line a pack, as the start command shows them.
    """
    for position, slug in enumerate(SHIPPED, start=1):
        files, refused = read_files(Path(settings.BASE_DIR) / "fixtures" / slug)
        if Module.objects.filter(slug=slug, pack_digest=digest_of(files)).exists():
            continue
        done = _load_files(files, refused, position=position, at=timezone.now())
        for problem in done.problems:
            report(f"{slug}: {problem}")
        for note in done.notes:
            report(f"{slug}: {note}")
        report(f"{slug}: {done.summary() if done.loaded else 'not loaded'}")


def load_pack_from(
    source: Source,
    *,
    owner: User | None = None,
    by: User | None = None,
    as_draft: bool = False,
    dry_run: bool = False,
) -> LoadReport:
    """Read and load a folder or zip. Errors, with file and line, leave everything as it was."""
    files, refused = read_files(source)
    return _load_files(
        files,
        refused,
        owner=owner,
        by=by,
        as_draft=as_draft,
        dry_run=dry_run,
        at=timezone.now(),
    )


def _load_files(
    files: Mapping[str, bytes],
    refused: list[Problem],
    *,
    at: datetime,
    owner: User | None = None,
    by: User | None = None,
    as_draft: bool = False,
    dry_run: bool = False,
    position: int = 0,
) -> LoadReport:
    pack, problems = (None, refused) if refused else checked_pack(files)
    if pack is None:
        return LoadReport(problems=problems)
    report = load_pack(
        pack,
        owner=owner,
        by=by,
        as_draft=as_draft,
        dry_run=dry_run,
        digest=digest_of(files),
        position=position,
        at=at,
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

    owner: None for what belongs to the instance. as_draft: stage the lessons as the draft, and
    leave alone what learners already have: published quizzes, the module's own words, whatever
    the pack no longer holds. (Cards, terms and events have no draft: they are edited in place,
    as always.) The report says what is new, what changed and what was left alone. Loading the
    same pack again writes nothing.
    """
    load = Load(pack=pack, at=at, by=by, publish=not as_draft, report=LoadReport(slug=pack.slug))
    try:
        with transaction.atomic():
            module = _module_of(load, owner)
            if module is not None:
                _load(load, module)
                _remember(module, position, "" if as_draft else digest)
                _record(load, module)
            if dry_run or has_errors(load.report.problems):
                raise _LeaveAsItWas
            load.report.loaded = True
    except _LeaveAsItWas:
        pass
    except DraftInTheWay:
        _refuse(
            load,
            "This module has a draft that somebody is editing. Publish or discard it first.",
        )
    return load.report


def _load(load: Load, module: Module) -> None:
    collection = module.collection
    put_module(load, module)
    cards = load_entries(load, collection)
    documents = load_documents(load, collection)
    load_claims(load, documents, cards)
    versions = load_items(load, collection)
    if has_errors(load.report.problems):
        return
    quizzes = load_quizzes(load, collection, versions)
    load_release(load, module, documents, quizzes)
    if load.publish:
        put_away_missing(load, module)


def _remember(module: Module, position: int, digest: str) -> None:
    """The place in the catalogue, and which files this was loaded from."""
    known = {"position": position or module.position, "pack_digest": digest or module.pack_digest}
    changed = {name: value for name, value in known.items() if getattr(module, name) != value}
    if changed:
        Module.objects.filter(pk=module.pk).update(**changed)


def _record(load: Load, module: Module) -> None:
    """One act for a load that changed anything; a person's new keys are recorded one by one too."""
    if module.pk is None or load.report.is_unchanged:
        return
    detail = {"version": load.pack.version, "what": load.report.summary()}
    record(Verb.LOADED_PACK, by=load.by, subject=module, detail=detail)


def _module_of(load: Load, owner: User | None) -> Module | None:
    """The module of the pack's slug and language, new or known; None when it is another's."""
    pack = load.pack
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
        _refuse(
            load,
            f"There is a module {pack.slug!r} already, and it belongs to somebody else. "
            "Choose another slug.",
        )
        return None
    if load.publish and collection.title != pack.title:
        collection.title = pack.title
        collection.save(update_fields=["title"])
    known = Module.objects.filter(collection=collection).first()
    return known or Module(collection=collection, slug=pack.slug, language=pack.language)


def _refuse(load: Load, message: str) -> None:
    load.report.problems.append(Problem("pack.yaml", 0, message))


def digest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the paths and bytes of a pack: equal means that nothing has to be loaded."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    return total.hexdigest()
