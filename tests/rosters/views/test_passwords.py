import re

import pytest
from django.core import mail
from django.urls import reverse

from rosters.models import SignInFailure, User
from rosters.operations.people import make_person, reset_password
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
CHANGE = reverse("rosters:password-change")
NEW = "blue kettle, no lid"


def sign_in(client, username, password, **more):
    return client.post(
        reverse("rosters:sign-in"), {"username": username, "password": password, **more}
    )


def choose(client, password=NEW):
    return client.post(CHANGE, {"new_password1": password, "new_password2": password})


def person_in(client):
    return client.session.get("_auth_user_id")


@pytest.fixture
def one_time(ada, sam):
    return reset_password(ada, by=sam).password


def test_one_time_password_leads_to_choosing(visitor, ada, one_time):
    assert sign_in(visitor, "ada", one_time).url == CHANGE
    assert person_in(visitor) is None
    assert b"Choose your password" in visitor.get(CHANGE).content


def test_one_time_password_opens_no_other_page(visitor, one_time):
    sign_in(visitor, "ada", one_time)
    response = visitor.get(reverse("rosters:account"))
    assert response.url.startswith(reverse("rosters:sign-in"))


def test_staff_choose_before_they_enter_the_admin(visitor, school, sam):
    made = make_person("mia", display_name="Mia", role="instructor", school=school, by=sam)
    sign_in(visitor, "mia", made.password, next="/admin/")
    assert visitor.get("/admin/").status_code == 302
    assert choose(visitor).url == "/admin/"
    assert visitor.get("/admin/").status_code == 200


def test_chosen_password_signs_in_with_a_new_session(visitor, ada, one_time):
    sign_in(visitor, "ada", one_time)
    before = visitor.session.session_key
    assert choose(visitor).url == reverse("lessons:catalogue")
    assert person_in(visitor) == str(ada.pk)
    assert visitor.session.session_key != before
    ada.refresh_from_db()
    assert ada.check_password(NEW)
    assert not ada.must_change_password


def test_one_time_password_is_no_password_to_choose(visitor, ada, one_time):
    sign_in(visitor, "ada", one_time)
    assert b"This is the one-time password" in choose(visitor, one_time).content
    assert person_in(visitor) is None


def test_weak_password_is_refused(visitor, one_time):
    sign_in(visitor, "ada", one_time)
    assert choose(visitor, "ada").status_code == 200
    assert person_in(visitor) is None


def test_choosing_ends_when_the_password_is_reset_again(visitor, ada, sam, one_time):
    sign_in(visitor, "ada", one_time)
    reset_password(ada, by=sam)
    assert choose(visitor).url.startswith(reverse("rosters:sign-in"))


def test_choosing_ends_after_a_quarter_of_an_hour(visitor, one_time):
    sign_in(visitor, "ada", one_time)
    session = visitor.session
    session["rosters-choosing"] = {**session["rosters-choosing"], "until": 0}
    session.save()
    assert choose(visitor).url.startswith(reverse("rosters:sign-in"))


def test_choosing_leaves_a_guest_behind(guest, client_of, one_time):
    client = client_of(guest)
    sign_in(client, "ada", one_time)
    assert person_in(client) is None
    assert User.objects.get(pk=guest.pk).is_guest


def test_reset_ends_the_sessions_of_a_person(ada, sam, client_of):
    client = client_of(ada)
    reset_password(ada, by=sam)
    assert client.get(reverse("rosters:account")).status_code == 302


def test_changing_asks_for_the_old_password(ada, client_of):
    client = client_of(ada)
    fields = {"old_password": "not this", "new_password1": NEW, "new_password2": NEW}
    assert client.post(CHANGE, fields).status_code == 200
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


def test_changing_keeps_this_session_and_ends_others(ada, client_of):
    here, there = client_of(ada), client_of(ada)
    before = here.session.session_key
    fields = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert here.post(CHANGE, fields).url == reverse("rosters:password-change-done")
    assert here.get(reverse("rosters:password-change-done")).status_code == 200
    assert here.session.session_key != before
    assert there.get(reverse("rosters:account")).status_code == 302


def test_changing_is_not_for_guests_and_visitors(guest, client_of, visitor):
    for client in (client_of(guest), visitor):
        assert client.get(CHANGE).url == f"{reverse('rosters:sign-in')}?next={CHANGE}"


def test_admin_changes_passwords_on_this_page(tess, client_of):
    assert b"Change the password" in client_of(tess).get("/admin/password_change/").content


def ask_for_link(client, email):
    return client.post(reverse("rosters:password-reset"), {"email": email})


@pytest.fixture
def mailed(ada):
    ada.email = "ada@school.example"
    ada.save()
    return ada


def link_in(message):
    return re.search(r"https?://testserver(\S+)", message.body).group(1)


def test_forgotten_password_is_set_by_mail(visitor, mailed):
    SignInFailure.objects.create(account="other", address_digest="x")
    assert ask_for_link(visitor, "Ada@School.example").url == reverse("rosters:password-reset-done")
    assert mail.outbox[0].to == ["ada@school.example"]
    form = visitor.get(link_in(mail.outbox[0]), follow=True)
    path = form.redirect_chain[-1][0]
    response = visitor.post(path, {"new_password1": NEW, "new_password2": NEW})
    assert response.url == reverse("rosters:password-reset-complete")
    mailed.refresh_from_db()
    assert mailed.check_password(NEW)


def test_link_works_once(visitor, mailed):
    ask_for_link(visitor, mailed.email)
    link = link_in(mail.outbox[0])
    path = visitor.get(link, follow=True).redirect_chain[-1][0]
    visitor.post(path, {"new_password1": NEW, "new_password2": NEW})
    assert b"This link no longer works" in visitor.get(link, follow=True).content


def test_address_of_nobody_gets_the_same_answer_and_no_mail(visitor, mailed):
    known, unknown = ask_for_link(visitor, mailed.email), ask_for_link(visitor, "eva@x.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(mail.outbox) == 1


def test_closed_account_and_guest_get_no_mail(visitor, mailed, guest):
    mailed.is_active = False
    mailed.save()
    ask_for_link(visitor, mailed.email)
    assert mail.outbox == []


@pytest.mark.parametrize("name", ["password-reset-done", "password-reset-complete"])
def test_pages_after_the_mail_open_for_everybody(name, visitor):
    assert visitor.get(reverse(f"rosters:{name}")).status_code == 200
