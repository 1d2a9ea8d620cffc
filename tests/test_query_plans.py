"""No page reads a whole table that grows with every lesson taken and every text reviewed.

The number of statements (`test_query_counts.py`) stays the same however much there is; what one of
them has to look at need not. So SQLite is asked what each would do: a loop over a table, or over an
index of it, from the first row to the last is named here. The admin's own lists are left out: they
count and sort what they list.
"""

import pytest
from django.db import connection
from django.test import Client

from tests.statements import planned_loops
from tests.test_query_counts import MEMBERS, crowded_paths, is_looked_at

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL's plans depend on how much there is"
    ),
]

GROWING = {
    "lessons_lessoncompletion",
    "lessons_stepcompletion",
    "lessons_stepnote",
    "quizzes_attempt",
    "quizzes_mark",
    "quizzes_response",
    "quizzes_responserevision",
    "quizzes_score",
    "rosters_act",
    "rosters_notice",
    "sources_claim",
    "sources_historyentry",
    "sources_rating",
    "sources_sentence",
    "sources_suggestion",
}


def test_growing_tables_are_tables_of_ours():
    assert set(connection.introspection.table_names()) >= GROWING


def test_no_page_reads_a_growing_table_from_end_to_end(cast, classroom):
    paths = crowded_paths(cast, classroom, 1)
    read_whole = set()
    for member in MEMBERS:
        browser = Client()
        browser.force_login(cast[member])
        for (route, _about), path in paths.items():
            if route.startswith("admin/") or not is_looked_at(member, route):
                continue
            with planned_loops() as tables:
                browser.get(path)
            read_whole |= {(route, table) for table in tables & GROWING}
    assert read_whole == set()
