"""What a quiz would pay somebody who does not read (decision 12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from quizzes.grading.blind import CEILING, Markable, highlight_scores, option_scores
from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import get_item_type
from quizzes.models import ItemVersion


@dataclass(frozen=True, slots=True)
class AuditRow:
    """What one blind strategy earns on one passage: a share, 0..1."""

    strategy: str
    share: Fraction

    @property
    def percent(self) -> int:
        return round(self.share * 100)

    @property
    def is_too_much(self) -> bool:
        return self.share > CEILING


def audit_of(version: ItemVersion) -> list[AuditRow]:
    """Every blind strategy and what it earns on a highlight item, the best paid first.

    Empty for other types and for a passage that cannot be scored. No query.
    """
    return sorted(
        (AuditRow(name, share) for name, share in _highlight(version).items()),
        key=lambda row: (-row.share, row.strategy),
    )


def blind_share(
    weighted: Iterable[tuple[ItemVersion, Decimal]], *, shuffled: bool
) -> tuple[Fraction, str]:
    """The share of all points, 0..1, that the best blind habits earn on average, and their names.

    weighted: item versions of the pool with the weight of each. One strategy for all highlight
    passages and one for all questions with one best option; what neither is about earns 0.
    shuffled: options stand in random order, so that “the first option” is no strategy.
    """
    total = Fraction(0)
    earned: dict[str, dict[str, Fraction]] = {"highlight": {}, "options": {}}
    for version, weight in weighted:
        total += Fraction(weight)
        for family, scores in (("highlight", _highlight(version)), ("options", _options(version))):
            for name, share in scores.items():
                if shuffled and name == "the first option":
                    continue
                sums = earned[family]
                sums[name] = sums.get(name, Fraction(0)) + share * Fraction(weight)
    if not total:
        return Fraction(0), ""
    best = [max(sums.items(), key=lambda pair: pair[1]) for sums in earned.values() if sums]
    names = _(" and ").join(name for name, share in best if share)
    return sum((share for _name, share in best), Fraction(0)) / total, names


def _highlight(version: ItemVersion) -> Mapping[str, Fraction]:
    if version.type_slug != "highlight":
        return {}
    sentences = [
        Markable(s["text"], s["counts"] if s["counts"] in ("target", "lure") else "also")
        for s in version.definition.get("sentences", [])
        if s.get("counts", "none") != "none"
    ]
    try:
        return highlight_scores(sentences)
    except ValueError:
        return {}


def _options(version: ItemVersion) -> Mapping[str, Fraction]:
    """For every type that has options with texts and one key."""
    options, key = version.definition.get("options"), version.definition.get("key")
    if not options or not isinstance(key, str):
        return {}
    try:
        loaded = get_item_type(version.type_slug).load(version.definition)
    except (LookupError, DefinitionInvalid):
        return {}
    texts = [getattr(option, "text", "") or option.id for option in loaded.options]
    right = frozenset(i for i, option in enumerate(loaded.options) if option.id == key)
    return option_scores(texts, right)
