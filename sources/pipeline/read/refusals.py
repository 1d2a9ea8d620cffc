"""What a file may cost, and the sentence that says why one was refused."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Sizes in bytes, times in seconds, ratio unpacked to packed."""

    file_bytes: int = 50 * MEGABYTE
    entries: int = 5_000
    entry_bytes: int = 30 * MEGABYTE
    total_bytes: int = 120 * MEGABYTE
    ratio: int = 200
    pages: int = 2_000
    characters: int = 5_000_000
    depth: int = 200
    wall_seconds: float = 90.0
    cpu_seconds: int = 60
    memory_bytes: int = 1024 * MEGABYTE
    output_bytes: int = 60 * MEGABYTE


LIMITS = Limits()

TEMPLATES = {
    "empty": "The file is empty. Choose the file that holds the text.",
    "unknown_format": (
        "This is not a format that can be read. Save it as DOCX, ODT, EPUB, PDF, HTML, Markdown or "
        "plain text."
    ),
    "old_word": (
        "This is an old Word file or one with a password. Open it, take the password off and save "
        "it as DOCX."
    ),
    "binary": (
        "This is not text: it holds bytes that no letter has. Save the document as plain text, "
        "DOCX or PDF."
    ),
    "file_bytes": (
        "The file has more than %(limit)d MB. Take out pictures, or split it into parts."
    ),
    "damaged": "The file is damaged or cut short. Get it again, or save it anew from its program.",
    "entries": (
        "The file holds more than %(limit)d parts, which no document needs. Save it anew, or "
        "paste its text."
    ),
    "entry_bytes": (
        "A part of the file unpacks to more than %(limit)d MB. Save it anew without pictures, or "
        "paste its text."
    ),
    "total_bytes": (
        "The file unpacks to more than %(limit)d MB. Save it anew without pictures, or paste its "
        "text."
    ),
    "ratio": (
        "A part of the file unpacks to more than %(limit)d times its size, as no document does. "
        "Save it anew, or paste its text."
    ),
    "names": (
        "The file holds a part whose name leads out of it (%(name)s). It may be meant to do harm; "
        "save it anew, or paste its text."
    ),
    "twice": (
        "The file holds two parts of one name (%(name)s), so that what it says depends on who "
        "reads it. It may be meant to do harm; save it anew, or paste its text."
    ),
    "links": (
        "The file holds a link instead of a part (%(name)s). It may be meant to do harm; save it "
        "anew, or paste its text."
    ),
    "encrypted": (
        "The file is protected by a password or a licence. Take the protection off in the program "
        "that made it, and save it again."
    ),
    "method": (
        "The file is packed in an unusual way. Open it in a word processor and save it anew."
    ),
    "entities": (
        "The file defines XML entities, which no document needs and which can do harm. Save it "
        "anew, or paste its text."
    ),
    "depth": (
        "The file is nested more than %(limit)d levels deep. Save it anew, or paste its text."
    ),
    "pages": "The file has more than %(limit)d pages. Split it into parts.",
    "characters": "The text is longer than %(limit)d characters. Split it into parts.",
    "no_text_layer": (
        "This PDF has no text layer: its pages are pictures. Run a text recognition (OCR) over it "
        "first, or type the passages that you need."
    ),
    "no_text": "There is no text in the file. Choose another file, or paste the text.",
    "time": (
        "Reading took longer than %(limit)d seconds and was stopped. Split the file into parts, or "
        "paste its text."
    ),
    "memory": (
        "Reading took more than %(limit)d MB of memory and was stopped. Split the file into parts, "
        "or paste its text."
    ),
    "output": (
        "Reading gave more than %(limit)d MB and was stopped. Split the file into parts, or paste "
        "its text."
    ),
    "crashed": (
        "The program that reads this format stopped in the middle. Save the file anew or in "
        "another format, or paste its text."
    ),
    "not_installed": (
        "The packages that read documents are not installed: the site was started with --lean. "
        "Start it once without, or paste the text."
    ),
}
"""Each limit and what to do, for gettext above: `_(refused.template) % refused.values`."""


class FileRefused(Exception):
    """The file was not read; the text says which limit stopped it and what to do.

    reason: a key of TEMPLATES; values: what its sentence names.
    """

    def __init__(self, reason: str, **values: int | str) -> None:
        self.reason = reason
        self.values = values
        super().__init__(self.template % values if values else self.template)

    @property
    def template(self) -> str:
        return TEMPLATES[self.reason]


def in_megabytes(size: int) -> int:
    """A size in bytes as whole megabytes, at least 1."""
    return max(1, size // MEGABYTE)
