"""PostgreSQL knows of a long text at once, not a minute later."""

import pytest
from django.db import connection

from tests.factories_review import bridge_text

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans otherwise"),
]


def rows_known_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        return int(cursor.fetchone()[0])


def test_long_text_is_known_to_the_planner_before_it_is_committed(tess):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE sources_sentence")
    known = rows_known_of("sources_sentence")
    bridge_text(tess, long=90)
    assert rows_known_of("sources_sentence") == known + 90 * 7
