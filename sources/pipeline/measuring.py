"""Figures of a yes-or-no rule on labelled sentences, with bootstrap intervals."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

ROUNDS = 1000
SEED = 20
_YES = frozenset({"1", "yes", "true", "y"})
_NO = frozenset({"0", "no", "false", "n"})


class LabelUnreadable(ValueError):
    """A row of a labelled file is not `text<TAB>label`; the message names the row."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often the rule and the label say yes together, alone, or neither."""

    hits: int
    false_alarms: int
    misses: int
    rejections: int


def read_labelled(text: str) -> list[tuple[str, bool]]:
    """Rows `text<TAB>label` with 1 or 0; a header is left out. Raises LabelUnreadable."""
    rows = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if not line.strip():
            continue
        sentence, tab, label = line.rstrip("\r\n").rpartition("\t")
        known = label.strip().lower()
        if tab and known in _YES | _NO:
            rows.append((_unescaped(sentence.strip()), known in _YES))
        elif number > 1:
            raise LabelUnreadable(f"Row {number} is not a text, a tab and 1 or 0.")
    return rows


def _unescaped(sentence: str) -> str:
    """The text as it was before a spreadsheet doubled its quotation marks."""
    inner = sentence[1:-1]
    if sentence[:1] == sentence[-1:] == '"' and '""' in inner:
        return inner.replace('""', '"')
    return sentence


def count(pairs: Sequence[tuple[bool, bool]]) -> Counts:
    """Counts of (said, label) pairs."""
    return Counts(
        hits=sum(said and label for said, label in pairs),
        false_alarms=sum(said and not label for said, label in pairs),
        misses=sum(label and not said for said, label in pairs),
        rejections=sum(not said and not label for said, label in pairs),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def precision(c: Counts) -> float:
    """Of what the rule marks, the share that is labelled; 0 when it marks nothing."""
    return _share(c.hits, c.hits + c.false_alarms)


def recall(c: Counts) -> float:
    """Of what is labelled, the share that the rule marks; 0 when nothing is."""
    return _share(c.hits, c.hits + c.misses)


def f1(c: Counts) -> float:
    """Harmonic mean of precision and recall."""
    return _share(2 * c.hits, 2 * c.hits + c.false_alarms + c.misses)


def informedness(c: Counts) -> float:
    """J: true-positive rate less false-positive rate, -1..1."""
    return recall(c) - _share(c.false_alarms, c.false_alarms + c.rejections)


def matthews(c: Counts) -> float:
    """Matthews correlation of rule and label, -1..1; 0 when a margin is empty."""
    margins = (
        (c.hits + c.false_alarms) * (c.hits + c.misses)
        * (c.rejections + c.false_alarms) * (c.rejections + c.misses)
    )  # fmt: skip
    product = c.hits * c.rejections - c.false_alarms * c.misses
    return _share(product, math.sqrt(margins))


FIGURES: dict[str, Callable[[Counts], float]] = {
    "precision": precision,
    "recall": recall,
    "f1": f1,
    "j": informedness,
    "mcc": matthews,
}


def figures(pairs: Sequence[tuple[bool, bool]]) -> dict[str, dict[str, float]]:
    """Each figure with its 95 % percentile interval over resampled rows; seeded."""
    chosen = Random(SEED)  # noqa: S311 - for figures, not for secrets
    whole = count(pairs)
    samples = [count(chosen.choices(pairs, k=len(pairs))) for _ in range(ROUNDS if pairs else 0)]
    found = {}
    for name, figure in FIGURES.items():
        value = figure(whole)
        drawn = sorted(figure(sample) for sample in samples) or [value]
        low = drawn[int(0.025 * (len(drawn) - 1))]
        high = drawn[math.ceil(0.975 * (len(drawn) - 1))]
        found[name] = {"value": round(value, 4), "low": round(low, 4), "high": round(high, 4)}
    return found


def measure(
    task: str, rows: Sequence[tuple[str, bool]], answer: Callable[[str], bool]
) -> dict[str, object]:
    """What `measure_suggestions FILE.tsv` prints: task, n, positives and the figures."""
    pairs = [(answer(text), label) for text, label in rows]
    positives = sum(label for _, label in rows)
    return {"task": task, "n": len(rows), "positives": positives, **figures(pairs)}
