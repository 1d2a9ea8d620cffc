import pytest
from django.urls import reverse

from lessons.models import Module, Release
from lessons.operations.copying import AddressTaken, copy_module
from quizzes.models import Item, Quiz
from sources.models import Collection, Document, SourceCard
from tests.factories_authoring import module_of
from tests.factories_quizzes import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped(db):
    return module_of(None)


def copied(module, by, slug="my-mill"):
    return copy_module(module, slug=slug, title="My mill", by=by, at=NOON)


def test_a_copy_is_private_and_its_copiers(shipped, tess):
    copy = copied(shipped, tess)
    assert (copy.title, copy.collection.owner) == ("My mill", tess)
    assert copy.collection.visibility == Collection.Visibility.PRIVATE


def test_a_copy_is_a_draft_with_draft_quizzes(shipped, tess):
    copy = copied(shipped, tess)
    (release,) = copy.releases.all()
    assert (release.status, release.edited_by) == (Release.Status.DRAFT, tess)
    assert {quiz.status for quiz in copy.collection.quizzes.all()} == {Quiz.Status.DRAFT}


@pytest.mark.parametrize("model", [Document, SourceCard, Item, Quiz])
def test_a_copy_holds_all_that_its_original_holds(model, shipped, tess):
    copy = copied(shipped, tess)
    slugs = [
        sorted(model.objects.filter(collection=each.collection).values_list("slug", flat=True))
        for each in (shipped, copy)
    ]
    assert slugs[0] == slugs[1] != []


def test_copying_leaves_the_original_as_it_was(shipped, tess):
    before = Release.objects.filter(module=shipped).values().get()
    copied(shipped, tess)
    assert Release.objects.filter(module=shipped).values().get() == before


def test_copying_to_an_address_that_is_taken_is_refused(shipped, tess):
    with pytest.raises(AddressTaken):
        copied(shipped, tess, slug="mill-town")
    assert Module.objects.count() == 1


def test_copy_page_copies_and_leads_to_the_copy(shipped, tess, client_of):
    browser = client_of(tess)
    url = reverse("admin:lessons_module_copy", args=[shipped.pk])
    assert browser.get(url).status_code == 200
    response = browser.post(url, {"title": "My mill", "slug": "my-mill"})
    copy = Module.objects.get(slug="my-mill")
    assert response["Location"] == reverse("admin:lessons_module_change", args=[copy.pk])


def test_copy_page_says_when_the_address_is_taken(shipped, tess, client_of):
    url = reverse("admin:lessons_module_copy", args=[shipped.pk])
    page = client_of(tess).post(url, {"title": "My mill", "slug": "mill-town"})
    assert "There is a module with this address and language." in page.content.decode()


def test_copy_page_of_anyone_elses_module_is_not_there(tess, oona, client_of):
    url = reverse("admin:lessons_module_copy", args=[module_of(tess).pk])
    assert client_of(oona).get(url).status_code == 404
