"""Random bytes and random markup: never a crash, and offsets that are always valid."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from sources.pipeline.child import from_json, to_json
from sources.pipeline.prepare import prepare
from sources.pipeline.read.refusals import FileRefused
from sources.pipeline.split import split
from sources.pipeline.text import Block, Kind
from tests.sources.pipeline import files

NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.odt", "a.epub", "a.pdf"])
SAMPLES = st.sampled_from([files.docx(), files.odt(), files.epub(), files.pdf(["One.", "Two."])])
PIECES = [
    "<p>", "</p>", "<div class='nav'>", "</div>", "<blockquote>", "<ul>", "<li>", "</ul>",
    "<table>",
    "<tr>", "<td>", "<h2>", "</h2>", "<b>", "</b>", "<!--", "-->", "<script>", "&amp;", "&nbsp;",
    "“It is.”", "Dr. ", "Alder ", "…", "[", "]", "#", "- ", "*", ">", "|", "\n\n", "1. ", "<",
]  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
TEXT = st.text(
    alphabet=st.one_of(st.sampled_from("ab. “”\"'’«»…!?\n()-A1 "), st.characters()), max_size=300
)


def is_sound(document):
    for one in document.sentences:
        assert document.blocks[one.block].text[one.start : one.end] == one.text
        assert one.text.strip() == one.text != ""
    for before, after in zip(document.sentences, document.sentences[1:], strict=False):
        assert before.block < after.block or before.end <= after.start
    assert from_json(to_json(document)) == document


def read_or_refused(data, name):
    with suppress(FileRefused):
        is_sound(prepare(data, name))


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=500), name=NAMES)
def test_random_bytes_are_read_or_refused(data, name):
    read_or_refused(data, name)


@settings(max_examples=100, deadline=None)
@given(markup=MARKUP, name=st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_random_markup_is_read_or_refused(markup, name):
    read_or_refused(markup.encode(), name)


@settings(max_examples=120, deadline=None)
@given(
    data=SAMPLES, place=st.integers(0, 10_000), put=st.binary(max_size=8), cut=st.integers(0, 20)
)
def test_documents_with_random_edits_are_read_or_refused(data, place, put, cut):
    place %= len(data)
    read_or_refused(data[:place] + put + data[place + cut :], "a.bin")


@settings(max_examples=150, deadline=None)
@given(text=TEXT)
def test_no_letter_is_lost_between_sentences(text):
    found = split([Block(Kind.PARAGRAPH, text)])
    kept = "".join("".join(one.text.split()) for one in found)
    assert kept == "".join(text.split())
