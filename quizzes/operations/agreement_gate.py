"""Whether independent raters agree enough on what an exam asks about."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Prefetch
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from quizzes.models import Anchor, ItemVersion, Quiz
from quizzes.models.quizzes import Purpose
from sources.models import Claim, Rating
from sources.operations.findings import Finding
from sources.pipeline.agreement import FEWEST_UNITS, Gate, gate_of, krippendorff_alpha, masi

KEYED_BY_CLAIMS = frozenset({"highlight", "verdict", "name-weakness", "needs-more-support"})
"""Types whose key is how claims are labelled."""


def agreement_findings(quiz: Quiz, versions: Iterable[ItemVersion]) -> Iterator[Finding]:
    """Advice for an exam whose keys are labels of claims: how far two raters agreed on them.

    Counted are the claims that the items are anchored over, with the core weaknesses of each
    rating as a set (α with MASI distance). Three queries, for exams with such items only.
    """
    asked = [version.pk for version in versions if version.type_slug in KEYED_BY_CLAIMS]
    if quiz.purpose != Purpose.EXAM or not asked:
        return
    rated = [sets for sets in _ratings_under(asked) if len(sets) > 1]
    if not rated:
        message = _(
            "Its keys are labels of claims, and no two people have labelled them independently. "
            "Review the documents independently before you grade by them."
        )
        yield Finding(message, quiz, blocks=False)
        return
    alpha = krippendorff_alpha(rated, masi)
    gate = gate_of(alpha, len(rated))
    words = {
        "n": len(rated),
        "fewest": FEWEST_UNITS,
        "alpha": "–" if alpha is None else number_format(round(alpha, 2), 2),
    }
    if gate is Gate.TOO_FEW:
        message = _(
            "Only %(n)d of the claims that its keys rest on were labelled by two people: too few "
            "to tell whether they agree (%(fewest)d are needed)."
        )
        yield Finding(message % words, quiz, blocks=False)
    elif gate is not Gate.GRADE:
        message = _(
            "Two raters agree too little for a grade on the claims that its keys rest on: α is "
            "%(alpha)s over %(n)d claims, and .80 is needed. Settle where they differ, or make it "
            "a practice quiz."
        )
        yield Finding(message % words, quiz, blocks=False)


def _ratings_under(versions: Sequence[int]) -> list[list[frozenset[str]]]:
    """The core weaknesses of each rating of each claim that lies in an anchored range."""
    anchors = Anchor.objects.filter(item_version__in=versions)
    ranges: dict[int, list[tuple[int, int]]] = {}
    for document, first, last in anchors.values_list(
        "document_id", "first__position", "last__position"
    ):
        ranges.setdefault(document, []).append((first, last))
    claims = (
        Claim.objects.accepted()
        .filter(document__in=ranges, contested=False)
        .select_related("first", "last")
        .prefetch_related(Prefetch("ratings", Rating.objects.order_by("rater")))
    )
    return [
        [frozenset(rating.weaknesses) for rating in claim.ratings.all()]
        for claim in claims
        if any(
            first <= claim.first.position and claim.last.position <= last
            for first, last in ranges[claim.document_id]
        )
    ]
