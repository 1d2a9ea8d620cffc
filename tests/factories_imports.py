"""Files on their way, without the child that reads them."""

from typing import Any

from django.utils import timezone

from rosters.models import User
from sources.models import Collection, Import
from sources.operations.importing import begin_import
from sources.pipeline.child import to_json
from sources.pipeline.prepare import prepare

TEXT = (
    "The mill at Brook End\n\nThe mill opened in 1850. It closed after a dispute, say many.\n\n"
    "This website uses cookies. Accept all cookies.\n"
)


def make_import(
    collection: Collection,
    by: User,
    *,
    status: str,
    name: str = "mill.txt",
    text: str = TEXT,
    **columns: Any,
) -> Import:
    """A file in any state but stored."""
    one = begin_import(text.encode(), name=name, collection=collection, by=by, at=timezone.now())
    columns["status"] = status
    if status == Import.Status.READ:
        columns["read"] = to_json(prepare(text.encode(), name))
    if status == Import.Status.REFUSED:
        columns = {"refusal": "no_text", "ended_at": timezone.now()} | columns
    Import.objects.filter(pk=one.pk).update(**columns)
    return Import.objects.get(pk=one.pk)
