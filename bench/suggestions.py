"""How fast suggestions are made, beside the sentence splitter alone.

    python bench/suggestions.py [--sentences 20000]

Needs no database. The text is the examples of all weaknesses, over and over, in paragraphs of
eight. Printed: sentences a second for splitter and suggestions, their ratio, and how the time
grows when the text is twice as long.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sources.pipeline.split import split
from sources.pipeline.suggest import suggest
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument
from sources.pipeline.weaknesses.registry import all_rules

T = TypeVar("T")
A_PARAGRAPH = 8
LEAST = 2000


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
    return int(speed < LEAST)


if __name__ == "__main__":
    sys.exit(main())
