"""Cards, terms and events are edited in place, with an append-only history each (decision 15)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias

from django.db import transaction

from rosters.models import User
from sources.models import Event, HistoryEntry, SourceCard, Term
from sources.operations.entries import entry_content

Entry: TypeAlias = SourceCard | Term | Event


@transaction.atomic
def record_edit(
    entry: Entry,
    *,
    before: Mapping[str, Any] | None,
    by: User | None,
    at: datetime,
) -> HistoryEntry | None:
    """Append what an entry says now to its history; to be called after every save.

    before: `entry_content` from before the save, None for a new entry. It is kept too when the
    history was still empty, so that the first edit loses nothing. Returns None when nothing
    changed.
    """
    content = entry_content(entry)
    if before == content:
        return None
    own = _reference(entry)
    if before is not None and not HistoryEntry.objects.filter(**own).exists():
        HistoryEntry.objects.create(content=dict(before), by=None, at=at, **own)
    return HistoryEntry.objects.create(content=content, by=by, at=at, **own)


def _reference(entry: Entry) -> dict[str, Any]:
    if isinstance(entry, SourceCard):
        return {"card": entry}
    return {"term": entry} if isinstance(entry, Term) else {"event": entry}
