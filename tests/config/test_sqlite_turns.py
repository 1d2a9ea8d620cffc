"""Writers of one process take turns; who does not get one in time goes on without."""

import threading
import time

import pytest
from django.db import DatabaseError
from django.db.utils import ConnectionHandler

from config import database
from config.sqlite import base


@pytest.fixture
def wrapper(tmp_path, django_db_blocker):
    """A connection to an SQLite file with the site's own settings."""
    handler = ConnectionHandler({"default": database.sqlite(tmp_path / "test.sqlite3")})
    with django_db_blocker.unblock():
        yield handler["default"]
        handler.close_all()


def begin(wrapper):
    wrapper.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def turn_is_taken():
    return base._turn.locked()


def test_turn_lasts_from_begin_to_commit(wrapper):
    begin(wrapper)
    assert turn_is_taken()
    wrapper.commit()
    assert not turn_is_taken()


def test_turn_ends_with_a_rollback(wrapper):
    begin(wrapper)
    wrapper.rollback()
    assert not turn_is_taken()


def test_turn_ends_with_the_connection(wrapper):
    begin(wrapper)
    wrapper.close()
    assert not turn_is_taken()


def test_turn_ends_when_begin_fails(wrapper):
    begin(wrapper)
    wrapper.commit()
    wrapper.transaction_mode = "NO SUCH MODE"
    with pytest.raises(DatabaseError):
        begin(wrapper)
    assert not turn_is_taken()


def test_writer_waits_for_the_turn_of_another(wrapper):
    base._turn.acquire()
    threading.Timer(0.2, base._turn.release).start()
    began = time.monotonic()
    begin(wrapper)
    assert time.monotonic() - began >= 0.15
    wrapper.rollback()


def test_writer_without_a_turn_goes_on_and_takes_none_away(wrapper, monkeypatch):
    monkeypatch.setattr(base, "PATIENCE_SECONDS", 0.01)
    with base._turn:
        begin(wrapper)
        wrapper.commit()
        assert turn_is_taken()


def test_reading_needs_no_turn(wrapper):
    with base._turn, wrapper.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,)
