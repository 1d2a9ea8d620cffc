"""`export_person` and `erase_person`, as somebody at the computer itself runs them."""

import zipfile
from errno import ENOSPC
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command

from rosters.models import Act, User
from rosters.operations.acts import Verb

pytestmark = pytest.mark.django_db


def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.fixture
def answer(monkeypatch):
    """Type something at the question."""

    def give(text):
        monkeypatch.setattr("builtins.input", lambda _question: text)

    return give


def test_export_writes_a_file_for_its_maker_alone(ada, tmp_path):
    file = tmp_path / "ada.zip"
    run("export_person", "ADA", str(file), "--reason", "Her parents asked")
    assert file.stat().st_mode & 0o777 == 0o600
    assert "index.html" in zipfile.ZipFile(file).namelist()
    act = Act.objects.get(verb=Verb.EXPORTED_PERSON)
    assert (act.actor, act.person, act.reason) == (None, ada, "Her parents asked")


def test_export_leaves_a_file_that_is_there(ada, tmp_path):
    file = tmp_path / "ada.zip"
    file.write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        run("export_person", "ada", str(file))
    assert file.read_text() == "mine"


def test_export_into_no_folder_is_refused_before_anything(ada, tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        run("export_person", "ada", str(tmp_path / "nowhere" / "ada.zip"))
    assert not Act.objects.exists()


def test_export_that_cannot_be_written_is_said_and_leaves_nothing(ada, tmp_path, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(ENOSPC, "No space left on device")

    file = tmp_path / "ada.zip"
    monkeypatch.setattr("os.open", full)
    with pytest.raises(CommandError, match="cannot be written: No space left on device"):
        run("export_person", "ada", str(file))
    assert not Act.objects.exists()


def test_export_that_ends_half_way_leaves_nothing(ada, tmp_path, monkeypatch):
    class Full(BytesIO):
        def flush(self):
            raise OSError(ENOSPC, "No space left on device")

    file = tmp_path / "ada.zip"
    monkeypatch.setattr("os.fdopen", lambda _handle, _mode: Full())
    with pytest.raises(CommandError, match="Choose a folder in which you may write"):
        run("export_person", "ada", str(file))
    assert not file.exists()
    assert not Act.objects.exists()


@pytest.mark.parametrize("words", [("export_person", "ida", "x.zip"), ("erase_person", "ida")])
def test_unknown_log_in_name_is_said(words, db):
    with pytest.raises(CommandError, match="Nobody has the log-in name 'ida'"):
        run(*words)


def test_erase_asks_and_takes_the_log_in_name_for_yes(ada, answer):
    answer("ada")
    said = run("erase_person", "ada", "--reason", "She left")
    assert "Goes: the name" in said
    assert f"ada is now Person {ada.pk}." in said
    assert User.objects.get(pk=ada.pk).erased_at is not None


def test_erase_takes_anything_else_for_no(ada, answer):
    answer("yes")
    with pytest.raises(CommandError, match="Nothing was erased"):
        run("erase_person", "ada")
    assert User.objects.get(pk=ada.pk).erased_at is None


def test_erase_for_scripts_does_not_ask(ada):
    run("erase_person", "ada", "--yes", "--reason", "She left")
    assert Act.objects.get(verb=Verb.ERASED_PERSON).reason == "She left"


def test_last_superuser_is_kept(root):
    with pytest.raises(CommandError, match="last account that may do everything"):
        run("erase_person", "root", "--yes")
