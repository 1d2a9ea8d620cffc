"""Which sentences of a passage get a question beside them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from sources.models import Claim
from sources.taxonomy import WEAKNESSES

A_THIRD = 3


def notes_of(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Questions beside weak and sound sentences alike, so that a question is no hint by itself.

    One for every third weak claim, at least one, and as many beside sound ones. A contested claim
    gets none: it is no matter for a hint.
    """
    clear = [claim for claim in claims if not claim.contested and claim.first.number]
    weak = [claim for claim in clear if claim.weaknesses.all()]
    sound = [claim for claim in clear if not claim.weaknesses.all() and claim.kind != "none"]
    most = max(1, len(weak) // A_THIRD)
    chosen = [*weak[:most], *sound[:most]]
    chosen.sort(key=lambda claim: claim.first.position)
    asked: dict[str, dict[str, Any]] = {}
    for claim in chosen:
        note = {"at": claim.first.key, "ask": _ask(claim), "note": _note(claim)}
        asked.setdefault(claim.first.key, note)
    return list(asked.values())


def _ask(claim: Claim) -> str:
    if claim.ask:
        return claim.ask
    names = [w.weakness for w in claim.weaknesses.all() if w.weakness in WEAKNESSES]
    if names:
        return _(WEAKNESSES[names[0]].question)
    return _("What does the text offer for this, and where could you look it up?")


def _note(claim: Claim) -> str:
    """What opens below the question: the reviewer's words, as a worked example."""
    return claim.why or _(
        "Look at the words of the sentence first, then at the sentences before and after it."
    )
