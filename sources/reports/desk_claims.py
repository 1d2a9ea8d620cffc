"""The claims of a document as the workbench shows them, read in one query."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sources.models import Claim, Document
from sources.taxonomy import WEAKNESSES


@dataclass(slots=True)
class DeskClaim:
    """A claim of the document: where it stands, what it says, who decided.

    first and last: positions of sentences. weaknesses: `{id, cue, standing}`; turned_down:
    `{id, cue, reason}`. by: the name of who decided last, empty when nobody did; by_id likewise.
    """

    pk: int
    first: int
    last: int
    status: str
    contested: bool
    kind: str
    support: str
    by: str = ""
    by_id: int | None = None
    weaknesses: list[dict[str, str]] = field(default_factory=list)
    turned_down: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_decided(self) -> bool:
        return self.status != Claim.Status.SUGGESTED

    @property
    def is_rejected(self) -> bool:
        return self.status == Claim.Status.REJECTED

    @property
    def is_accepted(self) -> bool:
        return self.status == Claim.Status.ACCEPTED

    @property
    def is_sound(self) -> bool:
        return self.is_accepted and not self.weaknesses

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def is_of_text(self) -> bool:
        """It speaks of the text as a whole and decides about no single sentence."""
        return (
            self.length > 1
            and bool(self.weaknesses)
            and all(WEAKNESSES[one["id"]].of_text for one in self.weaknesses)
        )

    def covers(self, position: int) -> bool:
        return self.first <= position <= self.last


_COLUMNS = (
    *("pk", "first__position", "last__position", "status", "contested", "kind", "support"),
    *("turned_down", "edited_by_id", "edited_by__display_name", "edited_by__username"),
    *("weaknesses__weakness", "weaknesses__cue", "weaknesses__standing"),
)


def claims_of(document: Document) -> Sequence[DeskClaim]:
    """All claims of a document with their weaknesses, in reading order, the longer first."""
    rows = Claim.objects.filter(document=document)
    rows = rows.order_by("first__position", "-last__position", "pk", "weaknesses__position")
    found: dict[int, DeskClaim] = {}
    for row in rows.values_list(*_COLUMNS):
        claim = found.get(row[0])
        if claim is None:
            claim = found[row[0]] = _claim(row)
        weakness, cue, standing = row[-3:]
        if weakness is not None:
            claim.weaknesses.append({"id": weakness, "cue": cue, "standing": standing})
    return list(found.values())


def _claim(row: Any) -> DeskClaim:
    return DeskClaim(
        pk=row[0],
        first=row[1],
        last=row[2],
        status=row[3],
        contested=row[4],
        kind=row[5],
        support=row[6],
        turned_down=row[7],
        by_id=row[8],
        by=row[9] or row[10] or "",
    )
