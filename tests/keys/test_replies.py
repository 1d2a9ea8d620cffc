"""What a save is answered holds nothing of a key, whatever becomes of the save; nor does a file.

(Decision 32.) Each reply is made twice, the second time with every secret exchanged.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.assets import BUNDLES, build_bundle
from lessons.operations.person_export import collect, files_of
from quizzes.itemtypes.base import ItemType
from quizzes.itemtypes.registry import all_item_types
from quizzes.models import Attempt, Response
from quizzes.models.quizzes import Layout
from quizzes.operations.attempts import start_attempt
from sources.models import Collection
from tests.addresses import all_addresses
from tests.factories_quizzes import CollectionFactory
from tests.keys.twins import (
    answer_of,
    exchange,
    settle_orders,
    told_of,
    twin_quiz,
    without_tokens,
)
from tests.lessons.content.small_pack import FOLDER
from tests.quizzes.itemtypes.gallery import FIXTURES
from tests.world import put_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still_clock")]

TYPES = [pytest.param(kind, id=kind.slug) for kind in all_item_types()]
# Types whose page can post something that is no response to the question.
REFUSING = [
    pytest.param(kind, sample.fields, id=f"{kind.slug}: {sample.name}")
    for kind in all_item_types()
    for sample in kind.samples()
    if sample.fields is not None and sample.definition == kind.twins()[0][0]
]


@pytest.fixture
def shelf(db: None) -> Collection:
    collection = CollectionFactory()
    put_document(collection, "text-0", 0, sentences=1)
    return collection


@pytest.fixture
def browser(ada) -> Client:
    client = Client()
    client.force_login(ada)
    return client


def running(kind: ItemType, shelf: Collection, learner, **fields: Any) -> Response:
    """The one question of an attempt that has begun."""
    quiz = twin_quiz([kind], shelf, **fields)
    attempt = start_attempt(quiz, learner=learner, at=timezone.now())
    settle_orders(quiz)
    return attempt.responses.select_related("item_version", "attempt").get()


def save(
    browser: Client, response: Response, posted: QueryDict, *, tab: str = "a", base: int = 0
) -> tuple[int, dict[str, Any]]:
    """Post a save as the page's script does."""
    sent = posted.copy()
    sent.update({"tab": tab, "sequence": "1", "base": str(base)})
    path = reverse("quizzes:response-save", args=[response.attempt_id, response.position])
    reply = browser.post(path, sent.urlencode(), content_type="application/x-www-form-urlencoded")
    return reply.status_code, told_of(reply.content)


def twice(ask: Any, shelf: Collection) -> list[Any]:
    """Ask, take back what that wrote, exchange the secrets, and ask again."""
    replies = []
    for exchanged in (False, True):
        with transaction.atomic():
            if exchanged:
                exchange(shelf)
            replies.append(ask())
            transaction.set_rollback(True)
    return replies


def filled(fields: dict[str, Any]) -> QueryDict:
    posted = QueryDict(mutable=True)
    for name, value in fields.items():
        posted.setlist(name, value if isinstance(value, list) else [value])
    return posted


@pytest.mark.parametrize("kind", TYPES)
def test_saved_tells_no_key(kind: ItemType, browser, ada, shelf):
    response = running(kind, shelf, ada)
    first, second = twice(lambda: save(browser, response, answer_of(response)), shelf)
    assert first == second
    assert first[0] == 200
    assert sorted(first[1]) == ["at", "base", "code", "line", "number", "saved"]


@pytest.mark.parametrize("kind", TYPES)
def test_conflict_tells_no_key(kind: ItemType, browser, ada, shelf):
    response = running(kind, shelf, ada)
    posted = answer_of(response)

    def from_two_tabs() -> tuple[int, dict[str, Any]]:
        save(browser, response, posted, tab="a")
        return save(browser, response, posted, tab="b")

    first, second = twice(from_two_tabs, shelf)
    assert first == second
    assert first[0] == 409
    assert first[1]["standing"] == first[1]["sent"] != ""


@pytest.mark.parametrize("kind", TYPES)
def test_late_save_tells_no_key(kind: ItemType, browser, ada, shelf):
    response = running(kind, shelf, ada)
    ended = timezone.now() - timedelta(minutes=1)
    Attempt.objects.filter(pk=response.attempt_id).update(deadline_at=ended)
    first, second = twice(lambda: save(browser, response, answer_of(response)), shelf)
    assert first == second
    assert first[0] == 409


@pytest.mark.parametrize("kind", TYPES)
def test_save_of_a_checked_answer_tells_no_key(kind: ItemType, browser, ada, shelf):
    response = running(kind, shelf, ada)
    Response.objects.filter(pk=response.pk).update(checked_at=timezone.now())
    first, second = twice(lambda: save(browser, response, answer_of(response)), shelf)
    assert first == second
    assert first[0] == 422


@pytest.mark.parametrize(("kind", "fields"), REFUSING)
def test_refusal_tells_no_key(kind: ItemType, fields, browser, ada, shelf):
    response = running(kind, shelf, ada)
    first, second = twice(lambda: save(browser, response, filled(fields)), shelf)
    assert first == second
    assert first[0] == 422


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(("kind", "fields"), REFUSING)
def test_refused_page_holds_no_key(kind: ItemType, fields, layout, browser, ada, shelf):
    """Without script the page comes back with what was entered and the sentence why not."""
    response = running(kind, shelf, ada, layout=layout)
    all_on_one = layout == Layout.ALL_ON_ONE
    posted = {f"q1-{name}" if all_on_one else name: value for name, value in fields.items()}
    if all_on_one:
        posted["position"] = "1"
    path = reverse("quizzes:attempt-item", args=[response.attempt_id, 1])

    def send() -> tuple[int, bytes]:
        reply = browser.post(path, posted)
        return reply.status_code, without_tokens(reply.content)

    first, second = twice(send, shelf)
    assert first == second
    assert first[0] == 422


def test_every_refusing_type_is_tried():
    """Types with an invalid sample of their own definition, which is most of them."""
    assert len({param.values[0].slug for param in REFUSING}) >= 9


def test_no_static_file_holds_an_id_of_a_question():
    """Ids of options, entries, pairs and gaps; those made of one plain word prove nothing."""
    ids = {own for path in pack_items() for own in own_ids(yaml.safe_load(path.read_text("utf-8")))}
    telling = {own for own in ids if "-" in own}
    assert len(telling) >= 20
    bundles = "".join(build_bundle(name) for name in BUNDLES)
    assert [own for own in telling if own in bundles] == []


def pack_items() -> Iterator[Path]:
    yield from FIXTURES.glob("*/items/*.yaml")
    yield from FOLDER.glob("items/*.yaml")


def own_ids(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["id"]} if isinstance(value.get("id"), str) else set()
        return own.union(*map(own_ids, value.values()))
    return set().union(*map(own_ids, value)) if isinstance(value, list) else set()


OF_STAFF = {
    "admin/rosters/act/download/",
    "classes/<int:classroom_id>/report.csv",
    "people/<int:person_id>/export/",
}
OWN_DATA = "accounts/data/"
SIGNED = re.compile(r"[0-9a-f]{64}|[2-9A-Z]{4}-1|\d{4}-\d\d-\d\dT[\d:.+]+")
"""Digest, code and time of a save, which are never the same twice."""


def test_every_download_is_of_staff_or_of_her_own_data():
    """Packs are exported by a command. Another way to download gets a key test with it."""
    words = ("export", "download", "file", "media", "csv", "zip", "data")
    routes = {address.route for address in all_addresses()}
    named = {route for route in routes if any(word in route for word in words)}
    assert {route for route in named if "task" not in route} == {*OF_STAFF, OWN_DATA}


@pytest.mark.parametrize("route", sorted(OF_STAFF))
def test_learners_have_no_download_of_staff(route: str, browser, ada, classroom):
    of_class, of_person = "<int:classroom_id>", "<int:person_id>"
    path = route.replace(of_class, str(classroom.pk)).replace(of_person, str(ada.pk))
    for ask in (browser.get, browser.post):
        reply = ask(f"/{path}")
        assert reply.status_code in (302, 403, 404, 405)
        assert "Content-Disposition" not in reply


@pytest.mark.parametrize("kind", TYPES)
def test_own_data_hold_no_key_of_a_question_that_runs(kind: ItemType, browser, ada, shelf):
    """Afterwards they hold what the review does: tests/lessons/operations/test_person_export.py."""
    response, at = running(kind, shelf, ada), timezone.now()

    def own_data() -> str:
        save(browser, response, answer_of(response))
        return SIGNED.sub("", "\n".join(files_of(collect(ada, at=at)).values()))

    first, second = twice(own_data, shelf)
    assert first == second
    assert response.item_version.title in first
