import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from config.middleware import (
    SchoolTimeMiddleware,
    SecurityHeadersMiddleware,
    TrustedProxiesMiddleware,
    policy_text,
)


def test_policy_text_writes_each_directive_with_its_values():
    policy = {
        "default-src": ["'none'"],
        "img-src": ["'self'", "data:"],
        "report-uri": "/csp/",
        "upgrade-insecure-requests": True,
        "font-src": [],
        "media-src": None,
    }
    assert policy_text(policy) == (
        "default-src 'none'; img-src 'self' data:; report-uri /csp/; upgrade-insecure-requests"
    )


def test_every_page_carries_the_policies(client, db):
    headers = client.get("/admin/login/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "microphone=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_policy_allows_nothing_inline(settings):
    assert "unsafe" not in policy_text(settings.SECURE_CSP)


def test_view_that_sends_its_own_policy_keeps_it(rf):
    def download(request):
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    response = SecurityHeadersMiddleware(download)(rf.get("/"))
    assert response["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        (0, "198.51.100.9", "127.0.0.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "1.2.3.4, 198.51.100.9", "198.51.100.9"),
        (2, "1.2.3.4, 198.51.100.9, 203.0.113.5", "198.51.100.9"),
        (2, "203.0.113.5", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_visitors_address_is_what_the_outermost_trusted_proxy_saw(
    rf, settings, trusted, forwarded, expected
):
    settings.TRUSTED_PROXIES = trusted
    seen = []
    middleware = TrustedProxiesMiddleware(lambda request: seen.append(request.META["REMOTE_ADDR"]))
    middleware(rf.get("/", headers={"X-Forwarded-For": forwarded}))
    assert seen == [expected]


def test_times_are_shown_in_the_zone_of_the_school(ada):
    ada.school.time_zone = "Asia/Tokyo"
    ada.school.save()
    shown = []
    respond = SchoolTimeMiddleware(
        lambda request: shown.append(str(timezone.get_current_timezone())) or HttpResponse()
    )
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "any"
    request.user = ada
    respond(request)
    assert shown == ["Asia/Tokyo"]
    assert str(timezone.get_current_timezone()) == settings.TIME_ZONE


@pytest.mark.parametrize("path", ["/?q=%00", "/documents/?page=1%00", "/modules/a%00b/"])
def test_zero_byte_in_an_address_is_refused(path, client, db):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 5000])
@pytest.mark.parametrize("path", ["/documents/{}/", "/attempts/{}/1/", "/classes/1/people/{}/out/"])
def test_number_that_no_row_has_is_no_address(path, number, client, db):
    assert client.get(path.format(number)).status_code == 404
