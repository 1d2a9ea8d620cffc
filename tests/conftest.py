"""What every test shares. Fixtures of one app stand in `tests/<app>/conftest.py`."""

import os
from collections.abc import Generator
from typing import Any

import pytest

# A test that cannot run on a developer's machine skips; where CI has all it needs, none may.
REQUIRED = {
    "browser": "GROUNDWORK_REQUIRE_BROWSER",
    "server": "GROUNDWORK_REQUIRE_BROWSER",
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skipped browser or server test fail where they are required."""
    report = yield
    required = any(
        os.environ.get(variable) and item.get_closest_marker(marker)
        for marker, variable in REQUIRED.items()
    )
    if required and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where it is required: {report.longrepr}"
    return report
