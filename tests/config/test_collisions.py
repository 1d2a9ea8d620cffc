"""Whoever loses a race is told so; a fault of ours stays a fault."""

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError
from django.test import RequestFactory

from config.collisions import CollisionMiddleware, is_collision


class Refusal(Exception):
    """As PostgreSQL's driver raises it."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate
        super().__init__(sqlstate)


def raised(error: Exception, sqlstate: str = "") -> Exception:
    error.__cause__ = Refusal(sqlstate) if sqlstate else None
    return error


COLLISIONS = [
    raised(IntegrityError("duplicate key value"), "23505"),
    raised(IntegrityError("is still referenced"), "23503"),
    raised(OperationalError("deadlock detected"), "40P01"),
    raised(OperationalError("could not serialize access"), "40001"),
    raised(IntegrityError("UNIQUE constraint failed: sources_claim.id")),
    raised(IntegrityError("FOREIGN KEY constraint failed")),
    raised(OperationalError("database is locked")),
    raised(OperationalError("database table is locked")),
]
FAULTS = [
    raised(IntegrityError("null value in column"), "23502"),
    raised(IntegrityError("CHECK constraint failed: import_percent_up_to_100")),
    raised(OperationalError("no such table: sources_claim")),
    raised(OperationalError("disk full"), "53100"),
    raised(DatabaseError("odd")),
    ValueError("database is locked"),
]


@pytest.mark.parametrize("error", COLLISIONS, ids=str)
def test_what_another_writer_caused_is_a_collision(error):
    assert is_collision(error)


@pytest.mark.parametrize("error", FAULTS, ids=str)
def test_what_nobody_else_caused_is_none(error):
    assert not is_collision(error)


def answer(method: str, error: Exception):
    request = RequestFactory().generic(method, "/documents/7/", HTTP_REFERER="http://testserver/d/")
    return CollisionMiddleware(lambda _request: None).process_exception(request, error)


def test_loser_is_told_and_led_back():
    response = answer("POST", COLLISIONS[0])
    assert response.status_code == 409
    assert "yours was not saved" in response.content.decode()
    assert 'href="/d/"' in response.content.decode()


def test_fault_is_left_to_the_page_for_faults():
    assert answer("POST", FAULTS[0]) is None
    assert answer("GET", COLLISIONS[0]) is None


def test_every_request_passes_it(settings):
    assert "config.collisions.CollisionMiddleware" in settings.MIDDLEWARE
