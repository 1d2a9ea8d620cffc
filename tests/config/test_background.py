"""Which of several processes has the threads that work beside the requests."""

import pytest
from django.db import connection

from config.background import Leadership

pytestmark = pytest.mark.django_db(transaction=True)


class Threads:
    """Stands for the threads of one process: whether they run, and how often they began."""

    def __init__(self):
        self.running, self.begun = False, 0

    def begin(self):
        self.running, self.begun = True, self.begun + 1
        return [self]

    def stop(self):
        self.running = False


class Process:
    """One of the processes that serve a database: looks when it is told to."""

    def __init__(self):
        self.threads = Threads()
        self.leadership = Leadership(self.threads.begin)

    def look(self):
        self.leadership._look()

    def end(self):
        self.leadership._end()

    def lose_connection(self):
        with self.leadership._connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (number,) = cursor.fetchone()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 2000)", [number])


@pytest.fixture
def two():
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one process serves")
    both = Process(), Process()
    yield both
    for process in both:
        process.end()


def test_leadership_begins_the_threads_in_one_process(two):
    first, second = two
    for _ in range(2):
        first.look()
        second.look()
    assert [first.threads.begun, second.threads.begun] == [1, 0]


def test_leadership_goes_over_when_its_process_ends(two):
    first, second = two
    first.look()
    first.end()
    second.look()
    assert [first.threads.running, second.threads.running] == [False, True]


def test_leadership_stops_the_threads_when_its_connection_is_lost(two):
    first, second = two
    first.look()
    first.lose_connection()
    second.look()
    with pytest.raises(Exception, match="terminat|closed|lost"):
        first.look()
    assert [first.threads.running, second.threads.running] == [False, True]


def test_leadership_does_not_come_back_beside_the_new_one(two):
    first, second = two
    first.look()
    first.lose_connection()
    second.look()
    with pytest.raises(Exception, match="terminat|closed|lost"):
        first.look()
    first.look()
    assert [first.threads.running, second.threads.running] == [False, True]
