import pytest
from django.test import Client
from django.urls import reverse

from rosters.models import Registration, Role, School, SignInFailure, User
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("rosters:sign-in")


def post(client, username, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_sign_in_page_costs_one_statement(visitor, school, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert visitor.get(SIGN_IN).status_code == 200


def test_sign_in_page_of_a_guest_costs_three_statements(
    guest, client_of, school, django_assert_num_queries
):
    client = client_of(guest)
    with django_assert_num_queries(3):
        client.get(SIGN_IN)


def test_right_password_leads_to_the_catalogue(visitor, ada):
    response = post(visitor, "ada")
    assert (response.status_code, response.url) == (302, reverse("lessons:catalogue"))
    assert signed_in(visitor) == str(ada.pk)


def test_wrong_password_stays_on_the_page_and_says_so(visitor, ada):
    response = post(visitor, "ada", "not this")
    assert response.status_code == 200
    assert b"do not belong together" in response.content
    assert signed_in(visitor) is None


def test_name_of_nobody_gets_the_same_page_as_a_wrong_password(ada):
    pages = []
    for name in ("ada", "eva"):
        client = Client()
        page = post(client, name, "not this").content.decode()
        token = client.cookies["groundwork-csrf"].value
        pages.append("".join(line for line in page.splitlines() if "csrf" not in line and token))
    assert pages[0].replace("ada", "eva") == pages[1]


def test_too_many_tries_are_told_in_seconds(visitor, ada):
    for _try in range(5):
        post(visitor, "ada", "not this")
    response = post(visitor, "ada")
    assert response.status_code == 429
    assert response["Retry-After"] == "2"
    assert b"Wait 2 seconds" in response.content
    assert signed_in(visitor) is None


def test_password_is_not_sent_back(visitor, ada):
    assert b"not this" not in post(visitor, "ada", "not this").content


@pytest.mark.parametrize("onward", ["/progress/", "/modules/x/?page=2"])
def test_sign_in_leads_on_to_a_local_path(onward, visitor, ada):
    assert post(visitor, "ada", next=onward).url == onward


@pytest.mark.parametrize(
    "onward",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "http:///elsewhere.example",
        "javascript:alert(1)",
        "progress/",
    ],
)
def test_sign_in_leads_to_no_other_host(onward, visitor, ada):
    assert post(visitor, "ada", next=onward).url == reverse("lessons:catalogue")


def test_page_keeps_the_way_onward(visitor, school):
    page = visitor.get(SIGN_IN, {"next": "/progress/"}).content
    assert b'name="next" value="/progress/"' in page


def test_session_key_is_a_new_one(visitor, ada):
    session = visitor.session
    session["before"] = True
    session.save()
    visitor.cookies["groundwork-session"] = session.session_key
    post(visitor, "ada")
    assert visitor.session.session_key != session.session_key


def test_who_is_signed_in_is_led_on(ada, client_of):
    response = client_of(ada).get(SIGN_IN, {"next": "/accounts/join/"})
    assert response.url == "/accounts/join/"


def test_guest_is_told_that_the_work_stays_behind(guest, client_of, visitor, school):
    said = b"what you did as a guest stays behind"
    assert said in client_of(guest).get(SIGN_IN).content
    assert said not in visitor.get(SIGN_IN).content


def test_guest_who_signs_in_leaves_the_row_behind(guest, ada, client_of):
    client = client_of(guest)
    before = client.session.session_key
    post(client, "ada")
    assert signed_in(client) == str(ada.pk)
    assert client.session.session_key != before
    assert User.objects.get(pk=guest.pk).role == Role.GUEST


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Registration.CLOSED, b"The school makes them here"),
        (Registration.CODE, b"Make one"),
        (Registration.OPEN, b"Make one"),
    ],
)
def test_page_says_how_one_gets_an_account(rule, said, visitor, school):
    School.objects.update(registration=rule)
    assert said in visitor.get(SIGN_IN).content


def test_signing_in_takes_the_failures_away(visitor, ada):
    post(visitor, "ada", "not this")
    post(visitor, "ada")
    assert not SignInFailure.objects.exists()


def test_sign_out_ends_the_session_and_clears_the_browser(ada, client_of):
    client = client_of(ada)
    response = client.post(reverse("rosters:sign-out"))
    assert response.url == reverse("lessons:catalogue")
    assert response["Clear-Site-Data"] == '"storage"'
    assert signed_in(client) is None


def test_sign_out_twice_is_harmless(ada, client_of):
    client = client_of(ada)
    for _press in range(2):
        assert client.post(reverse("rosters:sign-out")).status_code == 302


def test_sign_out_is_by_post_only(ada, client_of):
    client = client_of(ada)
    assert client.get(reverse("rosters:sign-out")).status_code == 405
    assert signed_in(client)


def test_sign_in_and_out_need_the_token(ada):
    client = Client(enforce_csrf_checks=True)
    assert post(client, "ada").status_code == 403
    client.force_login(ada)
    assert client.post(reverse("rosters:sign-out")).status_code == 403


def test_admin_sign_in_is_this_one(visitor, tess):
    response = visitor.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == f"{SIGN_IN}?next=/admin/"
    assert post(visitor, "tess", next="/admin/").url == "/admin/"


def test_admin_has_no_sign_in_that_skips_the_throttle(visitor, tess):
    response = visitor.post("/admin/login/", {"username": "tess", "password": PASSWORD})
    assert response.status_code == 405
    assert signed_in(visitor) is None


def test_learner_finds_no_admin(ada, client_of):
    assert client_of(ada).get("/admin/", follow=True).status_code == 404


def test_staff_sign_in_leads_staff_on(tess, client_of):
    assert client_of(tess).get("/admin/login/").url == "/admin/"


def test_admin_sign_out_clears_the_browser_too(tess, client_of):
    client = client_of(tess)
    response = client.post("/admin/logout/")
    assert response["Clear-Site-Data"] == '"storage"'
    assert signed_in(client) is None
