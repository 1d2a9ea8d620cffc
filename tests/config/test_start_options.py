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
    assert start_options.own_names("0.0.0.0") == [
        "192.0.2.7",
        "[2001:db8::7]",
        "lab-server.local",
        "lab-server.school",
    ]


def test_outward_address_of_everywhere_is_one_that_others_can_type(monkeypatch):
    monkeypatch.setattr(start_options, "_outward", lambda: ["192.0.2.7"])
    assert start_options.outward_address("0.0.0.0") == "192.0.2.7"
