import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from config import checks

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/exports /exports nfs4 rw 0 0
/dev/sdb1 /exports/local\\040disk xfs rw 0 0
"""


def ids(found):
    return [message.id for message in found]


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 46, 1), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_is_mended_knows_the_fixed_releases(version, mended):
    assert checks.is_mended(version) is mended


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/srv/site", "ext4"), ("/exports/ada/site", "nfs4"), ("/exports/local disk/site", "xfs")],
)
def test_file_system_of_takes_the_nearest_mount(tmp_path, folder, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert checks.file_system_of(Path(folder), mounts=mounts) == kind


def test_sqlite_on_a_network_share_is_warned_of(monkeypatch):
    monkeypatch.setattr(checks, "connection", SimpleNamespace(vendor="sqlite"))
    monkeypatch.setattr(checks, "file_system_of", lambda folder, mounts: "nfs4")
    assert ids(checks.check_local_disk(None)) == ["groundwork.W001"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_secret_that_others_can_read_is_warned_of(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.RECEIPT_KEYS_DIR = tmp_path / "receipt-keys"
    settings.RECEIPT_KEYS_DIR.mkdir(mode=0o700)
    key = tmp_path / "secret-key"
    key.write_text("k")
    key.chmod(0o600)
    assert ids(checks.check_private_files(None)) == []
    key.chmod(0o640)
    assert ids(checks.check_private_files(None)) == ["groundwork.W002"]


def test_plain_http_that_others_reach_is_warned_of(settings):
    settings.SERVED_IN_THE_CLEAR = True
    assert ids(checks.check_encryption(None)) == ["groundwork.W003"]


def test_https_without_a_trusted_proxy_is_warned_of(settings):
    settings.HTTPS, settings.TRUSTED_PROXIES = True, 0
    assert ids(checks.check_proxies(None)) == ["groundwork.W004"]
    settings.TRUSTED_PROXIES = 1
    assert ids(checks.check_proxies(None)) == []


def test_missing_mail_server_is_warned_of(settings):
    settings.EMAIL_HOST = ""
    assert ids(checks.check_mail(None)) == ["groundwork.W005"]
