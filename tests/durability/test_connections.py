"""Every connection of the server that can write commits to the disk: WAL, `synchronous=2`."""

import json
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest

from tests.durability.clients import prepare, site_environment
from tests.running import ROOT

pytestmark = [pytest.mark.server, pytest.mark.disaster]

DURABLE = {"synchronous": 2, "journal_mode": "wal"}
THREADS_OF_THE_SERVER = {"Background work", "Checkpoints"}
RESULT = (
    "SELECT return_value FROM django_tasks_database_dbtaskresult "
    "WHERE task_path LIKE '%ask_worker' AND status = 'SUCCESSFUL'"
)


@contextmanager
def probed_site(data):
    command = [sys.executable, "-m", "tests.durability.serve", "once"]
    environment = site_environment(data, "tests.durability.probe_settings")
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            port = process.stdout.readline().split()[0]
            yield f"http://127.0.0.1:{port}/connections/"
        finally:
            process.terminate()


def fetch(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return json.load(answer)


def answer_of_worker(data):
    database = sqlite3.connect(data / "groundwork.sqlite3")
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if row := database.execute(RESULT).fetchone():
                return json.loads(row[0])
            time.sleep(0.05)
    finally:
        database.close()
    return None


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a request, the worker and every opened connection reported."""
    data = tmp_path_factory.mktemp("probed") / "site"
    prepare(data)
    with probed_site(data) as address:
        fetch(f"{address}?enqueue=1")
        worker = answer_of_worker(data)
        return fetch(address) | {"worker": worker}


def durable(connection):
    return {name: connection[name] for name in DURABLE} == DURABLE


def test_connection_of_a_request_is_durable(told):
    assert durable(told["mine"])
    assert told["mine"]["thread"].startswith("waitress")


def test_connection_of_the_worker_is_durable(told):
    assert durable(told["worker"])
    assert told["worker"]["thread"] == "Background work"


def test_every_connection_of_the_server_is_durable(told):
    assert {connection["thread"] for connection in told["all"]} >= THREADS_OF_THE_SERVER
    assert [c for c in told["all"] if not durable(c)] == []
