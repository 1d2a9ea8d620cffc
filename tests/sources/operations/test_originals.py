"""The bytes of a file as they came: written first, swept when nothing names them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from sources.models import Import, Original
from sources.operations import originals
from sources.operations.originals import (
    OriginalLost,
    kept_original,
    original_bytes,
    sweep_originals,
)
from sources.operations.shelves import make_shelf

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(days=2)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path) -> Path:
    """An empty place for uploads."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def keep(data: bytes = b"The mill closed.") -> Original:
    with kept_original(data, at=NOW) as original:
        return original


def test_bytes_are_kept_under_their_digest(storage):
    original = keep()
    assert original.file == f"originals/{original.sha256[:2]}/{original.sha256}"
    assert (storage / original.file).read_bytes() == b"The mill closed."
    assert original_bytes(original) == b"The mill closed."


def test_same_bytes_are_kept_once(storage):
    assert keep() == keep()
    assert len(files_in(storage)) == 1


def test_nothing_stays_when_the_transaction_fails(storage):
    with pytest.raises(ZeroDivisionError), kept_original(b"The mill closed.", at=NOW):
        raise ZeroDivisionError
    assert files_in(storage) == []
    assert not Original.objects.exists()


def test_file_that_was_there_before_stays_when_a_second_import_of_it_fails(storage):
    original = keep()
    with pytest.raises(ZeroDivisionError), kept_original(b"The mill closed.", at=NOW):
        raise ZeroDivisionError
    assert original_bytes(original) == b"The mill closed."


def test_file_written_by_half_is_written_anew(storage):
    path = storage / keep().file
    Original.objects.all().delete()
    path.write_bytes(b"The mi")
    assert original_bytes(keep()) == b"The mill closed."


def test_row_whose_file_was_swept_gets_it_back(storage):
    original = keep()
    (storage / original.file).unlink()
    keep()
    assert original_bytes(original) == b"The mill closed."


@pytest.mark.parametrize("content", [None, b"The mill opened."])
def test_lost_or_changed_bytes_are_not_handed_out(storage, content):
    original = keep()
    path = storage / original.file
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(OriginalLost):
        original_bytes(original)


def test_sweep_takes_what_nothing_refers_to(storage):
    keep()
    assert sweep_originals(at=LATER) == 1
    assert files_in(storage) == []
    assert not Original.objects.exists()


def test_sweep_leaves_what_an_import_refers_to(storage, tess):
    original = keep()
    Import.objects.create(
        collection=make_shelf("Mills", by=tess), by=tess, original=original, name="mill.txt"
    )
    assert sweep_originals(at=LATER) == 0
    assert original_bytes(original) == b"The mill closed."


def test_sweep_leaves_what_came_today(storage):
    original = keep()
    assert sweep_originals(at=NOW + timedelta(hours=1)) == 0
    assert original_bytes(original) == b"The mill closed."


def test_sweep_takes_files_without_a_row(storage):
    default_storage.save(f"{originals.FOLDER}/ab/abcd", ContentFile(b"half"))
    assert sweep_originals(at=NOW) == 0
    assert sweep_originals(at=LATER) == 1
    assert files_in(storage) == []


def test_sweep_of_a_site_without_uploads_does_nothing():
    assert sweep_originals(at=LATER) == 0
