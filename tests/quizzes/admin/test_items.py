import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.itemtypes.registry import all_item_types
from quizzes.models import Item, ItemVersion
from quizzes.operations.attempts import start_attempt
from quizzes.operations.publishing import publish_quiz
from sources.models import Claim, HistoryEntry
from tests.factories_authoring import as_posted, module_of
from tests.factories_quizzes import NOON, ItemFactory, ItemVersionFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db
LIST = reverse("admin:quizzes_item_changelist")
ADD = reverse("admin:quizzes_item_add")


@pytest.fixture
def module(tess):
    return module_of(tess, as_draft=True)


@pytest.fixture
def item(module):
    return Item.objects.get(collection=module.collection, slug="choose-day")


@pytest.fixture
def browser(tess, client_of):
    return client_of(tess)


def change(item):
    return reverse("admin:quizzes_item_change", args=[item.pk])


def form_of(client, item):
    return as_posted(client.get(change(item)).context["adminform"].form)


def test_saving_changes_a_version_that_is_not_in_use(browser, item):
    sent = {**form_of(browser, item), "title": "Another title"}
    response = browser.post(change(item), sent)
    assert response.status_code == 302
    item.refresh_from_db()
    assert (item.current.number, item.current.title) == (1, "Another title")


def test_saving_without_a_change_makes_no_version(browser, item):
    before = item.current.digest
    browser.post(change(item), form_of(browser, item))
    item.refresh_from_db()
    assert (item.current.number, item.current.digest) == (1, before)


def test_every_item_of_the_pack_is_saved_as_it_was(browser, module):
    for item in Item.objects.filter(collection=module.collection):
        before = item.current.digest
        response = browser.post(change(item), form_of(browser, item))
        assert response.status_code == 302, item
        item.refresh_from_db()
        assert item.current.digest == before, item


def test_saving_a_version_that_an_attempt_used_makes_a_new_one(browser, module, item, ada):
    quiz = module.collection.quizzes.get()
    publish_quiz(quiz, by=None)
    attempt = start_attempt(quiz, learner=ada, at=NOON)
    used = attempt.responses.first().item_version
    before = (used.title, used.definition, used.digest)
    browser.post(change(used.item), {**form_of(browser, used.item), "title": "Another title"})
    used.refresh_from_db()
    assert (used.title, used.definition, used.digest) == before
    assert Item.objects.get(pk=used.item_id).current.number == 2


def test_versions_that_are_in_use_are_shown_as_frozen(browser, module, ada):
    quiz = module.collection.quizzes.get()
    publish_quiz(quiz, by=None)
    attempt = start_attempt(quiz, learner=ada, at=NOON)
    page = browser.get(change(attempt.responses.first().item_version.item)).content.decode()
    assert "frozen: 1 attempt, in a published quiz" in page


def test_a_wrong_line_is_named_and_nothing_is_saved(browser, module):
    item = Item.objects.get(collection=module.collection, slug="gaps")
    sent = {**form_of(browser, item), "gaps": "[a] One\n\n> feedback alone"}
    response = browser.post(change(item), sent)
    assert response.status_code == 200
    assert "Line 3: feedback needs its row above it." in response.content.decode()
    item.refresh_from_db()
    assert item.current.number == 1


def test_an_item_about_a_sentence_that_is_not_there_is_refused(browser, item):
    sent = {**form_of(browser, item), "item_about": "the-mill#s99"}
    response = browser.post(change(item), sent)
    assert response.status_code == 200
    assert "s99" in str(response.context["adminform"].form.errors)


def test_a_new_item_asks_for_module_and_type_first(browser, module):
    response = browser.get(ADD)
    assert [each.slug for each in response.context["types"]] == [
        each.slug for each in all_item_types()
    ]
    assert response.context["choices"] == [(module.collection_id, "Mill town")]


def test_a_new_item_is_made_with_its_first_version(browser, tess, module):
    sent = {
        "title": "Who saw it?",
        "slug": "who-saw-it",
        "stem": "Who was there?",
        "options-count": "2", "options-right": "0",
        "options-0-text": "The clerk", "options-0-feedback": "She wrote it down.",
        "options-1-text": "The poet", "options-1-feedback": "He came later.",
        "explanation_why": "Only one of them was there.",
        "explanation_ask": "Who was there?",
        "item_difficulty": "2",
    }  # fmt: skip
    response = browser.post(f"{ADD}?type=choice&within={module.collection_id}", sent)
    assert response.status_code == 302
    made = Item.objects.get(slug="who-saw-it")
    assert made.collection == module.collection
    assert (made.current.number, made.current.created_by) == (1, tess)
    assert made.current.pack["key"] == "a"


def test_a_new_item_with_an_id_that_is_taken_is_refused(browser, module, item):
    sent = {**form_of(browser, item), "slug": item.slug}
    response = browser.post(f"{ADD}?type=choice&within={module.collection_id}", sent)
    assert response.status_code == 200
    form = response.context["adminform"].form
    assert form.non_field_errors() == ["This collection has an item with that id already."]


def test_nobody_adds_an_item_to_another_collection(module, oona, client_of):
    response = client_of(oona).post(f"{ADD}?type=choice&within={module.collection_id}", {})
    assert response.context["choices"] == []
    assert not Item.objects.filter(slug="").exists()


@pytest.mark.parametrize("item_type", list(all_item_types()), ids=lambda each: each.slug)
def test_the_form_of_every_type_opens(item_type, browser, module):
    page = browser.get(f"{ADD}?type={item_type.slug}&within={module.collection_id}")
    assert page.status_code == 200
    assert set(item_type.authoring_form().base_fields) <= set(page.context["adminform"].form.fields)


# Preview


def test_preview_without_script_shows_the_form_again_and_saves_nothing(browser, item):
    sent = {**form_of(browser, item), "stem": "A *new* stem.", "_preview": "1"}
    response = browser.post(change(item), sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert "A <em>new</em> stem." in page
    assert response.context["adminform"].form["stem"].value() == "A *new* stem."
    item.refresh_from_db()
    assert "new" not in item.current.stem


def test_live_preview_answers_with_the_fragment_alone(browser, item):
    url = reverse("admin:quizzes_item_preview") + f"?object={item.pk}"
    sent = {**form_of(browser, item), "stem": "A *new* stem."}
    page = browser.post(url, sent).content.decode()
    assert "A <em>new</em> stem." in page
    assert "<html" not in page
    assert ItemVersion.objects.filter(item=item).count() == 1


def test_preview_of_a_form_with_faults_lists_them(browser, item):
    url = reverse("admin:quizzes_item_preview") + f"?object={item.pk}"
    page = browser.post(url, {**form_of(browser, item), "options-count": "0"}).content.decode()
    assert "The preview stands here once the form holds a whole question." in page


def test_preview_of_anyone_elses_item_is_not_there(item, oona, client_of):
    url = reverse("admin:quizzes_item_preview") + f"?object={item.pk}"
    assert client_of(oona).post(url, {}).status_code == 404


def test_preview_by_get_is_refused(browser, item):
    url = reverse("admin:quizzes_item_preview") + f"?object={item.pk}"
    assert browser.get(url).status_code == 403


def test_preview_of_a_passage_shows_what_blind_strategies_earn(browser, module):
    passage = Item.objects.get(collection=module.collection, slug="mark-the-fair")
    page = browser.get(change(passage)).content.decode()
    assert "What marking without reading would earn" in page


# The list


def test_list_marks_what_is_out_of_step(browser, module):
    passage = Item.objects.get(collection=module.collection, slug="mark-the-fair")
    document = passage.current.anchors.first().document
    Claim.objects.filter(document=document).update(why="A new reason.")
    rows = {row.slug: row for row in browser.get(LIST).context["cl"].result_list}
    assert rows["mark-the-fair"].in_step is False
    assert rows["choose-day"].in_step is True


def test_list_says_where_an_item_is_used(browser, module):
    rows = {row.slug: row for row in browser.get(LIST).context["cl"].result_list}
    assert (rows["choose-day"].quizzes, rows["gaps"].quizzes) == ("The check", "")


def test_list_finds_by_words_of_the_question(browser, item):
    found = browser.get(LIST, {"q": item.current.stem.split()[1]}).context["cl"].result_list
    assert item in found


def test_list_costs_the_same_with_1_and_30_items(browser, module):
    Item.objects.filter(collection=module.collection).exclude(slug="choose-day").update(
        archived_at=timezone.now()
    )
    browser.get(LIST)
    with statements() as one:
        browser.get(LIST)
    for _ in range(29):
        version = ItemVersionFactory(item=ItemFactory(collection=module.collection))
        Item.objects.filter(pk=version.item_id).update(current=version)
    with statements() as thirty:
        assert len(browser.get(LIST).context["cl"].result_list) == 30
    assert (len(one), len(thirty)) == (18, 18)


# Archive


def test_archive_takes_an_item_out_of_the_list_and_back(browser, item):
    url = reverse("admin:quizzes_item_archive", args=[item.pk])
    browser.post(url)
    assert item not in browser.get(LIST).context["cl"].result_list
    assert item in browser.get(LIST, {"archived": "yes"}).context["cl"].result_list
    browser.post(url)
    assert item in browser.get(LIST).context["cl"].result_list


def test_archive_by_get_is_not_there(browser, item):
    assert browser.get(reverse("admin:quizzes_item_archive", args=[item.pk])).status_code == 404


def test_saving_an_item_writes_no_history_of_cards(browser, item):
    before = HistoryEntry.objects.count()
    browser.post(change(item), form_of(browser, item))
    assert HistoryEntry.objects.count() == before
