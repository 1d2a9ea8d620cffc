"""Files that are meant to do harm, or are broken, are stopped with a sentence."""

import dataclasses
import io
import stat
import zipfile

import pytest

from sources.pipeline.child import read_file
from sources.pipeline.prepare import prepare
from sources.pipeline.read.refusals import LIMITS, TEMPLATES, FileRefused
from tests.sources.pipeline import files

ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
MEGABYTE = 1024 * 1024


def refused(data, name="a.docx", **limits):
    with pytest.raises(FileRefused) as caught:
        prepare(data, name, dataclasses.replace(LIMITS, **limits))
    return caught.value.reason


def reason_or_text(data, name):
    """Why the file was refused, or its first block."""
    try:
        return prepare(data, name).blocks[0].text
    except FileRefused as problem:
        return problem.reason


def docx_with(**parts):
    return files.zipped({**files.docx_parts(), **parts})


def with_bit(data, bit):
    """The zip with a flag set in every header of its directory and of its parts."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + offset] |= bit
            place = changed.find(mark, place + 4)
    return bytes(changed)


def test_part_that_unpacks_to_too_much_for_its_size_is_stopped():
    assert refused(docx_with(**{"word/x.xml": b" " * 20 * MEGABYTE})) == "ratio"


def test_part_that_is_too_large_is_stopped():
    data = docx_with(**{"word/x.xml": b" " * 2 * MEGABYTE})
    assert refused(data, entry_bytes=MEGABYTE) == "entry_bytes"


def test_parts_that_are_too_large_together_are_stopped():
    parts = {f"word/{n}.xml": b"x" * MEGABYTE for n in range(4)}
    assert refused(docx_with(**parts), total_bytes=3 * MEGABYTE) == "total_bytes"


def test_size_that_a_header_claims_is_not_believed():
    data = bytearray(docx_with(**{"word/x.xml": b" " * 20 * MEGABYTE}))
    place = data.find(b"word/x.xml", data.find(b"PK\x01\x02")) - 46
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert refused(bytes(data)) in ("ratio", "damaged")


def test_100000_entries_are_stopped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("word/document.xml", "")
        # Only the count matters: one part, and as many lines of the directory as fit.
    entry = out.getvalue()[out.getvalue().find(b"PK\x01\x02") : -22]
    assert refused(out.getvalue()[:-22] + entry * 100_000 + out.getvalue()[-22:]) == "entries"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\x.xml", "C:/x.xml"])
def test_name_that_leads_out_is_stopped(name):
    assert refused(docx_with(**{name: "x"})) == "names"


def test_100000_pictures_are_stopped_before_anyone_looks_at_their_names():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("picture.png", "")
    entry = out.getvalue()[out.getvalue().find(b"PK\x01\x02") : -22]
    assert refused(out.getvalue()[:-22] + entry * 100_000 + out.getvalue()[-22:]) == "entries"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_part_that_is_there_twice_is_stopped():
    out = io.BytesIO(files.docx())
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("word/document.xml", "<another/>")
    assert refused(out.getvalue()) == "twice"


def test_zip_in_a_zip_is_not_opened():
    bomb = files.zipped({"word/document.xml": b" " * 20 * MEGABYTE})
    document = prepare(docx_with(**{"word/embeddings/more.zip": bomb}), "a.docx")
    assert document.blocks[0].text == "The mill"


def test_zip_that_holds_itself_is_stopped():
    assert refused(docx_with(**{"word/document.xml": files.docx()})) == "damaged"


def test_parts_that_share_their_bytes_are_stopped():
    data = files.zipped({"word/document.xml": b" " * 10 * MEGABYTE})
    start = data.find(b"PK\x01\x02")
    entry, end = data[start:-22], bytearray(data[-22:])
    end[8:12] = (2_000).to_bytes(2, "little") * 2
    end[12:16] = (2_000 * len(entry)).to_bytes(4, "little")
    assert refused(data[:start] + entry * 2_000 + bytes(end)) in ("ratio", "twice")


def test_link_is_stopped():
    out = io.BytesIO(files.docx())
    with zipfile.ZipFile(out, "a") as packed:
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    assert refused(out.getvalue()) == "links"


def test_encrypted_part_is_stopped():
    assert refused(with_bit(files.docx(), 1)) == "encrypted"


def test_encrypted_odt_is_stopped():
    parts = {**files.odt_parts(), "META-INF/manifest.xml": "<m><encryption-data/></m>"}
    assert refused(files.zipped(parts), "a.odt") == "encrypted"


def test_book_with_a_licence_lock_is_stopped():
    locked = '<e><EncryptionMethod Algorithm="urn:aes"/></e>'
    parts = {**files.epub_parts(), "META-INF/encryption.xml": locked}
    assert refused(files.zipped(parts), "a.epub") == "encrypted"


@pytest.mark.parametrize("tenth", range(1, 10))
@pytest.mark.parametrize(
    "make", [files.docx, files.odt, files.epub], ids=lambda make: make.__name__
)
def test_zip_that_was_cut_short_is_stopped(make, tenth):
    data = make()
    assert refused(data[: len(data) * tenth // 10]) == "damaged"


@pytest.mark.parametrize("tenth", range(1, 10))
def test_pdf_that_was_cut_short_is_mended_or_stopped(tenth):
    data = files.pdf(["A line."])
    reason = reason_or_text(data[: len(data) * tenth // 10], "a.pdf")
    assert reason in ("A line.", "damaged", "no_text_layer")


def test_pdf_that_was_cut_short_is_stopped():
    assert refused(files.pdf(["A line."])[:60], "a.pdf") == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_docx_with_entities_is_stopped(encoding):
    parts = files.docx_parts(prolog=ENTITIES)
    parts["word/document.xml"] = str(parts["word/document.xml"]).encode(encoding)
    assert refused(files.zipped(parts)) == "entities"


def test_page_with_entities_is_stopped():
    page = f"{ENTITIES}<html><body><p>&b;</p></body></html>"
    assert refused(page.encode(), "a.html") == "entities"


def test_document_type_elsewhere_is_never_fetched():
    parts = files.docx_parts(prolog='<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">')
    assert prepare(files.zipped(parts), "a.docx").blocks[0].text == "The mill"


def test_odt_with_entities_is_stopped():
    parts = files.odt_parts()
    parts["content.xml"] = ENTITIES + str(parts["content.xml"])
    assert refused(files.zipped(parts), "a.odt") == "entities"


def test_epub_with_entities_is_stopped():
    parts = files.epub_parts()
    parts["OPS/a.xhtml"] = ENTITIES + str(parts["OPS/a.xhtml"])
    assert refused(files.zipped(parts), "a.epub") == "entities"


@pytest.mark.parametrize("tag", [b"<div>", b"<b>", b"<span><p>"])
def test_page_without_end_of_nesting_is_stopped(tag):
    assert refused(tag * 100_000 + b"text", "a.html") == "depth"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        (b"/Contents 4 0 R", b"/Contents 3 0 R"),
        (b"/Parent 2 0 R", b"/Parent 3 0 R"),
    ],
)
def test_pdf_that_turns_in_a_circle_ends(was, now):
    reason = reason_or_text(files.pdf(["A line."]).replace(was, now), "a.pdf")
    assert reason in ("A line.", "damaged", "no_text_layer")


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.html"])
def test_pdf_by_another_name_is_read_as_a_pdf(name):
    assert prepare(files.pdf(["A line of text."]), name).blocks[0].text == "A line of text."


def test_program_by_the_name_of_a_text_is_stopped():
    assert refused(b"MZ\x90\0" + bytes(range(256)) * 100, "a.txt") == "binary"


def test_line_without_end_is_cut_into_sentences():
    document = prepare(b"One two three. " * 20_000, "a.txt")
    assert len(document.sentences) == 20_000


def test_text_that_is_too_long_is_stopped():
    assert refused(b"One two three. " * 350_000, "a.txt") == "characters"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "unknown_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old_word"),
        (bytes(range(1, 32)) * 99, "binary"),
        (b"PK\x05\x06" + b"\0" * 18, "unknown_format"),
    ],
)
def test_what_is_no_document_is_stopped(data, reason):
    assert refused(data, "a.txt") == reason


def test_every_sentence_says_what_to_do():
    for template in TEMPLATES.values():
        assert template.count(".") >= 2
        assert template.endswith((".", ")."))


def test_child_stops_at_the_wall_clock():
    limits = dataclasses.replace(LIMITS, wall_seconds=0.001)
    with pytest.raises(FileRefused, match="stopped"):
        read_file(b"Text.", "a.txt", limits)


def test_child_stops_at_the_size_of_the_output():
    limits = dataclasses.replace(LIMITS, output_bytes=100)
    with pytest.raises(FileRefused, match="stopped"):
        read_file(b"Text. " * 100, "a.txt", limits)


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux limits memory")
def test_child_stops_at_its_memory():
    limits = dataclasses.replace(LIMITS, memory_bytes=200 * MEGABYTE, characters=10**9)
    with pytest.raises(FileRefused) as caught:
        read_file(b"One two three. \n" * 2_500_000, "a.txt", limits)
    assert caught.value.reason in ("memory", "crashed")


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux limits processor time")
def test_child_stops_at_its_processor_time():
    limits = dataclasses.replace(LIMITS, cpu_seconds=1)
    with pytest.raises(FileRefused) as caught:
        read_file(b"One two three. \n" * 300_000, "a.txt", limits)
    assert caught.value.reason == "time"
