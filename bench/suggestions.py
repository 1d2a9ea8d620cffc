"""How fast suggestions are made, beside the sentence splitter alone.

    python bench/suggestions.py [--sentences 20000]

Needs no database. The text is the examples of all weaknesses, over and over, in paragraphs of
eight. Printed: sentences a second for splitter and suggestions, their ratio, and how the time
grows when the text is twice as long; then the same for lines that are made to cost much, as
"a " 50,000 times, through cleaning, splitting and suggesting.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sources.pipeline.prepare import prepare
from sources.pipeline.split import split
from sources.pipeline.suggest import suggest
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument
from sources.pipeline.weaknesses.registry import all_rules

T = TypeVar("T")
A_PARAGRAPH = 8
HOSTILE = (
    "a ", "A ", "A. ", "“", '"a" ', "(", "[", "… ", "... ", ".", "1 ", "1.", "| ", "a | ", "-",
    "a-", "’", "— ", "the ", "some ", "many people ", "said ", "why is ", "what does it ", "if ",
    "A. B. ", "because of ", "turned a ", "made the the ", "according to the ",
    "surveys conducted ", "- x\n",
    "it is because ", "has had a ", "Aa Bb, ", "Mr. ", "a\n", "a. A! b? ", "«a» ", "not all ",
)  # fmt: skip
MOST_GROWTH = 3.0
TOO_SHORT_TO_TELL = 0.3
"""Seconds; below it a ratio says nothing."""
LEAST = 2000
HOSTILE_LENGTH = 100_000


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What it gives, and the processor seconds that it took."""
    started = time.process_time()
    made = work()
    return made, time.process_time() - started


def blocks_of(count: int) -> tuple[Block, ...]:
    """About so many sentences."""
    texts = [text for rule in all_rules() for text in (*rule.weak, *rule.fine)]
    texts = (texts * (count // len(texts) + 1))[:count]
    return tuple(
        Block(Kind.PARAGRAPH, " ".join(texts[at : at + A_PARAGRAPH]))
        for at in range(0, count, A_PARAGRAPH)
    )


def measure(count: int) -> tuple[int, float, float]:
    """Sentences, seconds of the splitter, seconds of the suggestions."""
    blocks = blocks_of(count)
    sentences, splitting = timed(lambda: split(blocks))
    document = ReadDocument(Provenance(), blocks, sentences)
    _, suggesting = timed(lambda: suggest(document))
    return len(sentences), splitting, suggesting


def way_of(text: str) -> float:
    """Seconds from the text to its suggestions."""

    def whole() -> None:
        suggest(prepare(text.encode(), "a.txt"))

    return timed(whole)[1]


def hostile(length: int) -> tuple[str, float, float]:
    """Of all hostile lines the one that grows most: its unit, seconds for twice the length, and
    how many times longer that took."""
    worst = ("", 0.0, 0.0)
    for unit in HOSTILE:
        once = way_of("It begins. " + unit * (length // len(unit)) + " \\!")
        twice = way_of("It begins. " + unit * (2 * length // len(unit)) + " \\!")
        growth = twice / max(once, 1e-6)
        if twice > TOO_SHORT_TO_TELL and growth > worst[2]:
            worst = (unit, twice, growth)
    return worst


def main() -> int:
    """Measure a text and one twice as long; 1 when suggestions are slower than they may be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sentences", type=int, default=20_000)
    count = parser.parse_args().sentences
    measure(1000)
    n, splitting, suggesting = measure(count)
    double_n, _, double = measure(2 * count)
    speed = n / suggesting
    print(f"splitter     {n / splitting:9.0f} sentences/s")
    print(f"suggestions  {speed:9.0f} sentences/s  {'ok' if speed >= LEAST else 'OVER'} ({LEAST})")
    print(f"ratio        {suggesting / splitting:9.1f} times the splitter's time")
    print(f"twice as long{double / suggesting * n / double_n:9.2f} times the time a sentence")
    unit, seconds, growth = hostile(HOSTILE_LENGTH)
    verdict = "ok" if growth <= MOST_GROWTH else "OVER"
    print(f"hostile lines{growth:9.2f} times the time for twice as long {verdict} ({MOST_GROWTH})")
    print(f"             {unit!r} in {seconds:.1f} s")
    return int(speed < LEAST or growth > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
