import pytest
from django.urls import reverse

from quizzes.models import Item, Quiz, Section, Slot
from quizzes.operations.items import pack_fields, put_item_version
from quizzes.operations.library import CollectionLibrary
from quizzes.operations.publishing import publish_quiz
from tests.factories_authoring import module_of, page_as_posted
from tests.factories_quizzes import (
    ItemFactory,
    ItemVersionFactory,
    QuizFactory,
    SectionFactory,
    fill_section,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db
LIST = reverse("admin:quizzes_quiz_changelist")


@pytest.fixture
def module(tess):
    return module_of(tess, as_draft=True)


@pytest.fixture
def quiz(module):
    return module.collection.quizzes.get()


@pytest.fixture
def section(quiz):
    return quiz.sections.get()


@pytest.fixture
def browser(tess, client_of):
    return client_of(tess)


def change(thing):
    return reverse(f"admin:quizzes_{thing._meta.model_name}_change", args=[thing.pk])


def act(name, quiz):
    return reverse(f"admin:quizzes_quiz_{name}", args=[quiz.pk])


def pick(section):
    return reverse("admin:quizzes_section_pick", args=[section.pk])


def form_of(client, thing):
    return page_as_posted(client.get(change(thing)).context)


def item(module, slug):
    return Item.objects.get(collection=module.collection, slug=slug)


def asked(section):
    return list(section.slots.values_list("item_version__item__slug", flat=True))


def test_saving_a_quiz_as_it_was_changes_nothing(browser, quiz):
    before = Quiz.objects.filter(pk=quiz.pk).values().get()
    assert browser.post(change(quiz), form_of(browser, quiz)).status_code == 302
    assert Quiz.objects.filter(pk=quiz.pk).values().get() == before


def test_a_new_quiz_is_a_draft_on_the_chosen_shelf(browser, module):
    url = reverse("admin:quizzes_quiz_add") + f"?within={module.collection_id}"
    sent = {
        "title": "Again", "slug": "again", "purpose": "practice", "counts": "best",
        "pass_percent": "60", "show_feedback": "after-submitting", "layout": "one-a-page",
        "position": "2", "sections-TOTAL_FORMS": "1", "sections-INITIAL_FORMS": "0",
        "sections-0-title": "First part", "sections-0-weight": "1", "sections-0-position": "1",
    }  # fmt: skip
    assert browser.post(url, sent).status_code == 302
    made = Quiz.objects.get(slug="again")
    assert (made.collection, made.status) == (module.collection, Quiz.Status.DRAFT)
    assert [each.slug for each in made.sections.all()] == ["first-part"]


def test_feedback_after_each_question_needs_unlimited_attempts(browser, quiz):
    sent = {**form_of(browser, quiz), "show_feedback": "after-each", "attempts_allowed": "2"}
    form = browser.post(change(quiz), sent).context["adminform"].form
    (message,) = form.errors["show_feedback"]
    assert message == "Feedback after each question needs unlimited attempts."


def test_publish_button_publishes(browser, quiz):
    page = browser.post(act("publish", quiz), follow=True).content.decode()
    quiz.refresh_from_db()
    assert quiz.status == Quiz.Status.PUBLISHED
    assert "Published. New attempts get the questions below." in page


def test_publish_button_lists_what_is_wrong_with_links(browser, module, quiz):
    broken = item(module, "choose-day")
    library = CollectionLibrary(module.collection)
    fields = {**pack_fields(broken.current), "explanation": {}}
    put_item_version(broken, fields=fields, library=library)
    page = browser.post(act("publish", quiz), follow=True).content.decode()
    quiz.refresh_from_db()
    assert quiz.status == Quiz.Status.DRAFT
    assert "It has a key and no explanation." in page
    assert f'href="{change(broken)}"' in page


@pytest.mark.parametrize("name", ["publish", "retire"])
def test_acts_by_get_are_not_there(name, browser, quiz):
    assert browser.get(act(name, quiz)).status_code == 404


def test_retire_button_refuses_what_a_published_lesson_asks(client_of, theo):
    # Loaded whole: the lesson is published and asks it.
    module = module_of(theo)
    quiz = module.collection.quizzes.get()
    page = client_of(theo).post(act("retire", quiz), follow=True).content.decode()
    quiz.refresh_from_db()
    assert quiz.status == Quiz.Status.PUBLISHED
    assert "Still in use: Two dates: Check." in page


def test_a_setting_of_a_published_quiz_is_changed_in_place(browser, quiz):
    publish_quiz(quiz, by=None)
    browser.post(change(quiz), {**form_of(browser, quiz), "pass_percent": "70"})
    quiz.refresh_from_db()
    assert (quiz.pass_percent, quiz.status) == (70, Quiz.Status.PUBLISHED)


def test_a_save_that_would_break_a_published_quiz_is_taken_back(browser, quiz, section):
    publish_quiz(quiz, by=None)
    response = browser.post(change(section), {**form_of(browser, section), "draw": "9"})
    assert response.status_code == 200
    assert "draws 9 questions and holds 2." in response.content.decode()
    section.refresh_from_db()
    assert section.draw is None


def test_the_same_save_is_fine_in_a_draft(browser, section):
    browser.post(change(section), {**form_of(browser, section), "draw": "9"})
    section.refresh_from_db()
    assert section.draw == 9


def test_a_quiz_knows_who_edited_its_rules(browser, tess, quiz):
    browser.post(change(quiz), {**form_of(browser, quiz), "pass_percent": "70"})
    quiz.refresh_from_db()
    assert quiz.edited_by == tess


def test_a_quiz_knows_who_chose_its_questions(browser, tess, module, quiz, section):
    browser.post(pick(section), {"item": [item(module, "gaps").pk]})
    quiz.refresh_from_db()
    assert quiz.edited_by == tess


def test_a_question_moves_down_by_a_button_without_script(browser, section):
    first = section.slots.first()
    sent = {**form_of(browser, section), "_move": f"slots:{first.pk}:down"}
    browser.post(change(section), sent)
    assert asked(section) == ["order-the-mill", "choose-day"]


def test_a_quiz_knows_who_moved_its_questions(browser, tess, quiz, section):
    sent = {**form_of(browser, section), "_move": f"slots:{section.slots.first().pk}:down"}
    browser.post(change(section), sent)
    quiz.refresh_from_db()
    assert quiz.edited_by == tess


def test_choosing_adds_questions_at_the_end(browser, module, section):
    browser.post(pick(section), {"item": [item(module, "gaps").pk, item(module, "years").pk]})
    assert asked(section) == ["choose-day", "order-the-mill", "gaps", "years"]


def test_choosing_offers_what_is_not_there_yet(browser, section):
    offered = [each.slug for each in browser.get(pick(section)).context["page"]]
    assert "gaps" in offered
    assert "choose-day" not in offered


def test_choosing_finds_by_words_and_type(browser, module, section):
    title = item(module, "gaps").current.title
    found = browser.get(pick(section), {"q": title, "type": "cloze"}).context["page"]
    assert [each.slug for each in found] == ["gaps"]


def test_choosing_an_item_of_another_shelf_adds_nothing(browser, section):
    foreign = ItemVersionFactory()
    Item.objects.filter(pk=foreign.item_id).update(current=foreign)
    browser.post(pick(section), {"item": [foreign.item_id]})
    assert asked(section) == ["choose-day", "order-the-mill"]


def test_choosing_for_a_published_quiz_runs_its_checks(browser, module, quiz, section):
    publish_quiz(quiz, by=None)
    broken = item(module, "gaps")
    fields = {**pack_fields(broken.current), "explanation": {}}
    put_item_version(broken, fields=fields, library=CollectionLibrary(module.collection))
    page = browser.post(pick(section), {"item": [broken.pk]}, follow=True).content.decode()
    assert "It has a key and no explanation." in page
    assert asked(section) == ["choose-day", "order-the-mill"]


@pytest.mark.parametrize(("who", "status"), [("theo", 404), ("oona", 404), ("root", 200)])
def test_choosing_for_anyone_elses_section_is_not_there(who, status, section, cast, client_of):
    assert client_of(cast[who]).get(pick(section)).status_code == status


def test_quiz_page_shows_what_blind_strategies_earn_on_its_passages(browser, module, section):
    passage = item(module, "mark-the-fair").current
    Slot.objects.create(section=section, item_version=passage, position=3)
    page = browser.get(change(section.quiz)).content.decode()
    assert "What marking without reading would earn" in page


def test_list_costs_the_same_with_1_and_30_quizzes(browser, module):
    browser.get(LIST)
    with statements() as one:
        browser.get(LIST)
    for _ in range(29):
        fill_section(QuizFactory(collection=module.collection), 1)
    with statements() as thirty:
        assert len(browser.get(LIST).context["cl"].result_list) == 30
    assert (len(one), len(thirty)) == (8, 8)


def fill(section, module, count):
    for _ in range(count):
        version = ItemVersionFactory(item=ItemFactory(collection=module.collection))
        Item.objects.filter(pk=version.item_id).update(current=version)
        Slot.objects.create(section=section, item_version=version)


@pytest.mark.parametrize("page", [change, pick])
def test_section_pages_cost_the_same_with_1_and_30_questions(page, browser, module):
    section = SectionFactory(quiz=QuizFactory(collection=module.collection))
    fill(section, module, 1)
    browser.get(page(section))
    with statements() as one:
        browser.get(page(section))
    fill(section, module, 29)
    with statements() as thirty:
        browser.get(page(section))
    assert len(one) == len(thirty)
    assert Section.objects.count() == 2
