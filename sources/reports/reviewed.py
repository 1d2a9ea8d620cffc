"""How far the review of several documents is, counted as the workbench counts it."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Length, Replace

from sources.models import Claim, ClaimWeakness, Suggestion
from sources.pipeline.suggest import PER_PAGE, WORDS_A_PAGE
from sources.taxonomy import WEAKNESSES

OF_TEXT = frozenset(one.id for one in WEAKNESSES.values() if one.of_text)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """done of the suggestions that are shown by default."""

    done: int
    of: int


WORDS = Length("text") - Length(Replace("text", Value(" "), Value(""))) + 1
"""Words of a document, counted where the text is: it is long."""


def reviewed_of(words: Mapping[int, int]) -> Mapping[int, Reviewed]:
    """By id of the document; those without suggestions are left out. Three queries.

    words: of each document, by its id (`WORDS`).
    """
    ranked: dict[int, list[int]] = defaultdict(list)
    suggested = Suggestion.objects.filter(document__in=list(words))
    for document_id, position in suggested.order_by("-score", "sentence__position").values_list(
        "document_id", "sentence__position"
    ):
        ranked[document_id].append(position)
    covered = _covered(words)
    found = {}
    for document_id, positions in ranked.items():
        shown = positions[: PER_PAGE * max(1, math.ceil(words[document_id] / WORDS_A_PAGE))]
        done = sum(position in covered.get(document_id, ()) for position in shown)
        found[document_id] = Reviewed(done, len(shown))
    return found


def _covered(documents: Iterable[int]) -> Mapping[int, set[int]]:
    """Positions of sentences that somebody decided on; claims of a whole text decide none."""
    decided = Claim.objects.filter(document__in=list(documents)).exclude(
        status=Claim.Status.SUGGESTED
    )
    named: dict[int, list[str]] = defaultdict(list)
    long_ones = decided.exclude(first=F("last"))
    for claim_id, weakness in ClaimWeakness.objects.filter(claim__in=long_ones).values_list(
        "claim_id", "weakness"
    ):
        named[claim_id].append(weakness)
    covered: dict[int, set[int]] = defaultdict(set)
    for pk, document_id, first, last in decided.order_by().values_list(
        "pk", "document_id", "first__position", "last__position"
    ):
        if not (named[pk] and all(one in OF_TEXT for one in named[pk])):
            covered[document_id].update(range(first, last + 1))
    return covered
