"""The claims of a document as the workbench shows them, read in one query."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sources.models import Claim, Document
from sources.reports.claim_states import LABEL_FIELDS, State
from sources.reports.soundness import is_sound, name_without_weakness
from sources.taxonomy import WEAKNESSES


@dataclass(slots=True)
class DeskClaim:
    """A claim of the document: where it stands, what it says, who decided.

    first and last: positions of sentences, first_id and last_id their ids, begins and ends where
    they stand in the text. labels: `LABEL_FIELDS`. weaknesses: `{id, cue, standing}`;
    turned_down: `{id, cue, reason}`. by: the name of who decided last, empty when nobody
    did; by_id likewise.
    """

    pk: int
    first: int
    last: int
    status: str
    contested: bool
    kind: str
    support: str
    first_id: int
    last_id: int
    begins: int
    ends: int
    labels: dict[str, Any]
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
    def has_no_weakness(self) -> bool:
        return self.is_accepted and not self.weaknesses

    @property
    def is_sound(self) -> bool:
        return self.has_no_weakness and is_sound(self.kind, self.support)

    @property
    def name_without_weakness(self) -> str:
        return name_without_weakness(self.kind, self.support)

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

    def state(self, evidence: list[dict[str, Any]]) -> State:
        """The whole state of the claim (`sources.reports.claim_states`), with this evidence."""
        return {
            "begins": self.begins,
            "ends": self.ends,
            "status": self.status,
            "contested": self.contested,
            **self.labels,
            "weaknesses": self.weaknesses,
            "turned_down": self.turned_down,
            "evidence": evidence,
        }

    def covers(self, position: int) -> bool:
        return self.first <= position <= self.last


_COLUMNS = (
    *("pk", "first__position", "last__position", "status", "contested"),
    *("first_id", "last_id", "first__start", "last__end", "turned_down"),
    *("edited_by_id", "edited_by__display_name", "edited_by__username"),
    *LABEL_FIELDS,
    *("weaknesses__weakness", "weaknesses__cue", "weaknesses__standing"),
)


def claims_of(document: Document) -> Sequence[DeskClaim]:
    """All claims of a document with their weaknesses, in reading order, the longer first."""
    rows = Claim.objects.filter(document=document)
    rows = rows.order_by("first__position", "-last__position", "pk", "weaknesses__position")
    found: dict[int, DeskClaim] = {}
    for values in rows.values_list(*_COLUMNS):
        row = dict(zip(_COLUMNS, values, strict=True))
        claim = found.get(row["pk"])
        if claim is None:
            claim = found[row["pk"]] = _claim(row)
        if row["weaknesses__weakness"] is not None:
            named = {name: row[f"weaknesses__{name}"] for name in ("weakness", "cue", "standing")}
            claim.weaknesses.append({"id": named.pop("weakness"), **named})
    return list(found.values())


def _claim(row: dict[str, Any]) -> DeskClaim:
    return DeskClaim(
        pk=row["pk"],
        first=row["first__position"],
        last=row["last__position"],
        status=row["status"],
        contested=row["contested"],
        kind=row["kind"],
        support=row["support"],
        first_id=row["first_id"],
        last_id=row["last_id"],
        begins=row["first__start"],
        ends=row["last__end"],
        labels={name: row[name] for name in LABEL_FIELDS},
        turned_down=row["turned_down"],
        by_id=row["edited_by_id"],
        by=row["edited_by__display_name"] or row["edited_by__username"] or "",
    )
