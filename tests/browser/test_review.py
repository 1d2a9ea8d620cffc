"""The workbench: a text reviewed by keys alone, one without script, and a session that ends."""

from __future__ import annotations

import pytest

from rosters.models import User
from sources.models import Claim, Document
from tests.browser.chromium import expect
from tests.browser.pupil import bad_stops, tab_to
from tests.factories import InstructorFactory
from tests.factories_review import bridge_text, claim_at, sentence

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def author() -> User:
    return InstructorFactory()


@pytest.fixture
def document(author: User) -> Document:
    return bridge_text(author)


def at(document: Document, key: str) -> str:
    return f"documents/{document.pk}/review/?show=all&at={sentence(document, key).pk}"


def statuses(document: Document) -> dict[str, str]:
    found = Claim.objects.filter(document=document).values_list("first__key", "status")
    return dict(found.order_by("first__position"))


def decided(response) -> bool:
    """The server has answered a decision."""
    return response.request.method == "POST" and b"draft" not in response.request.post_data_buffer


def stay(page) -> None:
    """Do not go on by itself after a decision."""
    page.locator("[name=go]").uncheck()


def test_text_is_reviewed_undone_and_explained_by_keys_alone(visit, author, document):
    page = visit(author, at(document, "s2"))
    now = page.locator(".bench-card > header")
    tab_to(page, "[name=go]")
    page.keyboard.press("Space")
    page.locator("body").press("a")
    expect(page.locator(".line.is-current .hint").first).to_contain_text("accepted")
    expect(now).to_contain_text("Sentence 2")
    page.keyboard.press("n")
    expect(now).to_contain_text("Sentence 3")
    tab_to(page, "[name=support]")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.press("s")
    expect(page.locator(".line.is-current .hint").first).to_contain_text("Sound")
    page.keyboard.press("u")
    expect(page.locator("ul.messages")).to_contain_text("Undone")
    page.keyboard.press("p")
    expect(now).to_contain_text("Sentence 2")
    page.keyboard.press("e")
    expect(page.locator("[name=why]")).to_be_focused()
    page.keyboard.type("Nobody can ask a clerk without a name.")
    while not page.evaluate("document.activeElement.matches('[data-key=a]')"):
        page.keyboard.press("Shift+Tab")
    with page.expect_response(decided):
        page.keyboard.press("Enter")
    expect(page.locator("[data-key=a]")).to_be_focused()
    assert claim_at(document, "s2").why == "Nobody can ask a clerk without a name."
    assert statuses(document) == {"s2": "accepted"}


def test_letters_decide_nothing_where_one_types_or_where_keys_are_off(visit, author, document):
    page = visit(author, at(document, "s2"))
    page.locator("[name=cue-anon-source]").press("a")
    page.locator("[data-keys]").uncheck()
    page.locator("body").press("a")
    page.locator("body").press("r")
    page.wait_for_timeout(300)
    assert statuses(document).get("s2", "suggested") == "suggested"
    page.reload()
    expect(page.locator("[data-keys]")).not_to_be_checked()


def test_decisions_replace_parts_of_the_page_and_keep_the_place(visit, author, document):
    page = visit(author, at(document, "s5"), viewport={"width": 1280, "height": 500})
    stay(page)
    page.evaluate("window.stays = true")
    line = page.locator(".line.is-current")
    line.scroll_into_view_if_needed()
    before = line.bounding_box()["y"]
    page.locator("[data-key=a]").click()
    expect(page.locator(".line.is-current .hint").first).to_contain_text("accepted")
    assert page.evaluate("window.stays")
    assert abs(line.bounding_box()["y"] - before) <= 1


def test_what_was_typed_outlives_the_session(visit, author, document):
    page = visit(author, at(document, "s2"), noisy=True)
    page.locator("[data-key=e]").click()
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.locator("[name=why]").fill("Typed before the session ended.")
    page.locator("[data-key=a]").click()
    expect(page.locator("[data-said]")).to_contain_text("You are signed out")
    page.context.add_cookies(cookies)
    page.reload()
    expect(page.locator("[data-restored]")).to_be_visible()
    assert page.locator("[name=why]").input_value() == "Typed before the session ended."
    with page.expect_response(decided):
        page.locator("[data-key=a]").click()
    assert claim_at(document, "s2").why == "Typed before the session ended."


def test_a_weakness_that_is_ticked_gets_its_field_at_once(visit, author, document):
    page = visit(author, at(document, "s2"))
    stay(page)
    page.locator("[data-key=e]").click()
    page.locator(".review-menu > summary").click()
    page.locator("[name=more][value=loaded]").check()
    expect(page.locator("[name=cue-loaded]")).to_be_focused()
    page.locator("[name=cue-loaded]").fill("fairy tale")
    with page.expect_response(decided):
        page.locator("[data-key=a]").click()
    assert claim_at(document, "s2").weaknesses.get(weakness="loaded").cue == "fairy tale"


def test_typing_is_kept_on_the_server_as_one_goes(visit, author, document):
    page = visit(author, at(document, "s2"))
    page.locator("[data-key=e]").click()
    page.locator("[name=why]").fill("Nobody is named")
    expect(page.locator("[data-draft]")).to_have_text("Kept as a draft.")
    assert (claim_at(document, "s2").status, claim_at(document, "s2").why) == (
        "suggested",
        "Nobody is named",
    )


def test_text_is_reviewed_on_a_phone_without_script(visit, author, document):
    page = visit(author, at(document, "s2"), java_script_enabled=False, viewport=PHONE)
    page.get_by_role("link", name="Sentence 4", exact=True).click()
    page.locator("[name=go]").uncheck()
    page.locator("[name=support]").select_option("cited")
    page.get_by_role("button", name="Sound").click()
    expect(page.locator(".bench-card > header")).to_contain_text("Sentence 4")
    assert page.url.endswith("#now")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("ul.messages")).to_contain_text("Undone: marked as sound 4.")
    page.get_by_role("link", name="Sentence 5", exact=True).click()
    page.locator("summary", has_text="Mend").click()
    page.locator("[name=offset]").select_option(index=2)
    page.get_by_role("button", name="Split", exact=True).click()
    assert sentence(document, "s5").text == "Numerous towns joined"


def test_slider_shows_more_as_it_moves_and_keeps_the_focus(visit, author):
    page = visit(author, f"documents/{bridge_text(author, long=6).pk}/review/")
    page.evaluate("window.stays = true")
    slider = page.get_by_label("Suggestions a page of text")
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".review-show output")).to_have_text("12")
    expect(page.locator("[data-shown]")).to_contain_text("6 suggestions of lower rank are not")
    expect(page.locator("[data-said]")).to_contain_text("6 suggestions of lower rank")
    expect(slider).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("[data-progress]")).to_contain_text("0 of 18")
    box = slider.bounding_box()
    assert box["height"] >= 44
    page.mouse.click(box["x"] + 2, box["y"] + 4)
    expect(page.locator("[data-progress]")).to_contain_text("0 of 1 ")
    assert page.evaluate("window.stays")


def test_slider_has_a_button_where_there_is_no_script(visit, author):
    text = bridge_text(author, long=6)
    page = visit(author, f"documents/{text.pk}/review/", java_script_enabled=False, viewport=PHONE)
    page.get_by_label("Suggestions a page of text").fill("12")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("[data-progress]")).to_contain_text("0 of 12")


def test_card_stands_under_its_sentence_on_a_phone(visit, author, document):
    page = visit(author, at(document, "s2"), viewport=PHONE)
    line, card = (page.locator(part).bounding_box() for part in (".is-current", ".bench-card"))
    assert 0 <= card["y"] - (line["y"] + line["height"]) <= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_focus_is_seen_at_every_stop(visit, author, document):
    page = visit(author, at(document, "s2"))
    assert bad_stops(page) == []
