import os
import time
from datetime import UTC, datetime, timedelta

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import get_date_max

from config import heartbeat, last_start
from config.health import clock, files, work
from config.health.findings import Look
from quizzes.operations.receipt_keys import all_keys
from tests.config.health.said import levels, only
from tests.factories_quizzes import started

pytestmark = pytest.mark.django_db
no_modes = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
READY, DONE, FAILED = (
    TaskResultStatus.READY,
    TaskResultStatus.SUCCESSFUL,
    TaskResultStatus.FAILED,
)
HOUR = timedelta(hours=1)


@no_modes
def test_folder_and_keys_of_the_owner_alone_are_well(data, look):
    assert levels(files.check_permissions(look)) == ["ok"]


@no_modes
@pytest.mark.parametrize(
    ("part", "mode"), [("", 0o750), ("secret-key", 0o640), ("receipt-keys", 0o701)]
)
def test_part_that_others_can_read_is_a_problem(data, look, part, mode):
    (data / part).chmod(mode)
    level, text = only(files.check_permissions(look))
    assert level == "problem"
    assert text == f"Other people of this computer can read {data / part}."


@no_modes
def test_part_of_another_account_is_a_problem(data, look, monkeypatch):
    owner = os.geteuid()
    monkeypatch.setattr(files.os, "geteuid", lambda: owner + 1)
    assert set(levels(files.check_permissions(look))) == {"problem"}


def test_database_on_a_network_share_is_a_problem(data, look, monkeypatch):
    monkeypatch.setattr(files, "database_file", lambda: data / "groundwork.sqlite3")
    monkeypatch.setattr(files, "file_system_of", lambda folder, mounts: "ext4")
    assert files.check_local_disk(look) == []
    monkeypatch.setattr(files, "file_system_of", lambda folder, mounts: "nfs4")
    assert levels(files.check_local_disk(look)) == ["problem"]


def test_static_files(data, look):
    assert levels(files.check_static_files(look)) == ["ok"]
    (data / "static" / "staticfiles.json").unlink()
    assert levels(files.check_static_files(look)) == ["problem"]


def test_receipt_keys(data, look):
    all_keys.cache_clear()
    started()
    assert levels(files.check_receipt_keys(look)) == ["ok"]
    (key,) = (data / "receipt-keys").glob("*.key")
    key.rename(data / "elsewhere.key")
    level, text = only(files.check_receipt_keys(look))
    assert level == "problem"
    assert text.startswith(f"A receipt key is missing: {key.stem}.")


def test_damaged_receipt_key_is_a_problem(data, look):
    (data / "receipt-keys" / "20261121.key").write_text("abc")
    assert levels(files.check_receipt_keys(look)) == ["problem"]


def test_clock_that_goes_right_is_well(data, look):
    assert levels(clock.check_clock(look)) == ["ok"]


def test_year_long_ago_is_a_problem(data):
    look = Look(at=datetime(1970, 1, 1, tzinfo=UTC))
    assert only(clock.check_clock(look)) == (
        "problem",
        "This computer's clock says 1970-01-01 00:00, which is long ago.",
    )


@pytest.mark.parametrize(("minutes", "level"), [(4, "ok"), (6, "problem")])
def test_file_from_the_future_is_a_problem(data, look, set_time, minutes, level):
    (data / "server.lock").touch()
    set_time(data / "server.lock", timedelta(minutes=minutes))
    assert levels(clock.check_clock(look)) == [level]


def test_task_from_the_future_is_a_problem(data, look, make_task):
    make_task(DONE, finished_ago=-HOUR)
    assert levels(clock.check_clock(look)) == ["problem"]


def test_clock_that_was_set_is_a_problem(data, look, monkeypatch):
    told, run = clock.STARTED_AT
    monkeypatch.setattr(clock, "STARTED_AT", (told - 600, run))
    level, text = only(clock.check_clock(look))
    assert level == "problem"
    assert text == "The clock was set by 10 minutes since the server started."


def test_time_zone(look, settings):
    settings.TIME_ZONE = "UTC"
    assert levels(clock.check_time_zone(look)) == ["advice"]
    settings.TIME_ZONE = "Europe/Vienna"
    assert levels(clock.check_time_zone(look)) == ["ok"]


@pytest.mark.parametrize(("ago", "level"), [(1.9 * HOUR, "ok"), (2.1 * HOUR, "problem")])
def test_task_that_waits_too_long_is_a_problem(data, look, make_task, ago, level):
    make_task(READY, ago=ago)
    assert levels(work.check_queue(look)) == [level]


def test_task_for_any_time_waits_since_it_was_queued(data, look, make_task):
    task = make_task(READY, ago=3 * HOUR)
    task.run_after = get_date_max()
    task.save(update_fields=["run_after"])
    assert levels(work.check_queue(look)) == ["problem"]


def test_task_of_tomorrow_does_not_wait(data, look, make_task):
    make_task(READY, ago=-24 * HOUR)
    assert levels(work.check_queue(look)) == ["ok"]


def test_thread_that_hangs_is_a_problem(data, look):
    heartbeat.beat("Deadlines")
    assert levels(work.check_queue(look)) == ["ok"]
    heartbeat._beats["Deadlines"] = time.monotonic() - 301
    assert only(work.check_queue(look)) == (
        "problem",
        "A part of the server has stopped: Deadlines.",
    )


def test_background_work_may_take_as_long_as_a_backup(data, look):
    heartbeat._beats["Background work"] = time.monotonic() - 3600
    assert levels(work.check_queue(look)) == ["ok"]


def test_night_that_nobody_planned_is_a_problem(look):
    assert levels(work.check_night(look)) == ["problem"]


def test_first_night_is_still_to_come(look, make_task):
    make_task(READY, ago=-HOUR)
    assert only(work.check_night(look)) == ("ok", "The first night is still to come.")


@pytest.mark.parametrize(
    ("status", "ago", "level"),
    [(DONE, 20 * HOUR, "ok"), (DONE, 37 * HOUR, "advice"), (FAILED, HOUR, "problem")],
)
def test_last_night(look, make_task, status, ago, level):
    make_task(READY, ago=-HOUR)
    make_task(status, finished_ago=ago)
    assert levels(work.check_night(look)) == [level]


def test_pack_that_the_last_start_refused_is_told(data, look):
    assert work.check_packs(look) == []
    last_start.note(["mill-town: 3 lessons, 12 items"])
    assert work.check_packs(look) == []
    last_start.note(["mill-town: card A2 is missing", "mill-town: not loaded"])
    assert levels(work.check_packs(look)) == ["advice"]


def test_note_of_the_last_start_that_cannot_be_read_is_no_note(data):
    (data / last_start.NAME).write_text("[")
    assert last_start.pack_lines() == []
