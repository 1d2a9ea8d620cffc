"""The bench's figures as text: every bound of docs/testing.md stands beside what was measured."""

from bench.flow import NEXT, PAGES, QUESTION, SAVE, STEPS
from bench.learner import Sample
from bench.load import Load, median, percentile

PAGE_RATIO, SAVE_RATIO = 4.0, 2.5
PAGE_STATEMENTS, SAVE_STATEMENTS = 8, 6
ANSWERS_SHARE, P99_RATIO = 0.5, 2.5
MEMORY_MIB = 120
FLOW_KB, SIGN_IN_KB, FIRST_PAGE_KB = 120, 24, 60


def verdict(value: float, bound: float, *, at_least: bool = False) -> str:
    """ok or OVER, with the bound."""
    holds = value >= bound if at_least else value <= bound
    return f"{'ok' if holds else 'OVER'} ({'>=' if at_least else '<='} {bound:g})"


def by_step(samples: list[Sample]) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = {}
    for sample in samples:
        found.setdefault(sample.step, []).append(sample)
    return found


def print_steps(
    alone: Load, again: Load, counted: Load, floor_read: float, floor_write: float
) -> None:
    """One learner: CPU of each step, once in the flow and many times in a row, and its ratio."""
    print("\nOne learner, each step (CPU of the server, medians)")
    print(
        f"{'':30}{'in flow':>8}{'in a row':>9}{'/ floor':>8}  {'':14}{'SQL':>4}  {'':10}"
        f"{'bytes':>8}{'gzipped':>9}"
    )
    timed, repeated, told = (by_step(load.samples) for load in (alone, again, counted))
    for step in STEPS:
        if step not in timed:
            continue
        row = f"{step:30}{_cpu_ms(timed[step]):8.2f}"
        if step in repeated:
            cpu = _cpu_ms(repeated[step])
            ratio = cpu / (floor_write if step == SAVE else floor_read)
            row += f"{cpu:9.2f}{ratio:8.2f}  {_ratio_words(step, ratio):14}"
        most = max((s.statements or 0 for s in told[step]), default=0)
        print(
            f"{row:71}{most:4}  {_statement_words(step, most):10}"
            f"{median(s.sent_bytes for s in told[step]):8.0f}"
            f"{median(s.compressed_bytes for s in told[step]):9.0f}"
        )


def print_pages(measured: Load, floor: str) -> None:
    """CPU of each page that was asked for in turns with the floor's read, and its ratio to that."""
    timed = by_step(measured.samples)
    bare = _cpu_ms(timed.pop(floor))
    print(f"\nOther pages, in turns with the floor's read of {bare:.2f} ms (CPU, medians)")
    for step, samples in timed.items():
        cpu, size = _cpu_ms(samples), median(s.sent_bytes for s in samples)
        row = f"{step:30}{'':8}{cpu:9.2f}{cpu / bare:8.2f}  {verdict(cpu / bare, PAGE_RATIO):14}"
        print(f"{row:71}{'':16}{size:8.0f}")


def _cpu_ms(samples: list[Sample]) -> float:
    return median(s.cpu_seconds or 0 for s in samples) * 1000


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
