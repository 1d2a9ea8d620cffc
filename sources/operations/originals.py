"""The bytes of a file as they came: kept in the default storage under their digest.

Written before the transaction that names them, and swept when it fails; what nothing refers to any
more is swept at night (decision 28).
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from sources.models import Original

FOLDER = "originals"
# What is younger may be on its way into a transaction that has not ended yet.
SPARED = timedelta(days=1)


class OriginalLost(Exception):
    """The kept bytes are gone, or are no longer those that came."""


@contextmanager
def kept_original(data: bytes, *, at: datetime) -> Iterator[Original]:
    """Keep the bytes, and name them in a transaction that lasts as long as the block.

    When the block raises, nothing of it stays: neither rows nor, unless it was there before, the
    file.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path, is_new = _written(sha256, data)
    try:
        with transaction.atomic():
            original, _ = Original.objects.get_or_create(
                sha256=sha256, defaults={"size": len(data), "file": path, "created_at": at}
            )
            if not default_storage.exists(original.file):
                # A sweep took it between the look and the row; the row keeps the next one off.
                default_storage.save(original.file, ContentFile(data))
            yield original
    except BaseException:
        if is_new:
            default_storage.delete(path)
        raise


def original_bytes(original: Original) -> bytes:
    """The bytes as they came. Raises OriginalLost."""
    try:
        with default_storage.open(original.file) as file:
            data: bytes = file.read()
    except OSError as problem:
        raise OriginalLost(original.file) from problem
    if hashlib.sha256(data).hexdigest() != original.sha256:
        raise OriginalLost(original.file)
    return data


def sweep_originals(*, at: datetime) -> int:
    """Delete originals that nothing refers to, and files that no original names.

    What came within the last day stays. Returns how many files went.
    """
    before = at - SPARED
    swept = 0
    unused = Original.objects.filter(documents=None, imports=None, created_at__lt=before)
    for original in unused:
        try:
            with transaction.atomic():
                original.delete()
        except IntegrityError:
            # Something began to refer to it a moment ago.
            continue
        default_storage.delete(original.file)
        swept += 1
    return swept + _sweep_unnamed(before)


def _written(sha256: str, data: bytes) -> tuple[str, bool]:
    """The path of the bytes in the storage, and whether they had to be written."""
    path = f"{FOLDER}/{sha256[:2]}/{sha256}"
    if default_storage.exists(path):
        if default_storage.size(path) == len(data):
            return path, False
        # Written by half, by a server that ended in the middle.
        default_storage.delete(path)
    return default_storage.save(path, ContentFile(data)), True


def _sweep_unnamed(before: datetime) -> int:
    if not default_storage.exists(FOLDER):
        return 0
    swept = 0
    named = set(Original.objects.values_list("file", flat=True))
    for folder in default_storage.listdir(FOLDER)[0]:
        for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            path = f"{FOLDER}/{folder}/{name}"
            if path not in named and default_storage.get_modified_time(path) < before:
                default_storage.delete(path)
                swept += 1
    return swept
