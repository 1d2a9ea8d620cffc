"""What a practice passage would hold: weak and sound sentences, mixed so that guessing loses.

Of a document's own weak sentences and approved made ones; nothing is stored.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizzes.grading.blind import CEILING, Markable, highlight_scores
from quizzes.itemtypes.highlight_passage import LEAST
from quizzes.operations.drafting.highlight import counts_as
from quizzes.operations.drafting.labels import Labelled, Passage
from sources.models import Variant

MOST = 6
"""A practice passage has at most so many targets, and so many lures."""
POOL = 16
ORDERS = 64
"""So many orders are tried before the fairest is taken."""
POSITIONAL = frozenset({"first half", "last half", "odd sentences", "even sentences"})


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence that may stand in a practice passage: as it is in the text, or as made."""

    base: Labelled
    text: str
    counts: str
    variant: Variant | None = None

    @property
    def seed(self) -> str:
        """What its place depends on."""
        return f"{self.base.key} {self.text}"


@dataclass(frozen=True, slots=True)
class PracticePlan:
    """The sentences of a passage in their order, and what guessing would earn at most (0..1)."""

    weakness: str
    parts: tuple[Part, ...]
    blind: Fraction
    strategy: str

    @property
    def is_fair(self) -> bool:
        """No blind strategy earns more on it than decision 12 allows."""
        return self.blind <= CEILING


def plan_practice(
    passage: Passage, weakness: str, variants: Iterable[Variant]
) -> PracticePlan | None:
    """The fairest mix that there is; None without four targets and four lures, one of them made.

    variants: approved ones of the document; those of other weaknesses are passed over. The same
    sentences give the same plan.
    """
    keys = {one.key for one in passage.sentences}
    made = [v for v in variants if v.weakness == weakness and v.sentence.key in keys]
    return fairest_mix(passage, weakness, made) if made else None


def fairest_mix(
    passage: Passage, weakness: str, variants: Iterable[Variant]
) -> PracticePlan | None:
    """As `plan_practice`, of the text's own sentences too: a passage that could be made of them."""
    by_key = {one.key: one for one in passage.sentences}
    made = [
        Part(by_key[v.sentence.key], v.text, "lure" if v.is_sound else "target", v)
        for v in variants
        if v.weakness == weakness and v.sentence.key in by_key
    ]
    own = list(_own_parts(passage, weakness))
    targets = _pool([one for one in (*made, *own) if one.counts == "target"])
    lures = _pool([one for one in (*made, *own) if one.counts == "lure"])
    plans = [
        _ordered(weakness, _fairest(targets, lures, size))
        for size in range(LEAST, MOST + 1)
        if size <= min(len(targets), len(lures))
    ]
    fair = [plan for plan in plans if plan.is_fair]
    if fair:
        return fair[-1]
    return min(plans, key=lambda plan: plan.blind, default=None)


def missing_parts(passage: Passage, weakness: str, variants: Iterable[Variant]) -> tuple[int, int]:
    """How many targets and lures there are for a practice passage, made ones included."""
    made = [v.is_sound for v in variants if v.weakness == weakness]
    own = [part.counts for part in _own_parts(passage, weakness)]
    return (
        made.count(False) + own.count("target"),
        made.count(True) + own.count("lure"),
    )


def _own_parts(passage: Passage, weakness: str) -> Iterator[Part]:
    for one in passage.keys:
        counts = counts_as(one, weakness)
        if one.own and counts in ("target", "lure"):
            yield Part(one, one.text, counts)


def _pool(parts: Sequence[Part]) -> list[Part]:
    """The first of the parts, made ones before the text's own, each wording once."""
    return list({part.text: part for part in reversed(parts)}.values())[::-1][:POOL]


def _fairest(targets: Sequence[Part], lures: Sequence[Part], size: int) -> list[Part]:
    """So many of each, exchanged one by one for as long as guessing earns less."""
    chosen = {"target": list(targets[:size]), "lure": list(lures[:size])}
    pools = {"target": targets, "lure": lures}
    best = _cost(chosen)
    while True:
        trials = [
            (_cost(trial), trial)
            for name, pool in pools.items()
            for out in range(size)
            for part in pool
            if part not in chosen[name]
            for trial in ({**chosen, name: _exchanged(chosen[name], out, part)},)
        ]
        better = min(trials, key=lambda pair: pair[0], default=None)
        if better is None or better[0] >= best:
            return [*chosen["target"], *chosen["lure"]]
        best, chosen = better


def _exchanged(parts: Sequence[Part], out: int, new: Part) -> list[Part]:
    return [new if place == out else part for place, part in enumerate(parts)]


def _cost(chosen: Mapping[str, Sequence[Part]]) -> tuple[Fraction, int, Fraction]:
    """Smaller is better: unfairness, then sentences that stand twice in two wordings."""
    parts = [*chosen["target"], *chosen["lure"]]
    worst = max(score for name, score in _scores(parts).items() if name not in POSITIONAL)
    twice = len(parts) - len({part.base.key for part in parts})
    return max(worst - CEILING, Fraction(0)), twice, worst


def _ordered(weakness: str, parts: Sequence[Part]) -> PracticePlan:
    """The parts in an order that depends on their words alone and pays no habit of position."""
    plans = (_plan(weakness, sorted(parts, key=_place(salt))) for salt in range(ORDERS))
    tried: list[PracticePlan] = []
    for plan in plans:
        tried.append(plan)
        if plan.is_fair:
            return plan
    return min(tried, key=lambda plan: plan.blind)


def _plan(weakness: str, order: Sequence[Part]) -> PracticePlan:
    scores = _scores(order)
    strategy = max(sorted(scores), key=lambda name: scores[name])
    return PracticePlan(weakness, tuple(order), scores[strategy], strategy)


def _place(salt: int) -> Callable[[Part], str]:
    def place(part: Part) -> str:
        return hashlib.sha256(f"{salt} {part.seed}".encode()).hexdigest()

    return place


def _scores(parts: Sequence[Part]) -> dict[str, Fraction]:
    return highlight_scores([Markable(part.text, part.counts) for part in parts])
