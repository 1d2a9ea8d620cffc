"""What sources does in the background."""

from django.utils import timezone
from django_tasks import task

from sources.operations.importing import forget_old_imports, read_import
from sources.operations.originals import sweep_originals


@task()
def read(import_id: int) -> None:
    """Read a file that waits. Done twice it does no harm."""
    read_import(import_id)


@task()
def nightly() -> None:
    """Forget old refusals, then delete originals that nothing refers to."""
    at = timezone.now()
    forget_old_imports(at=at)
    sweep_originals(at=at)
