"""Packed documents (DOCX, ODT, EPUB), unpacked in memory under limits."""

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator

from sources.pipeline.read.detect import CENTRAL_ENTRY
from sources.pipeline.read.refusals import FileRefused, Limits, in_megabytes

CHUNK = 64 * 1024
# Below this a ratio says nothing: an empty table packs to almost nothing.
RATIO_COUNTS_FROM = 2 * 1024 * 1024
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, KeyError,
)  # fmt: skip


def unpack(data: bytes, wanted: Callable[[str], bool], limits: Limits) -> dict[str, bytes]:
    """The parts whose name is wanted, by name, in the file's order.

    Every part is looked at (name, link, encryption, sizes it claims), wanted or not; only wanted
    ones are unpacked. Raises FileRefused.
    """
    # Counted before the directory is read: what is read for 100,000 parts is work itself.
    if data.count(CENTRAL_ENTRY) > limits.entries:
        raise FileRefused("entries", limit=limits.entries)
    parts: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            seen: set[str] = set()
            for entry in packed.infolist():
                _look_at(entry)
                if entry.filename in seen:
                    raise FileRefused("twice", name=_shown(entry.filename))
                seen.add(entry.filename)
                if entry.is_dir() or not wanted(entry.filename):
                    continue
                content = _unpack_one(packed, entry, limits.total_bytes - total, limits)
                total += len(content)
                parts[entry.filename] = content
    except FileRefused:
        raise
    except DAMAGED as problem:
        raise FileRefused("damaged") from problem
    return parts


def repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """The parts as a new zip, for a library that unpacks by itself."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name), content)
    out.seek(0)
    return out


def _look_at(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    shown = _shown(name)
    steps = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in steps or ":" in steps[0] or "\0" in name:
        raise FileRefused("names", name=shown)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise FileRefused("links", name=shown)
    if entry.flag_bits & 0x1:
        raise FileRefused("encrypted")
    if entry.compress_type not in METHODS:
        raise FileRefused("method")


def _shown(name: str) -> str:
    return name[:80].encode("ascii", "replace").decode()


def _unpack_one(
    packed: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, limits: Limits
) -> bytes:
    """One part, chunk by chunk: what its header claims is not believed."""
    content = bytearray()
    for chunk in _chunks(packed, entry):
        content += chunk
        if len(content) > limits.entry_bytes:
            raise FileRefused("entry_bytes", limit=in_megabytes(limits.entry_bytes))
        if len(content) > left:
            raise FileRefused("total_bytes", limit=in_megabytes(limits.total_bytes))
        packed_size = max(1, entry.compress_size)
        if len(content) > RATIO_COUNTS_FROM and len(content) > limits.ratio * packed_size:
            raise FileRefused("ratio", limit=limits.ratio)
    return bytes(content)


def _chunks(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with packed.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
