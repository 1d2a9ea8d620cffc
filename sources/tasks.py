"""What sources does in the background."""

from django.utils import timezone
from django_tasks import task

from sources.models import Document
from sources.operations.importing import forget_old_imports, read_import
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


@task()
def nightly() -> None:
    """Forget old refusals, then delete originals that nothing refers to."""
    at = timezone.now()
    forget_old_imports(at=at)
    sweep_originals(at=at)
