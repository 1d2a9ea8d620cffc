"""What sources does in the background."""

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sources.models import Document, Import
from sources.operations.importing import documents_that_wait, forget_old_imports, read_import
from sources.operations.originals import sweep_originals
from sources.operations.suggesting import suggest_again


@task()
def read(import_id: int) -> None:
    """Read a file that waits. Done twice it does no harm."""
    read_import(import_id)


@task()
def suggest(document_id: int) -> None:
    """Make the suggestions of a long text."""
    document = Document.objects.filter(pk=document_id).first()
    if document is not None:
        suggest_again(document)


def resume() -> int:
    """Queue what waits and is in no queue: files to read, texts without suggestions. Says how much.

    A server that ended between storing something and queueing it leaves it behind. To be called
    when a server begins, and at night; doing either twice does no harm.
    """
    files = Import.objects.filter(status=Import.Status.WAITING).exclude(
        pk__in=_queued(read.module_path)
    )
    texts = documents_that_wait().exclude(pk__in=_queued(suggest.module_path))
    unread, bare = (list(rows.values_list("pk", flat=True)) for rows in (files, texts))
    for import_id in unread:
        read.enqueue(import_id)
    for document_id in bare:
        suggest.enqueue(document_id)
    return len(unread) + len(bare)


def _queued(path: str) -> set[int]:
    """What a task waits for or is at, by id."""
    unfinished = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    results = DBTaskResult.objects.filter(task_path=path, status__in=unfinished)
    return {said["args"][0] for said in results.values_list("args_kwargs", flat=True)}


@task()
def nightly() -> None:
    """Take up what was left behind, forget old refusals, delete originals nothing refers to."""
    at = timezone.now()
    resume()
    forget_old_imports(at=at)
    sweep_originals(at=at)
