"""What each page costs in SQL statements, with one row of each thing and with thirty.

`query_counts.txt` is the table: who looks, how many statements, and at which address. The list of
addresses comes from the resolver; one that is not in the table fails. What a POST costs stands
with the operations (`tests/quizzes/views/test_saving.py`: a save 5, a check, handing in).
"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from quizzes.models import Attempt
from quizzes.models.quizzes import Feedback, Layout
from quizzes.operations.attempts import submit_attempt
from quizzes.operations.responses import check_response
from rosters.models import Classroom, User
from tests.addresses import all_addresses
from tests.examples import examples_of
from tests.factories import (
    AccommodationFactory,
    ActFactory,
    ClassroomFactory,
    EnrollmentFactory,
    SchoolFactory,
    make_learner_of,
    make_teacher_of,
)
from tests.factories_quizzes import NOON, RIGHT, save, started
from tests.statements import statements
from tests.world import make_module, make_world

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("query_counts.txt")
ROWS = (1, 30)
MOST_OF_A_LEARNER = 8
MEMBERS = ("ada", "tess", "root")
LEARNER = "ada"
# What only a superuser is shown, or is shown more of.
OF_ROOT = ("admin/rosters/", "admin/auth/", "admin/django_tasks_database/", "people/")
# What staff work with; Tess looks at it, and Ada at all the rest.
OF_STAFF = (
    "admin/",
    "builds/",
    "classes/",
    "documents/",
    "marking/",
    "people/",
    "assignments/<int:assignment_id>/class/",
    "attempts/<int:attempt_id>/staff/",
)
# One address costs about the same whatever it is asked about: these examples stand for it.
LOOKED_AT = ("", "own", "draft", "near", "ada", "running", "handed-in", "passage", "check",
             "within-own", "teacher", "waiting", "read", "refused", "rated")  # fmt: skip

Cost = tuple[str, str, str]
"""Who, route, and which example."""

measured: dict[int, dict[Cost, int]] = {}
"""By number of rows; each world is built and walked through once."""


def table() -> dict[Cost, int]:
    """The literal counts."""
    rows: dict[Cost, int] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        member, count, place = line.split(maxsplit=2)
        route, _, about = place.partition("  ")
        rows[member, route.removeprefix("/"), about.strip()] = int(count)
    return rows


def costs_of(rows: int, request: pytest.FixtureRequest) -> dict[Cost, int]:
    """What every page costs in a world with so many rows of everything."""
    if rows not in measured:
        cast = request.getfixturevalue("cast")
        paths = crowded_paths(cast, request.getfixturevalue("classroom"), rows)
        measured[rows] = {
            (member, *place): count
            for member in MEMBERS
            for place, count in _walk(member, cast[member], paths).items()
        }
    return measured[rows]


def crowded_paths(
    cast: Mapping[str, User], classroom: Classroom, rows: int
) -> dict[tuple[str, str], str]:
    """The paths of a world in which there are also so many modules, people, classes and groups."""
    AccommodationFactory(user=cast["ada"])
    ActFactory(classroom=classroom, actor=cast["tess"])
    Group.objects.create(name="Group")
    world = make_world(cast, classroom, rows=rows)
    for number in range(rows - 1):
        make_module(f"more-{number}", f"More {number}", owner=cast["tess"], rows=1)
        other = ClassroomFactory(school=classroom.school)
        make_teacher_of(other)
        EnrollmentFactory(classroom=other, user=cast["tess"], role="teacher")
        ActFactory(classroom=classroom, actor=make_teacher_of(classroom))
        AccommodationFactory(user=make_learner_of(classroom))
        SchoolFactory()
        Group.objects.create(name=f"Group {number}")
    return {
        (address.route, example.about): example.path(address)
        for address in all_addresses()
        for example in examples_of(address, world, cast)
        if example.about in LOOKED_AT or address.name == "admin:autocomplete"
    }


def _walk(
    member: str, person: User, paths: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], int]:
    """Statements of each page that this person is shown.

    At the second visit, for the first one also fills caches of Django's own (content types).
    """
    browser = Client()
    browser.force_login(person)
    found = {}
    for (route, about), path in paths.items():
        if is_looked_at(member, route) and browser.get(path).status_code == 200:
            with statements() as sent:
                browser.get(path)
            found[route, about] = len(sent)
    return found


def is_looked_at(member: str, route: str) -> bool:
    """Ada looks at what learners see, Tess at what staff do, Root at what is Root's alone."""
    if member == "root":
        return route.startswith(OF_ROOT)
    return route.startswith(OF_STAFF) is (member != LEARNER)


@pytest.mark.parametrize("rows", ROWS)
def test_every_page_stands_in_the_table(rows, request):
    assert set(costs_of(rows, request)) == set(table())


@pytest.mark.parametrize("rows", ROWS)
def test_pages_cost_what_the_table_says(rows, request):
    counts = table()
    found = costs_of(rows, request)
    assert {cost: (found[cost], counts.get(cost)) for cost in found
            if counts.get(cost) != found[cost]} == {}  # fmt: skip


def test_no_page_of_a_learner_costs_more_than_its_bound():
    """The bound of a signed-in learner's page (design.md 7)."""
    counts = {cost: count for cost, count in table().items() if cost[0] == LEARNER}
    assert len(counts) > 25
    assert {cost: count for cost, count in counts.items() if count > MOST_OF_A_LEARNER} == {}


ON_ONE_PAGE = {"layout": Layout.ALL_ON_ONE}
EACH = {"show_feedback": Feedback.AFTER_EACH}


def answered(rows: int, learner: User, *, checked: bool = False, **rules: object) -> Attempt:
    """An attempt whose questions all have an answer."""
    attempt = started(rows, learner=learner, **rules)
    for position in range(1, rows + 1):
        save(attempt, RIGHT, position=position, base=position - 1)
        if checked:
            check_response(learner=learner, attempt_id=attempt.pk, position=position, at=NOON)
    return attempt


# States of an attempt that the table does not know: the page, its statements, how to get there.
STATES = {
    "all on one page": (
        "attempt-item", 5, lambda rows, ada: started(rows, learner=ada, **ON_ONE_PAGE)),
    "all on one page, answered": (
        "attempt-item", 5, lambda rows, ada: answered(rows, ada, **ON_ONE_PAGE)),
    "all on one page, checked": (
        "attempt-item", 6,
        lambda rows, ada: answered(rows, ada, checked=True, **ON_ONE_PAGE, **EACH)),
    "a checked question": (
        "attempt-item", 7, lambda rows, ada: answered(rows, ada, checked=True, **EACH)),
    "a question with certainty and time": (
        "attempt-item", 6,
        lambda rows, ada: answered(rows, ada, certainty=True, time_limit_minutes=90)),
    "review without keys": (
        "attempt-review", 6,
        lambda rows, ada: submit_attempt(answered(rows, ada, attempts_allowed=2), at=NOON)),
    "review with keys": (
        "attempt-review", 7, lambda rows, ada: submit_attempt(answered(rows, ada), at=NOON)),
}  # fmt: skip


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("state", STATES)
def test_state_of_an_attempt_costs_the_same_for_one_and_thirty(state, rows, ada, client_of):
    name, count, make = STATES[state]
    attempt = make(rows, ada)
    parts = [attempt.pk, 1] if name == "attempt-item" else [attempt.pk]
    path, browser = reverse(f"quizzes:{name}", args=parts), client_of(ada)
    with statements() as sent:
        assert browser.get(path).status_code == 200
    assert len(sent) == count, sent.counted
