"""Plain http in the house: a site on one host, and people who open it from another."""

import socket
from contextlib import ExitStack

import pytest

from tests.network.hosts import SERVER_ADDRESS, server_and_visitor
from tests.network.visitor import Visitor, save_something
from tests.running import running_site

pytestmark = [pytest.mark.server, pytest.mark.network]

NAME = "groundwork.house"
PORT = 8000
SESSION, TOKEN = "groundwork-session", "groundwork-csrf"


@pytest.fixture(scope="module")
def lan(tmp_path_factory):
    """A site as the guide says it, and the host of its visitors."""
    data = tmp_path_factory.mktemp("lan") / "data"
    options = ["--demo", "--host", "0.0.0.0", "--port", str(PORT), "--allow", NAME]
    with (
        server_and_visitor() as (server, visitor),
        server.inside(),
        running_site(data, *options) as site,
    ):
        yield site, visitor


@pytest.fixture
def site(lan):
    """The site; the test itself works on the other host."""
    site, visitor = lan
    with visitor.inside():
        yield site


def signed_in(site, username):
    password = next(line.split()[1] for line in site.lines if line.split()[:1] == [username])
    visitor = Visitor(SERVER_ADDRESS, PORT, name=NAME)
    visitor.send("/accounts/sign-in/", username=username, password=password)
    return visitor


def test_address_that_start_tells_is_one_that_others_can_open(site):
    assert site.address == f"http://{SERVER_ADDRESS}:{PORT}/"


@pytest.mark.parametrize("name", [SERVER_ADDRESS, NAME])
def test_page_answers_another_host_under_address_and_allowed_name(site, name):
    answer = Visitor(SERVER_ADDRESS, PORT, name=name).ask("/")
    assert answer.status == 200
    assert "Cold War diplomacy" in answer.text


def test_learner_signs_in_over_http(site):
    visitor = signed_in(site, "demo-cleo")
    assert "Cleo" in visitor.ask("/").text
    assert not visitor.cookies[SESSION]["secure"]
    assert not visitor.cookies[TOKEN]["secure"]
    assert visitor.cookies[SESSION]["httponly"]


def test_learner_saves_an_answer(site):
    visitor = signed_in(site, "demo-dan")
    attempt = visitor.send("/assignments/1/start/", on="/assignments/1/").location
    page = save_something(visitor, attempt)
    assert 'value="1"></progress>' in visitor.ask(page).text


def test_site_answers_while_a_class_holds_its_connections_open(site):
    """Thirty browsers with six connections each, none of which says anything."""
    with ExitStack() as browsers:
        for _ in range(180):
            browsers.enter_context(socket.create_connection((SERVER_ADDRESS, PORT), 20))
        assert Visitor(SERVER_ADDRESS, PORT, name=NAME).ask("/").status == 200


def test_request_of_more_than_the_site_takes_is_refused_unread(site):
    visitor = Visitor(SERVER_ADDRESS, PORT, name=NAME)
    assert visitor.ask("/theme/", body="", Content_Length=str(33 * 1024 * 1024)).status == 413


def test_foreign_name_gets_a_page_that_says_what_to_do(site):
    answer = Visitor(SERVER_ADDRESS, PORT, name="elsewhere.example").ask("/")
    assert answer.status == 400
    assert "manage.py start --allow elsewhere.example" in answer.text


def test_admin_is_reminded_of_the_open_network_and_a_learner_is_not(site):
    words = "served without encryption"
    assert words in signed_in(site, "demo-sam").ask("/").text
    assert words not in signed_in(site, "demo-ada").ask("/").text


def test_header_of_a_proxy_that_is_not_there_is_not_believed(site):
    visitor = Visitor(SERVER_ADDRESS, PORT, name=NAME)
    visitor.ask("/accounts/sign-in/", X_Forwarded_Proto="https")
    answer = visitor.ask("/theme/", body="theme=dark", X_Forwarded_Proto="https")
    assert answer.status == 302
    assert not visitor.cookies["theme"]["secure"]
