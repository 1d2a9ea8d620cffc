import pytest

from config.health import network
from config.health.findings import Look, Visit
from tests.config.health.said import levels, only

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]


@pytest.fixture(autouse=True)
def plain(settings):
    """A site on this computer only."""
    settings.ALLOWED_HOSTS, settings.LOOPBACK_HOSTS = LOOPBACK, LOOPBACK
    settings.HTTPS, settings.TRUSTED_PROXIES, settings.SERVED_IN_THE_CLEAR = False, 0, False


def seen(look, **visit):
    return Look(at=look.at, visit=Visit(**{"host": "localhost", "hops": 0} | visit))


def test_site_on_this_computer_only_is_well(look):
    assert levels(network.check_addresses(look)) == ["ok"]
    assert network.check_encryption(look) == []


def test_names_are_told(look, settings):
    settings.ALLOWED_HOSTS = [*LOOPBACK, "groundwork.school.example"]
    assert only(network.check_addresses(look)) == (
        "ok",
        "The site can be opened as groundwork.school.example.",
    )


def test_any_name_is_a_problem(look, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert levels(network.check_addresses(look)) == ["problem"]


def test_https_without_a_name_is_a_problem(look, settings):
    settings.HTTPS, settings.TRUSTED_PROXIES = True, 1
    assert levels(network.check_addresses(look)) == ["problem"]


def test_plain_http_that_others_reach_is_told(look, settings):
    settings.SERVED_IN_THE_CLEAR = True
    assert levels(network.check_encryption(look)) == ["advice"]


def test_https_is_well(look, settings):
    settings.HTTPS = True
    assert levels(network.check_encryption(look)) == ["ok"]


@pytest.mark.parametrize(
    ("https", "trusted", "expected"),
    [(True, 0, ["problem"]), (False, 1, ["advice"]), (True, 1, []), (False, 0, [])],
)
def test_proxies_and_https_go_together(look, settings, https, trusted, expected):
    settings.HTTPS, settings.TRUSTED_PROXIES = https, trusted
    assert levels(network.check_proxies(look)) == expected


@pytest.mark.parametrize(("hops", "level"), [(1, "problem"), (2, "ok"), (3, "ok")])
def test_page_through_fewer_proxies_than_are_trusted_is_a_problem(look, settings, hops, level):
    settings.HTTPS, settings.TRUSTED_PROXIES = True, 2
    found = network.check_proxies(seen(look, remote="192.0.2.7", hops=hops))
    assert levels(found) == [level]


@pytest.mark.parametrize(
    ("host", "remote", "level"),
    [
        ("groundwork.school.example", "127.0.0.1", "advice"),
        ("groundwork.school.example", "192.0.2.7", "ok"),
        ("localhost:8000", "127.0.0.1", "ok"),
        ("[::1]:8000", "::1", "ok"),
    ],
)
def test_proxy_that_nobody_trusts_is_told(look, host, remote, level):
    found = network.check_proxies(seen(look, host=host, remote=remote))
    assert levels(found) == [level]


def test_missing_mail_server_is_told(look, settings):
    settings.EMAIL_HOST = ""
    assert levels(network.check_mail(look)) == ["advice"]


def test_sender_that_others_refuse_is_told(look, settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.school.example", "me@localhost"
    assert levels(network.check_mail(look)) == ["advice"]
    settings.DEFAULT_FROM_EMAIL = "groundwork@school.example"
    assert levels(network.check_mail(look)) == ["ok"]


def test_debug_is_a_problem(look, settings):
    assert network.check_debug(look) == []
    settings.DEBUG = True
    assert levels(network.check_debug(look)) == ["problem"]
