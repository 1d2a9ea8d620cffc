import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from config import instance

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no shared locks here")


def test_secret_key_of_two_that_start_together_is_one(tmp_path, monkeypatch):
    read_text, looked, together = instance.Path.read_text, threading.local(), threading.Barrier(2)

    def miss_at_first(path, *arguments, **options):
        # Both look before either has written.
        if not hasattr(looked, "once"):
            looked.once = True
            together.wait(20)
            raise FileNotFoundError
        return read_text(path, *arguments, **options)

    monkeypatch.setattr(instance.Path, "read_text", miss_at_first)
    with ThreadPoolExecutor(2) as both:
        keys = set(both.map(instance.secret_key, [tmp_path, tmp_path]))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_secret_key_that_was_cut_short_is_made_again(tmp_path):
    (tmp_path / "secret-key").touch()
    assert len(instance.secret_key(tmp_path)) == 64


def test_folder_is_for_one_server(tmp_path):
    with instance.lock(tmp_path), pytest.raises(instance.DataFolderBusy):
        instance.lock(tmp_path)


@posix
def test_folder_is_for_all_servers_that_share_it(tmp_path):
    with (
        instance.lock(tmp_path, shared=True),
        instance.lock(tmp_path, shared=True),
        pytest.raises(instance.DataFolderBusy),
    ):
        instance.lock(tmp_path)
