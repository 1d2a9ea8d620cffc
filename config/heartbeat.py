"""When each background thread of this process last began a step. In memory: it costs nothing."""

import time

SILENT_SECONDS = 300.0
# One step of these may last: the backup of the night is a task.
MAY_LAST_SECONDS = {"Background work": 7200.0}

_beats: dict[str, float] = {}


def beat(name: str) -> None:
    """A thread begins a step."""
    _beats[name] = time.monotonic()


def forget(name: str) -> None:
    """A thread was told to end."""
    _beats.pop(name, None)


def silent_threads() -> list[str]:
    """Threads that should have begun another step long ago; they hang, or died."""
    now = time.monotonic()
    return sorted(
        name
        for name, at in list(_beats.items())
        if now - at > MAY_LAST_SECONDS.get(name, SILENT_SECONDS)
    )
