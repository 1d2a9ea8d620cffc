"""Which Groundwork this is, as `pyproject.toml` says."""

import tomllib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


@cache
def version() -> str:
    """The version of the code that runs."""
    return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])
