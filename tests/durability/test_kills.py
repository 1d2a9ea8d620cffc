"""The server is killed again and again while four clients save. GROUNDWORK_KILLS says how often."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.durability.clients import Class, inspect, prepare, site_environment
from tests.running import ROOT, RunningSite

pytestmark = [
    pytest.mark.server,
    pytest.mark.disaster,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL"),
]

KILLS = int(os.environ.get("GROUNDWORK_KILLS", "20"))
IN_FLIGHT_PER_KILL = 0.5
"""At the least; 100 in the full form of 200 kills. Fewer, and the kills hit an idle server."""

LONGEST_LIFE_SECONDS = 0.5


class Servers:
    """Serving processes one after the other in one data folder; each dies by SIGKILL."""

    def __init__(self, data):
        self.port, self._pid = None, 0
        self._maker = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.serve"],
            cwd=ROOT,
            env=site_environment(data),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self):
        self._maker.stdin.write("start\n")
        self._maker.stdin.flush()
        port, pid = self._maker.stdout.readline().split()
        self._pid, self.port = int(pid), int(port)

    def kill(self):
        self.port = None
        os.kill(self._pid, signal.SIGKILL)

    def close(self):
        self._maker.stdin.close()
        self._maker.wait(20)
        self._maker.stdout.close()


def judge(data, learners, *, kills, capsys):
    found = inspect(data, learners.acknowledged)
    with capsys.disabled():
        print(
            f"\n{kills} kills, {len(learners.acknowledged)} saves acknowledged, "
            f"{learners.in_flight} in flight, {len(found['lost'])} lost; "
            f"{found['saves']} saves in the database"
        )
    assert found["lost"] == []
    assert found["problems"] == []
    assert found["written_twice"] == []
    assert found["integrity"] == "ok"
    assert learners.refused == []
    return found


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(tmp_path, capsys):
    data = tmp_path / "site"
    four, servers = prepare(data), Servers(data)
    with Class(four, lambda: servers.port) as learners:
        for _ in range(KILLS):
            servers.start()
            time.sleep(random.uniform(0.01, LONGEST_LIFE_SECONDS))  # noqa: S311
            servers.kill()
    servers.close()
    found = judge(data, learners, kills=KILLS, capsys=capsys)
    assert learners.in_flight >= KILLS * IN_FLIGHT_PER_KILL
    assert len(learners.acknowledged) >= KILLS
    # What no reply came for was sent again under its number: at most the last four stand apart.
    assert 0 <= found["saves"] - len(learners.acknowledged) <= len(four)


def test_no_acknowledged_answer_is_lost_when_the_started_site_is_killed(tmp_path, capsys):
    """The same with `manage.py start` itself, which is slow to start: three times."""
    data = tmp_path / "site"
    four, where = prepare(data), []
    with Class(four, lambda: where[-1] if where else None) as learners:
        for _ in range(3):
            site = RunningSite(data)
            where.append(int(site.address.rstrip("/").rpartition(":")[2]))
            time.sleep(random.uniform(0.2, 1.5))  # noqa: S311
            site.kill()
    judge(data, learners, kills=3, capsys=capsys)
