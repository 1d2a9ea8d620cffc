"""One site and one archive of it, made once; tests that change either take a copy."""

import shutil

import pytest

from tests.config.backup.site import fill, manage


@pytest.fixture(scope="session")
def filled_site(tmp_path_factory):
    data = tmp_path_factory.mktemp("filled") / "data"
    fill(data)
    return data


@pytest.fixture(scope="session")
def made_archive(filled_site, tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "site.zip"
    done = manage(filled_site, "backup", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def site(filled_site, tmp_path):
    """A data folder that the test may change."""
    return shutil.copytree(filled_site, tmp_path / "data", copy_function=shutil.copy2)


@pytest.fixture
def archive(made_archive, tmp_path):
    """An archive that the test may change."""
    return shutil.copy2(made_archive, tmp_path / "site.zip")
