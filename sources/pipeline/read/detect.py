"""Which format a file has, by its content first and its name second; and text from bytes."""

import re
import unicodedata
from enum import StrEnum
from pathlib import PurePath

from sources.pipeline.read.refusals import FileRefused, Limits, in_megabytes


class Format(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    ODT = "odt"
    EPUB = "epub"
    PDF = "pdf"


BY_NAME = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
}
CENTRAL_ENTRY = b"PK\x01\x02"
ENOUGH_LETTERS = 4
FEW_STRANGE = 3
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML_START = re.compile(
    r"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
OTHER_FILES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
BOMS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip
# Without letters of their own and not white space: no text has them.
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def detect(data: bytes, name: str, limits: Limits) -> Format:
    """Raises FileRefused for an empty, too large or foreign file."""
    if not data.strip(b"\0 \t\r\n"):
        raise FileRefused("empty")
    if len(data) > limits.file_bytes:
        raise FileRefused("file_bytes", limit=in_megabytes(limits.file_bytes))
    if data.startswith(OLD_WORD):
        raise FileRefused("old_word")
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK"):
        return _of_zip(data, limits)
    if data.startswith(OTHER_FILES):
        raise FileRefused("unknown_format")
    by_name = BY_NAME.get(PurePath(name).suffix.lower())
    if by_name is not None:
        return by_name
    return Format.HTML if HTML_START.match(decode(data[:4096]).lstrip()) else Format.TEXT


def _of_zip(data: bytes, limits: Limits) -> Format:
    """By what its first part says (ODT, EPUB) or by the names in it; nothing is unpacked."""
    if data.count(CENTRAL_ENTRY) > limits.entries:
        raise FileRefused("entries", limit=limits.entries)
    if b"mimetypeapplication/epub+zip" in data[:200]:
        return Format.EPUB
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return Format.ODT
    if b"word/document.xml" in data or b"word/_rels/document.xml.rels" in data:
        return Format.DOCX
    if b"META-INF/container.xml" in data:
        return Format.EPUB
    if b"content.xml" in data and b"META-INF/manifest.xml" in data:
        return Format.ODT
    # Cut short, the directory at the end is missing: what it was cannot be told.
    raise FileRefused("damaged" if b"PK\x05\x06" not in data else "unknown_format")


def decode(data: bytes) -> str:
    """Bytes to text: by byte-order mark, UTF-16 by its NULs, UTF-8, else windows-1252."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if encoding := _utf16(data[:4096]):
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        # A character may be cut off at the end; anything else is not UTF-8.
        if problem.start >= len(data) - 3:
            return data[: problem.start].decode("utf-8")
    mended = data.decode("utf-8", "replace")
    if _letters_beyond_ascii(mended) >= ENOUGH_LETTERS * mended.count("\ufffd"):
        # A few broken bytes in a text that is UTF-8 otherwise.
        return mended
    return data.decode("windows-1252", "replace")


def _letters_beyond_ascii(text: str) -> int:
    return sum(character > "\x7f" and character != "\ufffd" for character in text[:1_000_000])


def _utf16(head: bytes) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and odd > 8 * even:
        return "utf-16-le"
    if even > len(head) // 8 and even > 8 * odd:
        return "utf-16-be"
    return ""


def normalised(text: str, limits: Limits) -> str:
    """One kind of line end and of blank, composed letters, nothing invisible.

    Raises FileRefused when the text is too long or is no text (more than one in 50 characters is
    a control character or none at all).
    """
    if len(text) > limits.characters:
        raise FileRefused("characters", limit=limits.characters)
    text = BREAKS.sub("\n", text)
    strange = len(CONTROLS.findall(text)) + text.count("\ufffd")
    if strange > FEW_STRANGE and strange * 50 > len(text):
        raise FileRefused("binary")
    return unicodedata.normalize("NFC", without_oddities(text))


def without_oddities(text: str) -> str:
    """The text with plain blanks, without control characters, soft hyphens and the like."""
    return BLANKS.sub(" ", INVISIBLE.sub("", CONTROLS.sub("", text)))
