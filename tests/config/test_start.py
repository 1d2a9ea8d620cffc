"""The start command as a person runs it. Each test has a server of its own or shares the first."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.running import ROOT, RunningSite, clean_environment, running_site

pytestmark = pytest.mark.server

PASSWORD_LINE = re.compile(r"^  password    (?:[a-z2-9]{4}-){3}[a-z2-9]{4}$")


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """A data folder after one start and stop, and what that start printed."""
    data = tmp_path_factory.mktemp("site") / "data"
    with running_site(data) as site:
        answer = fetch(site.address + "admin/login/")
        assert site.stop() == 0
    return data, site.lines, answer


@pytest.fixture
def data(first_start, tmp_path):
    """A copy of that folder."""
    return shutil.copytree(first_start[0], tmp_path / "data", copy_function=shutil.copy2)


def fetch(address):
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def start_and_fail(*options, **variables):
    command = [sys.executable, "manage.py", "start", *options]
    environment = clean_environment(**variables)
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )


def test_first_start_serves_pages_without_debug(first_start):
    status, page = first_start[2]
    assert status == 200
    assert "Traceback" not in page


def test_first_start_shows_one_administrator_once(first_start):
    lines = first_start[1]
    assert [bool(PASSWORD_LINE.match(line)) for line in lines].count(True) == 1
    assert "  user name   admin" in lines


def test_first_start_tells_each_step_and_ends_with_the_address(first_start):
    told = " ".join(first_start[1])
    steps = ["Data folder", "Migrating", "Loading packs", "Collecting", "administrator", "ready"]
    assert sorted(steps, key=told.find) == steps
    assert first_start[1][-1] == "Stopped."


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_data_folder_is_the_owners_alone(first_start):
    data = first_start[0]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data.iterdir()}
    assert modes["secret-key"] == 0o600
    assert {name for name, mode in modes.items() if mode & 0o077} == set()


def test_stopped_server_leaves_one_whole_database_file(first_start):
    data = first_start[0]
    assert not (data / "groundwork.sqlite3-wal").exists()
    with sqlite3.connect(data / "groundwork.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_second_start_changes_nothing(data):
    before = {path: path.stat().st_mtime_ns for path in (data / "static").rglob("*")}
    key = (data / "secret-key").read_text()
    with running_site(data) as site:
        told = " ".join(site.lines)
    assert not any(word in told for word in ("Migrating", "Collecting", "administrator"))
    assert {path: path.stat().st_mtime_ns for path in (data / "static").rglob("*")} == before
    assert (data / "secret-key").read_text() == key


def test_second_start_queues_no_second_night(data):
    with running_site(data):
        pass
    database = sqlite3.connect(data / "groundwork.sqlite3")
    rows = database.execute("SELECT task_path FROM django_tasks_database_dbtaskresult").fetchall()
    database.close()
    assert rows == [("config.nightly.nightly",)]


def test_demo_school_is_made_once_and_its_log_ins_shown_once(data):
    with running_site(data, "--demo") as site:
        first = [line for line in site.lines if line.startswith("  demo-")]
    with running_site(data, "--demo") as site:
        second = site.lines
    assert len(first) == 8
    assert "  it is there already; its passwords were shown when it was made" in second
    assert not any(line.startswith("  demo-") for line in second)


def test_static_files_are_hashed_compressed_and_kept_for_ever(data):
    with running_site(data) as site:
        page = fetch(site.address + "accessibility/")[1]
        path = re.search(r"/static/learner\.[0-9a-f]{12}\.css", page)
        assert path is not None
        request = urllib.request.Request(site.address.rstrip("/") + path[0])
        request.add_header("Accept-Encoding", "gzip")
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert "immutable" in answer.headers["Cache-Control"]


def test_busy_port_is_said_in_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        failed = start_and_fail("--data", str(tmp_path), "--port", str(port))
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert failed.stderr == (
        f"Port {port} is busy: another program uses it. Choose one with --port {port + 1}.\n"
    )


def test_unreachable_database_is_said_in_a_sentence(tmp_path):
    failed = start_and_fail(
        "--port", "0", "--data", str(tmp_path), DATABASE_URL=f"sqlite:///{tmp_path}/no/such/folder"
    )
    assert failed.returncode == 1
    assert failed.stderr == "The database cannot be reached: unable to open database file\n"


def test_second_server_in_one_data_folder_is_refused(data):
    with running_site(data):
        failed = start_and_fail("--data", str(data), "--port", "0")
    assert failed.stderr == (
        f"A server already works in {data}. Stop it, or start with another --data.\n"
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stop_signal_ends_the_one_process(data, number):
    with running_site(data) as site:
        port = int(site.address.rstrip("/").rpartition(":")[2])
        assert site.stop(number) == 0
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), timeout=5)


def test_foreign_host_name_is_refused_until_allowed(data):
    def status_for(site: RunningSite) -> int:
        request = urllib.request.Request(site.address + "admin/login/")
        request.add_header("Host", "lab.school")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    with running_site(data) as site:
        assert status_for(site) == 400
    with running_site(data, "--allow", "lab.school") as site:
        assert status_for(site) == 200
