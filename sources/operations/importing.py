"""A file on its way to becoming a document: kept, read in a child, told about, stored."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.core.exceptions import SuspiciousFileOperation
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import get_valid_filename

from rosters.models import User
from sources.models import Collection, Document, Import
from sources.operations.originals import OriginalLost, kept_original, original_bytes
from sources.operations.shelves import hold_shelf, slug_for_document
from sources.operations.storing import About, store_document, suggestions_for
from sources.operations.versions import CarriedOver, carry_over
from sources.pipeline.child import ReadingCancelled, Watch, from_json, read_file, to_json
from sources.pipeline.finding_words import finding
from sources.pipeline.progress import Phase, Progress
from sources.pipeline.read.refusals import LIMITS, FileRefused, in_megabytes
from sources.pipeline.suggest import Suggestions
from sources.pipeline.text import Kind, ReadDocument

logger = logging.getLogger(__name__)

Status = Import.Status
Clock = Callable[[], datetime]

# Refusals of ours, beside those of the reader (`sources.pipeline.read.refusals.TEMPLATES`).
LOST = "lost"
FAILED = "failed"
NAME_LENGTH = 200
WRITE_EVERY = timedelta(seconds=1)
# Whatever reads gives a sign of life far more often; who is silent for so long has died.
SILENT_AFTER = timedelta(seconds=30)
# A backup or a long book may be before it in the queue.
WAITS_LONG_AFTER = timedelta(minutes=5)
KEPT_DAYS = 30
# Suggestions of more sentences than that are made in the background: a page would wait too long.
LONG_TEXT = 3_000
IN_WORK = finding("in-work")


class NotReadYet(Exception):
    """The file was not read to its end, or is a document already."""


class NotToRead(Exception):
    """The file is being read, or was read: there is nothing to try again."""


class NewerVersionThere(Exception):
    """The text has a newer version than the one that this file was to follow."""


class RoundUnderWay(Exception):
    """Raters label the version that this file was to follow; what they do would be lost to it."""


def hold_followed(older_id: int | None) -> Document | None:
    """The version that a new one is to follow, held until that is stored; None where none is.

    Raises NewerVersionThere, RoundUnderWay.
    """
    if older_id is None:
        return None
    older = Document.objects.select_for_update().get(pk=older_id)
    if older.superseded_at is not None:
        raise NewerVersionThere(older.pk)
    if older.review_rounds.filter(closed_at=None).exists():
        raise RoundUnderWay(older.pk)
    return older


def begin_import(
    data: bytes,
    *,
    name: str,
    collection: Collection,
    by: User | None,
    at: datetime,
    new_version_of: Document | None = None,
    form: str = "",
) -> Import:
    """Keep a file as it came; it waits to be read then. Raises FileRefused when it is too large.

    form: of the form that brings it, with its place in there. Raises IntegrityError when it came
    before.
    """
    if len(data) > LIMITS.file_bytes:
        raise FileRefused("file_bytes", limit=in_megabytes(LIMITS.file_bytes))
    with kept_original(data, at=at) as original:
        return Import.objects.create(
            collection=collection,
            by=by,
            original=original,
            name=plain_name(name),
            new_version_of=new_version_of,
            created_at=at,
            touched_at=at,
            form=form,
        )


def brought_by_form(number: str, *, by: User) -> list[Import]:
    """What a form brought that was sent before, in the order of its files. One query."""
    if not number:
        return []
    return list(Import.objects.filter(by=by, form__startswith=f"{number}/").order_by("pk"))


def plain_name(name: str) -> str:
    """The name of a file without folders and without what a screen cannot show."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    return shown[-NAME_LENGTH:] or "document"


def read_import(import_id: int, *, clock: Clock = timezone.now) -> None:
    """Read what waits; to be called in the background, and harmless when called twice.

    What was being read when its server ended is read again from the start.
    """
    at = clock()
    taken = Import.objects.filter(pk=import_id, status__in=[Status.WAITING, Status.READING])
    if not taken.update(status=Status.READING, touched_at=at, **_columns(None)):
        return
    one = Import.objects.select_related("original").get(pk=import_id)
    try:
        data = original_bytes(one.original)
        read = read_file(data, one.name, watch=_watch(import_id, clock))
    except ReadingCancelled:
        return
    except FileRefused as refused:
        _end(import_id, Status.REFUSED, clock(), refusal=refused.reason, values=refused.values)
    except OriginalLost:
        _end(import_id, Status.REFUSED, clock(), refusal=LOST)
    except Exception:
        logger.exception("Reading import %d failed.", import_id)
        _end(import_id, Status.REFUSED, clock(), refusal=FAILED)
    else:
        _end(import_id, Status.READ, clock(), read=read)


def cancel_import(one: Import, *, at: datetime) -> bool:
    """Stop the reading; whoever reads notices within a second. Says whether there was any."""
    return bool(
        Import.objects.under_way()
        .filter(pk=one.pk)
        .update(status=Status.CANCELLED, ended_at=at, touched_at=at)
    )


def retry_import(one: Import, *, at: datetime) -> None:
    """Let a file wait anew that was cancelled or refused, or whose reader has died.

    Raises NotToRead.
    """
    again = [Status.CANCELLED, Status.REFUSED]
    if is_interrupted(one, at=at):
        again += [Status.WAITING, Status.READING]
    moved = Import.objects.filter(pk=one.pk, status__in=again).update(
        status=Status.WAITING,
        refusal="",
        refusal_values={},
        ended_at=None,
        touched_at=at,
        **_columns(None),
    )
    if not moved:
        raise NotToRead(one.pk)


def is_interrupted(one: Import, *, at: datetime) -> bool:
    """Whether whoever read it, or should have begun to long ago, has died."""
    if one.status == Status.READING:
        return one.touched_at < at - SILENT_AFTER
    return one.status == Status.WAITING and one.touched_at < at - WAITS_LONG_AFTER


def put_away(one: Import) -> None:
    """Forget a file that is no document. The original goes with the next night's sweep.

    What is a document stays. Whoever still reads it notices as with a cancellation.
    """
    Import.objects.filter(pk=one.pk).exclude(status=Status.STORED).delete()


def forget_old_imports(*, at: datetime) -> int:
    """Put away what was refused or cancelled a month ago; returns how many."""
    old = Import.objects.filter(
        status__in=[Status.REFUSED, Status.CANCELLED],
        ended_at__lt=at - timedelta(days=KEPT_DAYS),
    )
    return old.delete()[0]


def store_import(
    one: Import,
    *,
    about: About,
    by: User | None,
    at: datetime,
    bring_back: Iterable[int] = (),
) -> tuple[Document, CarriedOver | None]:
    """Make a document of a file that was read; of a new version also what was carried over to it.

    about: its slug may be empty; one that is taken gets a number. bring_back: indices of blocks
    that were set aside. Suggestions of a long text are left to `suggest_again`
    (`waits_for_suggestions`). Raises NotReadYet, also for what was put away meanwhile,
    NewerVersionThere, RoundUnderWay.
    """
    if one.status != Status.READ or one.read is None:
        raise NotReadYet(one.pk)
    read = with_blocks_back(from_json(one.read), bring_back)
    is_long = len(read.sentences) > LONG_TEXT
    made = Suggestions("", (), (IN_WORK,)) if is_long else suggestions_for(read, about)
    with transaction.atomic():
        locked = Import.objects.select_for_update().filter(pk=one.pk, status=Status.READ).first()
        if locked is None:
            raise NotReadYet(one.pk)
        shelf = hold_shelf(locked.collection_id)
        older = hold_followed(locked.new_version_of_id)
        document = store_document(
            read,
            about=replace(about, slug=slug_for_document(about.slug or about.title, shelf)),
            collection=shelf,
            at=at,
            original=locked.original,
            file_name=locked.name,
            newer_than=older,
            made=made,
        )
        Import.objects.filter(pk=one.pk).update(
            status=Status.STORED, document=document, ended_at=at, touched_at=at, read=None
        )
        carried = carry_over(older, document, by=by, at=at) if older is not None else None
    return document, carried


def waits_for_suggestions(document: Document) -> bool:
    """Whether a document was stored without its suggestions, which take long."""
    return any(found["id"] == IN_WORK.id for found in document.findings)


def documents_that_wait() -> QuerySet[Document]:
    """Documents that were stored without their suggestions and have none yet. One query."""
    # Whatever is found in a text takes the place of this one finding.
    return Document.objects.filter(findings__0__id=IN_WORK.id).order_by("pk")


def with_blocks_back(read: ReadDocument, bring_back: Iterable[int]) -> ReadDocument:
    """The same text with these of its blocks no longer set aside."""
    blocks = list(read.blocks)
    for index in bring_back:
        if 0 <= index < len(blocks) and blocks[index].set_aside:
            kind = blocks[index].kind
            kind = Kind.PARAGRAPH if kind is Kind.BOILERPLATE else kind
            blocks[index] = replace(blocks[index], set_aside=False, kind=kind)
    return replace(read, blocks=tuple(blocks))


def download_name(document: Document) -> str:
    """The name under which the original is handed out."""
    try:
        return get_valid_filename(document.file_name)
    except SuspiciousFileOperation:
        # Nothing of the name can stand in one: “???”, or none at all.
        return f"{document.slug}.txt"


def _watch(import_id: int, clock: Clock) -> Watch:
    """Writes the progress now and then; the child ends when the import is no longer being read."""
    told, told_at = Progress(Phase.READING), clock()
    mine = Import.objects.filter(pk=import_id, status=Status.READING)

    def watch(progress: Progress) -> bool:
        nonlocal told, told_at
        at = clock()
        if at - told_at < WRITE_EVERY:
            return mine.exists()
        told, told_at = progress, at
        return bool(mine.update(touched_at=at, **_columns(progress)))

    return watch


def _columns(progress: Progress | None) -> dict[str, str | int]:
    if progress is None:
        return {"done_percent": 0, "phase": "", "phase_done": 0, "phase_total": 0}
    return {
        "done_percent": progress.percent,
        "phase": progress.phase,
        "phase_done": progress.done,
        "phase_total": progress.total,
    }


def _end(
    import_id: int,
    status: Status,
    at: datetime,
    *,
    refusal: str = "",
    values: dict[str, int | str] | None = None,
    read: ReadDocument | None = None,
) -> None:
    """Move it on, unless it was cancelled in the meantime."""
    Import.objects.filter(pk=import_id, status=Status.READING).update(
        status=status,
        refusal=refusal,
        refusal_values=values or {},
        read=to_json(read) if read else None,
        done_percent=100 if read else 0,
        ended_at=None if read else at,
        touched_at=at,
    )
