import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from config import bootstrap

LISTS = sorted(bootstrap.LISTS.glob("*.txt"))
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """An environment folder that installs nothing, and the list of what it was asked to."""
    asked: list[str] = []
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path)
    monkeypatch.setattr(
        bootstrap, "_run_installer", lambda listed, folder: asked.append(listed.stem)
    )
    return asked


@pytest.mark.parametrize(
    ("argv", "url", "expected"),
    [
        (["manage.py", "start"], "", ["runtime", "documents"]),
        (["manage.py", "start", "--lean"], "", ["runtime"]),
        (["manage.py", "import_document", "x"], "", ["runtime", "documents"]),
        (["manage.py", "doctor"], "", ["runtime"]),
        (["manage.py", "test", "-x"], "", ["runtime", "documents", "test"]),
        (["manage.py", "start"], "postgres://x/y", ["runtime", "postgres", "documents"]),
        (["manage.py", "start"], "sqlite:///x", ["runtime", "documents"]),
    ],
)
def test_needed_lists_follow_command_and_database(argv, url, expected):
    assert bootstrap.needed_lists(argv, {"DATABASE_URL": url}) == expected


def test_needed_lists_look_into_the_file_of_the_database_url(tmp_path):
    (tmp_path / "url").write_text("postgres://x/y\n")
    environ = {"DATABASE_URL_FILE": str(tmp_path / "url")}
    assert bootstrap.needed_lists(["manage.py", "doctor"], environ) == ["runtime", "postgres"]


def test_install_does_a_list_once(environment):
    assert bootstrap.install(["runtime", "test"]) is True
    assert bootstrap.install(["runtime", "test"]) is False
    assert environment == ["runtime", "test"]


def test_install_does_a_changed_list_again(environment, monkeypatch, tmp_path):
    lists = tmp_path / "lists"
    lists.mkdir()
    monkeypatch.setattr(bootstrap, "LISTS", lists)
    (lists / "runtime.txt").write_text("a==1\n")
    bootstrap.install(["runtime"])
    (lists / "runtime.txt").write_text("a==2\n")
    bootstrap.install(["runtime"])
    assert environment == ["runtime", "runtime"]


def test_install_that_was_cut_short_is_done_again(environment, monkeypatch):
    def cut_short(listed: Path, folder: Path | None) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(bootstrap, "_run_installer", cut_short)
        with pytest.raises(KeyboardInterrupt):
            bootstrap.install(["runtime"])
    bootstrap.install(["runtime"])
    assert environment == ["runtime"]


def test_old_python_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(sys, "version", "3.9.2 (main)")
    with pytest.raises(SystemExit, match="needs Python 3.11 or newer; this is 3.9.2"):
        bootstrap.enter_environment(["manage.py", "start"])


def test_switched_off_bootstrap_leaves_python_alone(monkeypatch):
    monkeypatch.setenv("GROUNDWORK_BOOTSTRAP", "off")
    monkeypatch.setattr(bootstrap, "_hand_over", lambda: pytest.fail("handed over"))
    monkeypatch.setattr(bootstrap, "install", lambda *given: pytest.fail("installed"))
    bootstrap.enter_environment(["manage.py", "start"])


def test_installer_says_what_brings_pip_when_there_is_none(environment, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(bootstrap, "_answers", lambda command: False)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="python3-venv"):
        bootstrap._run_installer(Path("runtime.txt"), None)


def test_bootstrap_needs_nothing_but_the_standard_library():
    code = "import config.bootstrap, config.env, config.start_options, config.wheels"
    # -S leaves out every installed package.
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=bootstrap.ROOT, capture_output=True, text=True
    )
    assert loaded.returncode == 0, loaded.stderr


@pytest.mark.parametrize("listed", LISTS, ids=lambda path: path.stem)
def test_list_names_no_host_and_hashes_everything(listed):
    text = listed.read_text()
    assert "://" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in entry, entry


def test_lists_agree_on_every_version():
    versions: dict[str, set[str]] = {}
    for listed in LISTS:
        for name, version in PIN.findall(listed.read_text()):
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_lists_hold_what_pyproject_names():
    project = tomllib.loads((bootstrap.ROOT / "pyproject.toml").read_text())["project"]
    wanted = {"runtime": project["dependencies"], **project["optional-dependencies"]}
    for name, requirements in wanted.items():
        pinned = {found for found, _ in PIN.findall((bootstrap.LISTS / f"{name}.txt").read_text())}
        named = {re.split(r"[\[<>=;]", requirement)[0].strip() for requirement in requirements}
        assert named <= pinned, name


def test_what_is_installed_is_not_said_among_json(environment, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.sys, "argv", ["manage.py", "import_document", "x", "--json"])
    bootstrap.install(["runtime"])
    said = capsys.readouterr()
    assert said.out == ""
    assert "Installing" in said.err
