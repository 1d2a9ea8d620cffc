"""Learn what each sort of cue counts for, and write it as data.

    python -m sources.pipeline.training.cues [--strength 16] [--folder FOLDER] [--look]

The sentences are in `sentences/`, a file for each style, with the tasks that they are positive
for. Logistic regression by Newton's method; a penalty draws every weight to the one that stands
in its list (`data/cues`) or in `PRIORS`, so that a sort of cue that the sentences hardly show
keeps what was thought of it. Half of the sentences is learned from; the threshold is the sum that
separates that half best when each tenth of it is judged by the others; the other half is looked
at. What is written is then learned from all of them.
"""

import argparse
import json
import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sources.pipeline.hedging import hedges_in
from sources.pipeline.judging import Cue, counted
from sources.pipeline.lists import categories_of
from sources.pipeline.measuring import count, informedness, matthews
from sources.pipeline.reporting import reports_in
from sources.pipeline.scene import Scene
from sources.pipeline.siding import cues_of
from sources.pipeline.training.priors import BIAS, FRAMES, SIGNS

SENTENCES = Path(__file__).resolve().parent / "sentences"
OUT = Path(__file__).resolve().parent.parent / "data"
TASKS: dict[str, Callable[[Scene], Sequence[Cue]]] = {
    "hedge": hedges_in,
    "attribution": reports_in,
    "loaded": cues_of,
}
FOLDS = 10
ROUNDS = 25
Row = tuple[dict[str, float], bool]


def read_sentences(folder: Path) -> list[tuple[str, str, frozenset[str]]]:
    """(style, text, tasks that it is positive for) of every sentence."""
    rows = []
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            text, _, labels = line.partition("\t")
            rows.append((path.stem, text, frozenset(labels.split())))
    return rows


def row_of(task: str, text: str, positive: bool) -> Row:
    """How often each sort of cue counts in a sentence, and its label."""
    found: dict[str, float] = {}
    for cue in counted(TASKS[task](Scene.alone(text))):
        found[cue.sort] = found.get(cue.sort, 0) + 1
    return found, positive


def priors_of(task: str) -> dict[str, float]:
    """The weights that learning starts from."""
    listed = {category.name: category.prior for category in categories_of(task)}
    return {**listed, **SIGNS[task], **(FRAMES if task == "attribution" else {})}


def fit(
    rows: Sequence[Row], priors: dict[str, float], bias: float, strength: float
) -> dict[str, float]:
    """The weights, `#bias` among them, of greatest likelihood less strength/2 times the squared
    distance from the priors. Newton's steps, one weight after the other; the same every time."""
    weights = {"#bias": bias, **priors}
    totals = [total_of(found, weights) for found, _ in rows]
    holding: dict[str, list[tuple[int, float]]] = {sort: [] for sort in weights}
    for at, (found, _) in enumerate(rows):
        for sort, times in (("#bias", 1.0), *found.items()):
            if sort in holding:
                holding[sort].append((at, times))
    for _ in range(ROUNDS):
        for sort, places in holding.items():
            if not places:
                continue
            pull = strength if sort != "#bias" else 0.0
            slope, bend = pull * (weights[sort] - priors.get(sort, 0.0)), pull + 1e-6
            for at, times in places:
                chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, totals[at]))))
                slope += (chance - rows[at][1]) * times
                bend += chance * (1 - chance) * times * times
            step = max(-1.0, min(1.0, slope / bend))
            weights[sort] -= step
            for at, times in places:
                totals[at] -= step * times
    return weights


def total_of(found: dict[str, float], weights: dict[str, float]) -> float:
    """The sum of weights of a sentence, the bias with them."""
    return weights["#bias"] + sum(weights.get(sort, 0.0) * times for sort, times in found.items())


def best_threshold(judged: Sequence[tuple[float, bool]]) -> float:
    """The middle of the sums that separate nearly as well as the best one, to a twentieth."""
    steps = [step / 20 for step in range(-80, 81)]
    gains = [informedness(count([(total >= t, label) for total, label in judged])) for t in steps]
    good = [step for step, gain in zip(steps, gains, strict=True) if gain >= max(gains) - 0.01]
    return round(sum(good) / len(good), 2)


def learn(task: str, rows: Sequence[Row], strength: float) -> tuple[dict[str, float], float]:
    """Weights from all rows, and the threshold from each tenth judged by the others."""
    priors = priors_of(task)
    judged = []
    for fold in range(FOLDS):
        others = [row for at, row in enumerate(rows) if at % FOLDS != fold]
        weights = fit(others, priors, BIAS[task], strength)
        judged += [(total_of(found, weights), label) for found, label in rows[fold::FOLDS]]
    return fit(rows, priors, BIAS[task], strength), best_threshold(judged)


def report(task: str, rows: Sequence[Row], weights: dict[str, float], threshold: float) -> str:
    """One line of figures."""
    counts = count([(total_of(found, weights) >= threshold, label) for found, label in rows])
    return f"{task}: n {len(rows)}, J {informedness(counts):.3f}, MCC {matthews(counts):.3f}"


def main(arguments: list[str]) -> None:
    """Learn each task, look at the other half, write."""
    parser = argparse.ArgumentParser(prog="python -m sources.pipeline.training.cues")
    parser.add_argument("--strength", type=float, default=16.0)
    parser.add_argument("--folder", type=Path, default=SENTENCES)
    parser.add_argument("--look", action="store_true", help="print figures, write nothing")
    chosen = parser.parse_args(arguments)
    sentences = read_sentences(chosen.folder)
    for task in TASKS:
        rows = [row_of(task, text, task in labels) for _, text, labels in sentences]
        tuned = [row for at, row in enumerate(rows) if at // 2 % 2 == 0]
        other = [row for at, row in enumerate(rows) if at // 2 % 2]
        weights, threshold = learn(task, tuned, chosen.strength)
        sys.stdout.write(f"tuned on {report(task, tuned, weights, threshold)}\n")
        sys.stdout.write(f"other    {report(task, other, weights, threshold)}\n")
        if not chosen.look:
            write(task, *learn(task, rows, chosen.strength))


def write(task: str, weights: dict[str, float], threshold: float) -> None:
    """The file that the site reads."""
    bias = round(weights["#bias"], 3)
    kept = {sort: round(weight, 3) for sort, weight in sorted(weights.items()) if sort[0] != "#"}
    learned = {
        "origin": "the project's own sentences, sources/pipeline/training/sentences",
        "bias": bias,
        "threshold": threshold,
        "weights": {sort: weight for sort, weight in kept.items() if weight},
    }
    text = json.dumps(learned, indent=0, ensure_ascii=False) + "\n"
    (OUT / f"{task}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
