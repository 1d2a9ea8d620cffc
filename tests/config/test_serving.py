import errno
import platform
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config import serving
from tests.running import ROOT, clean_environment, run_command, running_site


def test_bind_finds_out_that_a_port_is_busy():
    with serving.bind("127.0.0.1", 0) as first:
        first.listen()
        with pytest.raises(OSError, match=r".") as caught:
            serving.bind("127.0.0.1", first.getsockname()[1])
        assert caught.value.errno == errno.EADDRINUSE


def test_background_thread_goes_on_after_a_failing_step(caplog):
    calls, enough = [], threading.Event()

    def step() -> None:
        calls.append(1)
        if len(calls) == 3:
            enough.set()
        raise LookupError

    thread = serving.BackgroundThread("Test", step, pause_seconds=0.001)
    thread.start()
    assert enough.wait(10)
    thread.stop()
    assert "Test failed and goes on." in caplog.text


def make_result(worker_id, status=TaskResultStatus.RUNNING):
    return DBTaskResult.objects.create(
        task_path="config.nightly.nightly",
        args_kwargs={"args": [], "kwargs": {}},
        queue_name="default",
        backend_name="default",
        status=status,
        started_at=timezone.now(),
        finished_at=timezone.now() if status == TaskResultStatus.SUCCESSFUL else None,
        worker_ids=[worker_id],
    )


@pytest.mark.django_db
def test_requeue_interrupted_takes_up_only_what_this_server_left():
    mine = make_result(serving.WORKER_ID)
    another = make_result("a worker elsewhere")
    finished = make_result(serving.WORKER_ID, TaskResultStatus.SUCCESSFUL)
    assert serving.requeue_interrupted() == 1
    for result in (mine, another, finished):
        result.refresh_from_db()
    assert mine.status == TaskResultStatus.READY
    assert another.status == TaskResultStatus.RUNNING
    assert finished.status == TaskResultStatus.SUCCESSFUL


@contextmanager
def slow_site(data, *, seconds):
    """The serving loop around a slow application on a migrated database."""
    variables = {"GROUNDWORK_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"}
    assert run_command("migrate", **variables).returncode == 0
    command = [sys.executable, "-m", "tests.config.slow_site", str(seconds)]
    environment = clean_environment(**variables)
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            port = int(process.stdout.readline())
            yield process, f"http://127.0.0.1:{port}/"
        finally:
            process.kill()


def eventually(condition, *, seconds=60):
    """Wait until the condition holds; return whether it came to hold in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.server
def test_answer_under_way_is_finished_before_the_server_stops(tmp_path):
    lengths = []
    with slow_site(tmp_path, seconds=1) as (process, address):

        def ask() -> None:
            with urllib.request.urlopen(address, timeout=20) as answer:
                lengths.append(len(answer.read()))

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.4)
        process.send_signal(signal.SIGTERM)
        asking.join()
        assert process.wait(20) == 0
    assert lengths == [2_000_000]


@pytest.mark.server
def test_log_of_the_database_is_emptied_while_the_server_runs(tmp_path):
    log = tmp_path / "groundwork.sqlite3-wal"
    with slow_site(tmp_path, seconds=0) as (_, address):
        with urllib.request.urlopen(address, timeout=20) as answer:
            answer.read()
        assert eventually(lambda: log.stat().st_size == 0)


@pytest.mark.server
def test_server_does_queued_tasks(tmp_path):
    with running_site(tmp_path):
        queue = "from config.nightly import nightly; nightly.enqueue()"
        run_command("shell", "-c", queue, GROUNDWORK_DATA=str(tmp_path))
        database = sqlite3.connect(tmp_path / "groundwork.sqlite3")
        query = (
            "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'"
        )
        assert eventually(lambda: database.execute(query).fetchone() == (1,))
        database.close()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives threads heaps")
def test_threads_share_one_heap(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.config.count_heaps", str(tmp_path / "heaps.xml")],
        cwd=ROOT,
        env=clean_environment(DJANGO_SETTINGS_MODULE="config.settings"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "1\n"
