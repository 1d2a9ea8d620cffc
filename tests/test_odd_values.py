"""Odd values in every field of every form that staff see: an answer, never a fault.

The forms are read from the pages, so that a new one is tried as well. Of a page each field is made
odd by itself, once with a number that no column holds (those are what breaks), and all of them at
once with whatever else there is; of the admin, whose fields are Django's, all at once.
"""

import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from itertools import cycle, islice
from urllib.parse import urlencode, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve

from rosters.models import Classroom, User
from tests.addresses import all_addresses
from tests.examples import examples_of
from tests.factories import AccommodationFactory, ActFactory
from tests.forms_of_pages import Form, Pairs, forms_of
from tests.world import World, make_world

pytestmark = [
    pytest.mark.django_db,
    # Django's own filters of dates take any, and say so.
    pytest.mark.filterwarnings("ignore:DateTimeField .* received a naive datetime:RuntimeWarning"),
]

ODD = {
    "5,000 digits": "9" * 5000,
    "2**63": str(2**63),
    "-1": "-1",
    "a zero byte": "1\0",
    "infinity": "1e999999",
    "other digits": "٣²",
    "year 99999": "99999-12-31T23:59",
    "100 kB": "a" * 100_000,
    "year 1": "0001-01-01T00:00",
    "NaN": "NaN",
    "2**31": str(2**31),
}
NUMBERS = ("5,000 digits", "2**63")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# They end the session, or are no form of staff.
LEFT_OUT = ("accounts/", "finish/", "logout", "theme/")
LOOKED_AT_BY = {
    "root": ("admin/", "people/"),
    "tess": ("assignments/", "attempts/", "builds/", "classes/", "documents/", "marking/"),
}
MOST_BUTTONS = 4
# Pages of the admin whose only fields are Django's.
DJANGOS_OWN = ("/history/", "/delete/", "admin/autocomplete/", "admin/jsi18n/")


class Visitor:
    """A member of staff whose every request finds the world as it was."""

    def __init__(self, person: User) -> None:
        self.client = Client()
        self.client.force_login(person)
        self.cookies = self.client.cookies.output(header="", sep=";")

    def ask(self, method: str, path: str, pairs: Pairs) -> str:
        """What went wrong, in a line; empty when the answer is one."""
        self.client.cookies = SimpleCookie(self.cookies)
        sent = urlencode(pairs)
        with transaction.atomic(), lasting_writes() as writes:
            try:
                if method == "post":
                    form = "application/x-www-form-urlencoded"
                    reply = self.client.generic("POST", path, sent, content_type=form)
                else:
                    reply = self.client.get(f"{urlsplit(path).path}?{sent}")
            except Exception as error:
                return _in_a_line(error)
            finally:
                transaction.set_rollback(True)
        if reply.status_code >= 500:
            return str(reply.status_code)
        if reply.status_code >= 400 and writes:
            return f"{reply.status_code}, and yet: {writes[0][:80]}"
        return ""

    def forms(self, paths: list[str]) -> Iterator[Form]:
        """The forms of these pages, and their links that ask something."""
        for path in paths:
            self.client.cookies = SimpleCookie(self.cookies)
            reply = self.client.get(path)
            if reply.status_code == 200 and "html" in reply.headers["Content-Type"]:
                yield from forms_of(reply.getvalue().decode(), path)


@contextmanager
def lasting_writes() -> Iterator[list[str]]:
    """Collect the statements that write and are not rolled back, but for those of the session."""
    found: list[str] = []
    marks: dict[str, int] = {}

    def look(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        words = sql.split()
        if words[0] == "SAVEPOINT":
            marks[words[-1]] = len(found)
        elif words[0] == "ROLLBACK":
            del found[marks.get(words[-1], 0) :]
        elif words[0].upper() in WRITES and "django_session" not in sql:
            found.append(sql)
        return done

    with connection.execute_wrapper(look):
        yield found


@pytest.fixture
def world(cast: Mapping[str, User], classroom: Classroom) -> World:
    AccommodationFactory(user=cast["ada"])
    ActFactory(classroom=classroom, actor=cast["tess"])
    Group.objects.create(name="Guest lecturers")
    return make_world(cast, classroom)


def paths_of(world: World, cast: Mapping[str, User], begins: tuple[str, ...]) -> list[str]:
    """The addresses of pages; of the admin, whose forms look alike, one for each."""
    found = []
    for address in all_addresses():
        if address.route.startswith(begins) and not address.route.endswith(DJANGOS_OWN):
            examples = [e for e in examples_of(address, world, cast) if e.about != "shipped"]
            most = 1 if address.is_admin else len(examples)
            found += [example.path(address) for example in examples[:most]]
    return found


def odd_ones(form: Form, route: str) -> Iterator[tuple[str, Pairs]]:
    """What to send, and in words which of it is odd."""
    names = _each_kind_once([name for name in form.names if name != "csrfmiddlewaretoken"])
    is_of_admin = route.startswith("admin/")
    most = 1 if is_of_admin else MOST_BUTTONS
    for shift, button in enumerate(_each_button_once(form)[:most]):
        pressed = [button] if button else []
        values = islice(cycle(ODD), shift * 3, None)
        kinds = [(name, kind) for name, kind in zip(names, values, strict=False)
                 if (name,) != tuple(name for name, _ in pressed)]  # fmt: skip
        said = ", ".join(f"{name} = {kind}" for name, kind in kinds)
        yield f"{said}, {button}", [(name, ODD[kind]) for name, kind in kinds] + pressed
    if is_of_admin:
        return
    for place, name in enumerate(names):
        kept = [pair for pair in form.sent if pair[0] != name]
        buttons = [one for one in _each_button_once(form) if one is None or one[0] != name]
        pressed = [one for one in buttons[place % len(buttons) :][:1] if one] if buttons else []
        kind = NUMBERS[place % len(NUMBERS)]
        yield f"{name} = {kind}, {pressed}", [*kept, (name, ODD[kind]), *pressed]


def _each_button_once(form: Form) -> list[tuple[str, str] | None]:
    """Buttons that differ in a number only, once; None where the form has none with a name."""
    kinds = {(name, re.sub(r"\d+", "0", value)): (name, value) for name, value in form.buttons}
    return list(kinds.values()) or [None]


def _each_kind_once(names: list[str]) -> list[str]:
    """Of names that differ in a number only, the first."""
    return list({re.sub(r"\d+", "0", name): name for name in reversed(names)}.values())[::-1]


def _route_of(form: Form) -> str:
    try:
        return resolve(urlsplit(form.action).path).route
    except Resolver404:
        return ""


def _in_a_line(error: Exception) -> str:
    ours = [
        f for f in traceback.extract_tb(error.__traceback__) if "site-packages" not in f.filename
    ]
    place = f"{ours[-1].filename}:{ours[-1].lineno}"
    return f"{type(error).__name__}: {str(error)[:80]} ({place})"


@pytest.mark.parametrize("member", ["root", "tess"])
def test_odd_value_in_a_field_is_answered(member, world, cast):
    visitor, tried, wrong = Visitor(cast[member]), set(), []
    for form in list(visitor.forms(paths_of(world, cast, LOOKED_AT_BY[member]))):
        route = _route_of(form)
        kind = (form.method, route, tuple(sorted(_each_kind_once(list(form.names)))))
        is_link = route.startswith("admin/") and form.method == "get"
        if kind in tried or is_link or not route or route.startswith(LEFT_OUT):
            continue
        tried.add(kind)
        for said, pairs in odd_ones(form, route):
            if problem := visitor.ask(form.method, form.action, pairs):
                wrong.append(f"{form.method} {route}: {said}: {problem}")
    assert not wrong, "\n".join(wrong)
    assert len(tried) > 30


@pytest.mark.parametrize("number", ["2**63", "5,000 digits"])
def test_huge_number_in_an_address_is_answered(number, world, cast):
    visitor, wrong = Visitor(cast["root"]), []
    for address in all_addresses():
        if address.route.startswith(LEFT_OUT) or not address.takes:
            continue
        parts = dict.fromkeys(address.takes, ODD[number])
        for method in ("get", "post"):
            if problem := visitor.ask(method, address.path(parts), []):
                wrong.append(f"{method} {address.route}: {problem}")
    assert not wrong, "\n".join(wrong)
