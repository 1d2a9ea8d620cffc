"""Examples quoted from docs/scoring.md: a test that quotes must find its line on the page."""

from functools import cache
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "docs" / "scoring.md"


@cache
def _page() -> str:
    return PAGE.read_text(encoding="utf-8")


def quoted(example: str) -> None:
    """Fail unless the example stands on the page, word for word."""
    assert f"`{example}`" in _page(), f"docs/scoring.md does not hold: {example}"
