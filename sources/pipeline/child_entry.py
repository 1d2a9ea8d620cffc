"""What the child runs: limits first, then the file from stdin to JSON on stdout."""

import json
import os
import sys
from pathlib import Path


def main() -> None:
    """Limit this process, then read. The project is put on the path only now."""
    stated = json.loads(sys.argv[1])
    _limit(stated["limits"])
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    # The way to the parent is ours alone: what a library prints goes nowhere.
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        try:
            # After the limits, and with the path: not at the top.
            from sources.pipeline.child_answer import speak  # noqa: PLC0415
        except ModuleNotFoundError:
            out.write(b'{"refused": "not_installed", "values": {}}')
            return
        speak(sys.stdin.buffer.read(), stated["name"], stated["limits"], out)


def _limit(limits: dict[str, int]) -> None:
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415  not there on Windows

    for what, most in (
        (resource.RLIMIT_AS, limits["memory_bytes"]),
        (resource.RLIMIT_CPU, limits["cpu_seconds"]),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
