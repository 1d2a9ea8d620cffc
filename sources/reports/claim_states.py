"""The whole state of a claim as plain values: what acts keep, and what a form was built from.

Sentences are named by where they begin or end in the stored text, which never changes; so a state
outlives sentences that were split, joined and brought back.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from django.db.models import Prefetch

from sources.models import Claim, ClaimWeakness, Evidence

State: TypeAlias = dict[str, Any]
"""`begins`, `ends` (offsets), `status`, `contested`, and the labels: `LABEL_FIELDS`, `weaknesses`
as `{id, cue, standing}`, `turned_down` as `{id, cue, reason}`, `evidence` as `{stance, card}` (its
slug) or `{stance, begins}` (of a sentence)."""

LABEL_FIELDS = (
    "kind",
    "also_kind",
    "support",
    "why",
    "ask",
    "record",
    "disputed",
    "known",
    "difficulty",
)


def with_all(claims: Any) -> Any:
    """Claims with everything that `state_of` reads. Two more queries."""
    return claims.select_related("first", "last").prefetch_related(
        "weaknesses",
        Prefetch("evidence", Evidence.objects.select_related("card", "sentence")),
    )


def state_of(claim: Claim) -> State:
    """All that was decided of a claim, in one shape wherever it comes from."""
    return {
        "begins": claim.first.start,
        "ends": claim.last.end,
        "status": str(claim.status),
        "contested": claim.contested,
        **{name: getattr(claim, name) for name in LABEL_FIELDS},
        "weaknesses": [_weakness(one) for one in claim.weaknesses.all()],
        "turned_down": list(claim.turned_down),
        "evidence": [evidence_of(one) for one in claim.evidence.all()],
    }


def token_of(state: State | None) -> str:
    """A short digest of a state, empty for none: a form carries it, so that a change is seen."""
    if state is None:
        return ""
    written = json.dumps(state, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _weakness(row: ClaimWeakness) -> Mapping[str, str]:
    return {"id": row.weakness, "cue": row.cue, "standing": str(row.standing)}


def evidence_of(row: Evidence) -> dict[str, Any]:
    """One piece of evidence as a state has it."""
    if row.card is not None:
        return {"stance": str(row.stance), "card": row.card.slug}
    return {"stance": str(row.stance), "begins": row.sentence.start if row.sentence else None}
