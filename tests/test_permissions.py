"""The cast at every address: what each of them is answered, by GET and by POST.

`permissions.txt` is the table: an address, which example of it, and a status for each member. A
404 is what anybody gets for what is not theirs; visitors are sent to the sign-in page where an
account is all that is missing. The admin answers 403 where something is theirs to see but not to
do, and sends whoever is not on the staff to the sign-in page.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client

from rosters.models import Classroom, User
from tests.addresses import all_addresses
from tests.examples import examples_of
from tests.factories import AccommodationFactory, ActFactory
from tests.world import MARK, World, make_world

pytestmark = pytest.mark.django_db

MEMBERS = ("ada", "ben", "tess", "theo", "oona", "sam", "root", "guest", "visitor")
TABLE = Path(__file__).with_name("permissions.txt")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
MAY_BE_WRITTEN_BY_A_GET = "django_session"
# Ada and Ben learn with Tess, Sam runs their school, and Root may see everything.
TO_WHOM_TESSES_MODULE_IS_UNKNOWN = ("theo", "oona", "guest", "visitor")
TO_WHOM_ADA_IS_UNKNOWN = ("ben", "theo", "oona", "guest", "visitor")

Place = tuple[str, str]
"""A route, and which example of it."""


@dataclass
class Walk:
    """What one member got at every address by GET, and what that wrote."""

    answers: dict[Place, int] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    writes: dict[Place, list[str]] = field(default_factory=dict)
    new_rows: Counter[str] = field(default_factory=Counter)


walks: dict[str, Walk] = {}
"""Each member walks once; several tests look at what came of it."""


def table() -> dict[tuple[str, Place], tuple[int, ...]]:
    """The statuses by method and place, in the order of MEMBERS."""
    rows: dict[tuple[str, Place], tuple[int, ...]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        method, *statuses, place = line.split(maxsplit=1 + len(MEMBERS))
        route, _, about = place.partition("  ")
        row = (method, (route.removeprefix("/"), about.strip()))
        assert row not in rows, row
        rows[row] = tuple(int(status) for status in statuses)
    return rows


def wrong(method: str, member: str, answers: Mapping[Place, int]) -> list[str]:
    """Answers that are not those of the table, in words."""
    rows, column = table(), MEMBERS.index(member)
    found = []
    for place, status in answers.items():
        expected = rows.get((method, place), (None,) * len(MEMBERS))[column]
        if expected != status:
            found.append(f"{method} {' '.join(place)}: {status}, not {expected}")
    return found


@pytest.fixture
def world(cast: Mapping[str, User], classroom: Classroom) -> World:
    AccommodationFactory(user=cast["ada"])
    ActFactory(classroom=classroom, actor=cast["tess"])
    Group.objects.create(name="Guest lecturers")
    return make_world(cast, classroom)


@pytest.fixture
def paths(world: World, cast: Mapping[str, User]) -> dict[Place, str]:
    """The path of every example of every address."""
    return {
        (address.route, example.about): example.path(address)
        for address in all_addresses()
        for example in examples_of(address, world, cast)
    }


class Visits:
    """One member's browser, which asks for every address with the same cookies."""

    def __init__(self, member: str, cast: Mapping[str, User]) -> None:
        self.client = Client(raise_request_exception=False)
        if member in cast:
            self.client.force_login(cast[member])
        self.cookies = self.client.cookies.output(header="", sep=";")

    def ask(self, method: str, path: str):
        self.client.cookies = SimpleCookie(self.cookies)
        return self.client.generic(method, path)


@contextmanager
def written() -> Iterator[list[str]]:
    """Collect every statement that writes, but for those of the session."""
    found: list[str] = []

    def look(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES) and MAY_BE_WRITTEN_BY_A_GET not in sql:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


def count_rows() -> Counter[str]:
    """How many rows each table holds."""
    models = [m for m in apps.get_models() if m._meta.db_table != MAY_BE_WRITTEN_BY_A_GET]
    return Counter({m._meta.label: m._base_manager.count() for m in models})


def paths_after_signing_in(request: pytest.FixtureRequest) -> dict[Place, str]:
    """The paths; signing in would make the link for a new password void."""
    return request.getfixturevalue("paths")


def walk_of(member: str, request: pytest.FixtureRequest) -> Walk:
    """What the member got; the first test that asks makes the walk."""
    if member not in walks:
        visits = Visits(member, request.getfixturevalue("cast"))
        paths = paths_after_signing_in(request)
        walk, before = Walk(), count_rows()
        for place, path in paths.items():
            with written() as found:
                reply = visits.ask("GET", path)
            walk.answers[place] = reply.status_code
            walk.texts[place] = reply.getvalue().decode()
            if found:
                walk.writes[place] = found
        walk.new_rows = count_rows() - before + (before - count_rows())
        walks[member] = walk
    return walks[member]


def test_every_address_stands_in_the_table(paths):
    """An address without an example raises NoExample; one without a row is named here."""
    assert set(table()) == {(method, place) for place in paths for method in ("GET", "POST")}


@pytest.mark.parametrize("member", MEMBERS)
def test_get_is_answered_as_the_table_says(member, request):
    assert wrong("GET", member, walk_of(member, request).answers) == []


@pytest.mark.parametrize("member", MEMBERS)
def test_get_writes_nothing(member, request):
    walk = walk_of(member, request)
    assert walk.writes == {}
    assert walk.new_rows == Counter()


@pytest.mark.parametrize("member", TO_WHOM_TESSES_MODULE_IS_UNKNOWN)
def test_no_page_names_what_is_anothers(member, request):
    """In lists, filters, choices and autocomplete too: everything of the module has the mark."""
    texts = walk_of(member, request).texts
    assert [place for place, text in texts.items() if MARK in text] == []


@pytest.mark.parametrize("member", TO_WHOM_ADA_IS_UNKNOWN)
def test_no_page_names_another_learner(member, request):
    texts = walk_of(member, request).texts
    assert [place for place, text in texts.items() if "Ada Quispe" in text] == []


def test_pages_of_their_owners_have_the_mark(request):
    """Otherwise the tests above would hold of anything."""
    texts = walk_of("tess", request).texts
    assert sum(MARK in text for text in texts.values()) > 50
    assert sum("Ada Quispe" in text for text in texts.values()) > 5


@pytest.mark.parametrize("member", MEMBERS)
def test_post_is_answered_as_the_table_says(member, cast, request):
    """Each POST meets the same world: what it wrote is taken back."""
    visits = Visits(member, cast)
    answers = {}
    for place, path in paths_after_signing_in(request).items():
        with transaction.atomic():
            answers[place] = visits.ask("POST", path).status_code
            transaction.set_rollback(True)
    assert wrong("POST", member, answers) == []
