"""What lessons does in the background."""

from django.utils import timezone
from django_tasks import task

from lessons.models import Build
from lessons.operations.building.build import UNDER_WAY, run_build


@task()
def build(build_id: int) -> None:
    """Run a build that waits, or one that a server left off. Done twice it does no harm."""
    begun = Build.objects.filter(pk=build_id, status__in=UNDER_WAY)
    found = begun.select_related("module__collection", "by").first()
    if found is not None:
        run_build(found, at=timezone.now())
