"""Two people press at the same moment: one does it, the other is told, and nothing is half done."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lessons.models import Build, Module, Release
from rosters.models import User
from sources.models import Claim, Collection, Document, Import, ReviewAct, ReviewRound
from sources.operations.shelves import make_shelf
from tests.factories_imports import make_import
from tests.factories_review import bridge_text, sentence
from tests.factories_rounds import give, opened, school_document
from tests.forms_of_pages import forms_of
from tests.lessons.operations.building.rivertown import built, decide_all, reviewed
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("shared_database")


@pytest.fixture
def browsers(tess: User, theo: User, client_of: Callable[[User], Client]) -> tuple[Client, Client]:
    return client_of(tess), client_of(theo)


def statuses(*calls) -> list[int]:
    """What two requests that start together are answered, the smaller first. No exception."""
    answers = at_once(*calls)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    return sorted(answer.status_code for answer in answers)


def decision(browser: Client, document: Document, key: str) -> tuple[str, dict[str, list[str]]]:
    """Where the card of a sentence is sent, and what it sends with its words written."""
    at = sentence(document, key)
    page = browser.get(f"{reverse('sources:review', args=[document.pk])}?at={at.pk}")
    forms = forms_of(page.content.decode(), "/")
    card = next(form for form in forms if ("act", "accept") in form.buttons)
    sent: dict[str, list[str]] = {}
    for name, value in card.sent:
        sent.setdefault(name, []).append(value)
    return card.action, sent | {"kind": ["fact"], "support": ["bare"], "why": ["It names nobody."]}


def test_accepting_and_rejecting_one_sentence_is_one_decision(browsers, tess):
    document = bridge_text(tess)
    path, sent = decision(browsers[0], document, "s1")
    both = [lambda b=b, a=a: b.post(path, {**sent, "act": a})
            for b, a in zip(browsers, ("accept", "reject"), strict=True)]  # fmt: skip
    assert statuses(*both) == [302, 409]
    assert (Claim.objects.count(), ReviewAct.objects.count()) == (1, 1)


def test_splitting_while_a_colleague_decides_leaves_whole_sentences(browsers, tess):
    document = bridge_text(tess)
    path, sent = decision(browsers[0], document, "s2")
    cut = sentence(document, "s2")
    at = cut.start + document.text[cut.start :].index("clerk")
    mend = reverse("sources:review-cut", args=[document.pk, cut.pk])
    answers = statuses(
        lambda: browsers[0].post(path, {**sent, "act": "accept"}),
        lambda: browsers[1].post(mend, {"act": "split", "offset": at}),
    )
    assert answers in ([302, 302], [302, 409], [302, 404])
    for claim in Claim.objects.select_related("first", "last"):
        assert claim.first.start == cut.start


def test_two_raters_who_end_at_once_close_the_round_once(browsers, tess, theo):
    document = school_document(tess)
    round_ = opened(document, tess, theo)
    give(round_, tess, 1)
    give(round_, theo, 1)
    done = reverse("sources:round-done", args=[document.pk])
    assert statuses(*(lambda b=b: b.post(done) for b in browsers)) == [302, 302]
    assert ReviewRound.objects.get().closed_at is not None
    assert Claim.objects.count() == 1


def test_two_files_with_one_title_are_two_documents(browsers, tess):
    shelf = make_shelf("Mills", by=tess)
    Collection.objects.update(visibility=Collection.Visibility.SCHOOL)
    waiting = [make_import(shelf, tess, status=Import.Status.READ) for _ in browsers]
    paths = [reverse("sources:import", args=[one.pk]) for one in waiting]
    form = forms_of(browsers[0].get(paths[0]).content.decode(), paths[0])
    sent = dict(next(each for each in form if "title" in each.names).sent) | {"title": "The mill"}
    both = [lambda b=b, p=p: b.post(p, sent) for b, p in zip(browsers, paths, strict=True)]
    assert statuses(*both) == [302, 302]
    assert set(Document.objects.values_list("slug", flat=True)) == {"the-mill", "the-mill-2"}


def test_two_shelves_with_one_title_get_an_id_each(tess, theo):
    made = at_once(*(lambda p=p: make_shelf("Mills", by=p) for p in (tess, theo)))
    assert {shelf.slug for shelf in made} == {"mills", "mills-2"}


def test_two_builds_at_once_make_one_module(tess, client_of):
    document = reviewed(tess)
    path = reverse("lessons:build", args=[document.pk])
    sent = {"title": "River towns", "documents": [document.pk]}
    both = [lambda b=b: b.post(path, sent) for b in (client_of(tess), client_of(tess))]
    assert statuses(*both) == [302, 302]
    assert Module.objects.count() == 1
    assert not Build.objects.exclude(status=Build.Status.DONE).exists()


def test_publishing_twice_publishes_once(tess, client_of):
    module, _build = built(reviewed(tess), tess)
    decide_all(module)
    path = reverse("lessons:build-publish", args=[module.pk])
    both = [lambda b=b: b.post(path) for b in (client_of(tess), client_of(tess))]
    assert statuses(*both) == [302, 302]
    assert Release.objects.filter(status=Release.Status.PUBLISHED).count() == 1
