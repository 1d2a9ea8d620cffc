"""`manage.py doctor`, as a person runs it on a site."""

import json

import pytest

from tests.running import run_command, running_site

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def visited(tmp_path_factory):
    """A site that was started once, and what the doctor said of it while it ran."""
    data = tmp_path_factory.mktemp("visited") / "data"
    with running_site(data):
        return data, run_command("doctor", "--data", str(data))


def test_new_site_has_no_problem(visited):
    _, said = visited
    assert said.returncode == 0, said.stdout
    assert said.stdout.endswith("\nNo problem.\n")
    assert "PROBLEM" not in said.stdout


def test_problem_ends_with_one_and_says_what_to_do(visited):
    said = run_command("doctor", "--data", str(visited[0]), GROUNDWORK_DEBUG="yes")
    assert said.returncode == 1
    assert said.stdout.startswith("PROBLEM  Errors are shown in full")
    assert "Start without --debug and without GROUNDWORK_DEBUG." in said.stdout
    assert said.stdout.endswith("\nOne problem.\n")


def test_json_is_a_list_for_machines(visited):
    said = run_command("doctor", "--data", str(visited[0]), "--json", "--thorough")
    found = json.loads(said.stdout)
    assert {"backup", "clock", "database", "disk", "mail"} <= {each["topic"] for each in found}
    assert set(found[0]) == {"topic", "level", "text", "advice"}
    assert any(each["text"].startswith("The database is sound") for each in found)


def test_folder_without_a_site_is_said_and_none_is_made(tmp_path):
    said = run_command("doctor", "--data", str(tmp_path))
    assert said.returncode == 1
    assert said.stderr == f"There is no site in {tmp_path} yet.\n"
    assert not (tmp_path / "groundwork.sqlite3").exists()
