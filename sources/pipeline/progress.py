"""How far the reading of a file has come, for whoever waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """What is being done to a file, in this order."""

    READING = "reading"
    CLEANING = "cleaning"
    SPLITTING = "splitting"


# Where each phase begins and ends, in percent of the whole; measured on books of 500 pages.
SPANS = {Phase.READING: (0, 45), Phase.CLEANING: (45, 50), Phase.SPLITTING: (50, 99)}


@dataclass(frozen=True, slots=True)
class Progress:
    """done of total parts (pages, chapters, blocks) of one phase; total 0: nobody knows yet."""

    phase: Phase
    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        """Of the whole way, 0..99; 100 is for who has the answer."""
        begins, ends = SPANS[self.phase]
        part = min(self.done, self.total) / self.total if self.total > 0 else 0.0
        return begins + int((ends - begins) * part)


Tell = Callable[[Progress], None]

_told: ContextVar[Tell | None] = ContextVar("told", default=None)


def report(phase: Phase, done: int = 0, total: int = 0) -> None:
    """Say how far it is, to whoever listens; nothing happens when nobody does."""
    tell = _told.get()
    if tell is not None:
        tell(Progress(phase, done, total))


@contextmanager
def listening(tell: Tell) -> Iterator[None]:
    """Hear every report of what is called inside."""
    token = _told.set(tell)
    try:
        yield
    finally:
        _told.reset(token)
