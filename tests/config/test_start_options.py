import pytest

from config import start_options


def test_export_tells_the_settings_about_data_and_debug():
    environ: dict[str, str] = {}
    start_options.export(["start", "--data", "/srv/groundwork", "--debug"], environ)
    assert environ == {"GROUNDWORK_DATA": "/srv/groundwork", "GROUNDWORK_DEBUG": "yes"}


def test_export_changes_nothing_for_another_command():
    environ: dict[str, str] = {}
    start_options.export(["migrate", "--data", "/srv/groundwork"], environ)
    assert environ == {}


def test_export_allows_the_host_and_each_name_beside_what_is_set():
    environ = {"GROUNDWORK_ALLOWED_HOSTS": "school.example"}
    options = ["start", "--host", "192.0.2.7", "--allow", "lab.local", "--allow", "lab"]
    start_options.export(options, environ)
    assert environ["GROUNDWORK_ALLOWED_HOSTS"] == "school.example 192.0.2.7 lab.local lab"


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_own_names_are_none_on_loopback(host):
    assert start_options.own_names(host) == []


def test_own_names_everywhere_hold_the_computers_own_name(monkeypatch):
    monkeypatch.setattr(start_options.socket, "gethostname", lambda: "lab-server.school")
    monkeypatch.setattr(start_options, "_resolved", lambda name: ["127.0.0.1", "192.0.2.7"])
    monkeypatch.setattr(start_options, "_outward", lambda: ["2001:db8::7"])
    monkeypatch.setattr(start_options, "_configured", lambda: ["192.0.2.7", "198.51.100.7"])
    assert start_options.own_names("0.0.0.0") == [
        "192.0.2.7",
        "198.51.100.7",
        "[2001:db8::7]",
        "lab-server.local",
        "lab-server.school",
    ]


def test_outward_address_of_everywhere_is_one_that_others_can_type(monkeypatch):
    monkeypatch.setattr(start_options, "_outward", lambda: ["192.0.2.7"])
    assert start_options.outward_address("0.0.0.0") == "192.0.2.7"


def test_outward_address_without_a_route_is_that_of_a_network_card(monkeypatch):
    monkeypatch.setattr(start_options, "_outward", list)
    monkeypatch.setattr(start_options, "_configured", lambda: ["198.51.100.7"])
    assert start_options.outward_address("0.0.0.0") == "198.51.100.7"


ROUTES = """\
Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 127.0.0.1
        /32 host LOCAL
     |-- 169.254.7.7
        /32 host LOCAL
     +-- 198.51.100.0/24 2 0 2
        |-- 198.51.100.0
           /24 link UNICAST
        |-- 198.51.100.7
           /32 host LOCAL
Local:
        |-- 198.51.100.7
           /32 host LOCAL
        |-- 198.51.100.255
           /32 link BROADCAST
"""
CARDS = """\
00000000000000000000000000000001 01 80 10 80       lo
20010db8000000000000000000000007 02 40 00 80     eth0
fe800000000000000000000000000007 02 40 20 80     eth0
"""


def test_configured_addresses_are_those_that_others_can_open(tmp_path):
    (tmp_path / "fib_trie").write_text(ROUTES)
    (tmp_path / "if_inet6").write_text(CARDS)
    assert start_options._configured(tmp_path) == ["198.51.100.7", "2001:db8::7"]


def test_configured_addresses_are_none_where_the_system_tells_nothing(tmp_path):
    assert start_options._configured(tmp_path / "nothing") == []
