"""The bench's figures as text: every bound of docs/testing.md stands beside what was measured."""

from bench.flow import NEXT, PAGES, QUESTION, SAVE, STEPS
from bench.learner import Sample
from bench.load import Load, median, percentile

PAGE_RATIO, SAVE_RATIO = 4.0, 2.5
PAGE_STATEMENTS, SAVE_STATEMENTS = 8, 6
ANSWERS_SHARE, P99_RATIO = 0.5, 2.5
MEMORY_MIB = 120
FLOW_KB, SIGN_IN_KB, FIRST_PAGE_KB = 120, 24, 60
WRITES = (SAVE, NEXT)


def verdict(value: float, bound: float, *, at_least: bool = False) -> str:
    """ok or OVER, with the bound."""
    holds = value >= bound if at_least else value <= bound
    return f"{'ok' if holds else 'OVER'} ({'>=' if at_least else '<='} {bound:g})"


def by_step(samples: list[Sample]) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = {}
    for sample in samples:
        found.setdefault(sample.step, []).append(sample)
    return found


def print_steps(alone: Load, counted: Load, floor_read: float, floor_write: float) -> None:
    """One learner: CPU, statements and bytes of each step."""
    print("\nOne learner, each step (CPU of the server, median of the runs)")
    print(
        f"{'':30}{'CPU ms':>8}{'/ floor':>9}  {'':14}{'SQL':>4}  {'':10}{'bytes':>8}{'gzipped':>9}"
    )
    timed, told = by_step(alone.samples), by_step(counted.samples)
    for step in STEPS:
        if step not in timed:
            continue
        cpu = median(s.cpu_seconds or 0 for s in timed[step]) * 1000
        floor = floor_write if step in WRITES else floor_read
        ratio = cpu / floor
        most = max((s.statements or 0 for s in told[step]), default=0)
        print(
            f"{step:30}{cpu:8.2f}{ratio:9.2f}  {_ratio_words(step, ratio):14}"
            f"{most:4}  {_statement_words(step, most):10}"
            f"{median(s.sent_bytes for s in told[step]):8.0f}"
            f"{median(s.compressed_bytes for s in told[step]):9.0f}"
        )


def _ratio_words(step: str, ratio: float) -> str:
    if step in PAGES:
        return verdict(ratio, PAGE_RATIO)
    return verdict(ratio, SAVE_RATIO) if step == SAVE else ""


def _statement_words(step: str, most: int) -> str:
    if step in PAGES:
        return verdict(most, PAGE_STATEMENTS)
    return verdict(most, SAVE_STATEMENTS) if step == SAVE else ""


def print_bytes(counted: Load) -> None:
    """Bytes of the whole flow of one learner, as sent and as they would be gzipped."""
    sent = sum(s.sent_bytes for s in counted.samples) / 1000
    packed = sum(s.compressed_bytes for s in counted.samples) / 1000
    print(f"\nSign-in to review, everything: {sent:.1f} kB sent, {verdict(sent, FLOW_KB)}", end="")
    print(f"; {packed:.1f} kB if every page were gzipped")


def print_level(count: int, flow: Load, answers: Load, read: Load, write: Load) -> None:
    """One level of load, beside the floor at the same level."""
    print(f"\n{count} learners at once")
    _print_load("  flow, all requests", flow)
    for step in (QUESTION, SAVE, NEXT):
        _print_times(f"    {step}", flow.of(step))
    _print_load("  saves alone", answers)
    _print_load("  floor: read", read)
    _print_load("  floor: read and INSERT", write)
    share = answers.rate() / write.rate()
    print(f"  answers per second / floor  {share:8.2f}  ", end="")
    print(verdict(share, ANSWERS_SHARE, at_least=True) if count == 16 else "")
    tail = percentile([s.seconds for s in answers.samples], 0.99) / percentile(
        [s.seconds for s in write.samples], 0.99
    )
    print(f"  p99 of a save / floor       {tail:8.2f}  ", end="")
    print(verdict(tail, P99_RATIO) if count == 16 else "")
    for load in (flow, answers, read, write):
        for error in load.errors[:3]:
            print(f"  ERROR {error}")


def _print_load(name: str, load: Load) -> None:
    print(
        f"{name:30}{load.rate():8.1f} /s  {load.cpu_seconds / len(load.samples) * 1000:7.2f} ms CPU"
        f"  {_times(load.samples)}"
    )


def _print_times(name: str, samples: list[Sample]) -> None:
    print(f"{name:52}{_times(samples)}")


def _times(samples: list[Sample]) -> str:
    times = [s.seconds * 1000 for s in samples]
    p50, p95, p99 = (percentile(times, share) for share in (0.5, 0.95, 0.99))
    return f"p50 {p50:7.1f}  p95 {p95:7.1f}  p99 {p99:7.1f} ms"
