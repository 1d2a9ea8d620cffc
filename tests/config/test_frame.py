"""The theme, the error pages, and what base templates know."""

import pytest
from django.core.exceptions import DisallowedHost
from django.template.loader import render_to_string
from django.test import RequestFactory

from config.context import Frame
from config.views import bad_request, theme


def choose(value, **headers):
    return theme(RequestFactory().post("/theme/", {"theme": value}, **headers))


def test_theme_is_kept_in_a_cookie_that_script_can_read():
    cookie = choose("dark").cookies["theme"]
    assert cookie.value == "dark"
    assert cookie["samesite"] == "Lax"
    assert not cookie["httponly"]


def test_theme_leads_back_to_the_page_it_was_chosen_on():
    response = choose("dark", HTTP_REFERER="http://testserver/modules/?page=2")
    assert response["Location"] == "/modules/?page=2"


@pytest.mark.parametrize("referer", ["https://elsewhere.example/", "javascript:alert(1)", ""])
def test_theme_leads_nowhere_else(referer):
    assert choose("dark", HTTP_REFERER=referer)["Location"] == "/"


def test_theme_refuses_an_unknown_value():
    response = choose("neon")
    assert response.status_code == 400
    assert "theme" not in response.cookies


def test_theme_is_not_changed_by_a_link():
    assert theme(RequestFactory().get("/theme/")).status_code == 405


@pytest.mark.parametrize(
    ("cookie", "expected"), [("dark", "dark"), ("light", "light"), ("<x>", "auto"), (None, "auto")]
)
def test_frame_reads_the_theme_from_the_cookie(cookie, expected):
    request = RequestFactory().get("/")
    if cookie:
        request.COOKIES["theme"] = cookie
    assert Frame(request).theme == expected


def test_frame_of_a_stranger_is_neither_known_nor_guest_nor_staff():
    frame = Frame(RequestFactory().get("/"))
    assert (frame.is_known, frame.is_guest, frame.is_staff, frame.school_name) == (
        False,
        False,
        False,
        "",
    )


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_error_page_needs_no_context(name):
    html = render_to_string(name)
    assert 'data-theme="auto"' in html
    assert 'href="/"' in html


def test_server_writes_the_theme_on_the_page():
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = "dark"
    html = render_to_string("404.html", {"frame": Frame(request)})
    assert 'data-theme="dark"' in html
    assert '<meta name="color-scheme" content="dark">' in html


def test_administrators_are_warned_of_plain_http(rf, settings, cast):
    settings.SERVED_IN_THE_CLEAR = True
    warned = set()
    for name, person in cast.items():
        request = rf.get("/")
        request.user = person
        if Frame(request).is_warned_of_plain_http:
            warned.add(name)
    assert warned == {"sam", "root"}


def test_nobody_is_warned_where_the_site_is_encrypted(rf, settings, root):
    settings.SERVED_IN_THE_CLEAR = False
    request = rf.get("/")
    request.user = root
    assert not Frame(request).is_warned_of_plain_http


def test_page_for_a_foreign_name_repeats_nothing_but_a_name():
    request = RequestFactory().get("/", HTTP_HOST="<b>.example")
    page = bad_request(request, DisallowedHost()).content.decode()
    assert "&lt;b" not in page
    assert "--allow" not in page


def test_page_for_another_bad_request_names_no_host():
    request = RequestFactory().get("/", HTTP_HOST="elsewhere.example")
    assert b"elsewhere" not in bad_request(request, ValueError()).content
