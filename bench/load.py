"""Many clients at once, for a bounded number of requests; and figures of what they saw."""

import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bench.learner import Browser, Sample

TURN_SECONDS = 0.0002
"""A client that reads a page keeps another one's clock running no longer than this."""


@dataclass
class Load:
    """What a load of clients sent, how long it took altogether, and what went wrong."""

    samples: list[Sample] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    errors: list[str] = field(default_factory=list)

    def of(self, *steps: str) -> list[Sample]:
        return [sample for sample in self.samples if sample.step in steps]

    def rate(self, *steps: str) -> float:
        """Requests per second of these steps, or of all."""
        return len(self.of(*steps) if steps else self.samples) / self.seconds


def run_together(
    browsers: Sequence[Browser],
    work: Callable[[Browser], None],
    *,
    cpu: Callable[[], float],
) -> Load:
    """Let every browser do the work, all starting at once."""
    sys.setswitchinterval(TURN_SECONDS)
    load = Load()
    together = threading.Barrier(len(browsers) + 1)

    def run(browser: Browser) -> None:
        together.wait()
        try:
            work(browser)
        except Exception as error:
            load.errors.append(f"{type(error).__name__}: {error}"[:300])
        finally:
            browser.close()

    threads = [threading.Thread(target=run, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    spent, began = cpu(), time.perf_counter()
    together.wait()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - began
    load.cpu_seconds = cpu() - spent
    load.samples = [sample for browser in browsers for sample in browser.samples]
    return load


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which that share of the values lies (nearest rank); 0 for none."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Iterable[float]) -> float:
    return percentile(values, 0.5)
