"""Learn the cue list of check-worthiness and write it as data.

    python -m sources.pipeline.training TRAIN.tsv [--dev DEV.tsv]

Logistic regression with a penalty on the sum of weights (FTRL-proximal, McMahan et al. 2013), so
that most words get none. Rows that stand in the development file too are left out. Beside the
training file, which holds debates, it learns from the project's own sentences of news, partisan
papers and an encyclopaedia (`sentences/`), each read --times times. The first fit sees nine tenths
of the one and half of the other; the threshold is the one that separates best, on the mean of
that tenth and of the half it saw. The other half and the development file are only measured,
never chosen by. What is written is learned from all but the development file.
"""

import argparse
import csv
import json
import math
import random
import sys
from pathlib import Path

from sources.pipeline.features import features_of, signs_of, tokens_of
from sources.pipeline.training.cues import SENTENCES, read_sentences

OUT = Path(__file__).resolve().parent.parent / "data" / "check_worthiness.json"
ORIGIN = (
    "CLEF CheckThat! 2024 task 1, English (FactFinders repository, MIT); the sentences are "
    "ClaimBuster's debates (CC BY 4.0); and the project's own sentences"
)
STYLES_LEFT_OUT = frozenset({"contrast", "later", "science"})
"""Styles whose sentences have no label for this task."""
Rows = list[tuple[list[str], int]]


class Learner:
    """One weight per feature, learned row by row."""

    def __init__(self, *, rate: float, penalty: float, ridge: float) -> None:
        self.rate, self.penalty, self.ridge = rate, penalty, ridge
        self.sums: dict[str, float] = {}
        self.squares: dict[str, float] = {}

    def weight(self, feature: str) -> float:
        """What the feature counts for, mostly 0."""
        total = self.sums.get(feature, 0.0)
        penalty = 0.0 if feature == "#bias" else self.penalty
        if abs(total) <= penalty:
            return 0.0
        shrunk = total - math.copysign(penalty, total)
        return -shrunk / ((1 + math.sqrt(self.squares.get(feature, 0.0))) / self.rate + self.ridge)

    def learn(self, features: list[str], label: int) -> None:
        """Move the weights of one row towards its label."""
        weights = [self.weight(feature) for feature in features]
        slope = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights))))) - label
        for feature, weight in zip(features, weights, strict=True):
            square = self.squares.get(feature, 0.0)
            step = (math.sqrt(square + slope * slope) - math.sqrt(square)) / self.rate
            self.sums[feature] = self.sums.get(feature, 0.0) + slope - step * weight
            self.squares[feature] = square + slope * slope

    def weights(self) -> dict[str, float]:
        """Every weight that is not 0, in the order of features."""
        found = {feature: round(self.weight(feature), 3) for feature in sorted(self.sums)}
        return {feature: weight for feature, weight in found.items() if weight}


def read_texts(path: Path) -> list[tuple[str, int]]:
    """Text and label of every row of a TSV with the columns Text and class_label."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [(row["Text"].strip(), int(row["class_label"] == "Yes")) for row in rows]


def to_rows(texts: list[tuple[str, int]]) -> Rows:
    """The features of each text instead of the text."""
    rows = []
    for text, label in texts:
        tokens = tokens_of(text)
        rows.append((["#bias", *features_of(tokens), *signs_of(text, tokens)], label))
    return rows


def read_own(folder: Path) -> list[tuple[str, int]]:
    """The project's own sentences, with whether they are check-worthy."""
    return [
        (text, int("worthy" in labels))
        for style, text, labels in read_sentences(folder)
        if style not in STYLES_LEFT_OUT
    ]


def fit(rows: Rows, *, epochs: int, penalty: float) -> dict[str, float]:
    """The weights after some rounds over the rows, in a shuffled but fixed order."""
    learner = Learner(rate=0.1, penalty=penalty, ridge=1.0)
    order = random.Random(4)  # noqa: S311 - a fixed order of rows
    rows = list(rows)
    for _ in range(epochs):
        order.shuffle(rows)
        for features, label in rows:
            learner.learn(features, label)
    return learner.weights()


def informedness(rows: Rows, weights: dict[str, float], threshold: float) -> float:
    """True-positive rate less false-positive rate at a threshold."""
    found = {0: 0, 1: 0}
    all_of = {0: 0, 1: 0}
    for features, label in rows:
        all_of[label] += 1
        found[label] += sum(weights.get(feature, 0.0) for feature in features) >= threshold
    return found[1] / all_of[1] - found[0] / all_of[0]


def best_threshold(parts: list[Rows], weights: dict[str, float]) -> float:
    """The sum of weights that separates best on the mean of the parts, to a twentieth."""
    return max(
        (step / 20 for step in range(-80, 61)),
        key=lambda threshold: sum(informedness(rows, weights, threshold) for rows in parts),
    )


def main(arguments: list[str]) -> None:
    """Fit, choose, write and say how it does."""
    parser = argparse.ArgumentParser(prog="python -m sources.pipeline.training")
    parser.add_argument("train", type=Path)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--penalty", type=float, default=25.0)
    parser.add_argument("--times", type=int, default=10)
    chosen = parser.parse_args(arguments)
    measured = read_texts(chosen.dev) if chosen.dev else []
    known = {text.casefold() for text, _ in measured}
    rows = to_rows([row for row in read_texts(chosen.train) if row[0].casefold() not in known])
    own = to_rows(read_own(SENTENCES))
    held_out, others = rows[::10], [row for at, row in enumerate(rows) if at % 10]
    tuned, looked_at = (
        [row for at, row in enumerate(own) if at // 2 % 2 == half] for half in (0, 1)
    )
    trial = fit(others + chosen.times * tuned, epochs=chosen.epochs, penalty=chosen.penalty)
    threshold = best_threshold([held_out, tuned], trial)
    weights = fit(rows + chosen.times * own, epochs=chosen.epochs, penalty=chosen.penalty)
    report = f"{len(weights)} cues, threshold {threshold}; J of the first fit: "
    report += f"{informedness(held_out, trial, threshold):.3f} on the tenth held out, "
    report += f"{informedness(looked_at, trial, threshold):.3f} on the other half of our own"
    if measured:
        report += f"; {informedness(to_rows(measured), weights, threshold):.3f} on --dev"
    bias = weights.pop("#bias", 0.0)
    learned = {"origin": ORIGIN, "bias": bias, "threshold": threshold, "weights": weights}
    OUT.write_text(json.dumps(learned, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(report + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
