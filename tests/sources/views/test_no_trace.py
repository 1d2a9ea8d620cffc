"""While an independent review is open, nothing that a rater can open tells of another's work.

Every address of the site that staff may GET is asked twice by one rater: before another labels,
drafts, takes labels back and says that she is done, and afterwards. The bytes are the same.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from rosters.models import Act, Notice
from sources.models import Claim, Rating, ReviewAct, RoundLabel
from sources.operations.rounds import abandon_round, go_on
from tests.addresses import NoExample, all_addresses
from tests.examples import examples_of
from tests.factories_quizzes import NOON
from tests.factories_rounds import finish, give, opened, rater, school_document
from tests.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still_clock")]

# What differs between any two replies: the tokens against forgery and of the tab, and the clock.
DRAWN = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|name="tab" value="|data-tab="|'
    rb'id="(?:calendar|clock)[^"]*"|name="seen_at" value=")[^"]+(?=")'
)
# Pages that show the time itself, or what is drawn anew for each visit.
NOT_THE_SAME_TWICE = re.compile(r"receipts|password-reset|/accounts/|jsi18n|/health")


@pytest.fixture
def text(tess):
    return school_document(tess)


@pytest.fixture
def round_(text, tess, theo):
    return opened(text, tess, theo)


def shown(client, paths):
    found = {}
    for path in paths:
        answer = client.get(path)
        content = b"".join(answer) if answer.streaming else answer.content
        found[path] = (answer.status_code, DRAWN.sub(rb"\1", content))
    return found


def work(round_, person):
    """Everything that a rater can do: decide, draft, change, take back, be done, go on."""
    give(round_, person, 1, "vague-amount:Many", why="How many?")
    give(round_, person, 2, "missing-anchor", status="suggested")
    give(round_, person, 3, status="rejected")
    give(round_, person, 3, "post-hoc:because", last=4)
    finish(round_, person)
    go_on(rater(round_, person))
    give(round_, person, 4)
    finish(round_, person)


def pages_of(text):
    """What staff may open about a text, and the lists on which it stands."""
    names = ["documents", "document", "rounds", "round-rate", "review", "review-history"]
    paths = [
        reverse(f"sources:{name}", args=[] if name == "documents" else [text.pk]) for name in names
    ]
    first = text.sentences.earliest("pk").pk
    paths += [f"{reverse(f'sources:{name}', args=[text.pk])}?at={first}" for name in names[3:5]]
    admin = [f"admin:sources_{name}_changelist" for name in ("document", "claim")]
    paths += [reverse(name) for name in admin]
    paths.append(reverse("admin:sources_document_change", args=[text.pk]))
    paths.append(reverse("lessons:build", args=[text.pk]))
    return [*paths, reverse("rosters:notices"), reverse("admin:index"), "/"]


def test_pages_of_a_rater_are_the_same_before_and_after_another_works(
    round_, text, tess, theo, client_of
):
    give(round_, tess, 1, "generalise:Many")
    client, paths = client_of(tess), pages_of(text)
    shown(client, paths)
    before = shown(client, paths)
    work(round_, theo)
    after = shown(client, paths)
    assert [path for path in paths if before[path] != after[path]] == []
    assert sum(status == 200 for status, _ in after.values()) >= 10


def test_pages_of_other_colleagues_are_the_same_too(round_, text, tess, theo, sam, client_of):
    client, paths = client_of(sam), pages_of(text)
    shown(client, paths)
    before = shown(client, paths)
    work(round_, theo)
    assert before == shown(client, paths)


def test_nothing_a_rater_does_writes_what_others_read(round_, text, theo):
    def rows():
        return [m.objects.count() for m in (Claim, Rating, ReviewAct, Act, Notice)]

    before = rows()
    work(round_, theo)
    assert rows() == before
    assert RoundLabel.objects.filter(rater__user=theo).exists()


def test_every_address_is_the_same_before_and_after_another_works(cast, classroom):
    world = make_world(cast, classroom)
    text = school_document(cast["tess"])
    round_ = opened(text, cast["tess"], cast["theo"])
    client = Client(raise_request_exception=False)
    client.force_login(cast["tess"])
    paths = [
        example.path(address)
        for address in all_addresses()
        if not NOT_THE_SAME_TWICE.search(f"/{address.route}")
        for example in _examples(address, world, cast)
    ] + pages_of(text)
    first = shown(client, paths)
    before = shown(client, paths)
    steady = [path for path in paths if first[path] == before[path]]
    work(round_, cast["theo"])
    after = shown(client, paths)
    assert [path for path in steady if before[path] != after[path]] == []
    assert len(steady) > 0.95 * len(paths)


def _examples(address, world, cast):
    try:
        return examples_of(address, world, cast)
    except NoExample:
        return []


def test_whoever_opened_a_round_and_does_not_rate_sees_how_many_are_done(
    text, tess, theo, sam, client_of
):
    round_ = opened(text, tess, theo)
    type(round_).objects.update(opened_by=sam)
    finish(round_, theo)
    page = reverse("sources:rounds", args=[text.pk])
    assert "1 of 2 raters are done" in client_of(sam).get(page).content.decode()
    assert "raters are done" not in client_of(tess).get(page).content.decode()


def test_labels_of_an_ended_round_show_for_nobody_else(round_, text, tess, theo, client_of):
    give(round_, theo, 1, "vague-amount:Many", why="Only Theo wrote this.")
    abandon_round(round_, by=tess, at=NOON)
    for path in pages_of(text):
        assert b"Only Theo wrote this." not in client_of(tess).get(path, follow=True).content
