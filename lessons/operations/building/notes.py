"""Which sentences of a passage get a question beside them."""

from collections.abc import Sequence
from typing import Any

from sources.models import Claim
from sources.operations.explaining import ask_of, why_of
from sources.reports.soundness import is_sound

A_THIRD = 3


def notes_of(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Questions beside weak and sound sentences alike, so that a question is no hint by itself.

    One for every third weak claim, at least one, spread over the passage, and as many beside sound
    ones, which rest on something: to ask after a nameless speaker would call the sentence weak. A
    contested claim gets none: it is no matter for a hint.
    """
    clear = [claim for claim in claims if not claim.contested and claim.first.number]
    weak = [claim for claim in clear if claim.weaknesses.all()]
    sound = [
        claim
        for claim in clear
        if not claim.weaknesses.all() and is_sound(claim.kind, claim.support)
    ]
    most = max(1, len(weak) // A_THIRD)
    chosen = [*_spread(weak, most), *_spread(sound, most)]
    chosen.sort(key=lambda claim: claim.first.position)
    asked: dict[str, dict[str, Any]] = {}
    for claim in chosen:
        note = {"at": claim.first.key, "ask": ask_of(claim), "note": why_of(claim)}
        asked.setdefault(claim.first.key, note)
    return list(asked.values())


def _spread(claims: Sequence[Claim], most: int) -> list[Claim]:
    """At most so many of them, from the beginning to the end of the passage."""
    if len(claims) <= most:
        return list(claims)
    return [claims[place * len(claims) // most] for place in range(most)]
