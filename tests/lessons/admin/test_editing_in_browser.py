"""What the staff elements add to forms that work without them."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from lessons.models import Step
from lessons.operations.publishing import open_draft
from quizzes.models import Item
from tests.factories_authoring import module_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(tess):
    return open_draft(module_of(tess), by=tess)


@pytest.fixture
def reading(draft):
    return Step.objects.get(lesson__release=draft, kind="reading")


def sign_in(context, person, address):
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


@pytest.fixture
def show(page, live_server, tess):
    sign_in(page.context, tess, live_server.url)

    def open_page(thing):
        name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change"
        page.goto(live_server.url + reverse(name, args=[thing.pk]))
        return page

    return open_page


def test_preview_follows_what_is_typed(show, reading):
    page = show(reading)
    page.locator("#id_body").fill("A *new* text.")
    page.locator("[data-pane] em", has_text="new").wait_for()
    assert page.locator("live-preview [role=status]").inner_text() == "up to date"
    reading.refresh_from_db()
    assert "new" not in reading.body


def test_preview_of_an_item_follows_what_is_typed(show, draft):
    item = Item.objects.get(collection=draft.module.collection, slug="choose-day")
    page = show(item)
    for at, (text, why) in enumerate([("One way", "Yes."), ("Another way", "No.")]):
        page.locator(f"#id_options-{at}-text").fill(text)
        page.locator(f"#id_options-{at}-feedback").fill(why)
    page.get_by_label("This one is right").first.check()
    page.locator("[data-pane] label", has_text="Another way").wait_for()


def test_bold_wraps_what_is_selected(show, reading):
    page = show(reading)
    page.locator("#id_body").fill("one two")
    page.locator("#id_body").evaluate("area => area.setSelectionRange(4, 7)")
    page.locator(".field-body").get_by_role("button", name="Bold").click()
    assert page.locator("#id_body").input_value() == "one **two**"


def test_cite_puts_the_chosen_card_behind_the_text(show, reading):
    page = show(reading)
    page.locator("#id_body").fill("It opened.")
    page.locator(".field-body").get_by_label("Cite a source").select_option("parish-book")
    assert page.locator("#id_body").input_value() == "It opened. [@parish-book]"


def test_the_kind_shows_its_own_fields(show, reading):
    page = show(reading)
    assert not page.locator("#id_document").is_visible()
    page.locator("#id_kind").select_option("passage")
    assert page.locator("#id_document").is_visible()
    assert not page.locator("#id_quiz").is_visible()


def test_without_script_all_fields_and_a_preview_button_are_there(
    chromium, live_server, tess, reading
):
    context = chromium.new_context(java_script_enabled=False)
    sign_in(context, tess, live_server.url)
    page = context.new_page()
    page.goto(live_server.url + reverse("admin:lessons_step_change", args=[reading.pk]))
    assert page.locator("#id_document").is_visible()
    assert not page.get_by_role("button", name="Bold").first.is_visible()
    page.locator("#id_body").fill("A *new* text.")
    page.get_by_role("button", name="Preview").click()
    assert page.locator("[data-pane] em").inner_text() == "new"
    assert page.locator("#id_body").input_value() == "A *new* text."
    context.close()


def test_a_lesson_moves_by_keyboard_without_script(chromium, live_server, tess, reading):
    context = chromium.new_context(java_script_enabled=False)
    sign_in(context, tess, live_server.url)
    page = context.new_page()
    lesson = reading.lesson
    page.goto(live_server.url + reverse("admin:lessons_lesson_change", args=[lesson.pk]))
    page.get_by_role("button", name="Move Before you read down").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#move-*")
    assert [step.slug for step in lesson.steps.all()] == ["text", "before", "check"]
    context.close()


@pytest.fixture
def plain_page(page, live_server, tess):
    context = page.context.browser.new_context(java_script_enabled=False)
    sign_in(context, tess, live_server.url)
    yield context.new_page()
    context.close()


def test_sentences_are_chosen_without_script_by_the_keyboard(plain_page, live_server, draft):
    item = Item.objects.get(collection=draft.module.collection, slug="mark-the-fair")
    page = plain_page
    page.goto(live_server.url + reverse("admin:quizzes_item_change", args=[item.pk]))
    page.locator("#id_title").fill("Another title")
    page.get_by_role("button", name="Show the sentences").press("Enter")
    assert page.locator("#id_title").input_value() == "Another title"
    boxes = page.locator("[name=targets]:checked")
    first, count = boxes.first.get_attribute("value"), boxes.count()
    page.locator(f"[name=targets][value={first}]").press("Space")
    assert page.locator("[name=targets]:checked").count() == count - 1
    page.locator(f"[name=targets][value={first}]").press("Space")
    page.locator("#id_title").press("Enter")
    page.wait_for_url("**/quizzes/item/#id_document")
    item.refresh_from_db()
    assert item.current.title == "Another title"
    assert item.current.pack["targets"][0] == first
