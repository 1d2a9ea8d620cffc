"""A computer that has never had a network: a copy of the project, a folder of packages, Python."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from config import bootstrap, wheels
from tests.network.hosts import Host, cut_off_host
from tests.running import READY, ROOT, clean_environment
from tests.test_architecture import read_tracked

pytestmark = [pytest.mark.server, pytest.mark.network]

SECONDS = 240


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What `manage.py wheels` filled, while there is a network."""
    folder = tmp_path_factory.mktemp("stick") / "wheels"
    command = [sys.executable, "manage.py", "wheels", str(folder)]
    environment = clean_environment(GROUNDWORK_DATA=str(folder.parent / "data"))
    filled = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=SECONDS
    )
    if filled.returncode:
        pytest.skip(f"the packages cannot be downloaded here: {filled.stderr}")
    return folder


@dataclass
class Computer:
    """A fresh clone on a host that reaches nothing."""

    host: Host
    clone: Path

    def run(self, *arguments: str) -> tuple[int | None, str, str]:
        """Run this Python, without an environment of its own, until it ends or tells its address.

        Returns the exit code (None while it served), what it printed, and what it complained.
        """
        python = getattr(sys, "_base_executable", sys.executable)
        with self.host.inside():
            process = subprocess.Popen(
                [python, *arguments],
                cwd=self.clone,
                # What is not there is not there the fifth time either.
                env=clean_environment(PIP_RETRIES="0"),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        with process:
            printed = []
            for line in process.stdout:
                printed.append(line)
                if READY.search(line):
                    process.terminate()
                    process.communicate()
                    return None, "".join(printed), ""
            return process.wait(), "".join(printed), process.stderr.read()


@pytest.fixture(scope="module")
def host():
    with cut_off_host() as host:
        yield host


@pytest.fixture
def computer(host, tmp_path):
    clone = tmp_path / "groundwork"
    for path in read_tracked():
        copy = clone / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    return Computer(host, clone)


def test_site_starts_from_the_folder_alone(computer, folder):
    code, printed, complained = computer.run(
        *("manage.py", "start", "--port", "0", "--wheels", str(folder))
    )
    assert code is None, complained
    assert "Installing the runtime packages" in printed


def test_start_without_the_folder_says_that_packages_are_missing(computer):
    code, _, complained = computer.run("manage.py", "start", "--port", "0")
    assert code == 1
    assert complained.endswith(bootstrap.NO_PACKAGES + "\n")


def test_packages_of_postgres_install_from_the_folder(computer, folder):
    arguments = ("-m", "config.bootstrap", "postgres", "--wheels", str(folder))
    code, _, complained = computer.run(*arguments)
    assert code == 0, complained
    assert (computer.clone / ".venv" / ".groundwork-postgres").exists()


def test_missing_and_misfit_packages_are_named(computer, folder, tmp_path):
    lacking = shutil.copytree(folder, tmp_path / "lacking")
    nh3 = next(lacking.glob("nh3-*.whl"))
    nh3.unlink()
    start = ("manage.py", "start", "--port", "0", "--wheels", str(lacking))
    _, _, complained = computer.run(*start)
    assert f"nh3 {nh3.name.split('-')[1]} is not in {lacking}. Run" in complained
    nh3.with_name("-".join(nh3.name.split("-")[:2]) + "-cp39-abi3-win_arm64.whl").write_bytes(b"")
    _, _, complained = computer.run(*start)
    assert f"in {lacking} is for another system or another Python; this is" in complained


def test_damaged_package_is_named(computer, folder, tmp_path):
    damaged = shutil.copytree(folder, tmp_path / "damaged")
    with next(damaged.glob("django-*.whl")).open("ab") as package:
        package.write(b"!")
    _, _, complained = computer.run("manage.py", "start", "--wheels", str(damaged))
    assert complained.startswith("django 5.")
    assert "is damaged or not the one that Groundwork names" in complained


def test_folder_says_what_it_is_for(folder):
    text = (folder / wheels.README_NAME).read_text()
    assert wheels.target() in text
    assert "python3 manage.py start --wheels wheels" in text
    assert "python3 manage.py wheels wheels" in text
