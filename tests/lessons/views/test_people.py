"""The pages on which a school hands out what is kept of a person, and erases one."""

import io
import zipfile

import pytest
from django.urls import reverse

from rosters.models import Act, User
from rosters.operations.acts import Verb
from tests.factories_quizzes import NOON, save, started

pytestmark = pytest.mark.django_db


def path(name, person):
    return reverse(f"lessons:person-{name}", args=[person.pk])


@pytest.fixture
def office(sam, client_of):
    """The browser of who runs Ada's school."""
    return client_of(sam)


def test_export_hands_out_a_zip_that_nobody_keeps(office, ada):
    reply = office.post(path("export", ada))
    assert reply["Content-Disposition"] == f'attachment; filename="person-{ada.pk}.zip"'
    assert "no-store" in reply["Cache-Control"]
    assert "index.html" in zipfile.ZipFile(io.BytesIO(reply.content)).namelist()


def test_opening_the_export_page_records_nothing(office, ada):
    assert office.get(path("export", ada)).status_code == 200
    assert not Act.objects.exists()


@pytest.mark.parametrize("name", ["export", "erase"])
@pytest.mark.parametrize("who", ["ada", "tess", "theo", "oona", "guest"])
def test_nobody_else_reaches_the_pages(who, name, cast, client_of):
    browser = client_of(cast[who])
    for reply in (browser.get(path(name, cast["ada"])), browser.post(path(name, cast["ada"]))):
        assert reply.status_code in (302, 404)
        assert reply.headers.get("Location", "/accounts/sign-in/").startswith("/accounts/sign-in/")
    assert not Act.objects.exists()


def test_first_step_counts_what_goes_and_what_stays(office, ada):
    attempt = started(1, learner=ada)
    save(attempt, at=NOON)
    page = office.get(path("erase", ada)).content.decode()
    assert "(1 running: handed in first)" in page
    assert "Ada Quispe, ada" in page


def test_first_step_offers_the_download_before_going_on(office, ada):
    page = office.get(path("erase", ada)).content.decode()
    assert page.index(path("export", ada)) < page.index('href="?go-on"')


def test_second_step_asks_for_the_log_in_name(office, ada):
    reply = office.get(path("erase", ada) + "?go-on")
    assert 'name="login"' in reply.content.decode()
    assert User.objects.get(pk=ada.pk).erased_at is None


def test_log_in_name_and_reason_erase(office, ada, sam):
    reply = office.post(path("erase", ada), {"login": "ADA", "reason": "Her parents asked."})
    assert reply.status_code == 302
    assert str(User.objects.get(pk=ada.pk)) == f"Person {ada.pk}"
    act = Act.objects.get(verb=Verb.ERASED_PERSON)
    assert (act.actor, act.reason) == (sam, "Her parents asked.")


def test_message_does_not_name_her(office, ada):
    sent = {"login": "ada", "reason": "Her parents asked."}
    page = office.post(path("erase", ada), sent, follow=True).content.decode()
    assert "Ada Quispe" not in page
    assert f"Person {ada.pk}" in page


@pytest.mark.parametrize("sent", [{}, {"login": "ben", "reason": "x"}, {"login": "ada"}])
def test_anything_else_erases_nothing(sent, office, ada):
    assert office.post(path("erase", ada), sent).status_code == 200
    assert User.objects.get(pk=ada.pk).display_name == "Ada Quispe"


def test_nobody_erases_herself(office, sam):
    page = office.get(path("erase", sam)).content.decode()
    assert "Nobody erases herself." in page
    assert "?go-on" not in page
    office.post(path("erase", sam), {"login": "sam", "reason": "x"})
    assert User.objects.get(pk=sam.pk).erased_at is None


def test_last_superuser_cannot_be_erased(root, client_of):
    page = client_of(root).get(path("erase", root)).content.decode()
    assert "?go-on" not in page


def test_admin_page_of_a_person_leads_here(office, ada):
    page = office.get(reverse("admin:rosters_user_change", args=[ada.pk])).content.decode()
    assert path("export", ada) in page
    assert path("erase", ada) in page


def test_admin_page_leads_a_teacher_nowhere(tess, ada, client_of):
    page = client_of(tess).get(reverse("admin:rosters_user_change", args=[ada.pk]))
    assert path("export", ada) not in page.content.decode()


def test_own_data_comes_from_the_account_page(ada, client_of):
    browser = client_of(ada)
    assert reverse("lessons:own-data") in browser.get("/accounts/").content.decode()
    reply = browser.post(reverse("lessons:own-data"))
    assert reply["Content-Type"] == "application/zip"
    assert Act.objects.get().actor == ada


def test_own_data_waits_after_three_downloads(ada, client_of):
    browser = client_of(ada)
    for _time in range(3):
        browser.post(reverse("lessons:own-data"))
    page = browser.post(reverse("lessons:own-data"), follow=True).content.decode()
    assert "You have downloaded your data 3 times within the hour." in page


def test_own_data_is_not_offered_where_the_school_does_it(ada, client_of):
    ada.school.own_data_offered = False
    ada.school.save()
    browser = client_of(ada)
    assert reverse("lessons:own-data") not in browser.get("/accounts/").content.decode()
    page = browser.post(reverse("lessons:own-data"), follow=True).content.decode()
    assert "ask it for your data" in page
    assert not Act.objects.exists()


def test_erased_person_is_listed_and_not_offered(office, ada, ben):
    sent = {"login": "ada", "reason": "Her parents asked."}
    office.post(path("erase", ada), sent)
    listed = office.get(reverse("admin:rosters_user_changelist")).content.decode()
    assert f"Person {ada.pk}" in listed
    asked = {"app_label": "rosters", "model_name": "enrollment", "field_name": "user", "term": ""}
    offered = office.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert str(ben.pk) in {each["id"] for each in offered}
    assert str(ada.pk) not in {each["id"] for each in offered}
