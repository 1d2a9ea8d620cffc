"""What a server that ended in the middle left behind is taken up by the next one."""

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config import serving
from sources import tasks
from sources.models import Document, Import
from sources.operations import importing
from sources.operations.importing import store_import, waits_for_suggestions
from sources.operations.origins import about_text
from sources.operations.shelves import make_shelf
from tests.factories_imports import make_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_text(tess, monkeypatch) -> Document:
    """Stored by a server that ended before it could queue the suggestions."""
    monkeypatch.setattr(importing, "LONG_TEXT", 1)
    one = make_import(make_shelf("Mills", by=tess), tess, status=Import.Status.READ)
    about = about_text({"title": "The mill", "language": "en"}, slug="")
    return store_import(one, about=about, by=tess, at=timezone.now())[0]


def queued(task, pk: int, status=TaskResultStatus.READY) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=status, task_path=task.module_path, args_kwargs={"args": [pk], "kwargs": {}},
        queue_name="default", backend_name="default", run_after=timezone.now(),
        exception_class_path="", traceback="",
    )  # fmt: skip


def test_text_without_suggestions_gets_them(long_text):
    assert tasks.resume() == 1
    long_text.refresh_from_db()
    assert long_text.suggestions.exists()
    assert not waits_for_suggestions(long_text)
    assert tasks.resume() == 0


@pytest.mark.parametrize("status", [TaskResultStatus.READY, TaskResultStatus.RUNNING])
def test_text_whose_suggestions_are_queued_is_left_to_the_queue(long_text, status):
    queued(tasks.suggest, long_text.pk, status)
    assert tasks.resume() == 0


def test_text_whose_suggestions_failed_is_tried_again(long_text):
    queued(tasks.suggest, long_text.pk, TaskResultStatus.FAILED)
    assert tasks.resume() == 1


def test_file_that_waits_in_no_queue_is_read(tess):
    one = make_import(make_shelf("Mills", by=tess), tess, status=Import.Status.WAITING)
    assert tasks.resume() == 1
    one.refresh_from_db()
    assert one.status == Import.Status.READ


def test_starting_server_takes_up_what_waits(long_text, monkeypatch):
    idle = serving.BackgroundThread("none", int, pause_seconds=60)
    monkeypatch.setattr(serving, "TaskThread", lambda: idle)
    monkeypatch.setattr(serving.BackgroundThread, "start", lambda thread: None)
    serving._do_background_work()
    long_text.refresh_from_db()
    assert not waits_for_suggestions(long_text)


def test_night_takes_up_what_waits(long_text):
    tasks.nightly.func()
    long_text.refresh_from_db()
    assert not waits_for_suggestions(long_text)
