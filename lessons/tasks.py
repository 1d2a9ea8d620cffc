"""What lessons does in the background."""

from django.utils import timezone
from django_tasks import task

from lessons.models import Build
from lessons.operations.building.build import run_build


@task()
def build(build_id: int) -> None:
    """Run a build that waits. One that has begun already is left alone."""
    waiting = Build.objects.filter(pk=build_id, status=Build.Status.WAITING)
    found = waiting.select_related("module__collection", "by").first()
    if found is not None:
        run_build(found, at=timezone.now())
