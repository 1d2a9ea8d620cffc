"""A first class uses it, from pasted names to a lost disk and a parent's wish.

One story in the order of the file: each test goes on where the one before it ended, with the same
server, the same thirty pupils and the same browsers.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.browser import beside
from tests.browser.chromium import expect
from tests.browser.first_class import (
    CHOSEN,
    CLOSES,
    ESSAY,
    EXAM,
    MODULE,
    NAMES,
    Monday,
    answer,
    assign,
    expect_saved,
    go_to,
    hand_in,
    make_school,
    make_staff,
    seat,
    sign_in,
    start_exam,
)
from tests.browser.pupil import ESSAY as ESSAY_TEXT
from tests.running import run_command

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.server]

PLAIN, SLOW, CUT_OFF, CLOSED, RESTARTED, LAST = NAMES[:6]
WHY = "The fire alarm rang."


@pytest.fixture(scope="module")
def monday(chromium, tmp_path_factory):
    monday = Monday(chromium, tmp_path_factory.mktemp("monday"))
    yield monday
    monday.close()


def assignment(monday: Monday) -> int:
    [(number,)] = monday.rows(
        "SELECT a.id FROM quizzes_assignment a JOIN quizzes_quiz q ON q.id = a.quiz_id "
        "WHERE q.purpose = 'exam'"
    )
    return int(number)


def table(page: Page) -> bytes:
    """The class page's table as a file."""
    answer = page.request.get("classes/1/report.csv")
    assert answer.status == 200
    return answer.body()


def numbers(table: bytes, *, but: str) -> tuple[list[str], list[list[str]], list[str]]:
    """Head, rows without names, the row of one person first, and foot."""
    head, *rows, foot = csv.reader(io.StringIO(table.decode("utf-8-sig")))
    [own] = [row[1:] for row in rows if row[0] == but]
    return head, [own, *(row for row in rows if row[0] != but)], foot


def test_thirty_are_seated_from_pasted_names(monday):
    root = monday.enter("root", "admin", monday.first_password())
    make_school(root)
    for who, name, role in (
        ("tess", "Tess Varga", "Instructor"),
        ("sam", "Sam Oh", "School admin"),
    ):
        monday.enter(who, who, make_staff(root, who, name, role))
    monday.cards = seat(monday.pages["tess"])
    assert sorted(monday.cards) == sorted(NAMES)
    assert len({word for _log_in, word in monday.cards.values()}) == 30


def test_module_and_timed_exam_are_assigned_and_one_has_more_time(monday):
    page = monday.pages["tess"]
    assert beside.tell("make_exam", monday.site.data) == EXAM
    assign(page, f"{MODULE} (the whole module)", closes_at=CLOSES)
    assign(page, f"{EXAM} (Exam)", closes_at=CLOSES, time_limit_minutes="40")
    page.goto("classes/1/people/")
    page.get_by_role("link", name=SLOW).click()
    page.get_by_label("Time in timed quizzes, in percent").fill("150")
    page.get_by_label("Reason for extra time").fill("Reads slowly")
    page.get_by_role("button", name="Save").click()
    page.goto("classes/1/people/")
    expect(page.get_by_role("row", name=SLOW)).to_contain_text("150 %")


@pytest.mark.parametrize(("who", "minutes"), [(PLAIN, 40), (SLOW, 60)])
def test_deadline_follows_the_time_that_somebody_has(monday, who, minutes):
    page = monday.enter_with_card(who)
    start_exam(page)
    expect(page.locator("[data-left]")).to_have_text(f"{minutes} min")
    answer(page, 1, 3, ESSAY)
    hand_in(page)
    expect(page.get_by_text("waits for a person").first).to_be_visible()


def test_answer_given_while_cut_off_arrives_once(monday):
    page = monday.enter_with_card(CUT_OFF)
    start_exam(page)
    answer(page, 1)
    go_to(page, 2)
    page.context.set_offline(True)
    page.get_by_role("radio").nth(1).check()
    expect(page.locator("[data-when=offline]")).to_be_visible()
    assert monday.saves(page) == 0
    page.context.set_offline(False)
    expect_saved(page)
    assert monday.saves(page) == 1


def test_answer_of_a_closed_browser_arrives_once_when_it_is_opened_again(monday):
    page = monday.enter_with_card(CLOSED)
    start_exam(page)
    answer(page, 1)
    go_to(page, 3)
    page.context.set_offline(True)
    page.get_by_role("textbox").fill("25")
    expect(page.locator("[data-when=offline]")).to_be_visible()
    kept, where = page.context.storage_state(), page.url
    page.close(run_before_unload=False)
    page.context.close()
    again = monday.pages[CLOSED] = monday.context(storage_state=kept).new_page()
    again.goto(where)
    expect_saved(again)
    expect(again.get_by_role("textbox")).to_have_value("25")
    assert monday.saves(again) == 1
    go_to(again, 1)
    expect(again.get_by_role("radio").first).to_be_checked()


def test_server_that_is_killed_and_started_again_has_all_that_was_saved(monday):
    page = monday.enter_with_card(RESTARTED)
    start_exam(page)
    answer(page, 1)
    go_to(page, 4)
    port, data = monday.port, monday.site.data
    monday.site.kill()
    page.get_by_role("radio").nth(2).check()
    expect(page.locator("[data-when=offline]")).to_be_visible()
    monday.start_again(data, "--port", port)
    expect_saved(page)
    assert monday.saves(page) == 1
    for position, choice in ((1, 0), (4, 2)):
        go_to(page, position)
        expect(page.get_by_role("radio").nth(choice)).to_be_checked()


def test_rest_of_the_six_hand_in(monday):
    start_exam(monday.enter_with_card(LAST))
    for who, rest in [
        (CUT_OFF, [ESSAY]),
        (CLOSED, [ESSAY]),
        (RESTARTED, [ESSAY]),
        (LAST, [1, ESSAY]),
    ]:
        answer(monday.pages[who], *rest)
        hand_in(monday.pages[who])
    page = monday.pages["tess"]
    page.goto(f"assignments/{assignment(monday)}/class/")
    expect(page.get_by_role("row", name=re.compile("waits for a person"))).to_have_count(6)
    expect(page.get_by_role("row", name=re.compile("not started"))).to_have_count(24)


def test_one_is_reopened_with_a_reason_and_hands_in_again(monday):
    teacher, learner = monday.pages["tess"], monday.pages[LAST]
    teacher.get_by_role("link", name=LAST).click()
    fold = teacher.locator("#act-reopen")
    fold.locator("summary").click()
    fold.get_by_label("Minutes from now").fill("15")
    fold.get_by_label("Reason").fill(WHY)
    fold.get_by_role("button", name="Reopen the attempt").click()
    teacher.get_by_role("button", name="Reopen the attempt").click()
    expect(teacher.locator("main")).to_contain_text(WHY)
    learner.goto("")
    learner.get_by_role("link", name=re.compile("is open again for you")).click()
    learner.wait_for_url(re.compile(r"/attempts/\d+/\d/"))
    answer(learner, 3)
    hand_in(learner)
    assert monday.rows("SELECT reason FROM rosters_act WHERE verb = 'attempt-reopened'") == [(WHY,)]


def test_two_essays_are_marked_and_released(monday):
    page = monday.pages["tess"]
    page.goto("marking/")
    page.locator("#waiting ~ ul a").first.click()
    for _ in range(2):
        here = page.url
        expect(page.get_by_text(ESSAY_TEXT[:60])).to_be_visible()
        for place in range(2):
            page.locator(f"[name=level-{place}][value='2']").check()
        page.get_by_label("Comment to the learner").fill("Say who counted.")
        page.get_by_role("button", name="Save and next").click()
        page.wait_for_url(lambda url, here=here: url != here)
    page.goto(f"marking/assignments/{assignment(monday)}/release/")
    page.get_by_role("button", name="Release 2 marks; 4 still unmarked").click()
    expect(page.get_by_text("2 marks are released")).to_be_visible()
    graded = "SELECT count(*) FROM quizzes_attempt WHERE status = 'graded'"
    assert monday.rows(graded) == [(2,)]


def test_lost_disk_is_restored_elsewhere_with_all_receipts(monday):
    page, data = monday.pages["tess"], monday.site.data
    monday.before = table(page)
    held = beside.tell("receipts", data)
    zipped, elsewhere = monday.folder / "friday.zip", monday.folder / "elsewhere"
    made = run_command("backup", str(zipped), GROUNDWORK_DATA=str(data))
    assert made.returncode == 0, made.stderr
    monday.site.kill()
    shutil.rmtree(data)
    back = run_command("restore", str(zipped), GROUNDWORK_DATA=str(elsewhere))
    assert back.returncode == 0, back.stderr
    assert "Receipts verify in 6 of the 6 newest attempts." in back.stdout
    monday.start_again(elsewhere)
    assert beside.tell("receipts", elsewhere) == held
    assert len(held) == 6
    assert all(saves >= 3 and holds for saves, holds in held)


def test_class_page_and_receipts_are_as_they_were(monday):
    page = monday.pages["tess"] = monday.context().new_page()
    page.goto("accounts/sign-in/")
    sign_in(page, "tess", CHOSEN)
    expect(page.get_by_role("link", name="Classes", exact=True)).to_be_visible()
    assert table(page) == monday.before
    for attempt in range(1, 7):
        page.goto(f"attempts/{attempt}/staff/")
        expect(page.get_by_text("every signature holds")).to_be_visible()


def test_one_is_exported_and_erased_and_the_numbers_stay(monday):
    admin = monday.pages["sam"] = monday.context(accept_downloads=True).new_page()
    admin.goto("accounts/sign-in/")
    sign_in(admin, "sam", CHOSEN)
    expect(admin.get_by_role("link", name="Classes", exact=True)).to_be_visible()
    log_in = monday.cards[SLOW][0]
    [(number,)] = monday.rows("SELECT id FROM rosters_user WHERE username = ?", log_in)
    admin.goto(f"people/{number}/export/")
    with admin.expect_download() as download:
        admin.get_by_role("button", name="Download the data").click()
    with zipfile.ZipFile(download.value.path()) as bundle:
        texts = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert any(SLOW.replace("'", "&#x27;") in text for text in texts.values())
    assert any(ESSAY_TEXT in text for text in texts.values())
    admin.goto(f"people/{number}/erase/")
    admin.get_by_role("link", name="Go on to erasing").click()
    admin.get_by_label("Log-in name of the person").fill(log_in)
    admin.get_by_label("Reason").fill("A wish of the family.")
    admin.get_by_role("button", name="Erase this person").click()
    after = table(monday.pages["tess"])
    assert SLOW.encode() not in after
    assert numbers(after, but=f"Person {number}") == numbers(monday.before, but=SLOW)
    assert all(holds for _saves, holds in beside.tell("receipts", monday.site.data))
