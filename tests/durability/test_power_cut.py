"""The power goes out while four clients save: what was synced holds every acknowledged answer."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys

import pytest

from tests.durability.clients import Class, eventually, inspect, prepare, site_environment
from tests.durability.traced_disk import OPTIONS, TracedDisk
from tests.running import ROOT


def can_trace():
    if sys.platform != "linux" or shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", *OPTIONS[1:], "-f", "true"], capture_output=True, check=False)
    return tried.returncode == 0


pytestmark = [
    pytest.mark.server,
    pytest.mark.disaster,
    pytest.mark.skipif(not can_trace(), reason="needs strace, and leave to trace a process"),
]

SAVES = 120
CUTS = 12
DIGESTS = "SELECT attempt_id, number, digest FROM quizzes_responserevision"


def traced_run(folder, settings):
    """Serve under a trace while four clients save; return the disk and what was acknowledged."""
    data, before, traces = folder / "site", folder / "before", folder / "traces"
    four = prepare(data)
    shutil.copytree(data, before)
    traces.mkdir()
    serve = [sys.executable, "-m", "tests.durability.serve", "once"]
    with subprocess.Popen(
        ["strace", *OPTIONS, "-o", str(traces / "of"), *serve],
        cwd=ROOT,
        env=site_environment(data, settings),
        stdout=subprocess.PIPE,
        text=True,
    ) as tracer:
        port, pid = (int(word) for word in tracer.stdout.readline().split())
        with Class(four, lambda: port) as learners:
            assert eventually(lambda: len(learners.acknowledged) >= SAVES)
        subprocess.run(["kill", f"-{signal.SIGKILL}", str(pid)], check=True)
    return TracedDisk(before, data, traces), learners.acknowledged


def lost_at(disk, moment, acknowledged, folder, dice=None):
    """Open the files as of a power cut; return the saves acknowledged before that are not there."""
    data = disk.cut_power(moment, folder, dice)
    database = sqlite3.connect(data / "groundwork.sqlite3")
    try:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        there = {(a, number): digest for a, number, digest in database.execute(DIGESTS)}
    finally:
        database.close()
    return [
        told
        for told in acknowledged
        if told["at"] <= moment
        and there.get((told["attempt"], told["number"])) != told["line"].rpartition(", ")[2]
    ]


def moments(acknowledged):
    """The moments right after an acknowledgement, spread over the run; the last one included."""
    times = sorted(told["at"] for told in acknowledged)
    return [*times[:: max(1, len(times) // CUTS)], times[-1]]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return traced_run(tmp_path_factory.mktemp("traced"), "config.settings")


def test_power_cut_after_any_acknowledgement_loses_nothing(run, tmp_path, capsys):
    disk, acknowledged = run
    cuts = moments(acknowledged)
    lost = [
        told
        for place, moment in enumerate(cuts)
        for told in lost_at(disk, moment, acknowledged, tmp_path / str(place))
    ]
    with capsys.disabled():
        syncs = sum(len(file.syncs) for file in disk.files.values())
        print(
            f"\n{len(cuts)} power cuts among {len(acknowledged)} acknowledged saves "
            f"and {syncs} syncs, {len(lost)} lost"
        )
    assert lost == []


def test_writes_that_reached_the_disk_by_chance_do_no_harm(run, tmp_path):
    disk, acknowledged = run
    dice = random.Random(4)  # noqa: S311
    for place, moment in enumerate(moments(acknowledged)):
        assert lost_at(disk, moment, acknowledged, tmp_path / str(place), dice) == []


def test_chains_hold_after_a_power_cut(run, tmp_path):
    disk, acknowledged = run
    data = disk.cut_power(max(told["at"] for told in acknowledged), tmp_path / "cut")
    found = inspect(data, acknowledged)
    assert (found["lost"], found["problems"], found["integrity"]) == ([], [], "ok")


def test_replay_notices_commits_that_are_not_written_through(tmp_path):
    """The same with `synchronous=NORMAL`: so the test above can fail."""
    disk, acknowledged = traced_run(tmp_path, "tests.durability.careless_settings")
    cuts = moments(acknowledged)
    lost = [lost_at(disk, m, acknowledged, tmp_path / str(n)) for n, m in enumerate(cuts)]
    assert any(lost)
